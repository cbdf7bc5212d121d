import type { DeviceModel } from '../../core/device/model.ts';
import type { Value } from '../../core/device/value.ts';
import type { Command } from './bench.ts';
import { wholeSet } from './values.ts';

/** Settings at their other end, so that a command has something to change. Readings stay as they are. */
export function opposite(
  model: DeviceModel,
  initial: Readonly<Record<string, Value>>,
  { method, params }: Command,
): Readonly<Record<string, Value>> {
  const given: Record<string, Value> = { ...initial };
  for (const [name, spec] of Object.entries(model.properties)) {
    if (!spec.access.includes('w')) continue;
    const now = method === 'set_prop' && name in params ? params[name] : (initial[name] ?? spec.initial);
    const whole = wholeSet(spec);
    if (whole.kind === 'names') given[name] = [...whole.names].find((value) => value !== now) ?? spec.initial;
    // With an action, any of its settings may be what it changes; what else is set stays as it is.
    if (whole.kind === 'numbers' && (method !== 'set_prop' || name in params)) {
      const { low, high } = whole.intervals[0]!;
      given[name] = typeof now === 'number' && now - low < high - now ? high : low;
    }
  }
  return given;
}
