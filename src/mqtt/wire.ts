import type { IPublishPacket } from 'mqtt';
import type { Exchange, ExchangeClient } from '../core/bus/exchange.ts';
import { Barrier, expectCopy, type Sent } from './barrier.ts';
import {
  Connection,
  type ConnectionEvents,
  type Dial,
  type ProtocolVersion,
  publicUrl,
} from './connection.ts';
import { findProtocol } from './probe.ts';
import { recover } from './recovery.ts';
import { type Arrival, Strangers } from './strangers.ts';
import { Waiting } from './waiting.ts';

/** How it stands between the bus and its broker, in a sentence for people. */
export interface BusStatus {
  /** `waiting`: the broker is not there yet. `lost`: it was. `back`: it is there. `problem`: see the text. */
  readonly kind: 'waiting' | 'lost' | 'back' | 'problem';
  readonly text: string;
}

export interface WireOptions {
  readonly url: string;
  /** undefined: over the network, by `url`. */
  readonly dial: Dial | undefined;
  readonly clientIdPrefix: string;
  /** `auto`: MQTT 5 where the broker speaks it, else 3.1.1. */
  readonly protocol: ProtocolVersion | 'auto';
  /** How long to wait between attempts to connect, in ms. */
  readonly retryMs: number;
  /** How long the broker may keep us waiting while all connections are up, in ms. */
  readonly patienceMs: number;
  onForeign(arrival: Arrival): void;
  onStatus(status: BusStatus): void;
}

/**
 * All connections of the home: one for each client of the exchange, and one of our own, the keeper, which acts for
 * clients that are gone. Knows whether they are all up, what is on its way over the broker, and when it has arrived.
 */
export class Wire {
  readonly connections = new Map<ExchangeClient, Connection>();
  keeper!: Connection;
  /** Those of the connections that may get more than their clients want. */
  readonly wide = new Set<Connection>();
  /** What is being published just now; published again after a loss. */
  window: readonly Sent[] = [];
  readonly exchange: Exchange;
  readonly options: WireOptions;
  readonly #where: string;
  readonly #strangers: Strangers;
  readonly #down = new Set<Connection>();
  /** Those that were lost and have not got their subscriptions back yet. */
  readonly #lost = new Set<Connection>();
  #recovering = false;
  /** That a connection was lost has been told, and that all are back has not. */
  #lossTold = false;
  /** Counts what overtakes a recovery that is under way. */
  #attempt = 0;
  #protocol: ProtocolVersion = 4;
  #started = false;
  readonly #stopping = new AbortController();
  /** Why we cannot connect, as last told. */
  #obstacle: string | undefined;
  readonly #waiting: Waiting;

