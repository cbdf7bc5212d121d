import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { MilletError } from '../core/errors.ts';
import { createApp } from './app.ts';
import { Pages } from './live/pages.ts';
import { bodyOf } from './problem.ts';
import { judgeVisitor } from './safety/guard.ts';
import { allowedHosts, isLoopback, reachableHost } from './safety/hosts.ts';
import { isToken, newToken, subprotocolToken } from './safety/token.ts';
import type { Site } from './site.ts';
import { PageFiles } from './static.ts';

/** More pages than people, and more connections than pages need: a flood ends here. */
const mostPages = 32;
const mostConnections = 256;
/** A page says "seen" and little else, in bytes. */
const longestMessage = 4 * 1024;

export interface DashboardOptions {
  readonly site: Site;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Names under which it may be asked for, beside the machine's own addresses. */
  readonly allowHosts?: readonly string[];
  /** The directory of the built page. */
  readonly pageDir: string;
}

export interface Dashboard {
  readonly port: number;
  /** For a browser; with the token, where one is asked for. */
  readonly url: string;
  readonly token: string | undefined;
  /** false: the page itself has not been built. */
  readonly hasPage: boolean;
  stop(): Promise<void>;
}

/** Serves the page and its API. Rejects with a `MilletError` when it cannot listen there. */
export async function startDashboard(options: DashboardOptions): Promise<Dashboard> {
  const { site, host, allowHosts = [], pageDir } = options;
  const token = isLoopback(host) ? undefined : newToken();
  const page = new PageFiles(pageDir);
  const pages = new Pages(site);
  let hosts: ReadonlySet<string> = new Set();
  const app = createApp({ site, page, hosts: () => hosts, token });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.maxConnections = mostConnections;
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: longestMessage,
    perMessageDeflate: false,
    handleProtocols: (names) => (names.has('millet') ? 'millet' : false),
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => {});
    const refusal = refusalOf(request, hosts, token, pages.count);
    if (refusal) refuse(socket, refusal.status, refusal.message);
    else sockets.handleUpgrade(request, socket, head, (page) => pages.accept(page));
  });
  const port = await listen(server, host, options.port);
  hosts = allowedHosts(host, port, allowHosts);
  const fragment = token === undefined ? '' : `#token=${token}`;
  return {
    port,
    url: `http://${reachableHost(host)}:${port}/${fragment}`,
    token,
    hasPage: page.isThere,
    async stop() {
      site.forks.close();
      pages.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, site.why.close()]);
    },
  };
}

/** Serves on `port`, or on the first free one of the twenty after it. */
export async function startDashboardNear(options: DashboardOptions): Promise<Dashboard> {
  for (let { port } = options; ; port++) {
    try {
      return await startDashboard({ ...options, port });
    } catch (error) {
      const inUse = error instanceof MilletError && codeOf(error.cause) === 'EADDRINUSE';
      if (!inUse || port >= Math.min(options.port + 20, 65_535)) throw error;
    }
  }
}

function refusalOf(
  request: IncomingMessage,
  hosts: ReadonlySet<string>,
  token: string | undefined,
  pages: number,
): { status: number; message: string } | undefined {
  const { headers, method = 'GET', url = '/' } = request;
  const [path = '/'] = url.split('?', 1);
  const header = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  const refusal = judgeVisitor(
    {
      method,
      path,
      host: header('host'),
      origin: header('origin'),
      fetchSite: header('sec-fetch-site'),
      fetchMode: header('sec-fetch-mode'),
      fetchDest: header('sec-fetch-dest'),
      contentType: undefined,
      hasBody: false,
    },
    hosts,
  );
  if (refusal) return refusal;
  if (path !== '/ws') return { status: 404, message: 'The WebSocket is at /ws.' };
  if (token !== undefined && !isToken(subprotocolToken(header('sec-websocket-protocol')), token)) {
    return { status: 401, message: 'This server asks for its token: the subprotocol millet.token.TOKEN.' };
  }
  if (pages < mostPages) return undefined;
  return { status: 503, message: `${mostPages} pages look at this home already; close one.` };
}

const reasons: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
};

function refuse(socket: Duplex, status: number, message: string): void {
  const body = JSON.stringify(bodyOf(message));
  const head = [
    `HTTP/1.1 ${status} ${reasons[status] ?? 'Refused'}`,
    'Content-Type: application/json',
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: unknown): void => reject(cannotListen(host, port, error));
    server.once('error', failed);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', failed);
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}

function cannotListen(host: string, port: number, cause: unknown): MilletError {
  const place = `port ${port} of ${host}`;
  switch (codeOf(cause)) {
    case 'EADDRINUSE':
      return new MilletError(`The page cannot be served: ${place} is already in use.`, {
        hint: 'Stop the program that uses it, choose another with --http-port (0 takes any free one), or do without: --no-dashboard.',
        cause,
      });
    case 'EACCES':
      return new MilletError(`The page cannot be served: ${place} needs special rights.`, {
        hint: 'Choose a port from 1024 up with --http-port.',
        cause,
      });
    default:
      return new MilletError(`The page cannot be served on ${place}: ${String((cause as Error).message)}.`, {
        hint: 'Choose an address of this machine with --host: 127.0.0.1, or 0.0.0.0 for all of them.',
        cause,
      });
  }
}

function codeOf(error: unknown): unknown {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
