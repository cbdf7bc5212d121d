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

  availability(device: string): 'online' | 'offline' | undefined {
    const view = this.#devices.get(device);
    if (!view) return undefined;
    return view.availability ?? (view.properties.size > 0 ? 'online' : undefined);
  }

  availabilitySince(device: string): { since: number; cause: Cause | undefined } | undefined {
    const view = this.#devices.get(device);
    return view && { since: view.availabilitySince, cause: view.availabilityCause };
  }

  /** The names of a device's properties that have ever been seen. */
  properties(device: string): Iterable<string> {
    return this.#devices.get(device)?.properties.keys() ?? [];
  }

  /** Takes in a published state, and returns the names whose values are not what they were. */
  updateState(
    device: string,
    state: Readonly<Record<string, unknown>>,
    now: number,
    cause: Cause | undefined,
  ): string[] {
    const { properties } = this.#device(device, now);
    const changed: string[] = [];
    for (const name of Object.keys(state)) {
      const value = state[name];
      const before = properties.get(name);
      if (before && Object.is(before.value, value)) continue;
      properties.set(name, { value, since: now, cause });
      changed.push(name);
    }
    return changed;
  }

  /** Returns whether the availability is not what it was. */
  updateAvailability(
    device: string,
    value: 'online' | 'offline',
    now: number,
    cause: Cause | undefined,
  ): boolean {
    const view = this.#device(device, now);
    if (view.availability === value) return false;
    view.availability = value;
    view.availabilitySince = now;
    view.availabilityCause = cause;
    return true;
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
