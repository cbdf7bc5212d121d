import type { Message } from '../core/bus/bus.ts';
import { Payload } from '../core/bus/payload.ts';
import type { Connection } from './connection.ts';

/** Counts what the broker still owes us, and says when it owes nothing any more. */
export class Barrier {
  #owed = 0;
  readonly #met: () => void;

  constructor(met: () => void) {
    this.#met = met;
  }

  get isMet(): boolean {
    return this.#owed === 0;
  }

  owe(): void {
    this.#owed++;
  }

  pay(): void {
    // Something may still come after we have given up on it.
    if (this.#owed > 0 && --this.#owed === 0) this.#met();
  }

  /** Gives up on the rest; returns how much that was. */
  cancel(): number {
    const owed = this.#owed;
    this.#owed = 0;
    if (owed > 0) this.#met();
    return owed;
  }
}

/** A message of ours on its way over the broker. */
export interface Sent {
  readonly message: Message;
  readonly bytes: Buffer;
  readonly retain: boolean;
  /** Who publishes it. The will of a dropped client is published by the broker, and after a loss by the keeper. */
  readonly publisher: Connection;
  /** One for each connection of ours that it comes to. */
  readonly deliveries: Expectation[];
  /** The message as the first of its receivers got it. */
  received: Message | undefined;
}

/** Something that a connection of ours has to get before the home moves on. */
export interface Expectation {
  readonly connection: Connection;
  readonly sent: Sent;
  /** It comes with the retain flag, because of a subscription. */
  readonly retained: boolean;
  /** One too many: a message that its receiver knows already or does not want. It is awaited, and nobody is told. */
  readonly copy: boolean;
  readonly barrier: Barrier;
  met: boolean;
}

export function newSent(message: Message, retain: boolean, publisher: Connection): Sent {
  const bytes = Buffer.from(message.payload.text);
  return { message, bytes, retain, publisher, deliveries: [], received: undefined };
}

export function newExpectation(
  connection: Connection,
  sent: Sent,
  barrier: Barrier,
  { retained = false, copy = false } = {},
): Expectation {
  return { connection, sent, retained, copy, barrier, met: false };
}

/** Makes a connection wait for a message that it knows already. */
export function expectCopy(connection: Connection, sent: Sent, barrier: Barrier, retained: boolean): void {
  connection.expectations.add(newExpectation(connection, sent, barrier, { retained, copy: true }));
}

/** `ours`: was due. `copy`: was due, and is one too many. `unexpected`: comes from somebody else. */
export type Taken = 'ours' | 'copy' | 'unexpected';

/** What one connection waits for, by topic. */
export class Expectations {
  readonly #byTopic = new Map<string, Expectation[]>();

  add(expectation: Expectation): void {
    const { topic } = expectation.sent.message;
    const list = this.#byTopic.get(topic);
    if (list) list.push(expectation);
    else this.#byTopic.set(topic, [expectation]);
    expectation.barrier.owe();
  }

  /** Takes out what an arrival fulfils, and says what it was. */
  take(topic: string, payload: Buffer, retained: boolean): Taken {
    const list = this.#byTopic.get(topic);
    if (!list) return 'unexpected';
    if (retained) return this.#takeRetained(topic, payload, list);
    const fits = (one: Expectation) => !one.retained && payload.equals(one.sent.bytes);
    // Copies come first: a recovery has to see them before it goes on to what is due.
    let index = list.findIndex((one) => one.copy && fits(one));
    if (index < 0) index = list.findIndex(fits);
    if (index < 0) return 'unexpected';
    const found = list.splice(index, 1)[0]!;
    if (list.length === 0) this.#byTopic.delete(topic);
    meet(found, payload);
    return found.copy ? 'copy' : 'ours';
  }

  /** The broker keeps one message for a topic, so one arrival is all that can come. */
  #takeRetained(topic: string, payload: Buffer, list: readonly Expectation[]): Taken {
    const found = this.#remove(topic, list, (one) => one.retained);
    if (found.length === 0) return 'unexpected';
    const ours = payload.equals(found[0]!.sent.bytes);
    for (const one of found) meet(one, ours ? payload : undefined);
    // A stranger's message has taken the place of ours.
    if (!ours) return 'unexpected';
    return found.every((one) => one.copy) ? 'copy' : 'ours';
  }

  /** Takes out those that will not come any more, as `isOver` says, and returns them. */
  giveUp(isOver: (expectation: Expectation) => boolean): Expectation[] {
    const over = [...this.#byTopic].flatMap(([topic, list]) => this.#remove(topic, list, isOver));
    for (const one of over) meet(one, undefined);
    return over;
  }

  #remove(
    topic: string,
    list: readonly Expectation[],
    isOver: (expectation: Expectation) => boolean,
  ): Expectation[] {
    const left = list.filter((one) => !isOver(one));
    if (left.length > 0) this.#byTopic.set(topic, left);
    else this.#byTopic.delete(topic);
    return list.filter(isOver);
  }
}

function meet(expectation: Expectation, payload: Buffer | undefined): void {
  const { sent, copy } = expectation;
  expectation.met = true;
  // Read once for all receivers.
  if (payload && !copy) sent.received ??= { ...sent.message, payload: Payload.text(payload.toString()) };
  expectation.barrier.pay();
}
