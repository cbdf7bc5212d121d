/**
 * The types of a scene, as they stand in the file that `millet types` writes: over `Devices` and `SceneId`, which are the
 * home's. They say what docs/scenes.md says; `millet check` says the rest.
 */
export const sceneTypes = `
type Value = boolean | number | string;
type Device = keyof Devices & string;
type PropertiesOf<D extends Device> = Devices[D]['properties'];
type Property<D extends Device> = keyof PropertiesOf<D> & string;

/** A real device of which no model is known. */
interface UnknownDevice {
  properties: Record<string, Value>;
  settings: Record<string, Value>;
  methods: Record<string, Record<string, Value>>;
  events: Record<string, Record<string, Value>>;
}

/** The home as it is known at that moment. */
export interface Home {
  /** What a property is. While its device is offline, the function ends here: what it decides is unknown. */
  get<D extends Device, P extends Property<D>>(device: D, prop: P): PropertiesOf<D>[P];
  isOnline(device: Device): boolean;
  /** The present instant, in the time zone of the home. */
  readonly time: {
    readonly iso: string;
    readonly date: string;
    readonly hour: number;
    readonly minute: number;
    readonly second: number;
    readonly weekday: Weekday;
  };
}

/** A condition as a function. */
export type Decides = (home: Home) => boolean;
/** A value as a function. */
export type Gives<T> = (home: Home) => T;

type Kind<T> = T extends number ? number : T extends boolean ? boolean : string;
type Scaling<T> = T extends number ? { times?: number; plus?: number; min?: number; max?: number } : {};
/** The value of another property of this kind. */
type Reference<T> = {
  [D in Device]: {
    [P in Property<D>]: PropertiesOf<D>[P] extends Kind<T> ? { device: D; prop: P } & Scaling<T> : never;
  }[Property<D>];
}[Device];
type Written<T> = T | Reference<T>;
type Sent<T> = T | Reference<T> | Gives<T>;
type SentValues<Values> = { [Name in keyof Values]: Sent<Values[Name]> };

type Bounds<T> = T extends number
  ? { above?: Written<number>; below?: Written<number>; between?: readonly [Written<number>, Written<number>] }
  : {};
type Comparison<T> = { value?: Written<T>; not?: Written<T>; in?: readonly Written<T>[] } & Bounds<T>;
type Compared<More> = {
  [D in Device]: {
    [P in Property<D>]: { device: D; prop: P } & Comparison<PropertiesOf<D>[P]> & More;
  }[Property<D>];
}[Device];

type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
type SunPoint = 'sunrise' | 'sunset' | 'dawn' | 'dusk' | 'noon';
type Mode = 'single' | 'restart' | 'queued' | 'parallel';
type Outcome = 'finished' | 'refused' | 'failed' | 'partial' | 'stopped' | 'replaced' | 'skipped';

export type Condition =
  | Decides
  | Compared<{ for?: string }>
  | { type: 'time'; after?: string; before?: string; days?: readonly Weekday[] }
  | { type: 'sun'; after?: SunPoint; after_offset?: string; before?: SunPoint; before_offset?: string }
  | { type: 'availability'; device: Device; value: 'online' | 'offline' }
  | { type: 'scene'; scene: SceneId; value: 'running' }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition };

type EventTrigger = {
  [D in Device]: {
    [E in keyof Devices[D]['events'] & string]: {
      type: 'event';
      device: D;
      event: E;
      where?: Partial<Devices[D]['events'][E]>;
    };
  }[keyof Devices[D]['events'] & string];
}[Device];

export type Trigger = { mode?: Mode } & (
  | { type: 'time'; value: string | readonly string[]; days?: readonly Weekday[] }
  | { type: 'cron'; value: string }
  | { type: 'every'; value: string }
  | { type: 'sun'; value: SunPoint; offset?: string }
  | ({ type: 'property' } & Compared<{ changed?: true; from?: Value; hysteresis?: number; for?: string }>)
  | EventTrigger
  | { type: 'availability'; device: Device; value: 'online' | 'offline'; for?: string }
  | { type: 'scene'; scene: SceneId; value: 'started' | Outcome | readonly ('started' | Outcome)[] }
  | { type: 'message'; topic: string; payload?: Value; where?: Record<string, Value> }
  | { type: 'start' }
  | { type: 'manual' }
);

type MethodStep = {
  [D in Device]: {
    [M in keyof Devices[D]['methods'] & string]: { device: D; method: M } & ({} extends Devices[D]['methods'][M]
      ? { params?: SentValues<Devices[D]['methods'][M]> }
      : { params: SentValues<Devices[D]['methods'][M]> });
  }[keyof Devices[D]['methods'] & string];
}[Device];
type SetStep = {
  [D in Device]: { device: D; set: Partial<SentValues<Devices[D]['settings']>> };
}[Device];

type Json = Value | null | readonly Json[] | { readonly [name: string]: Json };
type Payload = Json | Gives<unknown> | { readonly [name: string]: Json | Gives<Value> };

interface StepOptions {
  timeout?: string;
  on_error?: 'continue' | 'stop';
  retry?: number | { times: number; wait?: string };
}

export type Step =
  | ((
      | MethodStep
      | SetStep
      | { delay: string }
      | { wait_until: Condition }
      | { if: Condition; then: readonly Step[]; else?: readonly Step[] }
      | { repeat: { times?: number; while?: Condition; until?: Condition }; do: readonly Step[] }
      | { parallel: readonly (readonly Step[])[] }
      | { run: SceneId }
      | { notify: string | Gives<Value>; to?: Device }
      | { publish: { topic: string; payload?: Payload; retain?: boolean } }
    ) &
      StepOptions)
  | { stop: string };

export interface Scene {
  name?: string;
  description?: string;
  trigger: Trigger | readonly Trigger[];
  conditions?: readonly Condition[];
  actions: readonly Step[];
  otherwise?: readonly Step[];
  mode?: Mode;
  max?: number;
  allow?: readonly { finding: string; reason: string }[];
}

/** Says what a scene does: export default defineScene({ ... }). */
export function defineScene(scene: Scene): Scene;
`;
