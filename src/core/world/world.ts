import { horizon } from '../calendar/index.ts';
import type { HomeContext } from '../device/context.ts';
import type { Device } from '../device/device.ts';
import type { Effects, Owner, Surroundings } from '../device/surroundings.ts';
import type { Value } from '../device/value.ts';
import type { Home } from '../home.ts';
import type { Cause } from '../journal.ts';
import { type Activity, type ActivityName, activities } from './activity.ts';
import { outdoorCo2, saturation } from './air.ts';
import { Outdoors } from './outdoors.ts';
import { Room } from './room.ts';
import { Sensing } from './sensing.ts';
import { type Sky, skyOf } from './weather.ts';

const tickMs = 60_000;
/** A room that nothing is said about: the size for which air purifiers are sold, with one large window. */
const typicalRoom = { area: 20, windows: 3 };

/** A device, where it stands, and what it does to its room. */
interface Place {
  readonly device: Device;
  readonly room: Room | undefined;
  effects: Effects | undefined;
}

/** Who and what is in one room. */
export interface Population {
  /** Its place in the plan. */
  readonly index: number;
  readonly room: Room;
  /** Those that feel motion, and those that feel somebody pass. */
  readonly feeling: Device[];
  readonly passed: Device[];
  readonly people: Map<string, ActivityName>;
}

/**
 * The world around the devices: rooms, outdoors, and who is where.
 *
 * One clock entry a minute moves all of it on. Between ticks only what changed is worked out anew: the room of a device
 * that acts otherwise, or that somebody entered, is first brought up to that instant. Physics is not on the bus: devices
 * get readings, and do something to their room.
 */
export class World implements Surroundings {
  readonly outdoors: Outdoors;
  readonly rooms: ReadonlyMap<string, Room>;
  readonly #home: HomeContext;
  readonly #entrance: string | undefined;
  readonly #populations = new Map<string, Population>();
  /** Where each person is. */
  readonly #whereabouts = new Map<string, Population | undefined>();
  /** The same rooms in a list: a tick goes through them several times. */
  readonly #all: readonly Room[];
  readonly #places = new Map<string, Place>();
  readonly #sensing: Sensing;
  readonly #owners = new Map<string, Owner>();
  #sky: Sky | undefined;
  #sunIsUp = false;

  constructor(home: HomeContext, plan: Home) {
    this.#home = home;
    this.#entrance = plan.entrance;
    this.outdoors = new Outdoors(home.seed, plan.location);
    this.#sensing = new Sensing(home, this.outdoors);
    const rooms = plan.rooms.map((name) => {
      const { area, windows } = { ...typicalRoom, ...plan.floor_plan?.[name] };
      return new Room(name, { areaM2: area, windowsM2: windows }, home.clock.now);
    });
    this.#all = rooms;
    this.rooms = new Map(rooms.map((room) => [room.name, room]));
    for (const [index, room] of rooms.entries()) {
      for (const other of plan.floor_plan?.[room.name]?.beside ?? []) {
        connect(room, this.rooms.get(other));
      }
      this.#populations.set(room.name, { index, room, feeling: [], passed: [], people: new Map() });
    }
  }

