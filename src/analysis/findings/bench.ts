import { parseInstant } from '../../core/calendar/index.ts';
import type { DeviceModel } from '../../core/device/model.ts';
import type { Quantity } from '../../core/device/surroundings.ts';
import type { Value } from '../../core/device/value.ts';
import type { Home } from '../../core/home.ts';
import type { JournalEntry, JournalKind } from '../../core/journal.ts';
import { SimulatedHome } from '../../core/simulated-home.ts';

/** What is asked of a device: `set_prop` with properties, or an action with its parameters. */
export interface Command {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** An event that a device emitted. */
export interface EmittedEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a device can do to its room, and how much of it is worth speaking of: C, ug/m3, ppm, %, lx. */
const noticeableChange = { temperature: 0.2, pm2_5: 1, co2: 20, humidity: 1, illuminance: 10 } as const;

type Pushed = keyof typeof noticeableChange;

/** Quantities of a room that a command moves, and which way. */
export type Push = Readonly<Partial<Record<Pushed, 1 | -1>>>;

const start = parseInstant('2026-03-02T12:00Z', 'UTC', 0);

/** A device alone in a room, at noon. */
export class Bench {
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

  /** Every property as it is. */
  get state(): Readonly<Record<string, unknown>> {
    return this.#stateBy(Number.POSITIVE_INFINITY);
  }

  /** How it stood at that many ms after the start, and all that it said since: for comparing. */
  courseFrom(ms: number): string {
    const from = start + ms;
    const said = this.#journal.flatMap((entry) => {
      if (entry.kind === 'event' && entry.time >= from) return [[entry.time, entry.event, entry.data]];
      return entry.kind === 'state' && entry.time > from ? [[entry.time, entry.props]] : [];
    });
    return JSON.stringify([this.#stateBy(from), said]);
  }

  /** What a property was from the start on, with the instants (ms after the start) at which it became so. */
  trailOf(prop: string): { readonly at: number; readonly value: unknown }[] {
    return this.#journal.flatMap((entry) =>
      entry.kind === 'state' && Object.hasOwn(entry.props, prop)
        ? [{ at: entry.time - start, value: entry.props[prop] }]
        : [],
    );
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

  #stateBy(instant: number): Record<string, unknown> {
    const state: Record<string, unknown> = {};
    for (const entry of this.#journal)
      if (entry.kind === 'state' && entry.time <= instant) Object.assign(state, entry.props);
    return state;
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
