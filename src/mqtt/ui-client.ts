import type { Duplex } from 'node:stream';
import { connect, type MqttClient } from 'mqtt';
import { MilletError } from '../core/errors.ts';
import type { Topics } from '../core/topics.ts';
import { publicUrl } from './connection.ts';

/** How long a command waits for the broker, and for a reply, in milliseconds. */
const connectTimeoutMs = 5_000;
const replyTimeoutMs = 5_000;
const retryMs = 500;

interface Reply {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/**
 * The page's own client: what people click goes over the broker like anybody's message, under the name `ui`. It connects
 * when it is first needed, and listens only to the replies of devices that it has asked something.
 */
export class UiClient {
  readonly #url: string;
  readonly #topics: Topics;
  readonly #listening = new Map<string, Promise<unknown>>();
  /** Those who wait, by the ids of their requests. */
  readonly #waiting = new Map<string, (reply: Reply) => void>();
  #client: MqttClient | undefined;

  constructor(url: string, topics: Topics) {
    this.#url = url;
    this.#topics = topics;
  }

  /** Sends a request with this payload, whose id is `id`, and waits for its reply. */
  async request(device: string, id: string, payload: string): Promise<Reply> {
    const client = await this.#connected();
    const topic = this.#topics.reply(device);
    let listening = this.#listening.get(topic);
    if (!listening) {
      listening = client.subscribeAsync(topic);
      this.#listening.set(topic, listening);
    }
    await listening;
    const reply = new Promise<Reply>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(noReply(device));
      }, replyTimeoutMs);
      this.#waiting.set(id, (value) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(value);
      });
    });
    client.publish(this.#topics.rpc(device), payload);
    return reply;
  }

  async publish(topic: string, payload: string): Promise<void> {
    const client = await this.#connected();
    await client.publishAsync(topic, payload);
  }

  async close(): Promise<void> {
    await this.#client?.endAsync(true);
  }

  async #connected(): Promise<MqttClient> {
    this.#client ??= this.#connect();
    const client = this.#client;
    if (client.connected) return client;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        client.off('connect', up);
        reject(noBroker(this.#url));
      }, connectTimeoutMs);
      const up = (): void => {
        clearTimeout(timer);
        resolve();
      };
      client.once('connect', up);
    });
    return client;
  }

  #connect(): MqttClient {
    const client = connect(this.#url, {
      clientId: `millet-ui-${Math.random().toString(36).slice(2, 8)}`,
      reconnectPeriod: retryMs,
      queueQoSZero: false,
    });
    client.on('connect', () =>
      (client.stream as Duplex & { setNoDelay?(on: boolean): void }).setNoDelay?.(true),
    );
    // It tries again by itself; whoever waits is told by a time-out.
    client.on('error', () => {});
    client.on('message', (_topic, payload) => this.#hear(payload.toString()));
    return client;
  }

  #hear(text: string): void {
    let reply: unknown;
    try {
      reply = JSON.parse(text);
    } catch {
      return;
    }
    const id = (reply as { id?: unknown } | null)?.id;
    if (typeof id === 'string') this.#waiting.get(id)?.(reply as Reply);
  }
}

function noReply(device: string): MilletError {
  return new MilletError(`${device} did not reply within ${replyTimeoutMs / 1000} s.`, {
    hint: 'It may be offline, or the home may be paused: a device with a slow link answers only while time passes.',
  });
}

function noBroker(url: string): MilletError {
  return new MilletError(`The broker at ${publicUrl(url)} does not answer.`, {
    hint: 'The home stands still, too, and goes on when it is back.',
  });
}
