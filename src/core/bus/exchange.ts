import type { Cause } from '../journal.ts';
import type { Bus, BusClient, Handler, Message, PublishOptions, Will } from './bus.ts';
import type { Payload } from './payload.ts';
import { maxRoutes, Routes } from './routes.ts';
import { hasWildcard, topicMatches } from './topic.ts';

/** A message on its way to one client, with the handlers it goes to. */
export interface Delivery {
  readonly client: ExchangeClient;
  readonly message: Message;
  readonly subscriptions: readonly Subscription[];
}

export interface Subscription {
  readonly client: ExchangeClient;
  readonly filter: string;
  readonly handler: Handler;
  active: boolean;
}

/** A message that the home keeps on the broker, and who keeps it there. */
export interface Retained {
  readonly message: Message;
  readonly client: ExchangeClient | undefined;
}

/** Something a client asked for. The exchange applies them in order, a round at a time. */
export type Operation =
  | { readonly kind: 'connect'; readonly client: ExchangeClient }
  | {
      readonly kind: 'publish';
      readonly client: ExchangeClient | undefined;
      readonly message: Message;
      readonly retain: boolean;
    }
  | { readonly kind: 'subscribe'; readonly client: ExchangeClient; readonly subscription: Subscription }
  | { readonly kind: 'unsubscribe'; readonly client: ExchangeClient; readonly filter: string }
  | { readonly kind: 'end'; readonly client: ExchangeClient }
  | DropOperation;

interface DropOperation {
  readonly kind: 'drop';
  readonly client: ExchangeClient;
  readonly cause: Cause | undefined;
}

/**
 * The bookkeeping that both buses share: who subscribes to what, what is retained, and what was asked for since the
 * last round. The memory bus delivers what `apply` returns; the MQTT bus waits until the broker has delivered it.
 */
export class Exchange implements Bus {
  #operations: Operation[] = [];
  readonly #ask = (operation: Operation): void => void this.#operations.push(operation);
  #numbers = 0;
  readonly #clients = new Set<ExchangeClient>();
  readonly #routes = new Routes<Subscription>();
  readonly #retained = new Map<string, Retained>();
  readonly #cleared = new Map<string, ExchangeClient>();
  readonly #heard = new Map<string, string>();

  /** True when nothing was asked for since the last round. */
  get idle(): boolean {
    return this.#operations.length === 0;
  }

  /** What the home itself keeps on the broker, by topic. */
  get retained(): ReadonlyMap<string, Retained> {
    return this.#retained;
  }

  /** Who last took away the retained message of a topic that has none now. */
  get cleared(): ReadonlyMap<string, ExchangeClient> {
    return this.#cleared;
  }

  /** What strangers have said last, by topic, where somebody listens and nobody of the home has spoken since. */
  get heard(): ReadonlyMap<string, string> {
    return this.#heard;
  }

  /** Those who are on the bus, in order of their numbers. */
  get clients(): ReadonlySet<ExchangeClient> {
    return this.#clients;
  }

  connect(id: string, options: { will?: Will } = {}): BusClient {
    const client = new ExchangeClient(id, this.#numbers++, options.will, this.#ask);
    this.#operations.push({ kind: 'connect', client });
    return client;
  }

  inject(message: Message): void {
    this.#operations.push({ kind: 'publish', client: undefined, message, retain: false });
  }

  /** Takes what was asked for since the last round. */
  takeRound(): readonly Operation[] {
    const round = this.#operations;
    this.#operations = [];
    return round;
  }

  /** Carries out one operation on the books, and adds the deliveries that follow to `out`, in canonical order. */
  apply(operation: Operation, out: Delivery[]): void {
    const { client } = operation;
    if (client && !client.connected && operation.kind !== 'connect') return;
    switch (operation.kind) {
      case 'connect':
        operation.client.connected = true;
        this.#clients.add(operation.client);
        break;
      case 'publish':
        this.#publish(operation.message, operation.retain, operation.client, out);
        break;
      case 'subscribe':
        this.#subscribe(operation.subscription, out);
        break;
      case 'unsubscribe':
        this.#remove(operation.client, operation.filter);
        break;
      case 'end':
        this.#leave(operation.client);
        break;
      case 'drop': {
        const { will } = operation.client;
        this.#leave(operation.client);
        if (will) this.#publish(willMessage(will, operation), will.retain, operation.client, out);
        break;
      }
    }
  }

  /** Who gets what is published to a topic: for each client, in order of subscriber number, its subscriptions. */
  route(topic: string): readonly (readonly Subscription[])[] {
    return this.#routes.to(topic);
  }

  #publish(message: Message, retain: boolean, client: ExchangeClient | undefined, out: Delivery[]): void {
    const receivers = this.route(message.topic);
    if (retain) this.#retain(message, client);
    if (client) this.#heard.delete(message.topic);
    else if (receivers.length > 0) this.#hear(message);
    for (const subscriptions of receivers) {
      out.push({ client: subscriptions[0]!.client, message, subscriptions });
    }
  }

