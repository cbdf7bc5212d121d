import type { DeviceModel, PropertySpec } from '../device/model.ts';
import type { Quantity, Sense } from '../device/surroundings.ts';

/** A property that senses: of what, and which changes are news. */
export interface Sensor {
  readonly name: string;
  readonly quantity: Quantity;
  readonly low: number;
  readonly high: number;
  /** How many steps there are to one unit. */
  readonly stepsPerUnit: number;
  readonly change: number;
  readonly share: number;
}

const known = new WeakMap<DeviceModel, readonly Sensor[]>();

/** The sensing properties of a model, in its order: one list for all its devices. */
export function sensorsOf(model: DeviceModel): readonly Sensor[] {
  let sensors = known.get(model);
  if (!sensors) {
    sensors = Object.entries(model.properties)
      .map(([name, spec]) => sensorOf(name, spec))
      .filter((sensor) => sensor !== undefined);
    known.set(model, sensors);
  }
  return sensors;
}

/**
 * What a sensor says when the quantity is `raw` and it last said `shown`. A change that is no news is none: so a value
 * on the border between two steps does not flicker.
 */
export function reading(sensor: Sensor, raw: number, shown: number): number {
  const news = Math.max(sensor.change, sensor.share * Math.abs(shown));
  return Math.abs(raw - shown) < news ? shown : rounded(sensor, raw);
}

/** A quantity in the steps and within the range of the property. */
export function rounded({ stepsPerUnit, low, high }: Sensor, raw: number): number {
  return Math.min(high, Math.max(low, Math.round(raw * stepsPerUnit) / stepsPerUnit));
}

function sensorOf(name: string, spec: PropertySpec): Sensor | undefined {
  const { senses } = spec;
  if (senses === undefined || !(spec.type === 'integer' || spec.type === 'number')) return undefined;
  const sense: Exclude<Sense, string> = typeof senses === 'string' ? { quantity: senses } : senses;
  const { quantity, change, share = 0 } = sense;
  const step = spec.step ?? (spec.type === 'integer' ? 1 : 0.1);
  const [low, high] = spec.range;
  return {
    name,
    quantity,
    low,
    high,
    stepsPerUnit: 1 / step,
    change: change ?? step,
    share,
  };
}
