import type { Message } from '../bus/bus.ts';
import { RpcError, rpcCodes } from '../errors.ts';
import type { Cause } from '../journal.ts';
import { createRandom } from '../random.ts';
import { performMethod } from './commands.ts';
import type { DeviceConfig, HomeContext } from './context.ts';
import { Link } from './link.ts';
import type { DeviceModel, Self } from './model.ts';
import { isRecord, parseRequest, type RequestId, unreadable } from './request.ts';
import { createSelf } from './self.ts';
import { PropertyStore } from './store.ts';
import type { Effects, Owner } from './surroundings.ts';
import { own } from './validate.ts';
import { showValue, type Value } from './value.ts';
import { Voice } from './voice.ts';

/**
 * A simulated device on the bus: speaks the protocol, keeps the properties, and lets its model behave.
 *
 * Everything it does happens in a turn: a message that arrives, a timer that is due, somebody moving in its room.
 * A turn has one cause; when it ends, whatever changed is published as one new state. A reply is published within
 * the turn and so before the state: it says that the command was accepted, the state says what came of it.
 */
export class Device {
  readonly config: DeviceConfig;
  readonly model: DeviceModel;
  readonly store: PropertyStore;
  readonly self: Self;
  readonly #home: HomeContext;
  readonly #link: Link;
  readonly #voice: Voice;
  #cause: Cause | undefined;
  #inTurn = false;
  /** Something changed in the present turn. */
  #changed = false;

  constructor(home: HomeContext, config: DeviceConfig, model: DeviceModel) {
    this.#home = home;
    this.config = config;
    this.model = model;
    this.store = new PropertyStore(model);
    this.#link = new Link(config.link, config.latencyMs, createRandom(home.seed, `link ${config.id}`));
    this.#voice = new Voice(home, config.id);
    const host = {
      config,
      model,
      store: this.store,
      emit: (event: string, data: Readonly<Record<string, Value>>) =>
        this.#voice.event(event, data, this.#cause),
      later: (run: () => void) => {
        const cause = this.#cause;
        return () => this.turn(cause, run);
      },
    };
    this.self = createSelf(host, home);
  }

  /**
   * Before the start, so that it is no change: begins with `initial` instead of what the model says, then sets the
   * settings and pins the readings that are given. The values have been checked.
   */
  prepare(initial: Readonly<Record<string, Value>>, given: Readonly<Record<string, Value>>): void {
    this.store.assign(initial);
    for (const [name, value] of Object.entries(given)) {
      if (this.model.properties[name]?.reading) this.store.pin(name, value);
      else this.store.assign({ [name]: value });
    }
    this.store.takeUnseen();
  }

  /** Somebody moves about in its room. */
  feelMotion(): void {
    if (this.model.motion) this.turn(undefined, () => this.model.motion!(this.self));
  }

  /** Somebody goes out or comes in through its room. */
  feelPassage(cause: Cause | undefined): void {
    if (this.model.passage) this.turn(cause, () => this.model.passage!(this.self));
  }

  /** The one whose thing it is goes, comes, wakes or falls asleep. */
  followOwner(owner: Owner, cause: Cause | undefined): void {
    if (this.model.owner) this.turn(cause, () => this.model.owner!(this.self, owner));
  }

  /** Somebody does something with it by hand. Returns why it would not, if it would not. */
  handle(gesture: string, cause: Cause | undefined): string | undefined {
    const run = own(this.model.hands ?? {}, gesture);
    if (!run) return `a ${this.model.model} cannot be used like that`;
    let refusal: string | undefined;
    this.turn(cause, () => {
      const restore = this.store.snapshot();
      try {
        run(this.self);
        this.#settle();
      } catch (error) {
        restore();
        refusal = asRpcError(error, this.config.id).message;
      }
    });
    return refusal;
  }

  /** Its sensors measure something new. */
  sense(readings: Readonly<Record<string, Value>>, cause: Cause | undefined): void {
    this.turn(cause, () => this.store.assign(readings));
  }

  /** What it does to its room now; nothing, when its model has a mistake. */
  effects(): Effects {
    try {
      return this.model.acts?.(this.self) ?? {};
    } catch (error) {
      this.#voice.error(asRpcError(error, this.config.id), this.#cause);
      return {};
    }
  }

