import { networkInterfaces } from 'node:os';

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Every `host:port` under which a server that listens on `host` may be asked for. */
export function allowedHosts(host: string, port: number, more: readonly string[]): Set<string> {
  const names = isLoopback(host)
    ? ['127.0.0.1', 'localhost', '::1', host]
    : isAny(host)
      ? ['127.0.0.1', 'localhost', '::1', ...ownAddresses()]
      : [host];
  return new Set([...names.map(bracketed), ...more].flatMap((name) => withPort(name.toLowerCase(), port)));
}

/** Under which address a browser finds it: the first of this machine's that others can reach, where it listens on all. */
export function reachableHost(host: string): string {
  if (!isAny(host)) return bracketed(host);
  return bracketed(ownAddresses().find((address) => !address.includes(':')) ?? '127.0.0.1');
}

function isAny(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address.split('%', 1)[0]!);
}

function bracketed(name: string): string {
  return name.includes(':') && !name.startsWith('[') ? `[${name}]` : name;
}

/** A browser leaves out port 80. */
function withPort(name: string, port: number): string[] {
  if (/:\d+$/.test(name) && !name.endsWith(']')) return [name];
  return port === 80 ? [name, `${name}:80`] : [`${name}:${port}`];
}
