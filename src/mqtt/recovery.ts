import type { Message } from '../core/bus/bus.ts';
import { type ExchangeClient, newMessage } from '../core/bus/exchange.ts';
import { Payload } from '../core/bus/payload.ts';
import { type Barrier, expectCopy, newSent } from './barrier.ts';
import type { Connection } from './connection.ts';
import { whyUnsendable } from './limits.ts';
import type { Wire } from './wire.ts';

/**
 * Puts everything back to where it was, after some or all connections were lost and are up again, so that the home
 * notices nothing: no message is lost to it, and none comes twice. Every copy that this brings to a client of ours
 * is counted beforehand. Returns false when it was overtaken by another loss; then it is to be done anew.
 */
export async function recover(
  wire: Wire,
  lost: Set<Connection>,
  wait: (barrier: Barrier) => Promise<void>,
  isCurrent: () => boolean,
): Promise<boolean> {
  // When those that are still connected have had two answers, what they had published before has reached the broker,
  // and what was on its way to them has reached them. The rest is lost, and we know how often each message will come.
  const survivors = wire.all.filter((connection) => !lost.has(connection));
  for (const step of [
    (barrier: Barrier) => wire.confirm(survivors, barrier),
    (barrier: Barrier) => wire.confirm(survivors, barrier),
    (barrier: Barrier) => publishRetained(wire, survivors, barrier),
    (barrier: Barrier) => subscribeAgain(wire, lost, barrier),
  ]) {
    const barrier = wire.newBarrier();
    step(barrier);
    await wait(barrier);
    if (!isCurrent()) return false;
  }
  publishWindow(wire);
  return true;
}

/** The broker may have forgotten what we keep there, or put a will in its place, or missed the last change. */
function publishRetained(wire: Wire, survivors: readonly Connection[], barrier: Barrier): void {
  for (const connection of wire.all) connection.expectations.giveUp((due) => due.copy);
  const publishers = new Set<Connection>();
  const publish = (message: Message, client: ExchangeClient | undefined) => {
    if (whyUnsendable(message.topic, message.payload.text)) return;
    const publisher = (client && wire.connections.get(client)) ?? wire.keeper;
    const sent = newSent(message, true, publisher);
    for (const connection of survivors) {
      if (connection.filters.matches(message.topic)) expectCopy(connection, sent, barrier, false);
    }
    publisher.publish(message.topic, sent.bytes, true, undefined);
    publishers.add(publisher);
  };
  for (const { message, client } of wire.exchange.retained.values()) publish(message, client);
  for (const [topic, client] of wire.exchange.cleared) publish(newMessage(topic, Payload.text('')), client);
  wire.confirm(publishers, barrier);
}

/** Now that the broker has it all, each subscription brings each retained message of ours once. */
function subscribeAgain(wire: Wire, lost: Set<Connection>, barrier: Barrier): void {
  for (const connection of lost) {
    lost.delete(connection);
    const { filters } = connection;
    if (filters.all.length === 0) continue;
    for (const [topic, { message }] of wire.exchange.retained) {
      if (!filters.matches(topic) || whyUnsendable(topic, message.payload.text)) continue;
      expectCopy(connection, newSent(message, true, wire.keeper), barrier, true);
    }
    barrier.owe();
    connection.subscribe(filters.all, () => barrier.pay());
  }
}

/** The round in flight goes on: whoever has got a message of it gets a copy, and the others what they wait for. */
function publishWindow(wire: Wire): void {
  const present = new Set(wire.all);
  for (const sent of wire.window) {
    const { message, bytes, retain, deliveries } = sent;
    for (const { met, connection, barrier } of deliveries) {
      if (met) expectCopy(connection, sent, barrier, false);
    }
    const publisher = present.has(sent.publisher) ? sent.publisher : wire.keeper;
    publisher.publish(message.topic, bytes, retain, message.correlation);
    publisher.unconfirmed = true;
  }
}
