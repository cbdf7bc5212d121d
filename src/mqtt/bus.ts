import type { Bus, BusClient, Message, Will } from '../core/bus/bus.ts';
import { Exchange, type Retained } from '../core/bus/exchange.ts';
import { Carrier } from './carrier.ts';
import type { Connection, Dial, ProtocolVersion } from './connection.ts';
import { whyUnsendable } from './limits.ts';
import { Round } from './round.ts';
import { bystandersOf, type PublishOperation, rivalOf } from './step.ts';
import type { Arrival } from './strangers.ts';
import { type BusStatus, Wire } from './wire.ts';

export interface MqttBusOptions {
  /** `mqtt://host:port`, `mqtts://`, `ws://` or `wss://`, with user name and password where needed. */
  readonly url: string;
  /** The way to a broker in this process. `url` is then only where others find it. Default: over the network. */
  readonly dial?: Dial;
  /** What the client ids begin with; `<prefix>-<id>-<random>`. Default `millet`. */
  readonly clientIdPrefix?: string;
  /** The version of MQTT: 4 is 3.1.1. Default `auto`: 5 where the broker speaks it. */
  readonly protocol?: ProtocolVersion | 'auto';
  /** How long to wait between attempts to connect, in ms. Default 500. */
  readonly retryMs?: number;
  /** How long the broker may keep the home waiting while all connections are up, in ms. Default 5,000. */
  readonly patienceMs?: number;
  /**
   * The books of a home that goes on from memory: those who are on this bus join the broker at the start, with their
   * subscriptions and what they keep there, and notice nothing. Default: new books.
   */
  readonly exchange?: Exchange;
  /** Called each time before anything of ours leaves for the broker. */
  beforeSending?(): void;
  /** Called at once, once for each message from outside, even while the bus settles. It enters with `inject`. */
  onForeign(arrival: Arrival): void;
  onStatus?(status: BusStatus): void;
}

/**
 * The bus over a real broker: each client is an MQTT client of its own. Handlers are called in the same order as by
 * the memory bus, because no message is handed over before the broker has delivered all messages of its round.
 */
export class MqttBus implements Bus {
  readonly #exchange: Exchange;
  readonly #wire: Wire;
  readonly #carrier: Carrier;
  readonly #beforeSending: () => void;
  #settling: Promise<void> | undefined;
  /** Connections that have more to send than they should keep. */
  readonly #full = new Set<Connection>();

  constructor(options: MqttBusOptions) {
    this.#exchange = options.exchange ?? new Exchange();
    this.#beforeSending = options.beforeSending ?? (() => {});
    this.#wire = new Wire(this.#exchange, {
      url: options.url,
      dial: options.dial,
      clientIdPrefix: options.clientIdPrefix ?? 'millet',
      protocol: options.protocol ?? 'auto',
      retryMs: options.retryMs ?? 500,
      patienceMs: options.patienceMs ?? 5_000,
      onForeign: (arrival) => options.onForeign(arrival),
      onStatus: (status) => options.onStatus?.(status),
    });
    this.#carrier = new Carrier(this.#wire);
  }

  connect(id: string, options: { will?: Will } = {}): BusClient {
    return this.#exchange.connect(id, options);
  }

  inject(message: Message): void {
    this.#exchange.inject(message);
  }

  /** What the home itself keeps on the broker, by topic. */
  get retained(): ReadonlyMap<string, Retained> {
    return this.#exchange.retained;
  }

  /** The broker is there with all our connections. While it is not, `settle` waits and the home stands still. */
  get ready(): boolean {
    return this.#wire.ready;
  }

  /**
   * Waits for the broker, for as long as it takes (`onStatus` says so). Rejects with a `MilletError` when the broker
   * does not let us in or the URL is not one.
   */
  start(): Promise<void> {
    return this.#wire.start();
  }

  /**
   * Delivers round after round until nobody publishes any more. Returns a promise only when something has to come
   * back from the broker first; a publish that no client of ours subscribes to is sent and not waited for.
   */
  settle(): void | Promise<void> {
    if (this.#settling) return this.#settling;
    while (!this.#exchange.idle) {
      const round = this.#nextRound();
      if (this.#wire.stopped) return undefined;
      if (!this.#carryAtOnce(round)) return this.#settleLater(round);
      round.handOver();
    }
    return this.#full.size > 0 ? this.#settleLater(new Round([])) : undefined;
  }

  /** Closes all connections with a goodbye, so that no will is published. Nothing is published or delivered after. */
  stop(): Promise<void> {
    return this.#wire.stop();
  }

  #nextRound(): Round {
    const operations = this.#exchange.takeRound();
    // What a stranger has published enters without going out again.
    if (operations.some(({ client }) => client)) this.#beforeSending();
    return new Round(operations);
  }

  #settleLater(round: Round): Promise<void> {
    this.#settling = this.#settleOnWire(round).finally(() => {
      this.#settling = undefined;
    });
    return this.#settling;
  }

  async #settleOnWire(first: Round): Promise<void> {
    for (let round = first; ; round = this.#nextRound()) {
      if (!this.#carryAtOnce(round)) await this.#carrier.carry(round);
      for (const connection of this.#full) await connection.drained();
      this.#full.clear();
      if (this.#wire.stopped) return;
      round.handOver();
      if (this.#exchange.idle && this.#full.size === 0) return;
    }
  }

  /** The short way: carries out operations for as long as nothing has to be waited for. False when some are left. */
  #carryAtOnce(round: Round): boolean {
    const { operations } = round;
    for (; round.next < operations.length; round.next++) {
      const operation = operations[round.next]!;
      if (operation.kind !== 'publish' || !this.ready) return false;
      const { client, message } = operation;
      if (client?.connected) {
        const { topic, payload } = message;
        if (this.#exchange.route(topic).length > 0 || bystandersOf(this.#wire, topic).length > 0)
          return false;
        if (rivalOf(this.#wire, operation)?.unconfirmed || whyUnsendable(topic, payload.text)) return false;
        this.#send(this.#wire.connections.get(client)!, operation);
      }
      this.#exchange.apply(operation, round.deliveries);
    }
    return true;
  }

  #send(connection: Connection, { message, retain }: PublishOperation): void {
    connection.publish(message.topic, message.payload.text, retain, message.correlation);
    connection.unconfirmed = true;
    if (connection.unsent > maxUnsentBytes) this.#full.add(connection);
  }
}

/** How much may wait in a connection of ours before the home waits for it. */
const maxUnsentBytes = 256 * 1024;
