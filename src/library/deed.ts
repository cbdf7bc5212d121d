import { checkFault, type FaultInput } from '../core/device/fault.ts';
import { faultProblem } from '../core/device/fault-problem.ts';
import type { DeviceModel } from '../core/device/model.ts';
import { checkParams, own, stimulateProblem, unknownMethod, writeProblem } from '../core/device/validate.ts';
import type { Value } from '../core/device/value.ts';
import { MilletError } from '../core/errors.ts';
import { findDevice } from '../core/find.ts';
import type { Input } from '../core/journal.ts';
import { didYouMean } from '../core/nearest.ts';
import { Topics } from '../core/topics.ts';
import type { LoadedHome } from './load-home.ts';

/** A fault of a device: a word such as `offline`, or an object such as `{ kind: 'slow', delay: '2s' }`; `none` ends it. */
export type Fault = FaultInput;

/** Something that somebody does. */
export type Deed =
  /** Sets properties of a device. */
  | { readonly device: string; readonly set: Readonly<Record<string, Value>> }
  /** Pins readings of a device, as if the world had changed; null lets go. */
  | { readonly device: string; readonly stimulate: Readonly<Record<string, Value | null>> }
  /** Calls a method of a device. */
  | { readonly device: string; readonly method: string; readonly params?: Readonly<Record<string, Value>> }
  /** Breaks a device; `none` mends it. */
  | { readonly device: string; readonly fault: Fault }
  /** Asks for a run of a scene; its conditions still count. */
  | { readonly scene: string }
  /** Publishes a message, as anybody could: a text as it is, anything else as JSON. */
  | { readonly message: { readonly topic: string; readonly payload?: unknown } };

const topics = new Topics('millet');

/**
 * A deed as the message that it is on the bus. Throws a `MilletError` for a device, property, method, parameter or
 * scene that there is not, and for a value that is not taken; what a device cannot do just then, it replies itself.
 *
 * @param id repeated in the reply
 */
export function inputOf(deed: Deed, home: LoadedHome, id: string): Input {
  if ('message' in deed) {
    const { topic, payload = '' } = deed.message;
    return message(topic, typeof payload === 'string' ? payload : JSON.stringify(payload));
  }
  if ('scene' in deed) {
    if (!home.scenes.has(deed.scene)) throw noScene(home, deed.scene);
    return message(topics.run(deed.scene), '');
  }
  const model = modelOf(home, deed.device);
  if ('fault' in deed) {
    const fault = checkFault(deed.fault);
    const problem = fault.kind === 'none' ? undefined : faultProblem(deed.device, model, fault);
    if (problem !== undefined) throw new MilletError(problem);
    return message(topics.fault(deed.device), JSON.stringify(fault));
  }
  const { method, params } = requestOf(deed, model);
  return message(topics.rpc(deed.device), JSON.stringify({ id, method, params }));
}

/** The model of a simulated device; throws with the nearest right id. */
export function modelOf({ home, models }: LoadedHome, device: string): DeviceModel {
  const { model, simulated } = findDevice(home, device);
  const found = simulated === false ? undefined : models.get(model ?? '');
  if (!found) throw new MilletError(`${device} is not simulated: a real device speaks for it.`);
  return found;
}

export function noScene({ scenes }: LoadedHome, scene: string): MilletError {
  const ids = [...scenes.keys()];
  return new MilletError(`There is no scene ${scene}.${didYouMean(scene, ids)}`, {
    hint: `There are ${ids.join(', ') || 'none'}.`,
  });
}

function requestOf(
  deed: Extract<Deed, { device: string }>,
  model: DeviceModel,
): { method: string; params: unknown } {
  if ('set' in deed) {
    refuse(deed.device, Object.entries(deed.set), (name, value) => writeProblem(model, name, value));
    return { method: 'set_prop', params: deed.set };
  }
  if ('stimulate' in deed) {
    refuse(deed.device, Object.entries(deed.stimulate), (name, value) =>
      stimulateProblem(model, name, value),
    );
    return { method: 'stimulate', params: deed.stimulate };
  }
  if (!('method' in deed))
    throw new MilletError('A deed has set, stimulate, method or fault for its device.');
  const { device, method, params = {} } = deed;
  const action = own(model.actions ?? {}, method);
  if (!action) throw refusal(device, [unknownMethod(model, method)]);
  const checked = checkParams(method, action.params ?? {}, params);
  if (Array.isArray(checked)) throw refusal(device, checked);
  return { method, params };
}

function refuse<T>(
  device: string,
  values: readonly (readonly [string, T])[],
  problemOf: (name: string, value: T) => { readonly message: string } | undefined,
): void {
  const problems = values
    .map(([name, value]) => problemOf(name, value))
    .filter((problem) => problem !== undefined);
  if (problems.length > 0) throw refusal(device, problems);
}

function refusal(device: string, problems: readonly { readonly message: string }[]): MilletError {
  const text = problems.map(({ message }) => message).join('; ');
  return new MilletError(`${device}: ${text}${/[.?]$/.test(text) ? '' : '.'}`);
}

function message(topic: string, payload: string): Input {
  return { type: 'message', topic, payload };
}
