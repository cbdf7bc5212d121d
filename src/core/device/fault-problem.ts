import { didYouMean } from '../nearest.ts';
import type { Fault } from './fault.ts';
import type { DeviceModel, PropertySpec } from './model.ts';
import { own } from './validate.ts';
import { accepts, describeSpec, listOr } from './value.ts';

/** The property of a device that says what is left of its battery. */
export const batteryName = 'battery';

/** Why a device of this model cannot have that fault, as a sentence, or `undefined` when it can. */
export function faultProblem(device: string, model: DeviceModel, fault: Fault): string | undefined {
  switch (fault.kind) {
    case 'offline':
    case 'slow':
    case 'lossy':
    case 'duplicated':
    case 'reboot':
      return undefined;
    case 'stuck':
      return stuckProblem(device, model, fault.prop);
    case 'drift':
      return readingProblem(device, model, fault.prop, isNumeric, 'numeric reading');
    case 'battery':
      return batteryProblem(device, model, fault.level);
    case 'jam':
      return model.jam ? undefined : `${device} cannot jam: a ${model.model} has no moving parts.`;
  }
}

function stuckProblem(device: string, model: DeviceModel, prop: string | undefined): string | undefined {
  if (prop !== undefined) return readingProblem(device, model, prop, () => true, 'reading');
  const hasReadings = Object.values(model.properties).some(({ reading }) => reading);
  return hasReadings
    ? undefined
    : `${device} has no sensor that could stick: a ${model.model} has no readings.`;
}

function readingProblem(
  device: string,
  model: DeviceModel,
  prop: string,
  fits: (spec: PropertySpec) => boolean,
  what: string,
): string | undefined {
  const spec = own(model.properties, prop);
  if (spec?.reading && fits(spec)) return undefined;
  const names = Object.entries(model.properties)
    .filter(([, other]) => other.reading && fits(other))
    .map(([name]) => name);
  const there = names.length > 0 ? `; there is ${listOr(names)}` : '';
  return `${device} has no ${what} called ${prop.slice(0, 64)}${there}.${didYouMean(prop, names)}`;
}

function batteryProblem(device: string, model: DeviceModel, level: number): string | undefined {
  const spec = own(model.properties, batteryName);
  if (!spec?.reading || !isNumeric(spec)) {
    return `${device} has no battery that could be empty: a ${model.model} is on the mains.`;
  }
  return accepts(spec, level)
    ? undefined
    : `The battery of ${device} takes ${describeSpec(spec)}, got ${level}.`;
}

function isNumeric({ type }: PropertySpec): boolean {
  return type === 'integer' || type === 'number';
}
