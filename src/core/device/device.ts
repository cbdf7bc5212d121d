import type { Bus, BusClient, Message } from '../bus/bus.ts';
import { Payload } from '../bus/payload.ts';
import type { Clock, ClockEntry } from '../clock.ts';
import { RpcError, rpcCodes } from '../errors.ts';
import type { Cause, Journal } from '../journal.ts';
import { createRandom } from '../random.ts';
import type { Topics } from '../topics.ts';
import { performMethod } from './commands.ts';
import { describeDevice } from './info.ts';
import { Link, type LinkName } from './link.ts';
import type { DeviceModel, Self, Timer } from './model.ts';
import { isRecord, parseRequest, type RequestId, unreadable } from './request.ts';
import { PropertyStore } from './store.ts';
import type { Effects, Owner, Surroundings } from './surroundings.ts';
import { own } from './validate.ts';
import { showValue, type Value } from './value.ts';

/** What every part of a home shares. */
export interface HomeContext {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly bus: Bus;
  readonly topics: Topics;
  readonly seed: number;
  readonly rooms?: readonly string[];
  /** The world around the devices. Without it they feel nothing, and do nothing to anything. */
  readonly surroundings?: Surroundings;
  /** Local ISO time with offset. */
  formatTime(instant: number): string;
}

export interface DeviceConfig {
  readonly id: string;
  readonly name: string;
  readonly room: string | undefined;
  readonly link: LinkName;
  readonly latencyMs: number | undefined;
}

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
  #client: BusClient | undefined;
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
    this.self = this.#createSelf();
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
      this.#publishError(asRpcError(error, this.config.id));
      return {};
    }
  }

  /** Connects, says what it is and how it stands, and begins to behave. */
  start(): void {
    const { bus, topics, journal, clock } = this.#home;
    const { id } = this.config;
    const will = { topic: topics.availability(id), payload: Payload.text('offline'), retain: true };
    this.#client = bus.connect(id, { will });
    for (const topic of [topics.rpc(id), topics.set(id), topics.get(id)]) {
      this.#client.subscribe(topic, (message) => this.#receive(message));
    }
    const cause = journal.append(clock.now, 'availability', undefined, { device: id, value: 'online' });
    this.#client.publish(topics.info(id), Payload.of(describeDevice(this.config, this.model)), {
      retain: true,
      cause,
    });
    this.turn(cause, () => {
      this.#home.surroundings?.starting(this);
      this.model.start?.(this.self);
      this.store.touchAll();
    });
    this.#client.publish(topics.availability(id), Payload.text('online'), { retain: true, cause });
  }

  /** Says goodbye: a device that leaves on purpose publishes what its will would have said. */
  stop(): void {
    const topic = this.#home.topics.availability(this.config.id);
    this.#client?.publish(topic, Payload.text('offline'), { retain: true });
    this.#client?.end();
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
      this.#publishError(asRpcError(error, this.config.id));
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
        this.#publishError(
          new RpcError(
            rpcCodes.notARequest,
            `A retained message on ${message.topic} is not carried out: it would be again at every start. ` +
              `Take it away with: mosquitto_pub -r -n -t ${message.topic}`,
          ),
        );
      } else if (message.topic === topics.get(id)) {
        this.#sendState(this.#cause);
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
      this.#publishError(asRpcError(error, this.config.id));
    }
  }

  #handleRequest(message: Message): void {
    const parsed = parseRequest(() => message.payload.json);
    if ('error' in parsed) {
      this.#reply(message, parsed.id, parsed.error);
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
    this.#reply(message, id, outcome);
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

  #reply(message: Message, id: RequestId | null, outcome: unknown): void {
    const { journal, clock, topics } = this.#home;
    const answer = outcome instanceof RpcError ? { error: errorBody(outcome) } : { result: outcome };
    const fields = { device: this.config.id, id, ...answer };
    const cause = journal.append(clock.now, 'reply', this.#cause, fields);
    const topic = message.responseTopic ?? topics.reply(this.config.id);
    this.#client!.publish(topic, Payload.of({ id, ...answer }), { cause, correlation: message.correlation });
  }

  #publishError(error: RpcError): void {
    const { topics } = this.#home;
    this.#client?.publish(topics.error(this.config.id), Payload.of(errorBody(error)), { cause: this.#cause });
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
    if (!changed) return undefined;
    const { journal, clock } = this.#home;
    const cause = journal.append(clock.now, 'state', this.#cause, {
      device: this.config.id,
      props: changed,
    });
    this.#sendState(cause);
    return cause;
  }

  #sendState(cause: Cause | undefined): void {
    const topic = this.#home.topics.state(this.config.id);
    this.#client?.publish(topic, Payload.of(this.store.readable()), { retain: true, cause });
  }

  #emit(event: string, data: Readonly<Record<string, Value>>): void {
    const { journal, clock, topics } = this.#home;
    const { id } = this.config;
    const cause = journal.append(clock.now, 'event', this.#cause, { device: id, event, data });
    this.#client?.publish(topics.event(id, event), Payload.of({ event, time: this.self.time, ...data }), {
      cause,
    });
  }

  #createSelf(): Self {
    const { clock, seed, rooms = [], formatTime } = this.#home;
    return {
      id: this.config.id,
      memory: this.model.memory?.(),
      get now() {
        return clock.now;
      },
      get time() {
        return formatTime(clock.now);
      },
      random: createRandom(seed, `device ${this.config.id}`),
      room: this.config.room,
      rooms,
      get: (name) => this.store.get(name) as never,
      set: (values) => this.store.assign(values as Record<string, Value>),
      emit: (event, data = {}) => this.#emit(event, data),
      after: (delayMs, run) => this.#after(delayMs, run),
      cancel: (timer) => {
        if (timer instanceof DeviceTimer) timer.cancel(clock);
      },
      refuse: (message) => {
        throw new RpcError(rpcCodes.cannotNow, message);
      },
    };
  }

  #after(delayMs: number, run: () => void): Timer {
    const { clock } = this.#home;
    const cause = this.#cause;
    const timer = new DeviceTimer();
    timer.entry = clock.schedule(clock.now + Math.round(delayMs), () => {
      timer.entry = undefined;
      this.turn(cause, run);
    });
    return timer;
  }
}

/** How often a model may react to its own changes within one turn. */
const maxReactions = 20;

class DeviceTimer implements Timer {
  entry: ClockEntry | undefined;

  get active(): boolean {
    return this.entry !== undefined;
  }

  cancel(clock: Clock): void {
    if (this.entry) clock.cancel(this.entry);
    this.entry = undefined;
  }
}

function errorBody(error: RpcError): {
  code: number;
  message: string;
  data?: Readonly<Record<string, number>>;
} {
  return { code: error.code, message: error.message, ...(error.data ? { data: error.data } : {}) };
}

function asRpcError(error: unknown, device: string): RpcError {
  if (error instanceof RpcError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new RpcError(rpcCodes.other, `${device} has a mistake in its model: ${reason}`);
}
