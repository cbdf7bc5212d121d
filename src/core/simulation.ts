import type { Bus, Message } from './bus/bus.ts';
import { newMessage } from './bus/exchange.ts';
import { Payload } from './bus/payload.ts';
import { formatInstant, parseDuration } from './calendar/index.ts';
import { Clock } from './clock.ts';
import type { HomeContext } from './device/context.ts';
import { Device } from './device/device.ts';
import type { DeviceModel } from './device/model.ts';
import { own } from './device/validate.ts';
import type { Value, ValueSpec } from './device/value.ts';
import { FaultDesk } from './fault-desk.ts';
import type { Home } from './home.ts';
import { type Cause, type Input, Journal, type JournalSink, journalFormat } from './journal.ts';
import { Engine } from './scene/engine.ts';
import type { SpecOf } from './scene/fill.ts';
import { type Scene, storedSceneSchema } from './scene/schema.ts';
import { defaultPrefix, Topics } from './topics.ts';
import { Person } from './world/residents.ts';
import { World } from './world/world.ts';

/** Values before the start: device -> property -> value. A setting is set, a reading is pinned. */
export type Given = Readonly<Record<string, Readonly<Record<string, Value>>>>;

export interface SimulationOptions {
  readonly home: Home;
  readonly models: ReadonlyMap<string, DeviceModel>;
  readonly scenes: ReadonlyMap<string, Scene>;
  /** The first instant: milliseconds since the epoch. */
  readonly start: number;
  readonly seed: number;
  readonly given?: Given;
  /** false: nobody moves but what the inputs do. */
  readonly residents?: boolean;
  readonly prefix?: string;
  readonly sinks?: readonly JournalSink[];
}

/**
 * A whole home on a bus: clock, journal, devices, people and the scene engine. It does nothing by itself: whoever
 * drives it steps the clock and lets the bus settle after each entry (`SimulatedHome` at once, `LiveHome` in step
 * with real time).
 */
export class Simulation {
  readonly clock: Clock;
  readonly journal = new Journal();
  readonly topics: Topics;
  readonly devices: ReadonlyMap<string, Device>;
  readonly world: World;
  readonly people: readonly Person[];
  readonly engine: Engine;
  readonly faults: FaultDesk;
  readonly #bus: Bus;
  readonly #options: SimulationOptions;

  constructor(bus: Bus, options: SimulationOptions) {
    this.#bus = bus;
    this.#options = options;
    this.clock = new Clock(options.start);
    this.topics = new Topics(options.prefix ?? defaultPrefix);
    for (const sink of options.sinks ?? []) this.journal.addSink(sink);
    const { home, models, seed } = options;
    const { timezone } = home.location;
    const ground: HomeContext = {
      clock: this.clock,
      journal: this.journal,
      bus,
      topics: this.topics,
      seed,
      rooms: home.rooms,
      formatTime: (instant) => formatInstant(timezone, instant),
    };
    this.world = new World(ground, home);
    const context: HomeContext = { ...ground, surroundings: this.world };
    this.devices = createDevices(context, home, models);
    this.faults = new FaultDesk(context, this.devices);
    const residents = options.residents === false ? [] : Object.entries(home.residents ?? {});
    this.people = residents.map(([name, resident]) => {
      return new Person(ground, this.world, name, resident, timezone);
    });
    this.engine = new Engine(context, {
      timezone,
      place: home.location,
      notifyTargets: notifyTargets(home, models),
      specOf: specsOf(home, models),
    });
  }

  /** Local ISO time with offset. */
  formatTime(instant: number): string {
    return formatInstant(this.#options.home.location.timezone, instant);
  }

  /** Writes the journal's first line and lets everybody join the bus. Call once, then let the bus settle. */
  start(): void {
    const { home, scenes, seed, given = {}, residents = true } = this.#options;
    this.journal.append(this.clock.now, 'start', undefined, {
      format: journalFormat,
      seed,
      timezone: home.location.timezone,
      prefix: this.topics.prefix,
      residents,
      home,
      scenes: Object.fromEntries(scenes),
      given,
    });
    for (const [id, device] of this.devices) device.prepare(home.devices[id]?.initial ?? {}, given[id] ?? {});
    for (const person of this.people) person.settle();
    this.world.start(this.devices.values(), (id, property) => home.devices[id]?.initial?.[property]);
    for (const device of this.devices.values()) device.start();
    this.engine.start([...scenes].sort(([a], [b]) => (a < b ? -1 : 1)));
    this.faults.start();
    this.world.run(this.people.length > 0);
    for (const person of this.people) person.start();
  }

  /** Lets something from outside enter at this instant: it is written down, and then it happens. */
  input(input: Input): void {
    const cause = this.journal.append(this.clock.now, 'input', undefined, { input });
    switch (input.type) {
      case 'message':
        this.#bus.inject(toMessage(input, cause));
        break;
      case 'scene': {
        const { scene, definition } = input;
        this.engine.setScene(
          scene,
          definition === null ? undefined : storedSceneSchema.parse(definition),
          cause,
        );
        break;
      }
    }
  }

  /** Everybody leaves the bus; the devices say that they are offline. Nothing is written down: the home is over. */
  stop(): void {
    this.engine.stop();
    this.faults.stop();
    for (const device of this.devices.values()) device.stop();
  }
}

function createDevices(
  context: HomeContext,
  home: Home,
  models: ReadonlyMap<string, DeviceModel>,
): ReadonlyMap<string, Device> {
  const devices = new Map<string, Device>();
  for (const [id, { model: name, room, link = 'wifi', latency, name: title, simulated }] of Object.entries(
    home.devices,
  )) {
    if (simulated === false) continue;
    const model = name === undefined ? undefined : models.get(name);
    if (!model)
      throw new Error(
        `${id} has the model ${name}, which is unknown; check the home before it is simulated.`,
      );
    const latencyMs = latency === undefined ? undefined : parseDuration(latency);
    devices.set(id, new Device(context, { id, name: title ?? id, room, link, latencyMs }, model));
  }
  return devices;
}

function notifyTargets(home: Home, models: ReadonlyMap<string, DeviceModel>): string[] {
  return Object.entries(home.devices)
    .filter(
      ([, { model }]) => model !== undefined && Object.hasOwn(models.get(model)?.actions ?? {}, 'notify'),
    )
    .map(([id]) => id);
}

function specsOf(home: Home, models: ReadonlyMap<string, DeviceModel>): SpecOf {
  return (device, method, name) => {
    const model = models.get(own(home.devices, device)?.model ?? '');
    const specs = method === undefined ? model?.properties : own(model?.actions ?? {}, method)?.params;
    return own<ValueSpec>(specs ?? {}, name);
  };
}

function toMessage(input: Extract<Input, { type: 'message' }>, cause: Cause): Message {
  const { topic, payload, responseTopic, correlation, retained } = input;
  return newMessage(topic, Payload.text(payload), {
    cause,
    responseTopic,
    correlation,
    retained: retained ?? false,
  });
}
