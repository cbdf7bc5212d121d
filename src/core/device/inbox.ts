import type { Message } from '../bus/bus.ts';
import { RpcError, rpcCodes } from '../errors.ts';
import { type CommandTarget, performMethod } from './commands.ts';
import type { HomeContext } from './context.ts';
import { asRpcError, isRecord, parseRequest, type RequestId, retainedError, unreadable } from './request.ts';
import type { Turns } from './turns.ts';
import { showValue } from './value.ts';
import type { Voice } from './voice.ts';

/** The parts of a device that its messages concern. */
export interface InboxHost extends CommandTarget {
  readonly id: string;
  readonly voice: Voice;
  readonly turns: Turns;
}

/**
 * What a device does about the messages that reach it: each is carried out and answered in a turn of its own. A reply is
 * published within the turn and so before the state: it says that the command was accepted, the state says what came of it.
 */
export class Inbox {
  readonly #home: HomeContext;
  readonly #host: InboxHost;

  constructor(home: HomeContext, host: InboxHost) {
    this.#home = home;
    this.#host = host;
  }

  handle(message: Message): void {
    const { topics } = this.#home;
    const { id, store, voice, turns } = this.#host;
    turns.run(message.cause, () => {
      if (message.retained) voice.error(retainedError(message.topic), turns.cause);
      else if (message.topic === topics.get(id)) voice.state(store.readable(), turns.cause);
      else if (message.topic === topics.set(id)) this.#handleSet(message);
      else this.#handleRequest(message);
    });
  }

  #handleSet(message: Message): void {
    const { id, voice, turns } = this.#host;
    try {
      let values: unknown;
      try {
        values = message.payload.json;
      } catch (error) {
        throw new RpcError(
          rpcCodes.notJson,
          `The payload is ${unreadable(error)}. The short form of set_prop is {"power":"on"}.`,
        );
      }
      if (!isRecord(values)) {
        throw new RpcError(
          rpcCodes.notARequest,
          `set takes an object such as {"power":"on"}, got ${showValue(values)}.`,
        );
      }
      this.#journalRequest(message, null, 'set_prop', values);
      this.#perform('set_prop', values);
    } catch (error) {
      voice.error(asRpcError(error, id), turns.cause);
    }
  }

  #handleRequest(message: Message): void {
    const { voice, turns, id: device } = this.#host;
    const parsed = parseRequest(() => message.payload.json);
    if ('error' in parsed) {
      voice.reply(message, parsed.id, parsed.error, turns.cause);
      return;
    }
    const { id, method, params } = parsed.request;
    this.#journalRequest(message, id, method, params);
    let outcome: unknown;
    try {
      outcome = this.#perform(method, params);
    } catch (error) {
      outcome = asRpcError(error, device);
    }
    voice.reply(message, id, outcome, turns.cause);
  }

  #perform(method: string, params: unknown): unknown {
    const perform = () => performMethod(this.#host, method, params);
    return method === 'get_prop' ? perform() : this.#host.turns.whole(perform);
  }

  /** The scene engine has written its own requests down when it sent them; a stranger's begins here. */
  #journalRequest(message: Message, id: RequestId | null, method: string, params: unknown): void {
    if (message.cause?.kind === 'request') return;
    const { journal, clock } = this.#home;
    const fields = { device: this.#host.id, id, method, ...(params === undefined ? {} : { params }) };
    this.#host.turns.cause = journal.append(clock.now, 'request', message.cause, fields);
  }
}
