import { parseInstant } from '../../core/calendar/index.ts';
import type { DeviceModel } from '../../core/device/model.ts';
import type { Quantity } from '../../core/device/surroundings.ts';
import type { Value } from '../../core/device/value.ts';
import type { Home } from '../../core/home.ts';
import type { JournalEntry, JournalKind } from '../../core/journal.ts';
import { SimulatedHome } from '../../core/simulated-home.ts';
import { wholeSet } from './values.ts';

/** What is asked of a device: `set_prop` with properties, or an action with its parameters. */
export interface Command {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a device can do to its room, and how much of it is worth speaking of: C, ug/m3, ppm, %, lx. */
const noticeableChange = { temperature: 0.2, pm2_5: 1, co2: 20, humidity: 1, illuminance: 10 } as const;

type Pushed = keyof typeof noticeableChange;

/** Quantities of a room that a command moves, and which way. */
export type Push = Readonly<Partial<Record<Pushed, 1 | -1>>>;

/** What a command did to a device, as it was seen. */
export interface Probe {
  /** It was accepted in at least one of the states that were tried. */
  readonly accepted: boolean;
  /** Each property that changed because of it, with the values it took, the last one last. */
  readonly writes: ReadonlyMap<string, readonly Value[]>;
  /** How long the device went on changing because of it, in ms. */
  readonly takesMs: number;
  /** What a second one does while the first is still at work; `same` when the first takes no time. */
  readonly whileBusy: 'same' | 'refused' | 'starts anew';
  /** What a second one does once the first has come to rest: nothing new, the same all over, or it is refused. */
  readonly again: 'same' | 'refused' | 'repeats';
  readonly events: readonly EmittedEvent[];
  readonly pushes: Push;
}

/** An event that a device emitted. */
export interface EmittedEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const start = parseInstant('2026-03-02T12:00Z', 'UTC', 0);
const watchedMs = 30 * 60_000;
/** A second command comes this soon: within the time that any device needs for work of its own. */
const soonMs = 1500;

/**
 * What commands do to devices, found out by trying: each on a device of that model alone in a room, from the state in
 * which the home begins and from the opposite one. No product has to declare what its actions do.
 */
export class Prober {
  readonly #known = new Map<string, Probe>();
  readonly #timezone: string;

  /** @param timezone any would do; the one that the scenes need anyway is known already */
  constructor(timezone: string) {
    this.#timezone = timezone;
  }

  probe(model: DeviceModel, initial: Readonly<Record<string, Value>>, command: Command): Probe {
    const key = JSON.stringify([model.model, initial, command]);
    let probe = this.#known.get(key);
    if (!probe) {
      probe = new Trials(model, initial, command, this.#timezone);
      this.#known.set(key, probe);
    }
    return probe;
  }
}

/** Both trials of a command as one. What takes a simulation of its own is found out only when somebody asks. */
class Trials implements Probe {
  readonly accepted: boolean;
  readonly writes: ReadonlyMap<string, readonly Value[]>;
  readonly takesMs: number;
  readonly events: readonly EmittedEvent[];
  readonly #accepted: readonly Trial[];
  readonly #best: Trial | undefined;

