/** What of a request says where it comes from. Header values as they came. */
export interface Visitor {
  readonly method: string;
  /** The path without the query. */
  readonly path: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly fetchMode: string | undefined;
  readonly fetchDest: string | undefined;
  readonly contentType: string | undefined;
  readonly hasBody: boolean;
}

export interface Refusal {
  readonly status: 400 | 401 | 403 | 415;
  readonly message: string;
  readonly hint?: string;
}

/**
 * Who may ask, by everything but the token. A browser sends `Host`, `Origin` and `Sec-Fetch-Site` itself, and no script
 * can change them: so another page is found out by them, whatever address it reached us by.
 *
 * @param hosts every `host:port` under which this server may be asked for, in small letters
 */
export function judgeVisitor(visitor: Visitor, hosts: ReadonlySet<string>): Refusal | undefined {
  const { host, origin, fetchSite } = visitor;
  // Somebody's own name that points to this machine (DNS rebinding) is in `Host`, and only there.
  if (host === undefined || !hosts.has(host.toLowerCase())) {
    return {
      status: 403,
      message: `This server is not called ${shown(host ?? 'nothing')}.`,
      hint: `Ask for one of ${[...hosts].slice(0, 6).join(', ')}; with --host, --allow-host NAME adds a name.`,
    };
  }
  if (origin !== undefined && !isOwnOrigin(origin, hosts)) return foreign(shown(origin));
  const isOwnSite = fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none';
  if (!isOwnSite && !isLinkToPage(visitor)) return foreign('another site');
  if (visitor.hasBody && !isJson(visitor.contentType)) {
    return {
      status: 415,
      message: `A body is application/json, got ${shown(visitor.contentType ?? 'no Content-Type')}.`,
    };
  }
  return undefined;
}

function foreign(who: string): Refusal {
  return { status: 403, message: `Only the home's own page may ask for this, not ${who}.` };
}

function isOwnOrigin(origin: string, hosts: ReadonlySet<string>): boolean {
  const small = origin.toLowerCase();
  return small.startsWith('http://') && hosts.has(small.slice('http://'.length));
}

/** A link on another page may lead to ours, as a whole page and not in a frame. */
function isLinkToPage({ method, path, fetchMode, fetchDest }: Visitor): boolean {
  return method === 'GET' && fetchMode === 'navigate' && fetchDest === 'document' && !isApi(path);
}

export function isApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/') || path === '/ws';
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(contentType ?? '');
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
