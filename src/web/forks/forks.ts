import { setImmediate } from 'node:timers/promises';
import { parseDuration } from '../../core/calendar/index.ts';
import type { DeviceModel } from '../../core/device/model.ts';
import type { Recording, TimedInput } from '../../core/recording.ts';
import { SimulatedHome } from '../../core/simulated-home.ts';
import { Topics } from '../../core/topics.ts';
import type { Fork, ForkDifference, forkSchema } from '../api.ts';
import { History } from '../history/history.ts';
import { readInstant, sayInstant } from '../instants.ts';
import { Problem } from '../problem.ts';
import { advanceCalmly } from './calm.ts';
import { differences } from './differences.ts';
import { type Aimed, aim, touched } from './fork-inputs.ts';

const kept = 4;
/** How far a fork goes at least where nothing is said: a scene that waits five minutes should come to its end. */
const leastMs = 5 * 60_000;
/** A week: more than anybody looks at, and some seconds of work. */
const mostMs = 7 * 24 * 3_600_000;
/** One after the other: a fork is the one thing here that costs the machine something. */
const mostWaiting = 4;

export interface ForkedSession extends Fork {
  readonly history: History;
}

/** The session run again from some instant on, with other inputs, beside the live home. */
export class Forks {
  readonly #session: History;
  readonly #models: ReadonlyMap<string, DeviceModel>;
  readonly #forks = new Map<string, ForkedSession>();
  #last = 0;
  #waiting = 0;
  #busy: Promise<unknown> = Promise.resolve();
  #closed = false;
  /** Counts changes of the list. */
  version = 0;

  constructor(session: History, models: ReadonlyMap<string, DeviceModel>) {
    this.#session = session;
    this.#models = models;
  }

