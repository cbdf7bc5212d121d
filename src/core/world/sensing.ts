import type { ClockEntry } from '../clock.ts';
import type { HomeContext } from '../device/context.ts';
import type { Device } from '../device/device.ts';
import type { PropertyStore } from '../device/store.ts';
import type { Quantity } from '../device/surroundings.ts';
import type { Value } from '../device/value.ts';
import type { Cause } from '../journal.ts';
import type { Outdoors } from './outdoors.ts';
import type { Room } from './room.ts';
import { reading, rounded, type Sensor, sensorsOf } from './sensor.ts';

/**
 * How soon a sensor notices what changes at once: that a lamp goes on, or that somebody comes in. Sensors look about once
 * a second, and a lamp that follows a sensor that follows the lamp must not stop the clock.
 */
const noticeMs = 1_000;
const quick: readonly Quantity[] = ['illuminance', 'occupancy'];

/** A device with its sensors, where it stands. */
interface Site {
  readonly device: Device;
  /** The device's, at hand: on each tick all sites are gone through, and most have no news for their device. */
  readonly store: PropertyStore;
  readonly room: Room | undefined;
  readonly sensors: readonly Sensor[];
}

/** Those in a room that notice at once, and when they will look. */
interface Watch {
  readonly sites: Site[];
  look: ClockEntry | undefined;
}

/** Lets the devices' sensors measure the world, and tells the devices what is news. */
export class Sensing {
  readonly #home: HomeContext;
  readonly #outdoors: Outdoors;
  readonly #sites = new Map<string, Site>();
  readonly #watches = new Map<Room, Watch>();

  constructor(home: HomeContext, outdoors: Outdoors) {
    this.#home = home;
    this.#outdoors = outdoors;
  }

  /** Nothing senses anything. */
  get isIdle(): boolean {
    return this.#sites.size === 0;
  }

  /** A device that is in the home from the start. What it was `said` to measure, the room begins with. */
  add(device: Device, room: Room | undefined, said: (property: string) => Value | undefined): void {
    const sensors = sensorsOf(device.model);
    if (sensors.length === 0) return;
    const site = { device, store: device.store, room, sensors };
    this.#sites.set(device.config.id, site);
    if (!room) return;
    const watching = sensors.filter(({ quantity }) => quick.includes(quantity));
    if (watching.length > 0) this.#watchOf(room).sites.push({ ...site, sensors: watching });
    for (const { name, quantity } of sensors) {
      const value = device.store.isPinned(name) ? device.store.truth(name) : said(name);
      if (typeof value === 'number') room.take(quantity, value);
    }
  }

  /** The readings of a device become what the world is like, as it begins. */
  begin(device: Device): void {
    const site = this.#sites.get(device.config.id);
    for (const sensor of site?.sensors ?? []) {
      const raw = this.#read(site!, sensor);
      if (raw !== undefined) device.store.measure({ [sensor.name]: rounded(sensor, raw) });
    }
  }

  /** Somebody may have pinned a reading of this device. */
  play(device: Device): void {
    const site = this.#sites.get(device.config.id);
    for (const sensor of site?.sensors ?? []) this.#play(site!, sensor);
  }

  /** All sensors measure. */
  measure(): void {
    for (const site of this.#sites.values()) this.#measure(site, undefined);
  }

  /** Something in a room has changed at once. */
  notice(room: Room, cause: Cause | undefined): void {
    const watch = this.#watches.get(room);
    if (!watch || watch.look) return;
    const { clock } = this.#home;
    watch.look = clock.schedule(clock.now + noticeMs, () => {
      watch.look = undefined;
      for (const site of watch.sites) this.#measure(site, cause);
    });
  }

  #watchOf(room: Room): Watch {
    let watch = this.#watches.get(room);
    if (!watch) {
      watch = { sites: [], look: undefined };
      this.#watches.set(room, watch);
    }
    return watch;
  }

  #measure(site: Site, cause: Cause | undefined): void {
    const { store } = site;
    let readings: Record<string, Value> | undefined;
    for (const sensor of site.sensors) {
      if (this.#play(site, sensor)) continue;
      const raw = this.#read(site, sensor);
      if (raw === undefined) continue;
      const shown = store.truth(sensor.name) as number;
      const now = reading(sensor, raw, shown);
      if (now === shown) continue;
      readings ??= {};
      readings[sensor.name] = now;
    }
    if (readings) site.device.sense(readings, cause);
  }

  /** A pinned reading says what the world is like, and not the other way round. Returns whether it is pinned. */
  #play({ store, room }: Site, { name, quantity }: Sensor): boolean {
    if (!store.isPinned(name)) return false;
    room?.advance(this.#home.clock.now);
    room?.take(quantity, store.truth(name) as number);
    return true;
  }

  #read({ room }: Site, { quantity }: Sensor): number | undefined {
    switch (quantity) {
      case 'outdoor_illuminance':
      case 'outdoor_temperature':
      case 'outdoor_humidity':
      case 'outdoor_pm2_5':
        return this.#outdoors.read(quantity);
      default:
        return room?.read(quantity, this.#outdoors);
    }
  }
}