  /** Begins: what the air is like, and what the devices do to it. Call when they have been prepared. */
  start(devices: Iterable<Device>, initial: (device: string, property: string) => Value | undefined): void {
    const { clock } = this.#home;
    this.outdoors.update(clock.now);
    for (const room of this.#all) this.#begin(room);
    for (const device of devices) this.#settle(device, initial);
    this.#aim();
    this.#sunIsUp = this.outdoors.sun > horizon;
  }

  /** Lets time go on, if anybody notices. */
  run(isInhabited: boolean): void {
    if (this.#sensing.isIdle && !isInhabited) return;
    this.#tellWeather();
    this.#tickSoon();
  }

  starting(device: Device): void {
    this.#sensing.begin(device);
    const owner = this.#owners.get(device.config.id);
    if (owner) device.followOwner(owner, undefined);
  }

  changed(device: Device, cause: Cause | undefined): void {
    // Most changes are nothing to the world, such as that a motion sensor notes when it was stirred.
    const { hasPins } = device.store;
    if (!device.model.acts && !hasPins) return;
    const place = this.#places.get(device.config.id);
    if (!place?.room) return;
    const { room } = place;
    if (hasPins) this.#sensing.play(device);
    if (!device.model.acts) return;
    const effects = device.effects();
    if (place.effects !== undefined && same(effects, place.effects)) return;
    const { light, daylight } = place.effects ?? {};
    room.advance(this.#home.clock.now);
    room.change(place.effects, effects);
    room.aim(this.outdoors);
    place.effects = effects;
    if (light !== effects.light || daylight !== effects.daylight) this.#sensing.notice(room, cause);
  }

  population(room: string): Population | undefined {
    return this.#populations.get(room);
  }

  /** Somebody moves about in a room. */
  stir(population: Population | undefined): void {
    for (const device of population?.feeling ?? []) device.feelMotion();
  }

  /** Somebody goes out or comes in: through the entrance, or else straight from or into this room. */
  pass(room: string, cause: Cause | undefined): void {
    const door = this.#populations.get(this.#entrance ?? room);
    if (!door) return;
    this.stir(door);
    for (const device of door.passed) device.feelPassage(cause);
  }

  /** Somebody is in `room` now (undefined: in none), doing this. */
  place(person: string, room: string | undefined, activity: ActivityName, cause?: Cause): void {
    const before = this.#whereabouts.get(person);
    const now = room === undefined ? undefined : this.#populations.get(room);
    this.#whereabouts.set(person, now);
    if (before !== now) before?.people.delete(person);
    now?.people.set(person, activity);
    for (const population of inOrder(before, now)) {
      population.room.advance(this.#home.clock.now);
      population.room.takePeople(
        Array.from(population.people.values(), (name): Activity => activities[name]),
      );
      population.room.aim(this.outdoors);
      this.#sensing.notice(population.room, cause);
    }
  }

  /** Tells somebody's things about them; before the start they only take note. */
  follow(things: readonly string[], owner: Owner, cause: Cause | undefined): void {
    for (const id of things) {
      this.#owners.set(id, owner);
      this.#places.get(id)?.device.followOwner(owner, cause);
    }
  }

  /** Somebody does something with a thing by hand. Returns why it would not, if it would not. */
  use(device: string, gesture: string, cause: Cause | undefined): string | undefined {
    const place = this.#places.get(device);
    return place ? place.device.handle(gesture, cause) : 'it is a real device, and needs a real hand';
  }

  /** A plausible beginning: heated in the cold, as warm as outside in the heat, and aired some hours ago. */
  #begin(room: Room): void {
    const { weather } = this.outdoors;
    room.temperature = Math.min(30, Math.max(19, weather.dayMean + 2));
    room.pm2_5 = 0.6 * weather.pm2_5;
    room.co2 = outdoorCo2 + 150;
    room.water = Math.min(weather.water + 1, 0.6 * saturation(room.temperature));
  }

  #settle(device: Device, initial: (device: string, property: string) => Value | undefined): void {
    const { id, room: name } = device.config;
    const population = name === undefined ? undefined : this.#populations.get(name);
    const place: Place = { device, room: population?.room, effects: undefined };
    this.#places.set(id, place);
    this.#sensing.add(device, population?.room, (property) => initial(id, property));
    if (!population) return;
    if (device.model.acts) {
      place.effects = device.effects();
      population.room.change(undefined, place.effects);
    }
    if (device.model.motion) population.feeling.push(device);
    if (device.model.passage) population.passed.push(device);
  }

  #tickSoon(): void {
    const { clock } = this.#home;
    // On whole minutes, whenever the home began.
    clock.schedule((Math.floor(clock.now / tickMs) + 1) * tickMs, () => this.#tick());
  }

  #tick(): void {
    const { clock } = this.#home;
    this.#tickSoon();
    for (const room of this.#all) room.advance(clock.now);
    this.outdoors.update(clock.now);
    this.#aim();
    this.#tellWeather();
    this.#tellSun();
    this.#sensing.measure();
  }

  #aim(): void {
    for (const room of this.#all) room.show();
    for (const room of this.#all) room.aim(this.outdoors);
  }

  #tellWeather(): void {
    const { cloud, temperature } = this.outdoors.weather;
    const sky = skyOf(cloud, this.#sky);
    if (sky === this.#sky) return;
    this.#sky = sky;
    const celsius = Math.round(temperature) + 0;
    this.#tell(`the sky is ${sky}, ${celsius} degrees`, { sky, temperature: celsius });
  }

  #tellSun(): void {
    const isUp = this.outdoors.sun > horizon;
    if (isUp === this.#sunIsUp) return;
    this.#sunIsUp = isUp;
    this.#tell(isUp ? 'the sun rises' : 'the sun sets', { sun: isUp ? 'up' : 'down' });
  }

  #tell(what: string, details: Readonly<Record<string, unknown>>): void {
    this.#home.journal.append(this.#home.clock.now, 'world', undefined, { what, ...details });
  }
}

/** The rooms that somebody's move concerns, in the order of the plan. */
function inOrder(before: Population | undefined, now: Population | undefined): Population[] {
  if (!before || !now || before === now)
    return [before ?? now].filter((population) => population !== undefined);
  return before.index < now.index ? [before, now] : [now, before];
}

function connect(room: Room, other: Room | undefined): void {
  if (!other || other === room || room.neighbours.includes(other)) return;
  room.neighbours.push(other);
  other.neighbours.push(room);
}

function same(a: Effects, b: Effects): boolean {
  return (
    a.light === b.light &&
    a.heat === b.heat &&
    a.cleanAir === b.cleanAir &&
    a.particles === b.particles &&
    a.vapour === b.vapour &&
    a.daylight === b.daylight &&
    a.window === b.window
  );
}
