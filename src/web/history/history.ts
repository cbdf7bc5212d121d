import type { Fault } from '../../core/device/fault.ts';
import type { Input, JournalEntry } from '../../core/journal.ts';
import type { Recording, TimedInput } from '../../core/recording.ts';
import type { Scene } from '../../core/scene/schema.ts';
import type { SimulationOptions } from '../../core/simulation.ts';
import type { FaultState, PersonState } from '../api.ts';
import { faultsAfter } from './faults.ts';
import { SceneHistory } from './scene-history.ts';
import { Series } from './series.ts';

/** How many journal lines are kept; a hundredth more may be there before the oldest are dropped, so that a drop is short. */
const maxEntries = 400_000;
/** Past so many inputs a session cannot be run again from memory. */
const maxInputs = 200_000;

/** What one device was. */
export interface DeviceHistory {
  readonly availability: Series;
  /** Lists of all that was wrong with it on purpose, a new one at each change. */
  readonly faults: Series;
  readonly props: Map<string, Series>;
}

export type StartEntry = Extract<JournalEntry, { kind: 'start' }>;

/**
 * A session, or a fork of it, as its journal tells it, and put in order line by line as it is written: whatever the page
 * asks of the past is looked up here. A line costs some hundred nanoseconds; nothing is worked out before it is asked.
 */
export class History {
  readonly devices = new Map<string, DeviceHistory>();
  readonly people = new Map<string, Series>();
  readonly sky = new Series();
  /** What the scenes did; and those in use at the end. */
  readonly scenes = new Map<string, SceneHistory>();
  readonly definitions = new Map<string, Scene>();
  /** Counts their changes. */
  definitionsVersion = 0;
  readonly #entries: JournalEntry[] = [];
  #start: StartEntry | undefined;
  #inputs: TimedInput[] | undefined = [];
  readonly #limit: number;

  constructor(limit = maxEntries) {
    this.#limit = limit;
  }

  /** The lines that are kept, in order. */
  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** The number of the oldest line that is kept, and that of the next one to come. */
  get first(): number {
    return this.#entries[0]?.seq ?? 0;
  }
  get end(): number {
    const last = this.#entries.at(-1);
    return last ? last.seq + 1 : 0;
  }

  /** The first line of the journal, which stays. */
  get start(): StartEntry {
    if (!this.#start) throw new Error('The journal has not begun.');
    return this.#start;
  }

  get hasBegun(): boolean {
    return this.#start !== undefined;
  }

  entry(seq: number): JournalEntry | undefined {
    return this.#entries[seq - this.first];
  }

  /** The index in `entries` of the first line after `time`. */
  indexAfter(time: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#entries[middle]!.time > time) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** What entered, and what it was that it entered into: enough to run it again. Undefined when it was too much. */
  recording(): Recording | undefined {
    if (!this.#inputs) return undefined;
    const { home, scenes, given, seed, residents, prefix, time } = this.start;
    const options = {
      home,
      given,
      scenes: new Map(Object.entries(scenes)) as ReadonlyMap<string, Scene>,
      start: time,
      seed,
      residents,
      prefix,
    } as Omit<SimulationOptions, 'models' | 'sinks'>;
    return { options, inputs: this.#inputs, end: this.#entries.at(-1)?.time ?? time };
  }

  readonly sink = (entry: JournalEntry): void => {
    this.#entries.push(entry);
    switch (entry.kind) {
      case 'start':
        this.#start = entry;
        for (const [id, scene] of Object.entries(entry.scenes)) this.#define(id, scene as Scene);
        break;
      case 'input':
        this.#keepInput(entry.time, entry.input);
        break;
      case 'state': {
        const { props } = this.#device(entry.device);
        for (const name of Object.keys(entry.props)) {
          seriesOf(props, name).push(entry.time, entry.seq, entry.props[name]);
        }
        break;
      }
      case 'availability':
        this.#device(entry.device).availability.push(entry.time, entry.seq, entry.value);
        break;
      case 'run':
      case 'run_end':
      case 'trigger':
        this.scene(entry.scene).take(entry);
        break;
      case 'world':
        this.#takeWorld(entry);
        break;
      case 'request':
      case 'reply':
      case 'event':
      case 'step':
      case 'clock':
        break;
    }
    if (this.#entries.length > this.#limit * 1.01) this.#forget();
  };

  scene(id: string): SceneHistory {
    let scene = this.scenes.get(id);
    if (!scene) {
      scene = new SceneHistory();
      this.scenes.set(id, scene);
    }
    return scene;
  }

  #device(id: string): DeviceHistory {
    let device = this.devices.get(id);
    if (!device) {
      device = { availability: new Series(), faults: new Series(), props: new Map() };
      this.devices.set(id, device);
    }
    return device;
  }

  #keepInput(at: number, input: Input): void {
    if (input.type === 'scene') this.#define(input.scene, input.definition as Scene | null);
    this.#inputs?.push({ at, input });
    if (this.#inputs && this.#inputs.length > maxInputs) this.#inputs = undefined;
  }

  #define(id: string, scene: Scene | null): void {
    if (scene === null) this.definitions.delete(id);
    else this.definitions.set(id, scene);
    this.definitionsVersion++;
  }

  #takeWorld(entry: Extract<JournalEntry, { kind: 'world' }>): void {
    if (typeof entry.fault === 'object' && typeof entry.device === 'string') this.#takeFault(entry);
    if (typeof entry.sky === 'string') this.sky.push(entry.time, entry.seq, entry.sky);
    if (typeof entry.person !== 'string' || typeof entry.room !== 'string') return;
    const person: Omit<PersonState, 'since'> = {
      name: entry.person,
      room: entry.room === 'away' ? null : entry.room,
      doing: String(entry.doing),
      asleep: entry.asleep === true,
    };
    seriesOf(this.people, entry.person).push(entry.time, entry.seq, person);
  }

  #takeFault({ time, seq, device, fault, over }: Extract<JournalEntry, { kind: 'world' }>): void {
    const { faults } = this.#device(device as string);
    const before = (faults.values.at(-1) ?? []) as readonly FaultState[];
    faults.push(time, seq, faultsAfter(before, fault as Fault, over === true, time));
  }

  /** Looks only at what the dropped lines were about: a large home is not gone through for a few of them. */
  #forget(): void {
    // In place: a copy of so many would grow right afterwards, by another copy.
    const dropped = this.#entries.splice(0, this.#entries.length - this.#limit);
    const { first } = this;
    for (const series of new Set(dropped.flatMap((entry) => this.#seriesAbout(entry)))) {
      series?.forgetBefore(first);
    }
    for (const scene of this.scenes.values()) scene.forgetBefore(first);
  }

  #seriesAbout(entry: JournalEntry): (Series | undefined)[] {
    switch (entry.kind) {
      case 'state': {
        const props = this.devices.get(entry.device)?.props;
        return Object.keys(entry.props).map((name) => props?.get(name));
      }
      case 'availability':
        return [this.devices.get(entry.device)?.availability];
      case 'world':
        return [
          this.sky,
          this.people.get(String(entry.person)),
          this.devices.get(String(entry.device))?.faults,
        ];
      case 'start':
      case 'input':
      case 'run':
      case 'run_end':
      case 'trigger':
      case 'request':
      case 'reply':
      case 'event':
      case 'step':
      case 'clock':
        return [];
    }
  }
}

function seriesOf(all: Map<string, Series>, name: string): Series {
  let series = all.get(name);
  if (!series) {
    series = new Series();
    all.set(name, series);
  }
  return series;
}
