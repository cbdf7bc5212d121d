import type { BusClient, Message } from '../bus/bus.ts';
import { Payload } from '../bus/payload.ts';
import type { ClockEntry } from '../clock.ts';
import type { HomeContext } from '../device/device.ts';
import { isRecord } from '../device/request.ts';
import type { Cause } from '../journal.ts';
import type { Answer } from './steps.ts';

interface PendingCall {
  readonly device: string;
  readonly request: Cause;
  readonly timeout: ClockEntry;
  readonly done: (answer: Answer, cause: Cause) => void;
}

/** How long the engine waits for a reply when the step has no `timeout` of its own. */
export const replyTimeoutMs = 10_000;

/** Sends the engine's requests to devices, and finds the call that a reply belongs to. */
export class Caller {
  readonly #home: HomeContext;
  readonly #client: BusClient;
  readonly #calls = new Map<string, PendingCall>();
  /** The devices whose replies it listens to: those it has ever called. */
  readonly #listening = new Set<string>();
  #next = 1;

  constructor(home: HomeContext, client: BusClient) {
    this.#home = home;
    this.#client = client;
  }

  /**
   * Sends a request and calls `done` once: with the reply, or when none came in time.
   * Returns how to forget the call; a reply that comes later is then nobody's.
   */
  call(
    device: string,
    method: string,
    params: unknown,
    cause: Cause,
    done: (answer: Answer, cause: Cause) => void,
  ): () => void {
    const { topics, journal, clock } = this.#home;
    if (!this.#listening.has(device)) {
      this.#listening.add(device);
      this.#client.subscribe(topics.reply(device), (message) => this.#receive(device, message));
    }
    const id = `engine-${this.#next++}`;
    const request = journal.append(clock.now, 'request', cause, { device, id, method, params });
    const timeout = clock.schedule(clock.now + replyTimeoutMs, () => {
      this.#calls.delete(id);
      done({ ok: false, message: `${device} did not reply within ${replyTimeoutMs / 1000} s` }, request);
    });
    this.#calls.set(id, { device, request, timeout, done });
    this.#client.publish(topics.rpc(device), Payload.of({ id, method, params }), { cause: request });
    return () => {
      clock.cancel(timeout);
      this.#calls.delete(id);
    };
  }

  #receive(device: string, message: Message): void {
    let reply: unknown;
    try {
      reply = message.payload.json;
    } catch {
      return;
    }
    // Replies to strangers pass here too; only ids that are ours concern us.
    if (!isRecord(reply) || typeof reply.id !== 'string') return;
    const call = this.#calls.get(reply.id);
    if (call?.device !== device) return;
    this.#calls.delete(reply.id);
    this.#home.clock.cancel(call.timeout);
    const { error } = reply;
    const cause =
      message.cause?.kind === 'reply' ? message.cause : this.#journalReply(device, reply, message, call);
    if (error === undefined) call.done({ ok: true }, cause);
    else call.done({ ok: false, message: errorWords(error) }, cause);
  }

  /** A simulated device has written its reply down itself; a real one's is written here. */
  #journalReply(device: string, reply: Record<string, unknown>, message: Message, call: PendingCall): Cause {
    const { journal, clock } = this.#home;
    const fields = { device, ...reply } as unknown as { device: string; id: string };
    return journal.append(clock.now, 'reply', message.cause, fields, call.request.trail);
  }
}

function errorWords(error: unknown): string {
  if (!isRecord(error)) return String(error);
  const code = typeof error.code === 'number' ? ` (${error.code})` : '';
  return `${typeof error.message === 'string' ? error.message : 'refused'}${code}`;
}
