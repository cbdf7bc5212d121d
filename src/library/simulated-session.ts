import { formatInstant, parseDuration } from '../core/calendar/index.ts';
import type { Value } from '../core/device/value.ts';
import { MilletError } from '../core/errors.ts';
import { findProperty } from '../core/find.ts';
import type { JournalEntry } from '../core/journal.ts';
import { SimulatedHome } from '../core/simulated-home.ts';
import type { Given } from '../core/simulation.ts';
import { checkOptions } from './check-options.ts';
import { type Deed, type Fault, inputOf, modelOf, noScene } from './deed.ts';
import type { JournalLine } from './journal-line.ts';
import type { LoadedHome } from './load-home.ts';
import { readMoment } from './moment.ts';
import { runsOf, type SceneRun } from './scene-run.ts';

/** What a device answers: `result`, or the `error` with which it refuses. */
export interface Reply {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Something that was asked of a device. */
export interface Asked {
  /** What it answered; undefined until it has: let time pass, as radio takes its time. */
  readonly reply: Reply | undefined;
}

/** How a session begins, and what happens in it. */
export interface SessionOptions {
  /** The first instant: `2026-03-02T06:55`, or a date for its midnight; in the time zone of the home. */
  readonly from: string;
  /** How far to go at once. Default: to the last of `do`, or nowhere; `advanceTo` goes on. */
  readonly until?: string;
  /** Of all chance. Default: 1. */
  readonly seed?: number;
  /** false: nobody moves but what you do. Default: true. */
  readonly residents?: boolean;
  /** How things stand before the start, so that it is no change: a setting is set, a reading is pinned. */
  readonly given?: Given;
  /** What is done, and when. A time alone is the first one after `from`. */
  readonly do?: readonly (Deed & { readonly at: string })[];
}

/** A home in simulated time: let time pass, do things, and look at what came of it. */
export class SimulatedSession {
  readonly #home: LoadedHome;
  readonly #simulated: SimulatedHome;
  readonly #start: number;
  readonly #journal: JournalLine[] = [];
  /** The time of each line, in milliseconds since the epoch. */
  readonly #times: number[] = [];
  #asked = 0;