  get ids(): string[] {
    return [...this.#forks.keys()];
  }

  get all(): ForkedSession[] {
    return [...this.#forks.values()];
  }

  get(id: string): ForkedSession {
    const fork = this.#forks.get(id);
    if (fork) return fork;
    const there = this.ids.join(', ') || 'none';
    throw new Problem(404, `There is no fork ${JSON.stringify(id.slice(0, 64))}.`, {
      hint: `There are ${there}. The last ${kept} are kept; POST /api/forks makes one.`,
    });
  }

  remove(id: string): void {
    this.get(id);
    this.#forks.delete(id);
    this.version++;
  }

  /** Nothing is run any more. */
  close(): void {
    this.#closed = true;
  }

  /** Runs a fork and keeps it. `now` is the home's time. Throws a `Problem` when it cannot be. */
  async create(wanted: ReturnType<typeof forkSchema.parse>, now: number): Promise<ForkedSession> {
    const recording = this.#session.recording();
    if (!recording) {
      throw new Problem(409, 'Too much has entered this session to run it again from memory.');
    }
    const plan = planOf(wanted, recording, this.#models, now);
    if (this.#waiting >= mostWaiting) {
      throw new Problem(503, `${this.#waiting} forks are being run already; wait for one of them.`);
    }
    this.#waiting++;
    const run = this.#busy.then(() => this.#run(plan));
    this.#busy = run.catch(() => {});
    try {
      return await run;
    } finally {
      this.#waiting--;
    }
  }

  async #run({
    recording,
    at,
    until,
    before,
    after,
    kept: count,
    leftOut,
    now,
  }: Plan): Promise<ForkedSession> {
    const history = new History();
    const home = new SimulatedHome({ ...recording.options, models: this.#models, sinks: [history.sink] });
    const over = (): boolean => this.#closed;
    await setImmediate();
    home.start();
    await setImmediate();
    for (const { at: due, input } of before) {
      await advanceCalmly(home, due, over);
      home.input(due, input);
    }
    await advanceCalmly(home, at, over);
    home.advanceTo(at);
    const firstSeq = history.end;
    for (const { at: due, input } of after) {
      if (due > until) break;
      await advanceCalmly(home, due, over);
      home.input(due, input);
    }
    await advanceCalmly(home, until, over);
    await setImmediate();
    if (this.#closed) throw new Problem(503, 'The home is being stopped.');
    const id = `f${++this.#last}`;
    const told: ForkDifference[] = differences(this.#session, history, { at, until: Math.min(until, now) });
    const runs = [...history.scenes.values()].flatMap((scene) =>
      scene.runs.filter(({ seq }) => seq >= firstSeq),
    );
    const fork = {
      id,
      at,
      until,
      firstSeq,
      kept: count,
      leftOut,
      runs: runs.sort((one, other) => one.seq - other.seq),
      differences: told,
      history,
    };
    this.#forks.set(id, fork);
    const oldest = this.ids[0];
    if (this.#forks.size > kept && oldest !== undefined) this.#forks.delete(oldest);
    this.version++;
    return fork;
  }
}

/** A fork as it is sent. */
export function shownFork({ history: _, ...fork }: ForkedSession): Fork {
  return fork;
}

interface Plan {
  readonly recording: Recording;
  readonly at: number;
  readonly until: number;
  readonly now: number;
  /** What entered up to `at`, and what enters then. */
  readonly before: readonly TimedInput[];
  readonly after: readonly TimedInput[];
  readonly kept: number;
  readonly leftOut: number;
}

function planOf(
  wanted: ReturnType<typeof forkSchema.parse>,
  recording: Recording,
  models: ReadonlyMap<string, DeviceModel>,
  now: number,
): Plan {
  const { home, start, prefix = 'millet' } = recording.options;
  const { timezone } = home.location;
  const at = readInstant(wanted.at, timezone, now);
  if (at < start || at > now) {
    const from = sayInstant(start, timezone);
    throw new Problem(409, `A fork begins between ${from} and ${sayInstant(now, timezone)}.`);
  }
  const until = untilOf(wanted, at, timezone, now);
  const topics = new Topics(prefix);
  const inputs = wanted.inputs.map((input, index) => {
    if ('device' in input) expectDevice(home.devices, models, input.device);
    const when = input.at === undefined ? at : readInstant(input.at, timezone, at);
    if (when < at || when > until) {
      throw new Problem(400, `inputs.${index}.at lies outside of the fork: ${sayInstant(when, timezone)}.`);
    }
    return aim(input, when, `ui-fork-${index + 1}`, topics);
  });
  const recorded = recording.inputs.filter((each) => each.at > at && each.at <= until);
  const again =
    wanted.recorded === 'drop' ? [] : recorded.filter((each) => !isOverruled(each, inputs, topics));
  // Where both enter at one instant, the fork's own is first.
  const after = [...inputs, ...again].sort((one, other) => one.at - other.at);
  return {
    recording,
    at,
    until,
    now,
    before: recording.inputs.filter((each) => each.at <= at),
    after,
    kept: again.length,
    leftOut: recorded.length - again.length,
  };
}

function untilOf(
  wanted: ReturnType<typeof forkSchema.parse>,
  at: number,
  timezone: string,
  now: number,
): number {
  const until =
    wanted.until !== undefined
      ? readInstant(wanted.until, timezone, at)
      : wanted.for !== undefined
        ? at + parseDuration(wanted.for)
        : Math.max(now, at + leastMs);
  if (until <= at) throw new Problem(400, 'A fork goes on for some time: until must lie behind at.');
  if (until - at > mostMs) {
    throw new Problem(400, 'A fork goes on for a week at most.', { hint: 'Give until, or for: 24h.' });
  }
  return until;
}

function isOverruled({ input }: TimedInput, own: readonly Aimed[], topics: Topics): boolean {
  const touches = touched(input, topics);
  return own.some((each) => [...each.touches].some((what) => touches.has(what)));
}

function expectDevice(
  devices: Recording['options']['home']['devices'],
  models: ReadonlyMap<string, DeviceModel>,
  id: string,
): void {
  const device = Object.hasOwn(devices, id) ? devices[id] : undefined;
  const simulated = device?.model !== undefined && models.has(device.model) && device.simulated !== false;
  if (!simulated) throw new Problem(404, `There is no simulated device ${JSON.stringify(id)}.`);
}
