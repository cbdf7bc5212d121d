import type { z } from 'zod';
import { topicMatches } from '../src/core/bus/topic.ts';
import { parseDuration, parseInstant } from '../src/core/calendar/index.ts';
import type { DeviceModel } from '../src/core/device/index.ts';
import type { Value } from '../src/core/device/value.ts';
import { type Home, homeSchema } from '../src/core/home.ts';
import { formatJournalLine, type Input, type JournalEntry, type JournalKind } from '../src/core/journal.ts';
import { storedSceneSchema } from '../src/core/scene/schema.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import type { Given } from '../src/core/simulation.ts';
import { models as realModels } from './models.ts';

/** A message that crossed the bus. */
export interface SentMessage {
  readonly topic: string;
  readonly text: string;
  readonly correlation: string | undefined;
}

/** What a device answers. */
export interface Reply {
  readonly id: string | number | null;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

export interface TestHomeOptions {
  /** As in a home file. */
  readonly home: z.input<typeof homeSchema>;
  /** As in scene files, by id. */
  readonly scenes?: Readonly<Record<string, z.input<typeof storedSceneSchema>>>;
  readonly given?: Given;
  readonly residents?: boolean;
  /** ISO time. Default: Monday 2 March 2026, 06:58 in Shanghai. */
  readonly start?: string;
  readonly seed?: number;
  readonly models?: ReadonlyMap<string, DeviceModel>;
}

const shanghai = { latitude: 31.23, longitude: 121.47, timezone: 'Asia/Shanghai' };

/**
 * A started home with these devices, by id: each a model's name, or an entry of a home file. They are all in one room
 * and reached in no time, unless their entry says otherwise.
 */
export function homeWith(
  devices: Readonly<Record<string, string | z.input<typeof homeSchema>['devices'][string]>>,
  {
    location = shanghai,
    ...options
  }: Omit<TestHomeOptions, 'home'> & { location?: z.input<typeof homeSchema>['location'] } = {},
): TestHome {
  const entries = Object.entries(devices).map(([id, device]) => {
    const entry = typeof device === 'string' ? { model: device } : device;
    return [id, { room: 'room', latency: '0s', ...entry }] as const;
  });
  const home = { name: 'Test home', location, rooms: ['room'], devices: Object.fromEntries(entries) };
  return new TestHome({ ...options, home });
}

/** A simulated home on the memory bus that remembers all its messages and journal lines. */
export class TestHome {
  readonly simulated: SimulatedHome;
  readonly journal: JournalEntry[] = [];
  readonly messages: SentMessage[] = [];
  readonly #home: Home;
  #lastId = 0;

  constructor(options: TestHomeOptions) {
    const { scenes = {}, start = '2026-03-02T06:58:00+08:00', seed = 1, models = realModels } = options;
    this.#home = homeSchema.parse(options.home);
    this.simulated = new SimulatedHome({
      home: this.#home,
      models,
      scenes: new Map(Object.entries(scenes).map(([id, scene]) => [id, storedSceneSchema.parse(scene)])),
      start: this.#instant(start, 0),
      seed,
      ...(options.given ? { given: options.given } : {}),
      ...(options.residents === undefined ? {} : { residents: options.residents }),
      sinks: [(entry) => this.journal.push(entry)],
    });
    const observer = this.simulated.bus.connect('observer');
    observer.subscribe('#', ({ topic, payload, correlation }) => {
      this.messages.push({ topic, text: payload.text, correlation });
    });
    this.simulated.start();
  }

  get now(): number {
    return this.simulated.simulation.clock.now;
  }

