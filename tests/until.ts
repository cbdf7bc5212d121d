/** Waits until `condition` holds; looks again on every turn of the event loop. Throws after `timeoutMs`. */
export async function until(condition: () => boolean, what = String(condition), timeoutMs = 10_000) {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
