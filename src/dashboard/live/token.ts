/**
 * What `millet run --host` prints with the page's address, after the `#`: it is not sent to anybody by the browser, and
 * leaves the address bar at once.
 */
export const token: string | undefined = takeToken();

function takeToken(): string | undefined {
  const found = new URLSearchParams(location.hash.slice(1)).get('token');
  if (found === null) return undefined;
  history.replaceState(null, '', location.pathname + location.search);
  return found;
}