  /** Lets time pass until `time`: with a date and offset, or a time of the present day. */
  at(time: string): this {
    this.simulated.advanceTo(this.#instant(time, this.now));
    return this;
  }

  /** Lets time pass for a while, such as `1m30s`. */
  pass(duration: string): this {
    this.simulated.advanceTo(this.now + parseDuration(duration));
    return this;
  }

  /** Publishes to a topic below the prefix: a text as it is, anything else as JSON. */
  send(
    topic: string,
    payload: unknown = '',
    options: Pick<Extract<Input, { type: 'message' }>, 'responseTopic' | 'correlation' | 'retained'> = {},
  ): this {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    this.simulated.input(this.now, {
      type: 'message',
      topic: `millet/${topic}`,
      payload: text,
      ...options,
    });
    return this;
  }

  /** Puts a scene in place as it stands in its file, as when that is saved; `null` takes it away. */
  save(scene: string, definition: z.input<typeof storedSceneSchema> | null): this {
    this.simulated.input(this.now, { type: 'scene', scene, definition });
    return this;
  }

  /** Sends a request to a device that is reached in no time, and returns its reply. */
  call(device: string, method: string, params?: unknown): Reply {
    const id = ++this.#lastId;
    const before = this.messages.length;
    this.send(`${device}/rpc`, { id, method, params });
    const replies = this.replies(device, before);
    if (replies.length !== 1 || replies[0]!.id !== id) {
      throw new Error(
        `${device} must answer ${method} with one reply and its id: ${JSON.stringify(replies)}`,
      );
    }
    return replies[0]!;
  }

  set(device: string, values: Readonly<Record<string, Value>>): Reply {
    return this.call(device, 'set_prop', values);
  }

  stimulate(device: string, values: Readonly<Record<string, Value | null>>): Reply {
    return this.call(device, 'stimulate', values);
  }

  /** Somebody moves about in a room. */
  stir(room = 'room'): this {
    for (const device of this.simulated.simulation.devices.values()) {
      if (device.config.room === room) device.feelMotion();
    }
    this.simulated.bus.settle();
    return this;
  }

  /** A property of a device as it is now. */
  prop(device: string, name: string): Value {
    return this.simulated.simulation.devices.get(device)!.store.get(name);
  }

  /** The present instant as local ISO time. */
  get time(): string {
    return this.simulated.simulation.formatTime(this.now);
  }

  /** The messages to topics that match a filter below the prefix, from message number `since` on. */
  sent(filter: string, since = 0): SentMessage[] {
    return this.messages.slice(since).filter(({ topic }) => topicMatches(`millet/${filter}`, topic));
  }

  replies(device: string, since = 0): Reply[] {
    return this.sent(`${device}/rpc/reply`, since).map(({ text }) => JSON.parse(text));
  }

  /** What a device said was wrong with a `set`, a retained message or itself. */
  errors(device: string, since = 0): NonNullable<Reply['error']>[] {
    return this.sent(`${device}/error`, since).map(({ text }) => JSON.parse(text));
  }

  /** The last retained state that a device published. */
  published(device: string): unknown {
    return JSON.parse(this.sent(`${device}/state`).at(-1)!.text);
  }

  /** The journal lines of one kind. */
  entries<Kind extends JournalKind>(kind: Kind): Extract<JournalEntry, { kind: Kind }>[] {
    return this.journal.filter((entry) => entry.kind === kind) as Extract<JournalEntry, { kind: Kind }>[];
  }

  /** Every value that a property had, with the time of day at which it came to be: `07:00:00.400 5`. */
  history(device: string, name: string): string[] {
    return this.entries('state')
      .filter((entry) => entry.device === device && Object.hasOwn(entry.props, name))
      .map((entry) => `${this.#timeOfDay(entry.time)} ${entry.props[name]}`);
  }

  /** How the runs of a scene ended: `07:00:00.000 finished: every step was done`. */
  runs(scene: string): string[] {
    return this.entries('run_end')
      .filter((entry) => entry.scene === scene)
      .map(({ time, outcome, reason }) => `${this.#timeOfDay(time)} ${outcome}: ${reason}`);
  }

  /** The journal as it stands in a file. */
  get journalText(): string {
    const { simulation } = this.simulated;
    return this.journal
      .map((entry) => formatJournalLine(entry, (instant) => simulation.formatTime(instant)))
      .join('\n');
  }

  #timeOfDay(instant: number): string {
    return this.simulated.simulation.formatTime(instant).slice('2026-03-02T'.length, -'+08:00'.length);
  }

  #instant(time: string, today: number): number {
    return parseInstant(time, this.#home.location.timezone, today);
  }
}
