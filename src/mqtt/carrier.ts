import { type Operation, willMessage } from '../core/bus/exchange.ts';
import { type Barrier, newExpectation, newSent, type Sent } from './barrier.ts';
import type { Connection } from './connection.ts';
import type { Round } from './round.ts';
import { awaitDeliveries, Step, type Subscribing } from './step.ts';
import type { Wire } from './wire.ts';
import { WireFilters } from './wire-filters.ts';

/** Carries out a round at the broker, a step at a time, and waits for what each brings. */
export class Carrier {
  readonly #wire: Wire;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** Resolves when everything has arrived that the round brings to clients of ours, or when the bus is stopped. */
  async carry(round: Round): Promise<void> {
    if (!(await this.#wire.settled(this.#wire.newBarrier()))) return;
    // Connecting takes longest and changes nothing for the others, so all begin at once.
    for (const { kind, client } of round.operations.slice(round.next)) {
      if (kind === 'connect') this.#wire.open(client);
    }
    while (round.next < round.operations.length) {
      const barrier = this.#wire.newBarrier();
      if (!(await this.#wire.settled(barrier))) return;
      const step = new Step(this.#wire, round, barrier).collect();
      if (!step.isEmpty) await this.#perform(step);
      else await this.#leave(round, barrier);
    }
  }

  async #perform(step: Step): Promise<void> {
    const { barrier, confirm, subscriptions, messages } = step;
    if (step.connects && !(await this.#wire.settled(barrier))) return;
    if (subscriptions.size > 0) {
      // A message that was published before must not come through a subscription that is made after it.
      for (const connection of this.#wire.all) if (connection.unconfirmed) confirm.add(connection);
    }
    if (!(await this.#confirm(confirm, barrier))) return;

    for (const [connection, subscribing] of subscriptions) this.#subscribe(connection, subscribing, barrier);
    if (!(await this.#wire.settled(barrier))) return;

    await this.#deliver(messages, barrier, () => messages.forEach(publish));
  }

  /** Lets messages set out, and waits until they have arrived. If a loss comes between, they are sent again. */
  async #deliver(messages: readonly Sent[], barrier: Barrier, go: () => void): Promise<boolean> {
    this.#wire.window = messages;
    for (const { deliveries } of messages) {
      for (const expectation of deliveries) expectation.connection.expectations.add(expectation);
    }
    go();
    const arrived = await this.#wire.settled(barrier);
    this.#wire.window = [];
    return arrived;
  }

  /** Waits until the broker has got everything that these have published. */
  #confirm(connections: Iterable<Connection>, barrier: Barrier): Promise<boolean> {
    this.#wire.confirm(connections, barrier);
    return this.#wire.settled(barrier);
  }

  /** Carries out the next operation, which takes something away, and those of its kind that follow it. */
  async #leave(round: Round, barrier: Barrier): Promise<void> {
    const operation = round.operations[round.next];
    switch (operation?.kind) {
      case 'unsubscribe':
        for (const one of takeWhile(round, operation.kind)) this.#unsubscribe(one, barrier);
        await this.#wire.settled(barrier);
        break;
      case 'end':
        await this.#end(takeWhile(round, operation.kind), barrier);
        break;
      case 'drop':
        round.next++;
        await this.#drop(round, operation, barrier);
        break;
    }
  }

  #subscribe(connection: Connection, { filters, added, retained }: Subscribing, barrier: Barrier): void {
    const replaced = connection.filters.all.filter((filter) => !filters.has(filter));
    const wanted = [...added].filter((filter) => filters.has(filter));
    connection.filters = filters;
    this.#widthChanged(connection);
    for (const expectation of retained) connection.expectations.add(expectation);
    barrier.owe();
    connection.subscribe(wanted, () => barrier.pay());
    unsubscribe(connection, replaced, barrier);
  }

  #unsubscribe(operation: Operation & { kind: 'unsubscribe' }, barrier: Barrier): void {
    const { client } = operation;
    this.#wire.exchange.apply(operation, []);
    const connection = this.#wire.connections.get(client);
    if (!connection) return;
    unsubscribe(connection, connection.filters.keep(client.filters), barrier);
    this.#widthChanged(connection);
  }

  #widthChanged(connection: Connection): void {
    if (connection.isWide) this.#wire.wide.add(connection);
    else this.#wire.wide.delete(connection);
  }

  async #end(operations: readonly (Operation & { kind: 'end' })[], barrier: Barrier): Promise<void> {
    const leaving = operations.map(({ client }) => this.#wire.connections.get(client));
    const unconfirmed = leaving.filter((connection) => connection?.unconfirmed) as Connection[];
    if (!(await this.#confirm(unconfirmed, barrier))) return;
    const ended: Promise<void>[] = [];
    for (const operation of operations) {
      this.#wire.exchange.apply(operation, []);
      const connection = this.#wire.remove(operation.client);
      if (connection) ended.push(connection.end());
    }
    await Promise.all(ended);
  }

  /** Hangs up on the broker, which then publishes the will. */
  async #drop(round: Round, operation: Operation & { kind: 'drop' }, barrier: Barrier): Promise<void> {
    const { client } = operation;
    const { will } = client;
    const connection = this.#wire.connections.get(client)!;
    if (!(await this.#confirm(connection.unconfirmed ? [connection] : [], barrier))) return;

    const first = round.deliveries.length;
    this.#wire.exchange.apply(operation, round.deliveries);
    const { keeper } = this.#wire;
    const sent = will && newSent(willMessage(will, operation), will.retain, keeper);
    const messages = sent ? [sent] : [];
    const unseen = sent && first === round.deliveries.length;
    if (sent) awaitDeliveries(this.#wire, round, first, sent, barrier);
    if (unseen) {
      // The keeper looks, because what is published next must not overtake the will.
      const { topic } = sent.message;
      this.#subscribe(
        keeper,
        { filters: new WireFilters([topic]), added: new Set([topic]), retained: [] },
        barrier,
      );
      if (!(await this.#wire.settled(barrier))) return;
      sent.deliveries.push(newExpectation(keeper, sent, barrier, { copy: true }));
    }
    await this.#deliver(messages, barrier, () => this.#wire.remove(client)?.drop());
    if (unseen) unsubscribe(keeper, keeper.filters.keep([]), barrier);
  }
}

function unsubscribe(connection: Connection, filters: string[], barrier: Barrier): void {
  if (filters.length === 0) return;
  barrier.owe();
  connection.unsubscribe(filters, () => barrier.pay());
}

function publish({ message, bytes, retain, publisher, deliveries }: Sent): void {
  publisher.publish(message.topic, bytes, retain, message.correlation);
  if (deliveries.length === 0) publisher.unconfirmed = true;
}

/** Takes the operations of one kind that come next. */
function takeWhile<Kind extends Operation['kind']>(round: Round, kind: Kind): (Operation & { kind: Kind })[] {
  const taken: (Operation & { kind: Kind })[] = [];
  for (; round.operations[round.next]?.kind === kind; round.next++) {
    taken.push(round.operations[round.next] as Operation & { kind: Kind });
  }
  return taken;
}
