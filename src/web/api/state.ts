/** The whole home at one instant. */
export interface HomeState {
  readonly time: number;
  /** How many journal lines there were: the next one has this number. */
  readonly seq: number;
  /** false: this is what was, or what a fork would be; it does not move. */
  readonly live: boolean;
  readonly devices: Readonly<Record<string, DeviceState>>;
  readonly people: readonly PersonState[];
  readonly world: WorldState;
}

export interface DeviceState {
  /** null: it has not said anything yet. */
  readonly availability: 'online' | 'offline' | null;
  readonly props: Readonly<Record<string, PropState>>;
  /** What is wrong with it on purpose. */
  readonly faults: readonly FaultState[];
}

export interface PropState {
  readonly value: unknown;
  /** Since when it has this value, and the journal line that says so. */
  readonly since: number;
  readonly seq: number;
}

export interface FaultState {
  /** As in docs/faults.md. */
  readonly kind: string;
  /** The one reading that is concerned. */
  readonly prop: string | null;
  /** `slow by 2s`, `stuck in pm2_5`. */
  readonly words: string;
  readonly since: number;
}

export interface PersonState {
  readonly name: string;
  /** null: away. */
  readonly room: string | null;
  readonly doing: string;
  readonly asleep: boolean;
  readonly since: number;
}

export interface WorldState {
  /** Height of the sun in degrees; below 0 it is night. */
  readonly sun: number;
  readonly sky: string | null;
  /** Outdoors: degrees C, % relative, ug/m3, lx. */
  readonly temperature: number;
  readonly humidity: number;
  readonly pm2_5: number;
  readonly illuminance: number;
}
