import { createServer, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { Aedes, type Client } from 'aedes';
import { MilletError } from '../core/errors.ts';
import type { Dial } from './connection.ts';
import { linkedStreams } from './linked-streams.ts';
import type { PublishedPacket } from './tap.ts';

/** The largest MQTT packet that the embedded broker takes, in bytes. A sender of a larger one is disconnected. */
export const maxPacketBytes = 1024 * 1024;

/** A subscriber that leaves more than this unread, in bytes, is disconnected before it can hurt the others. */
const maxUnsentBytes = 4 * 1024 * 1024;

export interface Broker {
  /** Where clients on this machine find it: `mqtt://127.0.0.1:1883`. */
  readonly url: string;
  readonly port: number;
  /** A way in for clients of this process: the same bytes as over a socket, which the system need not carry. */
  readonly dial: Dial;
  /** Calls `seen` with every message that a client publishes, from now on. It must be quick, and must not throw. */
  onPublish(seen: (packet: PublishedPacket) => void): void;
  /** Closes the port and every connection. No last will is published: the clients did not fail. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded MQTT 3.1.1 broker. Port 0 takes any free one.
 * Rejects with a `MilletError` when it cannot listen there.
 */
export async function startBroker({ host, port }: { host: string; port: number }): Promise<Broker> {
  const aedes = await createAedes();
  const streams = new Set<Duplex>();
  const enter = (stream: Duplex): void => {
    streams.add(stream);
    stream.on('close', () => streams.delete(stream));
    accept(aedes, stream);
  };
  const server = createServer({ noDelay: true }, enter);
  try {
    await listen(server, host, port);
  } catch (error) {
    await closeAedes(aedes);
    throw cannotListen(host, port, error);
  }
  const address = server.address();
  const actual = address !== null && typeof address === 'object' ? address.port : port;
  return {
    url: `mqtt://${reachable(host)}:${actual}`,
    port: actual,
    dial() {
      const [near, far] = linkedStreams();
      if (server.listening) enter(far);
      else far.destroy();
      return near;
    },
    onPublish(seen) {
      aedes.on('publish', ({ topic, payload, qos, retain }, client) => {
        // The broker's own words about itself ($SYS) have no client.
        if (client) seen({ clientId: client.id, topic, payload: bytesOf(payload), qos, retain });
      });
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const stream of streams) forgetWill(stream);
      await closeAedes(aedes);
      // Those that never got as far as CONNECT are unknown to aedes.
      for (const stream of streams) stream.destroy();
      await closed;
    },
  };
}

/** Starts the broker on `port`, or on the first free one of the twenty after it. */
export async function startBrokerNear({ host, port }: { host: string; port: number }): Promise<Broker> {
  for (let candidate = port; ; candidate++) {
    try {
      return await startBroker({ host, port: candidate });
    } catch (error) {
      const inUse = error instanceof MilletError && codeOf(error.cause) === 'EADDRINUSE';
      if (!inUse || candidate >= Math.min(port + 20, 65_535)) throw error;
    }
  }
}

async function createAedes(): Promise<Aedes> {
  const aedes = await Aedes.createBroker({
    // Without a bound on what is under way aedes queues nothing: one subscriber that does not read cannot hold up
    // the messages of the others, and a long queue cannot overflow the stack (mqemitter walks it recursively).
    concurrency: 0,
    connectTimeout: 10_000,
    maxClientsIdLength: 128,
    preConnect(_client, packet, done) {
      const problem = packet.will && willProblem(packet.will.topic);
      if (problem) done(new Error(`the topic of the last will ${problem}`), false);
      else done(null, true);
    },
    authorizeForward(client, packet) {
      if (client.conn.writableLength <= maxUnsentBytes) return packet;
      client.conn.destroy();
      return null;
    },
  });
  storeRetainedAtOnce(aedes);
  return aedes;
}

/** aedes checks the topic of what clients publish, but not that of their wills. */
function willProblem(topic: string): string | undefined {
  if (topic === '') return 'is empty';
  if (/[+#\0]/.test(topic)) return 'contains + or # or NUL';
  if (topic.startsWith('$SYS/')) return 'is reserved';
  return undefined;
}

/**
 * aedes keeps a retained message in a promise before it passes it on, an ordinary one meanwhile overtakes it, and
 * then every subscriber to both takes the retained one for a duplicate and never gets it. Keeping is synchronous in
 * fact, so we say so, and the order is the publisher's.
 */
function storeRetainedAtOnce(aedes: Aedes): void {
  const { persistence } = aedes as unknown as { persistence: Persistence };
  const store = persistence.storeRetained.bind(persistence);
  persistence.storeRetained = (packet) => {
    void store(packet);
    // biome-ignore lint/suspicious/noThenProperty: aedes only calls `then`, and a promise would wait for a tick.
    return { then: (stored: () => void) => stored() };
  };
}

interface Persistence {
  storeRetained(packet: unknown): { then(stored: () => void, failed: (error: unknown) => void): unknown };
}

function accept(aedes: Aedes, stream: Duplex): void {
  // aedes makes a publisher wait until the slowest of its subscribers has room again. Here nobody waits: what is
  // unsent is bounded in `authorizeForward`.
  const write = stream.write;
  stream.write = function writeWithoutWaiting(this: Duplex, ...args: unknown[]): boolean {
    Reflect.apply(write, this, args);
    return true;
  };
  const client = aedes.handle(stream) as Client & { _parser: { packet: { length: number } } };
  // aedes collects a packet of any announced length, up to 256 MiB. Its own listener has read what is there.
  stream.on('readable', () => {
    if (client._parser.packet.length > maxPacketBytes) stream.destroy();
  });
}

function bytesOf(payload: string | Buffer): Uint8Array {
  return typeof payload === 'string' ? Buffer.from(payload) : payload;
}

function forgetWill(stream: Duplex): void {
  const { client } = stream as Duplex & { client?: { will: unknown } };
  if (client) client.will = null;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeAedes(aedes: Aedes): Promise<void> {
  return new Promise((resolve) => aedes.close(() => resolve()));
}

function cannotListen(host: string, port: number, cause: unknown): MilletError {
  const code = codeOf(cause);
  const place = `port ${port} of ${host}`;
  if (code === 'EADDRINUSE') {
    return new MilletError(`The MQTT broker cannot start: ${place} is already in use.`, {
      hint: 'Stop the program that uses it, choose another port (0 takes any free one), or use that broker.',
      cause,
    });
  }
  if (code === 'EACCES') {
    return new MilletError(`The MQTT broker cannot start: ${place} needs special rights.`, {
      hint: 'Choose a port from 1024 up.',
      cause,
    });
  }
  return new MilletError(`The MQTT broker cannot listen on ${place}: ${String((cause as Error).message)}`, {
    hint: 'Choose an address of this machine: 127.0.0.1, or 0.0.0.0 for all of them.',
    cause,
  });
}

function codeOf(error: unknown): unknown {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
