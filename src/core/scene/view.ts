import type { Cause } from '../journal.ts';

/** What is known of one property. */
export interface Known {
  readonly value: unknown;
  /** Since when it has this value: milliseconds since the epoch. */
  readonly since: number;
  /** What set it. */
  readonly cause: Cause | undefined;
}

interface DeviceView {
  availability: 'online' | 'offline' | undefined;
  availabilitySince: number;
  availabilityCause: Cause | undefined;
  readonly properties: Map<string, Known>;
}

/**
 * What the scene engine knows of the home: only what the devices published on the bus.
 * The properties of a device that is offline are unknown, though what they were is remembered.
 */
export class HomeView {
  readonly #devices = new Map<string, DeviceView>();

  /** The property as it is known now, or `undefined` when it is unknown. */
  property(device: string, name: string): Known | undefined {
    const view = this.#devices.get(device);
    return view && view.availability !== 'offline' ? view.properties.get(name) : undefined;
  }

  /** A device that has published a state is taken to be online, until it says otherwise. */
  availability(device: string): 'online' | 'offline' | undefined {
    const view = this.#devices.get(device);
    return view?.availability ?? (view && view.properties.size > 0 ? 'online' : undefined);
  }

  /** What the device has said of its availability itself. */
  said(device: string): 'online' | 'offline' | undefined {
    return this.#devices.get(device)?.availability;
  }

  /** Since when the availability is what it is. */
  availabilitySince(device: string): { since: number; cause: Cause | undefined } | undefined {
    const view = this.#devices.get(device);
    return view && { since: view.availabilitySince, cause: view.availabilityCause };
  }

  /** The names of what in a published state is not what it was. */
  changes(device: string, state: Readonly<Record<string, unknown>>): string[] {
    const properties = this.#devices.get(device)?.properties;
    return Object.keys(state).filter((name) => {
      const before = properties?.get(name);
      return !before || !isSame(before.value, state[name]);
    });
  }

  /** Takes in what has changed: these properties of a state. */
  update(
    device: string,
    state: Readonly<Record<string, unknown>>,
    names: readonly string[],
    now: number,
    cause: Cause | undefined,
  ): void {
    const { properties } = this.#device(device, now);
    for (const name of names) properties.set(name, { value: state[name], since: now, cause });
  }

  updateAvailability(
    device: string,
    value: 'online' | 'offline',
    now: number,
    cause: Cause | undefined,
  ): void {
    const view = this.#device(device, now);
    view.availability = value;
    view.availabilitySince = now;
    view.availabilityCause = cause;
  }

  #device(id: string, now: number): DeviceView {
    let view = this.#devices.get(id);
    if (!view) {
      view = {
        availability: undefined,
        availabilitySince: now,
        availabilityCause: undefined,
        properties: new Map(),
      };
      this.#devices.set(id, view);
    }
    return view;
  }
}

/** Whether two JSON values are the same. A real device may publish lists and objects, parsed anew each time. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && isSame(a[name as never], b[name as never]));
}
