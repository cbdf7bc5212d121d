import type { DeviceModel, PropertySpec } from './model.ts';
import type { Value } from './value.ts';

/**
 * What all devices of a model have in common: its properties in order, and the place of each in the lists of a device.
 * So a device is a short list of values, and what many of them need lies close together in memory.
 */
export interface Layout {
  readonly model: string;
  readonly names: readonly string[];
  readonly specs: readonly PropertySpec[];
  readonly places: ReadonlyMap<string, number>;
  readonly initial: readonly Value[];
  readonly isReadable: readonly boolean[];
  readonly isNotified: readonly boolean[];
  /** For each property the set of it alone: mostly one thing changes at a time. */
  readonly alone: readonly ReadonlySet<string>[];
}

const layouts = new WeakMap<DeviceModel, Layout>();

export function layoutOf(model: DeviceModel): Layout {
  let layout = layouts.get(model);
  if (!layout) {
    const names = Object.keys(model.properties);
    const specs = Object.values(model.properties);
    layout = {
      model: model.model,
      names,
      specs,
      places: new Map(names.map((name, place) => [name, place])),
      initial: specs.map(({ initial }) => initial),
      isReadable: specs.map(({ access }) => access.startsWith('r')),
      isNotified: specs.map(({ access }) => access.includes('n')),
      alone: names.map((name) => new Set([name])),
    };
    layouts.set(model, layout);
  }
  return layout;
}
