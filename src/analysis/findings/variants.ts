import type { DeviceModel } from '../../core/device/model.ts';
import { own } from '../../core/device/validate.ts';
import type { ValueSpec } from '../../core/device/value.ts';
import { isOpenValue } from '../../core/scene/fill.ts';
import type { Command } from './bench.ts';
import { samples } from './commands.ts';
import { wholeSet } from './values.ts';

/**
 * What a command may be in which properties or functions stand for values: any that the device takes in their places. Several of
 * them do not vary apart.
 */
export function variantsOf(command: Command, model: DeviceModel): Command[] {
  const choices = Object.entries(command.params).map(([name, written]) => {
    if (!isOpenValue(written)) return { name, values: [written] };
    const spec = specOf(command, name, model);
    return { name, values: spec ? samples(wholeSet(spec)) : [] };
  });
  if (choices.some(({ values }) => values.length === 0)) return [];
  const count = Math.max(1, ...choices.map(({ values }) => values.length));
  return Array.from({ length: count }, (_, index) => ({
    method: command.method,
    params: Object.fromEntries(choices.map(({ name, values }) => [name, values[index % values.length]])),
  }));
}

/** Whether nobody knows what exactly it will be. */
export function isOpen({ params }: Command): boolean {
  return Object.values(params).some(isOpenValue);
}

function specOf({ method }: Command, name: string, model: DeviceModel): ValueSpec | undefined {
  const specs: Readonly<Record<string, ValueSpec>> =
    method === 'set_prop' ? model.properties : (own(model.actions ?? {}, method)?.params ?? {});
  return own(specs, name);
}
