import { type RpcCode, RpcError, rpcCodes } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import type { DeviceModel, Params } from './model.ts';
import { isRecord } from './request.ts';
import { accepts, describeSpec, listOr, showValue, type Value } from './value.ts';

/** What is wrong with one name of a request. */
export interface Problem {
  readonly name: string;
  readonly code: RpcCode;
  readonly message: string;
}

/** Why `name` of this model cannot be read, or `undefined` when it can. */
export function readProblem(model: DeviceModel, name: string): Problem | undefined {
  const spec = own(model.properties, name);
  if (!spec) return unknownProperty(model, name);
  if (spec.access.startsWith('r')) return undefined;
  return { name, code: rpcCodes.notReadable, message: `${name} cannot be read, only written` };
}

/** Why `name` cannot be set to `value`, or `undefined` when it can. */
export function writeProblem(model: DeviceModel, name: string, value: unknown): Problem | undefined {
  const spec = own(model.properties, name);
  if (!spec) return unknownProperty(model, name);
  if (!spec.access.includes('w')) {
    const way = spec.reading
      ? '; it is a reading, which stimulate can pin'
      : '; the device decides it by itself';
    return { name, code: rpcCodes.notWritable, message: `${name} cannot be set${way}` };
  }
  return valueProblem(name, spec, value, rpcCodes.badValue);
}

/** Why the reading `name` cannot be pinned to `value` (null lets go of it), or `undefined` when it can. */
export function stimulateProblem(model: DeviceModel, name: string, value: unknown): Problem | undefined {
  const spec = own(model.properties, name);
  if (!spec) return unknownProperty(model, name);
  if (!spec.reading) {
    const readings = Object.keys(model.properties).filter((other) => model.properties[other]!.reading);
    const can =
      readings.length > 0 ? `its readings are ${listOr(readings)}` : `a ${model.model} has no readings`;
    const way = spec.access.includes('w')
      ? `${name} is a setting; use set_prop`
      : `the device decides ${name} by itself`;
    return { name, code: rpcCodes.notWritable, message: `${name} cannot be stimulated: ${way}; ${can}` };
  }
  return value === null ? undefined : valueProblem(name, spec, value, rpcCodes.badValue);
}

/** Checks an action's parameters and fills in their defaults. Returns the values, or every problem. */
export function checkParams(
  action: string,
  specs: Params,
  given: unknown,
): Record<string, Value> | Problem[] {
  if (given !== undefined && given !== null && !isRecord(given)) {
    const message = `${action} takes its parameters as an object, got ${showValue(given)}`;
    return [{ name: action, code: rpcCodes.badParams, message }];
  }
  const params = given ?? {};
  const problems: Problem[] = [];
  const names = Object.keys(specs);
  for (const name of Object.keys(params)) {
    if (Object.hasOwn(specs, name)) continue;
    const takes = names.length > 0 ? `it takes ${listOr(names)}` : 'it takes none';
    const message = `${action} has no parameter ${showName(name)}; ${takes}.${didYouMean(name, names)}`;
    problems.push({ name, code: rpcCodes.badParams, message });
  }
  const values: Record<string, Value> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = Object.hasOwn(params, name) ? params[name] : spec.default;
    if (value === undefined) {
      const message = `${action} needs ${name}: ${describeSpec(spec)}`;
      problems.push({ name, code: rpcCodes.badParams, message });
      continue;
    }
    const problem = valueProblem(name, spec, value, rpcCodes.badParams);
    if (problem) problems.push(problem);
    else values[name] = value as Value;
  }
  return problems.length > 0 ? problems : values;
}

/** The methods that every device has. `stimulate` is the one that only a simulated device has. */
export const commonMethods: readonly string[] = ['get_prop', 'set_prop', 'stimulate'];

export function unknownMethod(model: DeviceModel, method: string): RpcError {
  const names = [...commonMethods, ...Object.keys(model.actions ?? {})];
  const message = `${model.model} has no method ${showName(method)}; it has ${listOr(names)}.${didYouMean(method, names)}`;
  return new RpcError(rpcCodes.noSuchMethod, message);
}

/** One error for all problems of a request: the first one's code, everybody's sentence. */
export function problemsError(problems: readonly Problem[]): RpcError {
  const data = Object.fromEntries(problems.map(({ name, code }) => [name, code]));
  // A stranger can send a thousand wrong names; a handful tells as much.
  const sentences = problems.slice(0, 5).map(({ message }) => message);
  if (problems.length > 5) sentences.push(`and ${problems.length - 5} more`);
  return new RpcError(problems[0]!.code, sentences.join('; '), data);
}

/** Looks up a name that came from outside: `constructor` and `__proto__` are names like any other. */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function unknownProperty(model: DeviceModel, name: string): Problem {
  const names = Object.keys(model.properties);
  const message = `${model.model} has no property ${showName(name)}; it has ${listOr(names)}.${didYouMean(name, names)}`;
  return { name, code: rpcCodes.noSuchProperty, message };
}

function valueProblem(
  name: string,
  spec: Parameters<typeof accepts>[0],
  value: unknown,
  code: RpcCode,
): Problem | undefined {
  if (accepts(spec, value)) return undefined;
  const meant = spec.type === 'enum' && typeof value === 'string' ? didYouMean(value, spec.values) : '';
  const end = meant === '' ? '' : `.${meant}`;
  return { name, code, message: `${name} takes ${describeSpec(spec)}, got ${showValue(value)}${end}` };
}

function showName(name: string): string {
  return idLike.test(name) ? name : showValue(name);
}

const idLike = /^\w[\w-]{0,63}$/;
