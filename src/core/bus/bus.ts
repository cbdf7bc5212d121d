import type { Cause } from '../journal.ts';
import type { Payload } from './payload.ts';

/** One message as a subscriber gets it. */
export interface Message {
  readonly topic: string;
  readonly payload: Payload;
  /** What led to it, when it was published inside the home or entered as an input. */
  readonly cause: Cause | undefined;
  /** True when it was kept by the broker and is handed over because of a new subscription. */
  readonly retained: boolean;
  /** MQTT 5: where the sender wants the reply, and the bytes (base64) it wants to see in it. */
  readonly responseTopic: string | undefined;
  readonly correlation: string | undefined;
}

export interface PublishOptions {
  readonly retain?: boolean;
  readonly cause?: Cause | undefined;
  readonly correlation?: string | undefined;
}

export interface Will {
  readonly topic: string;
  readonly payload: Payload;
  readonly retain: boolean;
}

export type Handler = (message: Message) => void;

/**
 * One participant of the bus: a device, or the scene engine. What it asks for takes effect in the order in which
 * everybody on the bus asked, when the bus settles.
 */
export interface BusClient {
  readonly id: string;
  publish(topic: string, payload: Payload, options?: PublishOptions): void;
  /** Retained messages that match are handed over at once. A client gets each message once per matching filter. */
  subscribe(filter: string, handler: Handler): void;
  unsubscribe(filter: string): void;
  /** Leaves with a goodbye: its will is not published. */
  end(): void;
  /** Is gone without a goodbye, as when the power fails: the broker publishes its will. `cause` is what led to that. */
  drop(cause?: Cause): void;
}

/**
 * The port on which devices and the scene engine meet. Two adapters: `MemoryBus`, and `MqttBus` over a real broker.
 *
 * Both work in rounds. What the current clock entry published is carried; when all of it has arrived it is handed
 * to its subscribers in canonical order (publish number, then subscriber number), who may publish again; a round
 * that publishes nothing ends it, and the clock may move on. That is why both give the same journal.
 */
export interface Bus {
  connect(id: string, options?: { will?: Will }): BusClient;
  /** Lets a message enter as if a stranger had published it: to every client that subscribes to its topic. */
  inject(message: Message): void;
}
