import type { Cause } from '../journal.ts';
import type { DeviceConfig, HomeContext } from './context.ts';
import type { DeviceFaults } from './faults.ts';
import { Inbox, type InboxHost } from './inbox.ts';
import type { DeviceModel, Self } from './model.ts';
import { Radio } from './radio.ts';
import { asRpcError } from './request.ts';
import { DeviceSelf, type SelfHost } from './self.ts';
import { PropertyStore } from './store.ts';
import type { Effects, Owner } from './surroundings.ts';
import { type TurnHost, Turns } from './turns.ts';
import { own } from './validate.ts';
import type { Value } from './value.ts';
import { Voice } from './voice.ts';

type Values = Readonly<Record<string, Value>>;

/**
 * A simulated device on the bus: speaks the protocol (`Voice`, `Inbox`), keeps the properties, and lets its model behave.
 * Everything it does happens in a turn (`Turns`).
 */
export class Device implements SelfHost, TurnHost, InboxHost {
  readonly config: DeviceConfig;
  readonly model: DeviceModel;
  readonly store: PropertyStore;
  readonly self: Self;
  readonly radio: Radio;
  readonly voice: Voice;
  readonly turns: Turns;
  /** What its model remembers beside its properties; made anew when it restarts. */
  memory: unknown;
  /** What is wrong with it; undefined as long as nothing ever was. */
  faults: DeviceFaults | undefined;
  readonly #home: HomeContext;
  readonly #inbox: Inbox;
  /** Counts its restarts: what it had planned before one does not happen after it. */
  #life = 0;
  /** It has lost power, and has not come back yet. */
  #isDown = false;

  constructor(home: HomeContext, config: DeviceConfig, model: DeviceModel) {
    this.#home = home;
    this.config = config;
    this.model = model;
    this.store = new PropertyStore(model);
    this.radio = new Radio(home, config);
    this.voice = new Voice(home, config.id, this.radio);
    this.memory = model.memory?.();
    // These three work on the device itself: an object for each with what it needs would be far more to touch in a turn.
    this.turns = new Turns(this);
    this.self = new DeviceSelf(this, home);
    this.#inbox = new Inbox(home, this);
  }

  get id(): string {
    return this.config.id;
  }

  /**
   * Before the start, so that it is no change: begins with `initial` instead of what the model says, then sets the
   * settings and pins the readings that are given. The values have been checked.
   */
  prepare(initial: Values, given: Values): void {
    this.store.assign(initial);
    for (const [name, value] of Object.entries(given)) {
      if (this.model.properties[name]?.reading) this.store.pin(name, value);
      else this.store.assign({ [name]: value });
    }
    this.store.takeUnseen();
  }

  /** Somebody moves about in its room. */
  feelMotion(): void {
    if (this.model.motion && !this.#isDown) this.turn(undefined, () => this.model.motion!(this.self));
  }

  /** Somebody goes out or comes in through its room. */
  feelPassage(cause: Cause | undefined): void {
    if (this.model.passage && !this.#isDown) this.turn(cause, () => this.model.passage!(this.self));
  }

  /** The one whose thing it is goes, comes, wakes or falls asleep. */
  followOwner(owner: Owner, cause: Cause | undefined): void {
    if (this.model.owner && !this.#isDown) this.turn(cause, () => this.model.owner!(this.self, owner));
  }

  /** Somebody does something with it by hand. Returns why it would not, if it would not. */
  handle(gesture: string, cause: Cause | undefined): string | undefined {
    const run = own(this.model.hands ?? {}, gesture);
    if (!run) return `a ${this.model.model} cannot be used like that`;
    if (this.#isDown) return 'it is rebooting';
    let refusal: string | undefined;
    this.turn(cause, () => {
      try {
        this.turns.whole(() => run(this.self));
      } catch (error) {
        refusal = asRpcError(error, this.config.id).message;
      }
    });
    return refusal;
  }

  /** Its sensors measure something new. */
  sense(readings: Values, cause: Cause | undefined): void {
    if (this.#isDown) return;
    this.turn(cause, () => {
      // First, so that one state says both.
      this.faults?.driftOn();
      this.store.measure(readings);
    });
  }

  /** What it does to its room now; nothing, when its model has a mistake. */
  effects(): Effects {
    try {
      return this.model.acts?.(this.self) ?? {};
    } catch (error) {
      this.voice.error(asRpcError(error, this.config.id), this.turns.cause);
      return {};
    }
  }

  /** Connects, says what it is and how it stands, and begins to behave. */
  start(): void {
    const cause = this.#join(undefined);
    this.turn(cause, () => {
      this.#begin();
      this.store.touchAll();
    });
    this.voice.availability('online', cause);
  }

  stop(): void {
    this.voice.leave();
  }

  /** Runs `act` as one turn of this device. */
  turn(cause: Cause | undefined, act: () => void): void {
    this.turns.run(cause, act);
  }

  get isConnected(): boolean {
    return this.voice.isConnected;
  }

  /** Is gone without a goodbye. It hears and says nothing, and goes on with what it does. */
  drop(cause: Cause | undefined): void {
    this.voice.drop(cause);
  }

  /** Is back, and says how it stands. */
  reconnect(cause: Cause | undefined): void {
    const line = this.#join(cause);
    this.voice.state(this.store.readable(), line);
    this.voice.availability('online', line);
  }

  /** Loses power: with it everything it had planned and remembered, but not its settings. */
  powerDown(cause: Cause): void {
    this.#life++;
    this.memory = this.model.memory?.();
    this.turn(cause, () => this.model.reboot?.(this.self));
    this.#isDown = true;
  }

  /** Begins to behave again, with its settings. */
  powerUp(cause: Cause): void {
    this.#isDown = false;
    this.turn(cause, () => this.#begin());
  }

  /** Lets the model react to what changed in a turn. */
  react(names: ReadonlySet<string>): void {
    this.model.changed?.(this.self, names);
  }

  /** A turn is over. */
  ended(changed: boolean, told: Cause | undefined): void {
    if (changed) this.#home.surroundings?.changed(this, told);
    this.faults?.lookAtBattery(told);
  }

  emit(event: string, data: Values): void {
    this.voice.event(event, data, this.turns.cause);
  }

  #begin(): void {
    this.#home.surroundings?.starting(this);
    this.model.start?.(this.self);
  }

  #join(cause: Cause | undefined): Cause {
    const { journal, clock } = this.#home;
    this.voice.join((message) => this.radio.receive(message, (heard) => this.#inbox.handle(heard)));
    const online = { device: this.config.id, value: 'online' } as const;
    const line = journal.append(clock.now, 'availability', cause, online);
    this.voice.info(this.config, this.model, line);
    return line;
  }

  /** Makes a later moment a turn with the cause that the present one has. */
  later(run: () => void): () => void {
    const { cause } = this.turns;
    const life = this.#life;
    return () => {
      if (life === this.#life) this.turn(cause, run);
    };
  }
}
