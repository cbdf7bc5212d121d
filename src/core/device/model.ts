import type { Random } from '../random.ts';
import type { Effects, Owner, Sense } from './surroundings.ts';
import type { Value, ValueOf, ValueSpec } from './value.ts';

/**
 * A property of a product.
 *
 * `access` lists what others may do: `r` read, `w` write, `n` be notified (a change publishes the state).
 * A `reading` is decided by the world around the device (motion, particles, a tank's level), so that `stimulate`
 * can pin it; a property that is neither writable nor a reading is decided by the device alone.
 */
export type PropertySpec = ValueSpec & {
  readonly access: 'r' | 'rn' | 'rw' | 'rwn' | 'w';
  readonly initial: Value;
  readonly reading?: true;
  /** A numeric reading that follows what the room around the device is like. */
  readonly senses?: Sense;
  readonly description?: string;
};

/** A parameter of an action. Without a `default` it must be given. */
export type ParamSpec = ValueSpec & { readonly default?: Value; readonly description?: string };

export type Properties = Readonly<Record<string, PropertySpec>>;
export type Params = Readonly<Record<string, ParamSpec>>;
/** The values that a table of specs stands for, by name. */
export type ValuesOf<Specs> = { [Name in keyof Specs]: ValueOf<Specs[Name]> };

/** A timer of a device: hand it to `cancel`. */
export interface Timer {
  readonly active: boolean;
}

/** What a model's behaviour can do with its device. */
export interface Self<Props extends Properties = Properties, Memory = unknown> {
  readonly id: string;
  /** What this one device remembers beside its properties; the model's `memory` made it. */
  readonly memory: Memory;
  /** The present instant: milliseconds since the epoch. */
  readonly now: number;
  /** The present instant as local ISO time with offset. */
  readonly time: string;
  /** Seeded chance, its own for each device. */
  readonly random: Random;
  /** The room in which it stands, and all the rooms of the home. */
  readonly room: string | undefined;
  readonly rooms: readonly string[];
  get<Name extends keyof Props>(name: Name): ValueOf<Props[Name]>;
  /** Changes properties; the new state is published once, when the present turn ends. Throws on a bad value. */
  set(values: Partial<ValuesOf<Props>>): void;
  /** Whether somebody has pinned a reading (`stimulate`), so that it stays as it is. */
  isPinned(name: keyof Props): boolean;
  emit(event: string, data?: Readonly<Record<string, Value>>): void;
  /** Calls `run` after `delayMs` milliseconds of the home's time. */
  after(delayMs: number, run: () => void): Timer;
  cancel(timer: Timer | undefined): void;
  /** Refuses the present command: the device cannot do that now (-4008). */
  refuse(message: string): never;
}

export interface Action<Props extends Properties, P = Params, Memory = unknown> {
  readonly description?: string;
  readonly params?: P & Params;
  run(self: Self<Props, Memory>, params: ValuesOf<P>): void;
}

export interface EventSpec {
  readonly description?: string;
  readonly data?: Readonly<Record<string, ValueSpec>>;
}

/** A product: what it can do, and how it behaves. See CONTRIBUTING.md, "Add a device". */
export interface DeviceModel<
  Props extends Properties = Properties,
  Acts = Readonly<Record<string, Params>>,
  Memory = unknown,
> {
  /** The name that home files use, such as `air-purifier`. */
  readonly model: string;
  readonly title: string;
  readonly properties: Props;
  readonly actions?: { readonly [Name in keyof Acts]: Action<Props, Acts[Name], Memory> };
  readonly events?: Readonly<Record<string, EventSpec>>;
  /** Makes what each device of this model remembers beside its properties: its timers, where it is going. */
  memory?(): Memory;
  /** Called when the home starts, and after a restart. Properties may stand otherwise than `initial` says; that was no change. */
  start?(self: Self<Props, Memory>): void;
  /** May refuse a `set_prop` before anything is changed. */
  guard?(self: Self<Props, Memory>, values: Partial<ValuesOf<Props>>): void;
  /** Instead of assigning a written value: moving there, for example. Must not refuse; `guard` does. */
  readonly write?: {
    readonly [Name in keyof Props]?: (self: Self<Props, Memory>, value: ValueOf<Props[Name]>) => void;
  };
  /** Called after properties changed, whoever changed them. */
  changed?(self: Self<Props, Memory>, names: ReadonlySet<keyof Props>): void;
  /** Called when a pinned reading is let go. Until something changes it, it stays at the value it was pinned to. */
  released?(self: Self<Props, Memory>, names: ReadonlySet<keyof Props>): void;
  /** What it does to its room as it stands now. Called anew after its properties changed, and only then. */
  acts?(self: Self<Props, Memory>): Effects;
  /** Called when somebody moves about in the device's room. */
  motion?(self: Self<Props, Memory>): void;
  /** Called when somebody leaves the home or comes in through the device's room. */
  passage?(self: Self<Props, Memory>): void;
  /** Called for somebody's own things (home.yaml, `has` and `takes`) when they leave, come back, wake or fall asleep. */
  owner?(self: Self<Props, Memory>, owner: Owner): void;
  /**
   * For what has moving parts: they jam, or are free again. What it was doing with them fails; commands that need them
   * are refused meanwhile. Called once more after a restart, which has taken its memory.
   */
  jam?(self: Self<Props, Memory>, jammed: boolean): void;
  /**
   * Called when it has lost power, and with it its timers and its memory: lets what it was doing end. Settings stay, and
   * so does what the world decides. When the power is back, `start` is called.
   */
  reboot?(self: Self<Props, Memory>): void;
  /** What people can do with it by hand, each under its name, such as `open` for a window. May refuse. */
  readonly hands?: Readonly<Record<string, (self: Self<Props, Memory>) => void>>;
}

/**
 * Types a model by its own properties and parameters, and by what it remembers.
 *
 * `Acts` has no constraint on purpose: one action without `params` would fail it, and with it the types of all others.
 */
export function defineDevice<const Props extends Properties, const Acts, Memory = unknown>(
  model: DeviceModel<Props, Acts, Memory>,
): DeviceModel {
  // Inside its file a model is typed by its own names; everybody else knows it by the names in its tables.
  return model as unknown as DeviceModel;
}
