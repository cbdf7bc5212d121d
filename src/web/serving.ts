import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { type AppOptions, createApp } from './app.ts';
import { Pages } from './live/pages.ts';
import { bodyOf } from './problem.ts';
import { judgeVisitor } from './safety/guard.ts';
import { isToken, subprotocolToken } from './safety/token.ts';

/** More pages than people: a flood ends here. */
const mostPages = 32;
/** A page says "seen" and little else, in bytes. */
const longestMessage = 4 * 1024;

/** What answers, once somebody asks: requests by the app, upgrades by the pages' WebSockets. */
export interface Serving {
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  stop(): void;
}

export function createServing(options: AppOptions): Serving {
  const { site, hosts, token } = options;
  const answer = getRequestListener(createApp(options).fetch);
  const pages = new Pages(site);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: longestMessage,
    perMessageDeflate: false,
    handleProtocols: (names) => (names.has('millet') ? 'millet' : false),
  });
  return {
    request: (request, response) => void answer(request, response),
    upgrade(request, socket, head) {
      const refusal = refusalOf(request, hosts(), token, pages.count);
      if (refusal) refuse(socket, refusal.status, refusal.message);
      else sockets.handleUpgrade(request, socket, head, (page) => pages.accept(page));
    },
    stop: () => pages.stop(),
  };
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
