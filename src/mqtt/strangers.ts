import type { IPublishPacket } from 'mqtt';
import type { Exchange, ExchangeClient } from '../core/bus/exchange.ts';
import type { Connection } from './connection.ts';

/** A message that somebody else published, as it came to one of our clients. */
export interface Arrival {
  /** Whose client it came to; others of ours may get it too. */
  readonly clientId: string;
  readonly topic: string;
  /** The bytes as UTF-8; what is not UTF-8 is replaced. */
  readonly payload: string;
  readonly retained: boolean;
  readonly responseTopic: string | undefined;
  /** MQTT 5 correlation data, base64. */
  readonly correlation: string | undefined;
}

/**
 * Tells once of each message from outside, no matter how many clients of ours it comes to.
 *
 * On a topic that we ourselves keep on the broker it takes a moment before it tells: a broker that shuts down may
 * publish the wills of our clients before it hangs up, and that is no news from a stranger.
 */
export class Strangers {
  readonly #exchange: Exchange;
  readonly #connections: ReadonlyMap<ExchangeClient, Connection>;
  readonly #tell: (arrival: Arrival) => void;
  /** For messages that come to several clients of ours: how often each has got it. */
  readonly #copies = new Map<string, { told: number; readonly seen: Map<Connection, number> }>();
  #held: { connection: Connection; losses: number; topic: string; text: string; packet: IPublishPacket }[] =
    [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    exchange: Exchange,
    connections: ReadonlyMap<ExchangeClient, Connection>,
    tell: (arrival: Arrival) => void,
  ) {
    this.#exchange = exchange;
    this.#connections = connections;
    this.#tell = tell;
  }

  arrived(connection: Connection, topic: string, text: string, packet: IPublishPacket): void {
    const kept = this.#exchange.retained.get(topic);
    if (packet.retain && (kept?.message.payload.text === text || connection.foreign.get(topic) === text)) {
      return; // A new subscription brought what this client knows already.
    }
    if (!kept) {
      this.#accept(connection, topic, text, packet);
      return;
    }
    this.#held.push({ connection, losses: connection.losses, topic, text, packet });
    this.#timer ??= setTimeout(() => this.release(), holdMs);
  }

  /** A message of ours came after what was held back, which is therefore old news: left by an earlier session, say. */
  overtake(connection: Connection, topic: string): void {
    if (this.#held.length === 0) return;
    this.#held = this.#held.filter((one) => one.connection !== connection || one.topic !== topic);
  }

  /** Tells of what was held back, unless the connection that it came to is lost. */
  release(): void {
    this.forget();
    const held = this.#held;
    this.#held = [];
    for (const { connection, losses, topic, text, packet } of held) {
      if (connection.losses === losses) this.#accept(connection, topic, text, packet);
    }
  }

  /** Stops the clock of what is held back. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /**
   * A message of ours came once more. That is news only to a client which has meanwhile heard something else from a
   * stranger: the will that the broker published for one of us, for example.
   */
  cameAgain(connection: Connection, topic: string, text: string, packet: IPublishPacket): void {
    const foreign = connection.foreign.get(topic);
    if (foreign !== undefined && foreign !== text) this.#accept(connection, topic, text, packet);
  }

  /** Remembers what those who listen to a topic have heard there. */
  heard(topic: string, text: string): void {
    for (const list of this.#exchange.route(topic)) {
      remember(this.#connections.get(list[0]!.client), topic, text);
    }
  }

  #accept(connection: Connection, topic: string, text: string, packet: IPublishPacket): void {
    const receivers = this.#exchange.route(topic);
    // Its filter at the broker may be wider than what it wants.
    if (!receivers.some((list) => this.#connections.get(list[0]!.client) === connection)) return;
    if (receivers.length > 1 && this.#isCopy(connection, topic, text, receivers.length)) return;
    this.heard(topic, text);
    const { properties } = packet;
    this.#tell({
      clientId: connection.name,
      topic,
      payload: text,
      retained: packet.retain,
      responseTopic: properties?.responseTopic,
      correlation: properties?.correlationData?.toString('base64'),
    });
  }

  /** Whether another client has got this message before, so that it was told of. */
  #isCopy(connection: Connection, topic: string, text: string, receivers: number): boolean {
    const key = `${topic}\u0000${text}`;
    let copies = this.#copies.get(key);
    if (!copies) {
      copies = { told: 0, seen: new Map() };
      forgetOldest(this.#copies, maxCopies);
      this.#copies.set(key, copies);
    }
    const times = (copies.seen.get(connection) ?? 0) + 1;
    copies.seen.set(connection, times);
    const isCopy = times <= copies.told;
    if (!isCopy) copies.told = times;
    const { told, seen } = copies;
    // When everybody has got everything there is nothing to remember.
    if (seen.size >= receivers && [...seen.values()].every((one) => one === told)) this.#copies.delete(key);
    return isCopy;
  }
}

const holdMs = 100;
const maxCopies = 256;
const maxRemembered = 1_000;

function remember(connection: Connection | undefined, topic: string, text: string): void {
  if (!connection) return;
  if (!connection.foreign.has(topic)) forgetOldest(connection.foreign, maxRemembered);
  connection.foreign.set(topic, text);
}

function forgetOldest(map: Map<string, unknown>, max: number): void {
  if (map.size < max) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
