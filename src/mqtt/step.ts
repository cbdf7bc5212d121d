import type { Exchange, Operation } from '../core/bus/exchange.ts';
import { hasWildcard, topicMatches } from '../core/bus/topic.ts';
import { type Barrier, type Expectation, expectDelivery, newSent, type Sent } from './barrier.ts';
import { type Connection, whyUnsendable } from './connection.ts';
import type { Round } from './round.ts';
import type { Wire } from './wire.ts';
import { entriesFor, WireFilters } from './wire-filters.ts';

/**
 * A part of a round that may be carried out in any order within itself, without anybody noticing: first the
 * connections, then the subscriptions, then the messages.
 */
export class Step {
  readonly barrier: Barrier;
  connects = false;
  /** What these have published must have reached the broker before. */
  readonly confirm = new Set<Connection>();
  readonly subscriptions = new Map<Connection, Subscribing>();
  readonly messages: Sent[] = [];
  readonly publishers = new Set<Connection>();
  readonly topics = new Set<string>();
  deliveries = 0;
  bytes = 0;

  constructor(barrier: Barrier) {
    this.barrier = barrier;
  }

  get isEmpty(): boolean {
    return !this.connects && this.subscriptions.size === 0 && this.messages.length === 0;
  }
}

/** What one connection subscribes to in a step. */
export interface Subscribing {
  /** What it will have subscribed to after that. */
  readonly filters: WireFilters;
  /** Those of the filters that are new, or whose retained messages are to come again. */
  readonly added: Set<string>;
  /** What will come with the retain flag. */
  readonly retained: Expectation[];
}

/** Takes as many operations of the round as may go together, beginning with the next. */
export function collectStep(exchange: Exchange, wire: Wire, round: Round, barrier: Barrier): Step {
  const step = new Step(barrier);
  while (round.next < round.operations.length && step.deliveries < maxDeliveries && step.bytes < maxBytes) {
    if (!join(exchange, wire, round, step, round.operations[round.next]!)) break;
    round.next++;
  }
  return step;
}

/** Adds an operation to the step. False when it has to wait for what is in there already. */
function join(exchange: Exchange, wire: Wire, round: Round, step: Step, operation: Operation): boolean {
  const { client } = operation;
  if (operation.kind === 'connect') {
    step.connects = true;
  } else if (client?.connected) {
    const connection = wire.connections.get(client)!;
    if (operation.kind === 'subscribe') {
      return subscribe(exchange, round, step, operation, connection);
    }
    if (operation.kind !== 'publish') return false;
    return publish(exchange, wire, round, step, operation, connection);
  }
  // Besides: what somebody asks for who is not there does not happen, and a message from outside has arrived already.
  exchange.apply(operation, round.deliveries);
  return true;
}

function subscribe(
  exchange: Exchange,
  round: Round,
  step: Step,
  operation: Operation & { kind: 'subscribe' },
  connection: Connection,
): boolean {
  const subscribing = step.subscriptions.get(connection) ?? {
    filters: new WireFilters(connection.filters.all),
    added: new Set(),
    retained: [],
  };
  const cover = subscribing.filters.coverFor(operation.subscription.filter);
  if (anyMatches(cover, step.topics)) return false;
  step.subscriptions.set(connection, subscribing);
  subscribing.added.add(subscribing.filters.add(cover));

  const topics = new Set(subscribing.retained.map(({ sent }) => sent.message.topic));
  const { barrier } = step;
  const first = round.deliveries.length;
  exchange.apply(operation, round.deliveries);
  for (let index = first; index < round.deliveries.length; index++) {
    const { message } = round.deliveries[index]!;
    const sent = newSent(message, true, connection);
    round.sent[index] = sent;
    subscribing.retained.push({ connection, sent, retained: true, copy: false, barrier, met: false });
    topics.add(message.topic);
  }
  // The broker sends what the wider filter matches.
  for (const [topic, { message }] of entriesFor(cover, exchange.retained)) {
    if (topics.has(topic)) continue;
    const sent = newSent(message, true, connection);
    subscribing.retained.push({ connection, sent, retained: true, copy: true, barrier, met: false });
  }
  return true;
}

function publish(
  exchange: Exchange,
  wire: Wire,
  round: Round,
  step: Step,
  operation: Operation & { kind: 'publish' },
  connection: Connection,
): boolean {
  const { message, retain } = operation;
  const rival = rivalOf(exchange, wire, operation);
  if (rival && step.publishers.has(rival)) return false;
  if (rival?.unconfirmed) {
    if (!step.isEmpty) return false;
    step.confirm.add(rival);
  }
  const first = round.deliveries.length;
  exchange.apply(operation, round.deliveries);
  const why = whyUnsendable(message.topic, message.payload.text);
  if (why) {
    wire.problem(`a message of ${connection.name} on ${message.topic} ${why}, and stays within the home`);
    return true;
  }
  const sent = newSent(message, retain, connection);
  for (let index = first; index < round.deliveries.length; index++) {
    round.sent[index] = sent;
    expectDelivery(sent, wire.connections.get(round.deliveries[index]!.client)!, step.barrier);
  }
  step.messages.push(sent);
  step.publishers.add(connection);
  step.topics.add(message.topic);
  step.deliveries += sent.deliveries.length;
  step.bytes += sent.bytes.length;
  return true;
}

/** Whose retained message it replaces: the broker must get the other's message first, to keep the later one. */
export function rivalOf(
  exchange: Exchange,
  wire: Wire,
  { client, message, retain }: Operation & { kind: 'publish' },
): Connection | undefined {
  if (!retain) return undefined;
  const owner = exchange.retained.get(message.topic)?.client;
  return owner && owner !== client ? wire.connections.get(owner) : undefined;
}

function anyMatches(filter: string, topics: ReadonlySet<string>): boolean {
  if (!hasWildcard(filter)) return topics.has(filter);
  for (const topic of topics) if (topicMatches(filter, topic)) return true;
  return false;
}

/** Brokers drop messages, or clients, when too much is under way. */
const maxDeliveries = 256;
const maxBytes = 512 * 1024;
