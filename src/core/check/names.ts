import type { DeviceModel } from '../device/model.ts';
import { own } from '../device/validate.ts';
import { listOr } from '../device/value.ts';
import type { Home } from '../home.ts';
import { didYouMean } from '../nearest.ts';
import { idRule } from '../schema.ts';
import { idPattern, reservedDeviceIds } from '../topics.ts';

/** How many names a sentence lists; more help nobody. */
const listed = 10;

/** `home.yaml has no device x; ... Did you mean y?`: what is wrong with a name, and which there are. */
export function unknownName(
  sentence: string,
  name: string,
  names: readonly string[],
  whatThereIs: string,
): string {
  const meant = didYouMean(name, names);
  if (meant !== '') return `${sentence}.${meant}`;
  if (names.length === 0 || names.length > listed) return sentence;
  return `${sentence}; ${whatThereIs} ${listOr(names)}`;
}

/** A device of a home, with its model as far as that is known. */
export interface KnownDevice {
  readonly id: string;
  /** `undefined` for a real device of which no model is known: nothing about it can be checked. */
  readonly model: DeviceModel | undefined;
}

/** The device that a scene names, or why there is none. */
export function findDevice(
  home: Home,
  models: ReadonlyMap<string, DeviceModel>,
  id: string,
): KnownDevice | string {
  const device = own(home.devices, id);
  if (!device)
    return unknownName(`home.yaml has no device ${showName(id)}`, id, Object.keys(home.devices), 'it has');
  const model = device.model === undefined ? undefined : models.get(device.model);
  // The sentences of `validate.ts` name the model; in a scene people know the device.
  return { id, model: model && { ...model, model: id } };
}

/** Why an id cannot be one, or `undefined` when it can. `what` is a device or a scene. */
export function idProblem(what: 'device' | 'scene', id: string): string | undefined {
  if (what === 'device' && reservedDeviceIds.includes(id)) {
    return `a device cannot be called ${id}: millet/${id} is a topic with a meaning of its own`;
  }
  if (idPattern.test(id)) return undefined;
  const misread = misreadings.find(([sign]) => id.includes(sign));
  const why = misread ? `MQTT would misread ${misread[0]}, ${misread[1]}` : idRule;
  const suggestion = tidyId(id);
  const end = suggestion === undefined ? '' : `. ${suggestion} would do`;
  return `a ${what} cannot be called ${showName(id)}: ${why}${end}`;
}

const misreadings = [
  ['+', 'which stands for any one level of a topic'],
  ['#', 'which stands for all the levels of a topic that follow'],
  ['/', 'which parts the levels of a topic'],
] as const;

/** The nearest id to a name that is none. */
function tidyId(name: string): string | undefined {
  const id = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 64);
  return idPattern.test(id) && !reservedDeviceIds.includes(id) ? id : undefined;
}

/** A name that came from a file: plain when it looks like one, otherwise quoted and cut. */
export function showName(name: string): string {
  return /^[\w.-]{1,64}$/.test(name)
    ? name
    : JSON.stringify(name.length > 64 ? `${name.slice(0, 61)}...` : name);
}
