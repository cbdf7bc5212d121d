import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

interface Link {
  readonly near: Socket;
  readonly far: Socket;
  /** What the client sent first: its CONNECT, with its client id in it. */
  hello: string;
}

/** Stands between clients and a broker, and can harm the connections of some of them. */
export interface TcpProxy {
  readonly url: string;
  /** Cuts the connections whose CONNECT contains the text; without a text, all. Returns how many. */
  cut(text?: string): number;
  /** From now on nothing comes back from the broker to these. */
  deafen(text: string): void;
  /** The client ids (or whatever CONNECT contains) of those that are connected. */
  hellos(): string[];
  stop(): Promise<void>;
}

export async function startProxy(port: number): Promise<TcpProxy> {
  const links = new Set<Link>();
  const server = createServer({ noDelay: true }, (near) => {
    const link: Link = { near, far: connect({ port, host: '127.0.0.1', noDelay: true }), hello: '' };
    links.add(link);
    near.once('data', (chunk) => {
      link.hello = chunk.toString('latin1');
    });
    near.pipe(link.far).pipe(near);
    for (const socket of [near, link.far]) {
      socket.on('error', () => {});
      socket.on('close', () => close(link));
    }
  });
  const close = (link: Link) => {
    links.delete(link);
    link.near.destroy();
    link.far.destroy();
  };
  const matching = (text: string) => [...links].filter(({ hello }) => hello.includes(text));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut(text = '') {
      const found = matching(text);
      found.forEach(close);
      return found.length;
    },
    deafen(text) {
      for (const { near, far } of matching(text)) {
        far.unpipe(near);
        far.resume();
      }
    },
    hellos: () => [...links].map(({ hello }) => hello),
    async stop() {
      const closed = once(server, 'close');
      server.close();
      for (const link of links) close(link);
      await closed;
    },
  };
}
