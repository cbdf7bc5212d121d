import type { BusClient, Message } from '../bus/bus.ts';
import { Payload } from '../bus/payload.ts';
import type { ClockEntry } from '../clock.ts';
import type { HomeContext } from '../device/context.ts';
import { isRecord } from '../device/request.ts';
import { rpcCodes } from '../errors.ts';
import type { Cause } from '../journal.ts';
import { plain } from './comparison.ts';
import type { Done } from './strand.ts';
import type { Call } from './wish.ts';

interface PendingCall {
  readonly device: string;
  readonly request: Cause;
  readonly timeout: ClockEntry | undefined;
  readonly done: Done;
}

/** How long the engine waits for a reply when the step has no `timeout` of its own. */
const replyTimeoutMs = 10_000;

/** What the ids of the engine's own requests begin with; a number follows. */
export const requestIdPrefix = 'engine-';

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
  call(device: string, { method, params, hasTimeout }: Call, cause: Cause, done: Done): () => void {
    const { topics, journal, clock } = this.#home;
    if (!this.#listening.has(device)) {
      this.#listening.add(device);
      this.#client.subscribe(topics.reply(device), (message) => this.#receive(device, message));
    }
    const id = `${requestIdPrefix}${this.#next++}`;
    const request = journal.append(clock.now, 'request', cause, { device, id, method, params });
    const giveUp = (): void => {
      this.#calls.delete(id);
      done({ ok: false, message: `${device} did not reply within ${replyTimeoutMs / 1000} s` }, request);
    };
    const timeout = hasTimeout ? undefined : clock.schedule(clock.now + replyTimeoutMs, giveUp);
    this.#calls.set(id, { device, request, timeout, done });
    this.#client.publish(topics.rpc(device), Payload.of({ id, method, params }), { cause: request });
    return () => this.#forget(id);
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
    this.#forget(reply.id);
    const error = errorOf(reply);
    // A simulated device has written its reply down itself; a real one's is written here.
    const cause =
      message.cause?.kind === 'reply'
        ? message.cause
        : this.#journalReply(
            { device, id: reply.id, ...(error ? { error } : { result: reply.result }) },
            message,
            call,
          );
    call.done(error ? { ok: false, message: `${error.message} (${error.code})` } : { ok: true }, cause);
  }

  #forget(id: string): void {
    const timeout = this.#calls.get(id)?.timeout;
    if (timeout) this.#home.clock.cancel(timeout);
    this.#calls.delete(id);
  }

  #journalReply(
    fields: { device: string; id: string; result?: unknown; error?: ReplyError },
    message: Message,
    call: PendingCall,
  ): Cause {
    const { journal, clock } = this.#home;
    return journal.append(clock.now, 'reply', message.cause, fields, call.request.trail);
  }
}

interface ReplyError {
  readonly code: number;
  readonly message: string;
}

/** The error of a reply, in our form whatever a real device sends. JSON-RPC 1.0 has `"error":null` beside a result. */
function errorOf({ error }: Record<string, unknown>): ReplyError | undefined {
  if (error === undefined || error === null) return undefined;
  if (!isRecord(error)) return { code: rpcCodes.other, message: plain(error) };
  return {
    code: typeof error.code === 'number' ? error.code : rpcCodes.other,
    message: typeof error.message === 'string' ? error.message : 'it refused',
  };
}