  #retain(message: Message, client: ExchangeClient | undefined): void {
    const { topic, payload } = message;
    if (payload.isEmpty) {
      this.#retained.delete(topic);
      if (client) this.#cleared.set(topic, client);
    } else {
      this.#retained.set(topic, { message, client });
      this.#cleared.delete(topic);
    }
  }

  #hear({ topic, payload }: Message): void {
    // Like the routes, for the same reason.
    if (this.#heard.size >= maxRoutes) this.#heard.clear();
    this.#heard.set(topic, payload.text);
  }

  #subscribe(subscription: Subscription, out: Delivery[]): void {
    const { client, filter } = subscription;
    // Subscribing again replaces: MQTT 3.1.1, section 3.8.4.
    this.#remove(client, filter);
    client.filters.add(filter);
    this.#routes.add(subscription);
    for (const { message } of this.#retainedFor(filter)) {
      out.push({ client, message: { ...message, retained: true }, subscriptions: [subscription] });
    }
  }

  #retainedFor(filter: string): Retained[] {
    if (hasWildcard(filter)) {
      return [...this.#retained.values()].filter(({ message }) => topicMatches(filter, message.topic));
    }
    const found = this.#retained.get(filter);
    return found ? [found] : [];
  }

  #leave(client: ExchangeClient): void {
    client.connected = false;
    this.#clients.delete(client);
    for (const filter of [...client.filters]) this.#remove(client, filter);
  }

  #remove(client: ExchangeClient, filter: string): void {
    if (client.filters.delete(filter)) this.#routes.remove(client, filter);
  }
}

/** Hands a delivery to its handlers, except those that have unsubscribed meanwhile. */
export function handOver({ client, message, subscriptions }: Delivery): void {
  if (!client.connected) return;
  for (const subscription of subscriptions) if (subscription.active) subscription.handler(message);
}

/** The message that the broker publishes for a client that was dropped. */
export function willMessage({ topic, payload }: Will, { cause }: DropOperation): Message {
  return newMessage(topic, payload, { cause });
}

export function newMessage(topic: string, payload: Payload, options: Partial<Message> = {}): Message {
  return {
    topic,
    payload,
    cause: options.cause,
    retained: options.retained ?? false,
    responseTopic: options.responseTopic,
    correlation: options.correlation,
  };
}

export class ExchangeClient implements BusClient {
  readonly id: string;
  /** Its subscriber number: the order in which clients connected. */
  readonly number: number;
  readonly will: Will | undefined;
  connected = false;
  /** The filters it subscribes to. */
  readonly filters = new Set<string>();
  readonly #ask: (operation: Operation) => void;

  constructor(id: string, number: number, will: Will | undefined, ask: (operation: Operation) => void) {
    this.id = id;
    this.number = number;
    this.will = will;
    this.#ask = ask;
  }

  publish(topic: string, payload: Payload, options: PublishOptions = {}): void {
    const message = newMessage(topic, payload, options);
    this.#ask({ kind: 'publish', client: this, message, retain: options.retain ?? false });
  }

  subscribe(filter: string, handler: Handler): void {
    const subscription: Subscription = { client: this, filter, handler, active: true };
    this.#ask({ kind: 'subscribe', client: this, subscription });
  }

  unsubscribe(filter: string): void {
    this.#ask({ kind: 'unsubscribe', client: this, filter });
  }

  end(): void {
    this.#ask({ kind: 'end', client: this });
  }

  drop(cause?: Cause): void {
    this.#ask({ kind: 'drop', client: this, cause });
  }
}
