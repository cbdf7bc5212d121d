import type { Duplex } from 'node:stream';
import { connect, type IClientOptions, type IPublishPacket, MqttClient } from 'mqtt';
import type { ExchangeClient } from '../core/bus/exchange.ts';
import { Expectations } from './barrier.ts';
import { encodePublish } from './publish-packet.ts';
import { WireFilters } from './wire-filters.ts';

export type ProtocolVersion = 4 | 5;

/** Opens a stream to a broker in this process. */
export type Dial = () => Duplex;

export interface ConnectionOptions {
  readonly url: string;
  readonly dial: Dial | undefined;
  readonly protocol: ProtocolVersion;
  /** What its MQTT client id begins with. The rest is random, so that an old session of ours is never taken over. */
  readonly clientIdPrefix: string;
  /** Whose connection it is, in words for people. */
  readonly name: string;
  readonly client: ExchangeClient | undefined;
  /** How long to wait before connecting again, in ms. */
  readonly retryMs: number;
}

export interface ConnectionEvents {
  up(connection: Connection): void;
  /** It was up, and is not any more. It connects again on its own. */
  lost(connection: Connection, reason: string): void;
  /** An attempt to connect came to nothing. It tries again on its own. */
  failed(connection: Connection, reason: string): void;
  arrived(connection: Connection, topic: string, payload: Buffer, packet: IPublishPacket): void;
}

/** One client of the broker: a connection with a last will of its own. Nothing is queued while it is down. */
export class Connection {
  readonly name: string;
  /** For whom it is; the bus has one more for itself. */
  readonly client: ExchangeClient | undefined;
  isUp = false;
  /** How often it was lost. */
  losses = 0;
  /** Has published something of which we do not know whether the broker has seen it yet. */
  unconfirmed = false;
  /** What it has subscribed to at the broker. */
  filters = new WireFilters();
  readonly expectations = new Expectations();
  /** What strangers last published to it, by topic. */
  readonly foreign = new Map<string, string>();
  readonly #client: MqttClient;
  readonly #version: ProtocolVersion;
  readonly #refused: (what: string) => void;

  constructor(options: ConnectionOptions, events: ConnectionEvents, refused: (what: string) => void) {
    const will = options.client?.will;
    this.name = options.name;
    this.client = options.client;
    this.#version = options.protocol;
    this.#refused = refused;
    const { url, dial } = options;
    const asked: IClientOptions = {
      ...clientOptions(options.protocol),
      clientId: newClientId(options.clientIdPrefix),
      reconnectPeriod: options.retryMs,
      ...(will && {
        will: { topic: will.topic, payload: Buffer.from(will.payload.text), qos: 0, retain: will.retain },
      }),
    };
    this.#client = dial ? new MqttClient(dial, asked) : connect(url, asked);
    this.#listen(options.clientIdPrefix, events);
  }

  /** Whether the broker may send it more than its client wants. */
  get isWide(): boolean {
    const { client } = this;
    return client !== undefined && this.filters.all.some((filter) => !client.filters.has(filter));
  }

  /** Bytes that were published and have not left this process yet. */
  get unsent(): number {
    return (this.#client.stream as Duplex).writableLength;
  }

  publish(topic: string, payload: string | Buffer, retain: boolean, correlation: string | undefined): void {
    if (correlation !== undefined && this.#version === 5) {
      const properties = { correlationData: Buffer.from(correlation, 'base64') };
      this.#client.publish(topic, payload, { retain, properties });
    } else if (this.isUp) {
      this.#client.stream.write(encodePublish(this.#version, topic, payload, retain));
    }
  }

  /** `done` is called when the broker has answered, or when the connection is lost. */
  subscribe(filters: string[], done: () => void): void {
    this.#client.subscribe(filters, { qos: 0 }, (error) => {
      if (error && this.isUp) this.#refused(`a subscription to ${filters.join(', ')} (${error.message})`);
      done();
    });
  }

  unsubscribe(filters: string[], done: () => void): void {
    this.#client.unsubscribe(filters, () => done());
  }

  /** `done` is called when the broker has handled everything that was published here before, or on loss. */
  confirm(done: () => void): void {
    this.unconfirmed = false;
    // Any request with an answer will do, and this one changes nothing.
    this.unsubscribe(['$millet/confirm'], done);
  }

  /** Resolves when the process has got rid of what is unsent, or the connection is lost. */
  drained(): Promise<void> {
    const { stream } = this.#client;
    if (!this.isUp || !(stream as Duplex).writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        stream.off('drain', done);
        stream.off('close', done);
        resolve();
      };
      stream.on('drain', done);
      stream.on('close', done);
    });
  }

  /** Says goodbye, so that the last will is not published, and closes. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      // A broker that does not hang up is not waited for.
      const timer = setTimeout(() => {
        this.#client.stream.destroy();
        resolve();
      }, goodbyeMs);
      this.#client.end(!this.isUp, () => {
        clearTimeout(timer);
        resolve();
      });
      this.isUp = false;
    });
  }

  /** Hangs up without a goodbye. */
  drop(): void {
    this.isUp = false;
    this.#client.end(true);
  }

  #listen(clientIdPrefix: string, events: ConnectionEvents): void {
    const client = this.#client;
    let reason = 'the broker hung up';
    let timedOut = false;
    client.on('connect', () => {
      const { stream } = client as { stream: Duplex & { setNoDelay?(on: boolean): void } };
      stream.setNoDelay?.(true);
      this.isUp = true;
      reason = 'the broker hung up';
      timedOut = false;
      events.up(this);
    });
    client.on('error', (error) => {
      reason = reasonOf(error);
      timedOut = error.message === 'Keepalive timeout';
    });
    client.on('close', () => {
      if (client.disconnecting) return;
      // The broker has forgotten a client that it hung up on. It may have done so because somebody else came with
      // our id, and taking it back would begin a fight. One that is only silent may still know us under the old id.
      if (!timedOut) client.options.clientId = newClientId(clientIdPrefix);
      if (!this.isUp) {
        events.failed(this, reason);
        return;
      }
      this.isUp = false;
      this.losses++;
      events.lost(this, reason);
    });
    client.on('message', (topic, payload, packet) => events.arrived(this, topic, payload, packet));
  }
}

/** What every client of ours asks of mqtt.js. */
export function clientOptions(protocol: ProtocolVersion): IClientOptions {
  return {
    protocolVersion: protocol,
    clean: true,
    connectTimeout: 5_000,
    keepalive: 30,
    // The bus itself knows what to do after a loss.
    resubscribe: false,
    queueQoSZero: false,
    reconnectOnConnackError: true,
  };
}

/** A URL without user name and password, for people to read. */
export function publicUrl(url: string): string {
  return url.replace(/\/\/.*@/, '//');
}

export function reasonOf(error: Error & { code?: unknown }): string {
  // Node tries all addresses of a name, and the error that sums up has no message.
  return error.message || String(error.code ?? error);
}

const goodbyeMs = 1_000;

function newClientId(prefix: string): string {
  return `${prefix}-${Math.random().toString(36).slice(2, 8)}`;
}