  constructor(exchange: Exchange, options: WireOptions) {
    this.exchange = exchange;
    this.options = options;
    this.#where = `the MQTT broker at ${publicUrl(options.url)}`;
    this.#strangers = new Strangers(exchange, this.connections, (arrival) => options.onForeign(arrival));
    this.#waiting = new Waiting(
      options.patienceMs,
      () => this.#down.size === 0,
      (barrier) => this.#giveUp(barrier),
    );
  }

  /** All connections are up and have their subscriptions: the home may move on. */
  get ready(): boolean {
    return this.#started && !this.stopped && !this.#recovering;
  }

  get stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Waits for the broker, for as long as it takes. Rejects with a `MilletError` when it does not want us. */
  async start(): Promise<void> {
    const { dial, protocol } = this.options;
    // One in this process is there, and what it speaks is known.
    const found = dial && protocol !== 'auto' ? protocol : await this.#findProtocol();
    if (found === undefined) return;
    this.#protocol = found;
    this.keeper = this.#connect('bus', undefined);
    this.#started = true;
    this.#adopt();
    await this.settled(this.newBarrier());
  }

  #findProtocol(): Promise<ProtocolVersion | undefined> {
    const { url, clientIdPrefix, protocol, retryMs } = this.options;
    return findProtocol({
      url,
      versions: protocol === 'auto' ? [5, 4] : [protocol],
      clientId: `${clientIdPrefix}-probe-${Math.random().toString(36).slice(2, 8)}`,
      retryMs,
      signal: this.#stopping.signal,
      onWaiting: (reason) => {
        const text = `Waiting for ${this.#where}, which does not answer (${reason}): start it, or give another address`;
        this.#tell('waiting', text);
        this.#obstacle = reason;
      },
    });
  }

  /** Closes all connections with a goodbye. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#strangers.forget();
    this.#waiting.changed();
    await Promise.all(this.all.map((connection) => connection.end()));
    this.connections.clear();
  }

  get all(): Connection[] {
    return this.#started ? [this.keeper, ...this.connections.values()] : [];
  }

  /** Those who are on the bus already join the broker as they would after a loss of all their connections. */
  #adopt(): void {
    for (const client of this.exchange.clients) {
      const connection = this.open(client);
      for (const filter of client.filters) connection.filters.add(filter);
      if (connection.isWide) this.wide.add(connection);
      this.#lost.add(connection);
    }
    this.#recovering = this.#lost.size > 0;
    for (const [topic, text] of this.exchange.heard) this.#strangers.heard(topic, text);
  }

  /** Begins to connect a client. Whoever uses the connection waits until it is up. */
  open(client: ExchangeClient): Connection {
    const connection = this.#connect(client.id, client);
    this.connections.set(client, connection);
    return connection;
  }

  /** Takes a client's connection out of the books; the caller closes it. */
  remove(client: ExchangeClient): Connection | undefined {
    const connection = this.connections.get(client);
    this.connections.delete(client);
    if (connection) {
      this.#down.delete(connection);
      this.#lost.delete(connection);
      this.wide.delete(connection);
    }
    return connection;
  }

  newBarrier(): Barrier {
    return new Barrier(() => this.#waiting.changed());
  }

  /** Makes the barrier wait until the broker has handled all that these connections have published. */
  confirm(connections: Iterable<Connection>, barrier: Barrier): void {
    for (const connection of connections) {
      barrier.owe();
      connection.confirm(() => barrier.pay());
    }
  }

  /** Waits until all connections are up and nothing is owed any more. False when the bus was stopped. */
  async settled(barrier: Barrier): Promise<boolean> {
    const isOver = () => this.stopped || (this.ready && this.#down.size === 0 && barrier.isMet);
    await this.#waiting.until(barrier, isOver);
    return !this.stopped;
  }

  /** The home must not hang because a message is lost: it goes on as if it had come. */
  #giveUp(barrier: Barrier): void {
    const missing = this.all.flatMap((one) => one.expectations.giveUp((due) => due.barrier === barrier));
    const unanswered = barrier.cancel();
    const first = missing[0];
    const what = first
      ? `${missing.length} of our messages did not come back from ${this.#where} (one is ${first.sent.message.topic} to ${first.connection.name})`
      : `${this.#where} did not answer ${unanswered} of our requests`;
    const seconds = this.options.patienceMs / 1000;
    this.#tell('problem', `${what} within ${seconds} s; the home goes on without`);
    // If they come after all, they are still ours.
    for (const { connection, sent, retained } of missing) {
      expectCopy(connection, sent, this.newBarrier(), retained);
    }
  }

  problem(text: string): void {
    this.#tell('problem', text);
  }

  #connect(name: string, client: ExchangeClient | undefined): Connection {
    const { url, dial, clientIdPrefix, retryMs } = this.options;
    const connection = new Connection(
      {
        url,
        dial,
        protocol: this.#protocol,
        clientIdPrefix: `${clientIdPrefix}-${name}`,
        name,
        client,
        retryMs,
      },
      this.#events,
      (what) => this.problem(`${this.#where} has refused ${what} of ${name}`),
    );
    this.#down.add(connection);
    return connection;
  }

  readonly #events: ConnectionEvents = {
    up: (connection) => {
      this.#down.delete(connection);
      this.#waiting.recovered();
      if (this.#down.size === 0) void this.#allUp();
    },
    lost: (connection, reason) => {
      if (this.stopped) return;
      this.#attempt++;
      this.#recovering = true;
      if (!this.#lossTold) {
        this.#lossTold = true;
        const text = `Lost the connection of ${connection.name} to ${this.#where} (${reason}); the home stands still until it is back`;
        this.#tell('lost', text);
      }
      this.#lost.add(connection);
      this.#down.add(connection);
      this.#waiting.changed();
    },
    failed: (connection, reason) => {
      if (this.stopped || !this.#down.has(connection) || this.#obstacle === reason) return;
      this.#tell('waiting', `Cannot connect ${connection.name} to ${this.#where} (${reason}); trying again`);
      this.#obstacle = reason;
    },
    arrived: (connection, topic, payload, packet) => {
      if (!this.stopped) this.#arrived(connection, topic, payload, packet);
    },
  };

  async #allUp(): Promise<void> {
    if (this.#recovering) {
      const attempt = ++this.#attempt;
      const isCurrent = () => attempt === this.#attempt && !this.stopped;
      const wait = (barrier: Barrier) => this.#waiting.until(barrier, () => barrier.isMet || !isCurrent());
      this.#strangers.release();
      if (!(await recover(this, this.#lost, wait, isCurrent))) return;
      this.#recovering = false;
      this.#waiting.recovered();
      const news = this.#lossTold || this.#obstacle !== undefined;
      this.#lossTold = false;
      if (news) this.#tell('back', `${this.#where} is back; the home goes on`);
    } else if (this.#obstacle !== undefined) {
      this.#tell('back', `${this.#where} answers; the home goes on`);
    }
    this.#obstacle = undefined;
    this.#waiting.changed();
  }

  #arrived(connection: Connection, topic: string, payload: Buffer, packet: IPublishPacket): void {
    switch (connection.expectations.take(topic, payload, packet.retain)) {
      case 'ours':
        if (connection.foreign.size > 0) connection.foreign.delete(topic);
        this.#strangers.overtake(connection, topic);
        break;
      case 'copy':
        this.#strangers.cameAgain(connection, topic, payload.toString(), packet);
        break;
      case 'unexpected':
        if (connection !== this.keeper)
          this.#strangers.arrived(connection, topic, payload.toString(), packet);
        break;
    }
  }

  #tell(kind: BusStatus['kind'], text: string): void {
    this.options.onStatus({ kind, text: `${text[0]!.toUpperCase()}${text.slice(1)}.` });
  }
}
