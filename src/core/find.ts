import type { DeviceModel, PropertySpec } from './device/model.ts';
import { MilletError } from './errors.ts';
import type { Home, HomeDevice } from './home.ts';
import { didYouMean } from './nearest.ts';

/** The device of a home by its id; throws with the nearest right name. */
export function findDevice(home: Home, id: string): HomeDevice {
  const device = Object.hasOwn(home.devices, id) ? home.devices[id] : undefined;
  if (device) return device;
  const ids = Object.keys(home.devices);
  throw new MilletError(`There is no device ${id}.${didYouMean(id, ids)}`, {
    hint: `There are ${ids.join(', ')}.`,
  });
}

/** The property of a device by its name; throws with the nearest right name. */
export function findProperty(model: DeviceModel, device: string, name: string): PropertySpec {
  const spec = Object.hasOwn(model.properties, name) ? model.properties[name] : undefined;
  if (spec) return spec;
  const names = Object.keys(model.properties);
  throw new MilletError(`${device} has no property ${name}.${didYouMean(name, names)}`, {
    hint: `It has ${names.join(', ')}.`,
  });
}
