import { randomUUID } from 'node:crypto';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { topicMatches } from '../core/bus/topic.ts';
import type { DeviceInfo } from '../core/device/info.ts';
import { isRecord } from '../core/device/request.ts';
import { MilletError } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { Topics } from '../core/topics.ts';
import { parseJson } from './json.ts';

/** How long a command waits for the broker, and for a reply, in milliseconds. */
const connectTimeoutMs = 5_000;
const replyTimeoutMs = 5_000;

export interface Reply {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

type Listener = (topic: string, payload: string, retained: boolean) => void;

/** A command line's connection to a running home: a client like any other, by the topics of the contract. */
export class HomeClient {
  readonly topics: Topics;
  readonly #client: MqttClient;
  readonly #listeners = new Set<Listener>();

  private constructor(client: MqttClient, topics: Topics) {
    this.#client = client;
    this.topics = topics;
    client.on('message', (topic, payload, packet) => {
      const text = payload.toString('utf8');
      for (const listener of [...this.#listeners]) listener(topic, text, packet.retain);
    });
  }

  /** Throws a `MilletError` when no broker answers at `url`. */
  static async open(url: string, prefix: string): Promise<HomeClient> {
    const options: IClientOptions = {
      clientId: `millet-cli-${randomUUID().slice(0, 8)}`,
      connectTimeout: connectTimeoutMs,
      reconnectPeriod: 0,
    };
    try {
      const client = await connectAsync(url, options, false);
      (client.stream as { setNoDelay?: (on: boolean) => void }).setNoDelay?.(true);
      client.on('error', () => {});
      return new HomeClient(client, new Topics(prefix));
    } catch (error) {
      const reason = error instanceof Error && error.message !== '' ? ` (${error.message})` : '';
      throw new MilletError(`No broker answers at ${withoutPassword(url)}${reason}.`, {
        hint: 'Start a home with: millet run. Or name its broker with --broker mqtt://HOST:PORT.',
        cause: error,
      });
    }
  }

  async close(): Promise<void> {
    await this.#client.endAsync();
  }

  /** Calls `listener` with every message on `filters`, retained ones first. Resolves when those have come. */
  async listen(filters: readonly string[], listener: Listener): Promise<() => void> {
    const matching: Listener = (topic, payload, retained) => {
      if (filters.some((filter) => topicMatches(filter, topic))) listener(topic, payload, retained);
    };
    this.#listeners.add(matching);
    await this.#client.subscribeAsync([...filters]);
    await this.#roundTrip();
    return () => this.#listeners.delete(matching);
  }

  async publish(topic: string, payload: string): Promise<void> {
    await this.#client.publishAsync(topic, payload);
  }

  /** What a device says of itself. Throws when there is no such device, or no home. */
  async info(device: string): Promise<DeviceInfo> {
    let info: unknown;
    const known: string[] = [];
    const { topics } = this;
    const unlisten = await this.listen([topics.info('+')], (topic, payload) => {
      const id = topics.levels(topic)?.[0];
      if (id === undefined) return;
      known.push(id);
      if (id === device) info = parseJson(payload);
    });
    unlisten();
    if (isRecord(info)) return info as unknown as DeviceInfo;
    if (known.length === 0) {
      throw new MilletError(`No home with the topic prefix ${topics.prefix} speaks on this broker.`, {
        hint: 'Start one with: millet run. If it has another prefix, name it with --topic-prefix.',
      });
    }
    throw new MilletError(`There is no device ${device}.${didYouMean(device, known)}`, {
      hint: `The devices here are: ${known.sort().join(', ')}.`,
    });
  }

  /** Sends a request and waits for its reply. Throws when there is none, at once where the device is offline. */
  async request(device: string, method: string, params: unknown): Promise<Reply> {
    const { topics } = this;
    const id = `cli-${randomUUID().slice(0, 8)}`;
    let unlisten = () => {};
    try {
      return await new Promise<Reply>((resolve, reject) => {
        const timer = setTimeout(() => reject(noReply(device)), replyTimeoutMs);
        const finish = (done: () => void): void => {
          clearTimeout(timer);
          done();
        };
        const listener: Listener = (topic, payload) => {
          if (topic === topics.availability(device)) {
            if (payload === 'offline') finish(() => reject(offline(device)));
            return;
          }
          const reply = parseJson(payload);
          if (isRecord(reply) && reply.id === id) finish(() => resolve(reply as Reply));
        };
        this.listen([topics.reply(device), topics.availability(device)], listener)
          .then((stop) => {
            unlisten = stop;
            return this.publish(topics.rpc(device), JSON.stringify({ id, method, params }));
          })
          .catch((error: unknown) => finish(() => reject(error)));
      });
    } finally {
      unlisten();
    }
  }

  /** A message to ourselves: when it is back, whatever the broker had for us before it has come. */
  async #roundTrip(): Promise<void> {
    const topic = `${this.topics.prefix}-cli/${randomUUID()}`;
    await this.#client.subscribeAsync(topic);
    await new Promise<void>((resolve) => {
      const listener: Listener = (arrived) => {
        if (arrived !== topic) return;
        this.#listeners.delete(listener);
        resolve();
      };
      this.#listeners.add(listener);
      this.#client.publish(topic, '');
    });
    await this.#client.unsubscribeAsync(topic);
  }
}

/** An address as it may be shown. */
export function withoutPassword(url: string): string {
  return url.replace(/\/\/([^:@/]*):[^@/]*@/, '//$1:***@');
}

function noReply(device: string): MilletError {
  return new MilletError(`${device} did not reply within ${replyTimeoutMs / 1000} s.`, {
    hint: 'The home may be paused: a device with a slow link answers only while time passes.',
  });
}

function offline(device: string): MilletError {
  return new MilletError(`${device} is offline.`, {
    hint: `Where a fault keeps it away, \`millet fault ${device} none\` mends that.`,
  });
}
