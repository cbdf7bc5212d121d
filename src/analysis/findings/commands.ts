import type { DeviceModel } from '../../core/device/model.ts';
import type { Value, ValueSpec } from '../../core/device/value.ts';
import type { Command } from './bench.ts';
import type { Deed } from './scenario.ts';
import { pick, type ValueSet, wholeSet } from './values.ts';

/** What can be tried on a device: each reading played, each action with each of its choices. */
export function* commandsOf(device: string, model: DeviceModel): Generator<{ command: Command; deed: Deed }> {
  for (const [prop, spec] of Object.entries(model.properties)) {
    for (const value of samples(wholeSet(spec))) {
      if (spec.reading) {
        const params = { [prop]: value };
        yield { command: { method: 'stimulate', params }, deed: { device, stimulate: params } };
      }
    }
  }
  for (const [method, action] of Object.entries(model.actions ?? {})) {
    for (const params of choices(Object.entries(action.params ?? {}))) {
      yield { command: { method, params }, deed: { device, method, params } };
    }
  }
}

function* choices(params: readonly (readonly [string, ValueSpec])[]): Generator<Record<string, Value>> {
  const [first, ...rest] = params;
  if (!first) {
    yield {};
    return;
  }
  const [name, spec] = first;
  for (const value of samples(wholeSet(spec))) {
    for (const others of choices(rest)) yield { [name]: value, ...others };
  }
}

/** All names; of numbers the ends and one in between. */
export function samples(set: ValueSet): Value[] {
  switch (set.kind) {
    case 'names':
      return [...set.names];
    case 'texts':
      return ['text'];
    case 'numbers': {
      const { low, high } = set.intervals[0]!;
      return [high, low, pick(set)!];
    }
  }
}
