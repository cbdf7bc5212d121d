import type { Operation } from '../core/bus/exchange.ts';
import { hasWildcard, topicMatches } from '../core/bus/topic.ts';
import { type Barrier, type Expectation, newExpectation, newSent, type Sent } from './barrier.ts';
import type { Connection } from './connection.ts';
import { whyNoFilter, whyUnsendable } from './limits.ts';
import type { Round } from './round.ts';
import type { Wire } from './wire.ts';
import { entriesFor, WireFilters } from './wire-filters.ts';

/** What one connection subscribes to in a step. */
export interface Subscribing {
  /** What it will have subscribed to after that. */
  readonly filters: WireFilters;
  /** Those of the filters that are new, or whose retained messages are to come again. */
  readonly added: Set<string>;
  /** What will come with the retain flag. */
  readonly retained: Expectation[];
}

export type PublishOperation = Operation & { readonly kind: 'publish' };
type SubscribeOperation = Operation & { readonly kind: 'subscribe' };

/**
 * A part of a round that may be carried out in any order within itself, without anybody noticing: first the
 * connections, then the subscriptions, then the messages. Collecting it writes it into the exchange's books.
 */
export class Step {
  readonly barrier: Barrier;
  connects = false;
  /** What these have published must have reached the broker before. */
  readonly confirm = new Set<Connection>();
  readonly subscriptions = new Map<Connection, Subscribing>();
  readonly messages: Sent[] = [];
  readonly #wire: Wire;
  readonly #round: Round;
  readonly #publishers = new Set<Connection>();
  readonly #topics = new Set<string>();
  #deliveries = 0;
  #bytes = 0;

  constructor(wire: Wire, round: Round, barrier: Barrier) {
    this.#wire = wire;
    this.#round = round;
    this.barrier = barrier;
  }

  get isEmpty(): boolean {
    return !this.connects && this.subscriptions.size === 0 && this.messages.length === 0;
  }

  /** Takes as many operations of the round as may go together, beginning with the next. */
  collect(): this {
    const { operations } = this.#round;
    while (
      this.#round.next < operations.length &&
      this.#deliveries < maxDeliveries &&
      this.#bytes < maxBytes
    ) {
      if (!this.#join(operations[this.#round.next]!)) break;
      this.#round.next++;
    }
    return this;
  }

  /** Adds an operation. False when it has to wait for what is in here already. */
  #join(operation: Operation): boolean {
    const { client } = operation;
    if (operation.kind === 'connect') {
      this.connects = true;
    } else if (client?.connected) {
      const connection = this.#wire.connections.get(client)!;
      if (operation.kind === 'subscribe') return this.#subscribe(operation, connection);
      if (operation.kind === 'publish') return this.#publish(operation, connection);
      return false;
    }
    // What somebody asks for who is not there does not happen; a message from outside has crossed the wire already.
    this.#wire.exchange.apply(operation, this.#round.deliveries);
    return true;
  }