  constructor(
    model: DeviceModel,
    initial: Readonly<Record<string, Value>>,
    command: Command,
    timezone: string,
  ) {
    const first = new Trial(model, initial, command, timezone);
    const trials = showsAll(first, command)
      ? [first]
      : [first, new Trial(model, opposite(model, initial, command), command, timezone)];
    const writes = new Map<string, readonly Value[]>();
    for (const trial of trials) {
      for (const [prop, values] of trial.writes) {
        const before = writes.get(prop) ?? [];
        writes.set(prop, [...before.filter((value) => !values.includes(value)), ...values]);
      }
    }
    this.#accepted = trials.filter((trial) => trial.accepted);
    this.#best = this.#accepted.toSorted((one, other) => other.writes.size - one.writes.size)[0];
    this.accepted = this.#accepted.length > 0;
    this.writes = writes;
    this.takesMs = Math.max(0, ...this.#accepted.map((trial) => trial.takesMs));
    this.events = this.#accepted.flatMap((trial) => trial.events);
  }

  get whileBusy(): Probe['whileBusy'] {
    return this.#best?.whileBusy ?? 'same';
  }

  get again(): Probe['again'] {
    return this.#best?.again ?? 'same';
  }

  get pushes(): Push {
    return Object.assign({}, ...this.#accepted.map((trial) => trial.pushes)) as Push;
  }
}

/** Whether all that is set was seen to change: then another beginning shows nothing new. */
function showsAll({ accepted, writes }: Trial, { method, params }: Command): boolean {
  return accepted && method === 'set_prop' && Object.keys(params).every((name) => writes.has(name));
}

/** Settings at their other end, so that a command has something to change. Readings stay as they are. */
function opposite(
  model: DeviceModel,
  initial: Readonly<Record<string, Value>>,
  { method, params }: Command,
): Readonly<Record<string, Value>> {
  const given: Record<string, Value> = { ...initial };
  for (const [name, spec] of Object.entries(model.properties)) {
    if (!spec.access.includes('w')) continue;
    const now = method === 'set_prop' && name in params ? params[name] : (initial[name] ?? spec.initial);
    const whole = wholeSet(spec);
    if (whole.kind === 'names') given[name] = [...whole.names].find((value) => value !== now) ?? spec.initial;
    // With an action, any of its settings may be what it changes; what else is set stays as it is.
    if (whole.kind === 'numbers' && (method !== 'set_prop' || name in params)) {
      const { low, high } = whole.intervals[0]!;
      given[name] = typeof now === 'number' && now - low < high - now ? high : low;
    }
  }
  return given;
}

/** One device, one command, one beginning. */
class Trial {
  readonly accepted: boolean;
  readonly writes: ReadonlyMap<string, readonly Value[]>;
  readonly takesMs: number;
  readonly events: readonly EmittedEvent[];
  readonly #begin: (latitude?: number) => Bench;
  readonly #command: Command;
  readonly #acts: boolean;
  #whileBusy: Probe['again'] | undefined;
  #again: Probe['again'] | undefined;
  #pushes: Push | undefined;

  constructor(
    model: DeviceModel,
    given: Readonly<Record<string, Value>>,
    command: Command,
    timezone: string,
  ) {
    this.#acts = model.acts !== undefined;
    this.#begin = (latitude = 0) => new Bench(model, given, { latitude, longitude: 0, timezone });
    this.#command = command;
    const bench = this.#begin();
    this.accepted = bench.send(command, 1000);
    bench.advance(watchedMs);
    this.writes = bench.changesOf(1);
    this.takesMs = bench.lastChangeOf(1);
    this.events = bench.eventsOf(1);
  }

  get whileBusy(): Probe['whileBusy'] {
    this.#whileBusy ??= this.takesMs > soonMs ? this.#twice(soonMs) : 'same';
    return this.#whileBusy === 'repeats' ? 'starts anew' : this.#whileBusy;
  }

  get again(): Probe['again'] {
    this.#again ??= this.#twice(watchedMs);
    return this.#again;
  }

  get pushes(): Push {
    this.#pushes ??= this.#pushesOf();
    return this.#pushes;
  }

  /** What a second command does so many ms after the first. */
  #twice(laterMs: number): Probe['again'] {
    const bench = this.#begin();
    bench.send(this.#command, 1000);
    const accepted = bench.send(this.#command, 1000 + laterMs);
    bench.advance(laterMs + watchedMs);
    if (!accepted) return 'refused';
    return bench.changesOf(2).size > 0 ? 'repeats' : 'same';
  }

  #pushesOf(): Push {
    // What changes nothing of the device changes nothing that it does to its room.
    if (!this.#acts || this.writes.size === 0) return {};
    // What heats shows where it is cold, what cools where it is hot.
    const pushes = [0, 60].map((latitude) => {
      const bench = this.#begin(latitude);
      bench.send(this.#command, 1000);
      return bench.advance(watchedMs).pushesAgainst(this.#begin(latitude).advance(watchedMs));
    });
    return Object.assign({}, ...pushes) as Push;
  }
}

/** A device alone in a room, at noon. */
class Bench {
  readonly #home: SimulatedHome;
  readonly #journal: JournalEntry[] = [];
  readonly #roots: (number | undefined)[] = [];
  #sent = 0;

  constructor(model: DeviceModel, given: Readonly<Record<string, Value>>, location: Home['location']) {
    const home: Home = {
      name: 'Bench',
      location,
      rooms: ['room'],
      devices: { it: { model: model.model, room: 'room', latency: '0s', initial: { ...given } } },
    };
    this.#home = new SimulatedHome({
      home,
      models: new Map([[model.model, model]]),
      scenes: new Map(),
      start,
      seed: 1,
      residents: false,
      sinks: [(entry) => this.#note(entry)],
    });
    this.#home.start();
  }

  /** Sends a command at so many ms after the start; returns whether it was accepted. */
  send({ method, params }: Command, at: number): boolean {
    const id = ++this.#sent;
    const payload = JSON.stringify({ id, method, params });
    this.#home.input(start + at, { type: 'message', topic: 'millet/it/rpc', payload });
    return !this.#journal.some(
      (entry) => entry.kind === 'reply' && entry.id === id && entry.error !== undefined,
    );
  }

  advance(ms: number): this {
    this.#home.advanceTo(start + ms);
    return this;
  }

  /** What changed because of the command with that number, counted from 1. */
  changesOf(number: number): ReadonlyMap<string, readonly Value[]> {
    const changes = new Map<string, Value[]>();
    for (const entry of this.#causedBy(number, 'state')) {
      for (const [prop, value] of Object.entries(entry.props)) {
        const values = changes.get(prop) ?? [];
        values.push(value as Value);
        changes.set(prop, values);
      }
    }
    return changes;
  }

  /** The events that came of that command. */
  eventsOf(number: number): EmittedEvent[] {
    return [...this.#causedBy(number, 'event')].map(({ event, data }) => ({ event, data }));
  }

  /** How long after that command the last of its changes came, in ms. */
  lastChangeOf(number: number): number {
    const states = [...this.#causedBy(number, 'state')];
    const sent = this.#journal.filter(({ kind }) => kind === 'input')[number - 1];
    return sent && states.length > 0 ? states.at(-1)!.time - sent.time : 0;
  }

  /** Which way the room went that in the other bench did not. */
  pushesAgainst(other: Bench): Push {
    const pushes: Partial<Record<Pushed, 1 | -1>> = {};
    for (const [quantity, noticeable] of Object.entries(noticeableChange) as [Pushed, number][]) {
      const difference = this.#measure(quantity) - other.#measure(quantity);
      if (Math.abs(difference) >= noticeable) pushes[quantity] = difference > 0 ? 1 : -1;
    }
    return pushes;
  }

  #measure(quantity: Quantity): number {
    const { world, clock } = this.#home.simulation;
    const room = world.rooms.get('room')!;
    room.advance(clock.now);
    return room.read(quantity, world.outdoors);
  }

  *#causedBy<Kind extends JournalKind>(
    number: number,
    kind: Kind,
  ): Generator<Extract<JournalEntry, { kind: Kind }>> {
    const root = this.#journal.filter((entry) => entry.kind === 'input')[number - 1]?.seq;
    if (root === undefined) return;
    for (const entry of this.#journal) {
      if (entry.kind === kind && this.#roots[entry.seq] === root)
        yield entry as Extract<JournalEntry, { kind: Kind }>;
    }
  }

  #note(entry: JournalEntry): void {
    this.#journal.push(entry);
    this.#roots.push(entry.cause === undefined ? entry.seq : this.#roots[entry.cause]);
  }
}