  constructor(home: LoadedHome, options: SessionOptions) {
    checkOptions(options);
    this.#home = home;
    const { from, until, seed = 1, residents = true, given = {} } = options;
    for (const [device, values] of Object.entries(given)) this.#checkGiven(device, values);
    this.#start = readMoment(from, this.#timezone, 0);
    this.#simulated = new SimulatedHome({
      ...home,
      start: this.#start,
      seed,
      residents,
      given,
      sinks: [(entry) => this.#note(entry)],
    });
    const deeds = (options.do ?? []).map((deed) => ({ deed, at: this.#moment(deed.at) }));
    const end = until === undefined ? undefined : this.#moment(until);
    for (const { deed, at } of deeds) {
      if (at < this.#start || (end !== undefined && at > end))
        throw new MilletError(`What is done at ${deed.at} lies outside of ${from} to ${until ?? 'the end'}.`);
    }
    this.#simulated.start();
    for (const { deed, at } of deeds.sort((a, b) => a.at - b.at)) {
      this.#simulated.advanceTo(at);
      this.do(deed);
    }
    if (end !== undefined) this.#advanceTo(end);
  }

  /** The present instant: local ISO time with offset. */
  get now(): string {
    return this.#format(this.#instant);
  }

  /** Everything that has happened, line by line. */
  get journal(): readonly JournalLine[] {
    return this.#journal;
  }

  /** The journal as it stands in a file: two equal sessions give the same text. */
  get journalText(): string {
    return this.#journal.map((line) => `${JSON.stringify(line)}\n`).join('');
  }

  /** The runs of a scene, or of all, in the order in which they began. */
  runs(scene?: string): SceneRun[] {
    if (scene !== undefined && !this.#home.scenes.has(scene)) throw noScene(this.#home, scene);
    const runs = runsOf(this.#journal);
    return scene === undefined ? runs : runs.filter((run) => run.scene === scene);
  }

  /**
   * A property as its device published it last: now, or at an earlier instant, with all that happened then.
   *
   * @param name `device.property`
   */
  value(name: string, at?: string): Value {
    const dot = name.indexOf('.');
    if (dot < 1) throw new MilletError(`A property is named device.property, got ${name}.`);
    const [device, prop] = [name.slice(0, dot), name.slice(dot + 1)];
    findProperty(modelOf(this.#home, device), device, prop);
    const until = at === undefined ? this.#instant : this.#moment(at);
    if (until < this.#start || until > this.#instant)
      throw new MilletError(
        `${at} lies outside of the session, which goes from ${this.#format(this.#start)} to ${this.now}.`,
      );
    for (let index = this.#journal.length - 1; index >= 0; index--) {
      const line = this.#journal[index]!;
      if (this.#times[index]! > until || line.kind !== 'state' || line.device !== device) continue;
      if (Object.hasOwn(line.props, prop)) return line.props[prop] as Value;
    }
    throw new MilletError(`${name} cannot be read.`);
  }

  /** Lets time pass until then. A time alone is the first one from now on. */
  advanceTo(time: string): this {
    this.#advanceTo(readMoment(time, this.#timezone, this.#instant));
    return this;
  }

  /** Lets time pass for a while, such as `1m30s`. */
  advance(duration: string): this {
    this.#advanceTo(this.#instant + readDuration(duration));
    return this;
  }

  /** Sets properties of a device. */
  set(device: string, values: Readonly<Record<string, Value>>): Asked {
    return this.do({ device, set: values });
  }

  /** Pins readings of a device, as if the world had changed; null lets go. */
  stimulate(device: string, values: Readonly<Record<string, Value | null>>): Asked {
    return this.do({ device, stimulate: values });
  }

  /** Calls a method of a device. */
  call(device: string, method: string, params: Readonly<Record<string, Value>> = {}): Asked {
    return this.do({ device, method, params });
  }

  /** Breaks a device: `offline`, or `{ kind: 'slow', delay: '2s', for: '10m' }`; `none` mends it. */
  fault(device: string, fault: Fault): Asked {
    return this.do({ device, fault });
  }

  /** Runs a scene now; its conditions still count. */
  trigger(scene: string): Asked {
    return this.do({ scene });
  }

  /** Publishes a message, as anybody could: a text as it is, anything else as JSON. */
  publish(topic: string, payload: unknown = ''): Asked {
    return this.do({ message: { topic, payload } });
  }

  /** Does something at the present instant. Throws a `MilletError` when it names what there is not. */
  do(deed: Deed): Asked {
    const input = inputOf(deed, this.#home, `ask-${++this.#asked}`);
    const seq = this.#journal.length;
    this.#simulated.input(this.#instant, input);
    const replyOf = () => this.#reply(seq);
    return {
      get reply() {
        return replyOf();
      },
    };
  }

  get #instant(): number {
    return this.#simulated.simulation.clock.now;
  }

  get #timezone(): string {
    return this.#home.home.location.timezone;
  }

  #reply(input: number): Reply | undefined {
    const request = this.#journal.find(({ kind, cause }) => kind === 'request' && cause === input);
    const reply = this.#journal.find(({ kind, cause }) => kind === 'reply' && cause === request?.seq);
    if (reply?.kind !== 'reply') return undefined;
    return reply.error ? { error: reply.error } : { result: reply.result };
  }

  #advanceTo(instant: number): void {
    if (instant < this.#instant)
      throw new MilletError(`It is ${this.now} already: time does not go back to ${this.#format(instant)}.`, {
        hint: 'value(name, at) looks back; simulate(...) again begins anew.',
      });
    this.#simulated.advanceTo(instant);
  }

  #moment(text: string): number {
    return readMoment(text, this.#timezone, this.#start);
  }

  #format(instant: number): string {
    return formatInstant(this.#timezone, instant);
  }

  #note(entry: JournalEntry): void {
    this.#times.push(entry.time);
    this.#journal.push({ ...entry, time: this.#format(entry.time) } as JournalLine);
  }

  #checkGiven(device: string, values: Readonly<Record<string, Value>>): void {
    const model = modelOf(this.#home, device);
    for (const [name, value] of Object.entries(values)) {
      const { reading } = findProperty(model, device, name);
      inputOf(
        { device, ...(reading ? { stimulate: { [name]: value } } : { set: { [name]: value } }) },
        this.#home,
        'given',
      );
    }
  }
}

function readDuration(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new MilletError(error.message, { cause: error });
  }
}
