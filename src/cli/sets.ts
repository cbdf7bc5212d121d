import { formatInstant } from '../core/calendar/index.ts';
import type { DeviceModel } from '../core/device/model.ts';
import type { Value } from '../core/device/value.ts';
import { MilletError } from '../core/errors.ts';
import { findDevice, findProperty } from '../core/find.ts';
import type { Home } from '../core/home.ts';
import type { TimedInput } from '../core/recording.ts';
import { Topics } from '../core/topics.ts';
import { parseValue, splitAssignment } from './assignments.ts';
import { askedInstant, type Span } from './span.ts';

/** What `--set DEVICE.PROP=VALUE[@TIME]` asks for. */
interface Set {
  readonly device: string;
  readonly prop: string;
  readonly value: Value;
  readonly reading: boolean;
  readonly at: number | undefined;
}

const example = 'DEVICE.PROP=VALUE or DEVICE.PROP=VALUE@TIME after --set';

/** Reads every `--set`: those without a time are `given` before the start, the others are inputs then. */
export function readSets(
  texts: readonly string[],
  home: { readonly home: Home; readonly models: ReadonlyMap<string, DeviceModel> },
  span: Span,
): { given: Record<string, Record<string, Value>>; inputs: TimedInput[] } {
  const sets = texts.map((text) => readSet(text, home, span));
  const given: Record<string, Record<string, Value>> = {};
  for (const { device, prop, value, at } of sets) {
    if (at === undefined) given[device] = { ...given[device], [prop]: value };
  }
  return { given, inputs: sets.flatMap((set, index) => toInput(set, index, set.at, 'millet')) };
}

/** Reads every `--set` of a fork: those without a time are inputs at its first instant. */
export function readForkSets(
  texts: readonly string[],
  home: { readonly home: Home; readonly models: ReadonlyMap<string, DeviceModel> },
  span: Span,
  prefix: string,
): TimedInput[] {
  const sets = texts.map((text) => readSet(text, home, span));
  return sets.flatMap((set, index) => toInput(set, index, set.at ?? span.from, prefix));
}

function readSet(
  text: string,
  { home, models }: { readonly home: Home; readonly models: ReadonlyMap<string, DeviceModel> },
  { from, until }: Span,
): Set {
  const { name, value: rest } = splitAssignment(text, example);
  const dot = name.indexOf('.');
  if (dot < 1) throw new MilletError(`Expected ${example}, got ${text}.`);
  const [device, prop] = [name.slice(0, dot), name.slice(dot + 1)];
  const model = models.get(findDevice(home, device).model ?? '');
  if (!model) throw new MilletError(`${device} is not simulated, so --set cannot reach it.`);
  const spec = findProperty(model, device, prop);
  if (!spec.reading && !spec.access.includes('w')) {
    throw new MilletError(`${name} can be neither set nor pinned: the device decides it by itself.`);
  }
  const mark = rest.lastIndexOf('@');
  const value = parseValue(name, mark < 0 ? rest : rest.slice(0, mark), spec);
  const set = { device, prop, value, reading: spec.reading === true };
  if (mark < 0) return { ...set, at: undefined };
  const { timezone } = home.location;
  const at = askedInstant('--set', rest.slice(mark + 1), timezone, from);
  if (at < from || at > until) {
    const [begin, end] = [from, until].map((instant) => formatInstant(timezone, instant));
    throw new MilletError(
      `--set ${text}: that time is outside of what is simulated, which is ${begin} to ${end}.`,
    );
  }
  return { ...set, at };
}

function toInput(
  { device, prop, value, reading }: Set,
  index: number,
  at: number | undefined,
  prefix: string,
) {
  if (at === undefined) return [];
  const method = reading ? 'stimulate' : 'set_prop';
  const payload = JSON.stringify({ id: `set-${index + 1}`, method, params: { [prop]: value } });
  return [{ at, input: { type: 'message', topic: new Topics(prefix).rpc(device), payload } as const }];
}

/** By time. A stable sort: those of one instant enter in the order in which they were given. */
export function inOrder(inputs: readonly TimedInput[]): TimedInput[] {
  return inputs.toSorted((a, b) => a.at - b.at);
}