  /** Connects, says what it is and how it stands, and begins to behave. */
  start(): void {
    const { journal, clock } = this.#home;
    this.#voice.join((message) => this.#receive(message));
    const online = { device: this.config.id, value: 'online' } as const;
    const cause = journal.append(clock.now, 'availability', undefined, online);
    this.#voice.info(this.config, this.model, cause);
    this.turn(cause, () => {
      this.#home.surroundings?.starting(this);
      this.model.start?.(this.self);
      this.store.touchAll();
    });
    this.#voice.availability('online', cause);
  }

  stop(): void {
    this.#voice.leave();
  }

  /** Runs `act` as one turn of this device. A mistake in a model becomes an error message, never a crash. */
  turn(cause: Cause | undefined, act: () => void): void {
    if (this.#inTurn) {
      act();
      return;
    }
    this.#inTurn = true;
    this.#cause = cause;
    try {
      act();
      this.#settle();
    } catch (error) {
      this.#voice.error(asRpcError(error, this.config.id), this.#cause);
      // What this turn changed must not make the next one fail, which may be somebody's good request.
      this.store.takeUnseen();
    } finally {
      const told = this.#publishState() ?? this.#cause;
      this.#inTurn = false;
      this.#cause = undefined;
      if (this.#changed) {
        this.#changed = false;
        this.#home.surroundings?.changed(this, told);
      }
    }
  }

  #receive(message: Message): void {
    const { clock } = this.#home;
    const due = this.#link.arrival(clock.now);
    if (due <= clock.now) this.#handle(message);
    else clock.schedule(due, () => this.#handle(message));
  }

  #handle(message: Message): void {
    const { topics } = this.#home;
    const { id } = this.config;
    this.turn(message.cause, () => {
      if (message.retained) {
        this.#voice.error(retainedError(message.topic), this.#cause);
      } else if (message.topic === topics.get(id)) {
        this.#voice.state(this.store.readable(), this.#cause);
      } else if (message.topic === topics.set(id)) {
        this.#handleSet(message);
      } else {
        this.#handleRequest(message);
      }
    });
  }

  #handleSet(message: Message): void {
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
      this.#voice.error(asRpcError(error, this.config.id), this.#cause);
    }
  }

  #handleRequest(message: Message): void {
    const parsed = parseRequest(() => message.payload.json);
    if ('error' in parsed) {
      this.#voice.reply(message, parsed.id, parsed.error, this.#cause);
      return;
    }
    const { id, method, params } = parsed.request;
    this.#journalRequest(message, id, method, params);
    let outcome: unknown;
    try {
      outcome = this.#perform(method, params);
    } catch (error) {
      outcome = asRpcError(error, this.config.id);
    }
    this.#voice.reply(message, id, outcome, this.#cause);
  }

  /** Carries out a command whole or not at all: what it had changed when it was refused is taken back. */
  #perform(method: string, params: unknown): unknown {
    if (method === 'get_prop') return performMethod(this, method, params);
    const restore = this.store.snapshot();
    try {
      const result = performMethod(this, method, params);
      this.#settle();
      return result;
    } catch (error) {
      restore();
      throw error;
    }
  }

  /** The scene engine has written its own requests down when it sent them; a stranger's begins here. */
  #journalRequest(message: Message, id: RequestId | null, method: string, params: unknown): void {
    if (message.cause?.kind === 'request') return;
    const fields = { device: this.config.id, id, method, ...(params === undefined ? {} : { params }) };
    this.#cause = this.#home.journal.append(this.#home.clock.now, 'request', message.cause, fields);
  }

  /** Lets the model react to what changed, until nothing changes any more. */
  #settle(): void {
    for (let round = 0; ; round++) {
      const changed = this.store.takeUnseen();
      if (changed.size === 0) return;
      this.#changed = true;
      if (round >= maxReactions) {
        throw new Error(`its model keeps changing ${[...changed].join(', ')} in reaction to itself`);
      }
      this.model.changed?.(this.self, changed);
    }
  }

  /** Returns the line that says it, as what follows from it has that for a cause. */
  #publishState(): Cause | undefined {
    const changed = this.store.takeUnpublished();
    return changed && this.#voice.changed(changed, this.store.readable(), this.#cause);
  }
}

/** How often a model may react to its own changes within one turn. */
const maxReactions = 20;

function asRpcError(error: unknown, device: string): RpcError {
  if (error instanceof RpcError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new RpcError(rpcCodes.other, `${device} has a mistake in its model: ${reason}`);
}

function retainedError(topic: string): RpcError {
  const what = `A retained message on ${topic} is not carried out: it would be again at every start. `;
  return new RpcError(rpcCodes.notARequest, `${what}Take it away with: mosquitto_pub -r -n -t ${topic}`);
}
