import { hasWildcard, topicMatches } from './topic.ts';

/** What is routed to: somebody's subscription. */
interface Routed {
  /** Subscribers have numbers: the order in which they are served. */
  readonly client: { readonly number: number };
  readonly filter: string;
  active: boolean;
}

/** Who gets what is published to a topic: for each client, in order of subscriber number, its subscriptions. */
type Route<Subscription> = readonly (readonly Subscription[])[];

/** How many topics' routes are remembered. */
export const maxRoutes = 100_000;

/** Who subscribes to what, and so who gets what is published to a topic. */
export class Routes<Subscription extends Routed> {
  readonly #subscriptions = new Map<string, Subscription[]>();
  /** Those filters of `#subscriptions` that have a wildcard. */
  readonly #wildcards = new Set<string>();
  /** By topic; forgotten when subscriptions change. */
  readonly #known = new Map<string, Route<Subscription>>();
  /** Most topics have no subscribers of their own: wildcards -> the one route of all that match just these. */
  readonly #common = new Map<string, Route<Subscription>>();

  to(topic: string): Route<Subscription> {
    const known = this.#known.get(topic);
    if (known) return known;
    const filters = [...this.#wildcards].filter((filter) => topicMatches(filter, topic));
    const route = this.#subscriptions.has(topic) ? this.#find([topic, ...filters]) : this.#through(filters);
    // Strangers choose topics too, so what is remembered must not grow with what they send.
    if (this.#known.size >= maxRoutes) this.#forgetAll();
    this.#known.set(topic, route);
    return route;
  }

  add(subscription: Subscription): void {
    const { filter } = subscription;
    const list = this.#subscriptions.get(filter);
    if (list) list.push(subscription);
    else this.#subscriptions.set(filter, [subscription]);
    if (hasWildcard(filter)) this.#wildcards.add(filter);
    this.#forget(filter);
  }

  /** Takes a client's subscription away, and says so on it: messages to it may be under way. */
  remove(client: Subscription['client'], filter: string): void {
    const left: Subscription[] = [];
    for (const subscription of this.#subscriptions.get(filter) ?? []) {
      if (subscription.client === client) subscription.active = false;
      else left.push(subscription);
    }
    if (left.length > 0) {
      this.#subscriptions.set(filter, left);
    } else {
      this.#subscriptions.delete(filter);
      this.#wildcards.delete(filter);
    }
    this.#forget(filter);
  }

  /** The route of all topics that only these wildcards match. */
  #through(wildcards: readonly string[]): Route<Subscription> {
    const key = wildcards.join('\u0000');
    let route = this.#common.get(key);
    if (!route) {
      route = this.#find(wildcards);
      this.#common.set(key, route);
    }
    return route;
  }

  #find(filters: readonly string[]): Route<Subscription> {
    const byClient = new Map<Subscription['client'], Subscription[]>();
    const found = filters.flatMap((filter) => this.#subscriptions.get(filter) ?? []);
    for (const subscription of found.sort((a, b) => a.client.number - b.client.number)) {
      const list = byClient.get(subscription.client);
      if (list) list.push(subscription);
      else byClient.set(subscription.client, [subscription]);
    }
    return [...byClient.values()];
  }

  #forget(filter: string): void {
    if (hasWildcard(filter)) this.#forgetAll();
    else this.#known.delete(filter);
  }

  #forgetAll(): void {
    this.#known.clear();
    this.#common.clear();
  }
}
