import type { DeviceModel } from '../core/device/model.ts';
import type { Home } from '../core/home.ts';
import type { Scene } from '../core/scene/schema.ts';
import type { Simulation } from '../core/simulation.ts';
import type { Completions, TestOutcome } from './api.ts';

/**
 * What the page's server needs of the rooms beside it, which it does not know: the command introduces them to each
 * other.
 */

/** The pace of a live home. */
export interface LiveClock {
  readonly time: number;
  readonly speed: number | 'max';
  readonly paused: boolean;
  /** false: the broker is away. */
  readonly whole: boolean;
  setSpeed(speed: number | 'max'): void;
  setPaused(paused: boolean): void;
  /** Runs everything up to `instant` as fast as possible; resolves when the home is there. */
  jumpTo(instant: number): Promise<void>;
}

/** A mistake in a file. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** The text of that line. */
  readonly source?: string;
}

export interface LoadedText {
  readonly scene: Scene | undefined;
  readonly problems: readonly FileProblem[];
  /** It has parameters: it is no scene before a use fills them in. */
  readonly template?: true;
}

export interface StoredScene {
  readonly id: string;
  readonly file: string;
  readonly text: string;
}

/** The scene files of a home. */
export interface SceneStore {
  /** The ids of those that are there now. */
  ids(): readonly string[];
  read(id: string): StoredScene | undefined;
  /** Reads a text as the scene `id` among the others. */
  load(id: string | undefined, text: string): LoadedText;
  complete(text: string, offset: number): Completions;
  /** Writes it whole or not at all. Throws a `MilletError`. */
  write(id: string, text: string): void;
  remove(id: string): void;
  jsonSchema(): unknown;
}

/** The tests of one scene, run. */
export interface TestedScene {
  readonly file: string;
  /** Mistakes in that file; then no test is run. */
  readonly problems: readonly FileProblem[];
  readonly tests: readonly TestOutcome[];
}

export interface DeviceReply {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** The page's own client on the broker. Each throws a `MilletError` when the broker or the device does not answer. */
export interface Commander {
  /** Sends a request with this payload, whose id is `id`, and waits for its reply. */
  request(device: string, id: string, payload: string): Promise<DeviceReply>;
  publish(topic: string, payload: string): Promise<void>;
}

/** A home that runs, and what the page may do with it. */
export interface RunningHome {
  readonly home: Home;
  readonly models: ReadonlyMap<string, DeviceModel>;
  readonly simulation: Simulation;
  readonly clock: LiveClock;
  readonly store: SceneStore;
  readonly commander: Commander;
  /** Runs the tests of a scene; `undefined` when it has none. */
  runTests(scene: string): Promise<TestedScene | undefined>;
  /** The broker's address as it may be shown. */
  readonly broker: string;
  readonly version: string;
}