  #subscribe(operation: SubscribeOperation, connection: Connection): boolean {
    const { filter } = operation.subscription;
    const why = whyNoFilter(filter);
    if (why) {
      this.#wire.problem(`${connection.name} cannot subscribe to "${filter}": it ${why}`);
      return true;
    }
    const subscribing = this.subscriptions.get(connection) ?? newSubscribing(connection);
    const cover = subscribing.filters.coverFor(filter);
    if (this.#publishesTo(cover)) return false;
    this.subscriptions.set(connection, subscribing);
    subscribing.added.add(subscribing.filters.add(cover));

    const { exchange } = this.#wire;
    const known = new Set(subscribing.retained.map(({ sent }) => sent.message.topic));
    const first = this.#round.deliveries.length;
    exchange.apply(operation, this.#round.deliveries);
    for (const [index, { message }] of this.#round.deliveries.entries()) {
      if (index < first) continue;
      const sent = newSent(message, true, connection);
      this.#round.sent[index] = sent;
      subscribing.retained.push(newExpectation(connection, sent, this.barrier, { retained: true }));
      known.add(message.topic);
    }
    // What only the wider filter matches comes too.
    for (const [topic, { message }] of entriesFor(cover, exchange.retained)) {
      if (known.has(topic) || whyUnsendable(topic, message.payload.text)) continue;
      const sent = newSent(message, true, connection);
      subscribing.retained.push(
        newExpectation(connection, sent, this.barrier, { retained: true, copy: true }),
      );
    }
    return true;
  }

  #publish(operation: PublishOperation, connection: Connection): boolean {
    const { message, retain } = operation;
    const { topic } = message;
    // Who subscribes in this step gets the retained message that this one replaces, also if a loss comes between.
    if (retain && this.#wire.exchange.retained.has(topic)) {
      for (const { filters } of this.subscriptions.values()) if (filters.matches(topic)) return false;
    }
    const rival = rivalOf(this.#wire, operation);
    if (rival && this.#publishers.has(rival)) return false;
    if (rival?.unconfirmed) {
      if (!this.isEmpty) return false;
      this.confirm.add(rival);
    }
    const first = this.#round.deliveries.length;
    this.#wire.exchange.apply(operation, this.#round.deliveries);
    const why = whyUnsendable(topic, message.payload.text);
    if (why) {
      this.#wire.problem(`a message of ${connection.name} on ${topic} ${why}, and stays within the home`);
      return true;
    }
    const sent = newSent(message, retain, connection);
    awaitDeliveries(this.#wire, this.#round, first, sent, this.barrier, this);
    this.messages.push(sent);
    this.#publishers.add(connection);
    this.#topics.add(topic);
    this.#deliveries += sent.deliveries.length;
    this.#bytes += sent.bytes.length;
    return true;
  }

  #publishesTo(filter: string): boolean {
    if (!hasWildcard(filter)) return this.#topics.has(filter);
    for (const topic of this.#topics) if (topicMatches(filter, topic)) return true;
    return false;
  }
}

/** Makes a message awaited wherever it will come to; its deliveries in the round begin at `first`. */
export function awaitDeliveries(
  wire: Wire,
  round: Round,
  first: number,
  sent: Sent,
  barrier: Barrier,
  step?: Step,
): void {
  for (let index = first; index < round.deliveries.length; index++) {
    round.sent[index] = sent;
    const receiver = wire.connections.get(round.deliveries[index]!.client)!;
    sent.deliveries.push(newExpectation(receiver, sent, barrier));
  }
  for (const bystander of bystandersOf(wire, sent.message.topic, step)) {
    sent.deliveries.push(newExpectation(bystander, sent, barrier, { copy: true }));
  }
}

/**
 * Those of our connections that get what is published to a topic though nobody there wants it, because their filter
 * at the broker is wider. It has to be awaited, or it would look like a stranger's when somebody there does want it.
 */
export function bystandersOf(wire: Wire, topic: string, step?: Step): Connection[] {
  const wide = step ? new Set([...wire.wide, ...step.subscriptions.keys()]) : wire.wide;
  if (wide.size === 0) return noConnections;
  const receivers = new Set(wire.exchange.route(topic).map((list) => list[0]!.client));
  return [...wide].filter((connection) => {
    const filters = step?.subscriptions.get(connection)?.filters ?? connection.filters;
    return !receivers.has(connection.client!) && filters.matches(topic);
  });
}

const noConnections: Connection[] = [];

/** Who published a retained message on the same topic last: the broker must get that first, to keep the later one. */
export function rivalOf(wire: Wire, { client, message, retain }: PublishOperation): Connection | undefined {
  if (!retain) return undefined;
  const owner = wire.exchange.retained.get(message.topic)?.client ?? wire.exchange.cleared.get(message.topic);
  return owner && owner !== client ? wire.connections.get(owner) : undefined;
}

function newSubscribing(connection: Connection): Subscribing {
  return { filters: new WireFilters(connection.filters.all), added: new Set(), retained: [] };
}

/** Brokers drop messages, or clients, when too much is under way. */
const maxDeliveries = 256;
const maxBytes = 512 * 1024;
