import type { Cause } from '../journal.ts';
import type { SceneRuntime } from './runtime.ts';
import type { PropertyCondition } from './schema.ts';
import type { HomeView } from './view.ts';
import type { AvailabilityWatch, MatchWatch, Watch } from './watch.ts';

interface DeviceWatches {
  readonly properties: Map<string, { owner: SceneRuntime; watch: Watch }[]>;
  readonly availability: { owner: SceneRuntime; watch: AvailabilityWatch }[];
  readonly events: Map<string, SceneRuntime[]>;
}

/** Who watches what: ten thousand scenes cost nothing while one property of one device changes. */
export class WatchIndex {
  readonly #view: HomeView;
  readonly #devices = new Map<string, DeviceWatches>();
  readonly #held = new Map<PropertyCondition, MatchWatch>();

  constructor(view: HomeView) {
    this.#view = view;
  }

  /** Adds a scene's watches, and shows each how things stand, which is no edge. */
  add(runtime: SceneRuntime): void {
    for (const { device, prop, watch } of runtime.propertyWatches)
      this.#addProperty(runtime, device, prop, watch);
    for (const watch of runtime.matchWatches) {
      this.#held.set(watch.condition, watch);
      this.#addProperty(runtime, watch.condition.device, watch.condition.prop, watch);
    }
    for (const { device, watch } of runtime.availabilityWatches) {
      this.#device(device).availability.push({ owner: runtime, watch });
      const value = this.#view.availability(device);
      if (value) watch.observe(value, undefined);
    }
    for (const trigger of runtime.triggers) {
      if (trigger.type !== 'event') continue;
      const { events } = this.#device(trigger.device);
      const list = events.get(trigger.event) ?? [];
      if (!list.includes(runtime)) events.set(trigger.event, [...list, runtime]);
    }
  }

  remove(runtime: SceneRuntime): void {
    for (const watch of runtime.matchWatches) this.#held.delete(watch.condition);
    for (const { properties, availability, events } of this.#devices.values()) {
      for (const [prop, list] of properties)
        properties.set(
          prop,
          list.filter(({ owner }) => owner !== runtime),
        );
      for (const [event, list] of events)
        events.set(
          event,
          list.filter((owner) => owner !== runtime),
        );
      const left = availability.filter(({ owner }) => owner !== runtime);
      availability.splice(0, availability.length, ...left);
    }
  }

  matchedSince(condition: PropertyCondition): number | undefined {
    return this.#held.get(condition)?.since;
  }

  propertiesChanged(device: string, names: readonly string[], cause: Cause | undefined): void {
    const watches = this.#devices.get(device);
    if (!watches || this.#view.availability(device) === 'offline') return;
    this.#show(device, watches, names, cause);
  }

  availabilityChanged(device: string, value: 'online' | 'offline', cause: Cause | undefined): void {
    const watches = this.#devices.get(device);
    if (!watches) return;
    this.#show(device, watches, [...watches.properties.keys()], cause);
    for (const { watch } of [...watches.availability]) watch.observe(value, cause);
  }

  eventHappened(
    device: string,
    event: string,
    data: Readonly<Record<string, unknown>>,
    cause: Cause | undefined,
  ): void {
    for (const runtime of this.#devices.get(device)?.events.get(event) ?? []) {
      runtime.eventHappened(device, event, data, cause);
    }
  }

  #show(device: string, watches: DeviceWatches, names: readonly string[], cause: Cause | undefined): void {
    // All measuring of `for` first: a trigger that fires now may ask for it.
    for (const pass of ['hold', 'trigger'] as const) {
      for (const name of names) {
        const list = watches.properties.get(name);
        if (!list) continue;
        const known = this.#view.property(device, name);
        for (const { watch } of [...list]) {
          if ('since' in watch === (pass === 'hold')) watch.observe(known, cause);
        }
      }
    }
  }

  #addProperty(owner: SceneRuntime, device: string, prop: string, watch: Watch): void {
    const { properties } = this.#device(device);
    const list = properties.get(prop);
    if (list) list.push({ owner, watch });
    else properties.set(prop, [{ owner, watch }]);
    const known = this.#view.property(device, prop);
    if (known) watch.observe(known, undefined);
  }

  #device(id: string): DeviceWatches {
    let watches = this.#devices.get(id);
    if (!watches) {
      watches = { properties: new Map(), availability: [], events: new Map() };
      this.#devices.set(id, watches);
    }
    return watches;
  }
}
