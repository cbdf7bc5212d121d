import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { MilletError } from '../core/errors.ts';
import { allowedHosts, isLoopback, reachableHost } from './safety/hosts.ts';
import { newToken } from './safety/token.ts';
import type { Serving } from './serving.ts';
import type { Site } from './site.ts';
import { PageFiles } from './static.ts';

/** More connections than pages need: a flood ends here. */
const mostConnections = 256;

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
  /** Loads what answers, and prepares what a page asks for first, before somebody asks. */
  load(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Serves the page and its API. Only the port is opened at once; what answers is loaded by the first request, or by `load`,
 * so that nobody has to wait for it before the home is ready. Rejects with a `MilletError` when it cannot listen there.
 */
export async function startDashboard(options: DashboardOptions): Promise<Dashboard> {
  const { site, host, allowHosts = [], pageDir } = options;
  const token = isLoopback(host) ? undefined : newToken();
  const page = new PageFiles(pageDir);
  let hosts: ReadonlySet<string> = new Set();
  let loading: Promise<Serving> | undefined;
  const load = (): Promise<Serving> => {
    loading ??= import('./serving.ts').then(({ createServing }) => {
      return createServing({ site, page, hosts: () => hosts, token });
    });
    return loading;
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void load().then((serving) => serving.request(request, response));
  });
  server.maxConnections = mostConnections;
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => {});
    void load().then((serving) => serving.upgrade(request, socket, head));
  });
  const port = await listen(server, host, options.port);
  hosts = allowedHosts(host, port, allowHosts);
  const fragment = token === undefined ? '' : `#token=${token}`;
  return {
    port,
    url: `http://${reachableHost(host)}:${port}/${fragment}`,
    token,
    hasPage: page.isThere,
    async load() {
      await load();
      await site.warm();
    },
    async stop() {
      site.forks.close();
      if (loading) (await loading).stop();
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
