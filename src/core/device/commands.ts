import { RpcError, rpcCodes } from '../errors.ts';
import type { DeviceModel, Self } from './model.ts';
import { isRecord } from './request.ts';
import type { PropertyStore } from './store.ts';
import {
  checkParams,
  own,
  type Problem,
  problemsError,
  readProblem,
  stimulateProblem,
  unknownMethod,
  writeProblem,
} from './validate.ts';
import { showValue, type Value } from './value.ts';

/** The parts of a device that its commands work on. */
export interface CommandTarget {
  readonly model: DeviceModel;
  readonly self: Self;
  readonly store: PropertyStore;
}

/** Carries out a method and returns its result. Throws an `RpcError` with the contract's code. */
export function performMethod(device: CommandTarget, method: string, params: unknown): unknown {
  switch (method) {
    case 'get_prop':
      return getProperties(device, params);
    case 'set_prop':
      return setProperties(device, params);
    case 'stimulate':
      return stimulate(device, params);
    default:
      return callAction(device, method, params);
  }
}

function getProperties({ model, store }: CommandTarget, params: unknown): Value[] {
  if (!Array.isArray(params) || !params.every((name) => typeof name === 'string')) {
    throw new RpcError(
      rpcCodes.notARequest,
      `get_prop takes a list of property names, got ${showValue(params)}`,
    );
  }
  const problems = collect(params, (name) => readProblem(model, name));
  if (problems.length > 0) throw problemsError(problems);
  return params.map((name) => store.get(name));
}

function setProperties({ model, self, store }: CommandTarget, params: unknown): string[] {
  const values = valuesOf('set_prop', params);
  const problems = collect(Object.keys(values), (name) => writeProblem(model, name, values[name]));
  if (problems.length > 0) throw problemsError(problems);
  const checked = values as Record<string, Value>;
  model.guard?.(self, checked);
  for (const [name, value] of Object.entries(checked)) {
    const write = model.write && own(model.write, name);
    if (write) write(self, value as never);
    else store.assign({ [name]: value });
  }
  return Object.keys(values).map(() => 'ok');
}

function stimulate({ model, self, store }: CommandTarget, params: unknown): string[] {
  const values = valuesOf('stimulate', params);
  const problems = collect(Object.keys(values), (name) => stimulateProblem(model, name, values[name]));
  if (problems.length > 0) throw problemsError(problems);
  const released = new Set<string>();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null) store.pin(name, value as Value);
    else if (store.release(name)) released.add(name);
  }
  if (released.size > 0) model.released?.(self, released);
  return Object.keys(values).map(() => 'ok');
}

function callAction({ model, self }: CommandTarget, method: string, params: unknown): string[] {
  const action = own(model.actions ?? {}, method);
  if (!action) throw unknownMethod(model, method);
  const values = checkParams(method, action.params ?? {}, params);
  if (Array.isArray(values)) throw problemsError(values);
  action.run(self, values);
  return ['ok'];
}

function valuesOf(method: string, params: unknown): Record<string, unknown> {
  if (isRecord(params) && Object.keys(params).length > 0) return params;
  const example = method === 'set_prop' ? '{"power":"on"}' : '{"detected":true}';
  throw new RpcError(
    rpcCodes.notARequest,
    `${method} takes an object such as ${example}, got ${showValue(params)}`,
  );
}

function collect(names: readonly string[], problemOf: (name: string) => Problem | undefined): Problem[] {
  return names.map(problemOf).filter((problem) => problem !== undefined);
}
