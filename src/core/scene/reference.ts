import { showValue, type Value, type ValueSpec } from '../device/value.ts';
import type { ReadReport } from '../journal.ts';
import type { Reference, WrittenValue } from './schema-parts.ts';

/** What a reference stands for now; `undefined`: it is unknown. */
export type Lookup = (reference: Reference) => Value | undefined;

const scalings = ['times', 'plus', 'min', 'max'] as const;
const keys: ReadonlySet<string> = new Set(['device', 'prop', ...scalings]);

/** Whether a value of a scene stands for that of a property. */
export function isReference(value: unknown): value is Reference {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { device, prop } = value as Partial<Record<string, unknown>>;
  if (typeof device !== 'string' || typeof prop !== 'string') return false;
  return Object.entries(value).every(
    ([key, part]) => keys.has(key) && (key === 'device' || key === 'prop' || typeof part === 'number'),
  );
}

/** The keys by which a reference changes the number that it stands for. */
export function scalingOf(reference: Reference): readonly (typeof scalings)[number][] {
  return scalings.filter((key) => reference[key] !== undefined);
}

/** The value that a reference makes of what its property is; `undefined` where it makes none of it. */
export function scaled(reference: Reference, actual: unknown): Value | undefined {
  if (scalingOf(reference).length === 0) return isValue(actual) ? actual : undefined;
  if (typeof actual !== 'number') return undefined;
  const { times = 1, plus = 0, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = reference;
  return Math.min(max, Math.max(min, tidy(actual * times + plus)));
}

/** A number as its target takes it: a whole one, or one on its steps. What else it takes, it says itself. */
export function fitted(spec: ValueSpec | undefined, value: Value): Value {
  if (typeof value !== 'number' || (spec?.type !== 'integer' && spec?.type !== 'number')) return value;
  const step = spec.step ?? (spec.type === 'integer' ? 1 : undefined);
  if (step === undefined) return value;
  const [low] = spec.range;
  return tidy(low + Math.round((value - low) / step) * step);
}

/** Looks references up among what was read before. */
export function readBefore(read: readonly ReadReport[] = []): Lookup {
  return (reference) => {
    const known = read.find(({ device, prop }) => device === reference.device && prop === reference.prop);
    return known && scaled(reference, known.value);
  };
}

/** A reference in words: `outdoor_light.illuminance times 0.01, at least 1`. */
export function describeReference(reference: Reference, name: string = nameOf(reference)): string {
  const { times, plus, min, max } = reference;
  const parts = [name];
  if (times !== undefined) parts.push(`times ${times}`);
  if (plus !== undefined) parts.push(plus < 0 ? `minus ${-plus}` : `plus ${plus}`);
  const bounds = [
    ...(min === undefined ? [] : [`, at least ${min}`]),
    ...(max === undefined ? [] : [`, at most ${max}`]),
  ];
  return `${parts.join(' ')}${bounds.join('')}`;
}

/** A value of a scene in words; where it is known what a reference stood for, with that: `23 (thermostat.target)`. */
export function describeValue(value: WrittenValue, lookup?: Lookup): string {
  if (!isReference(value)) return plain(value);
  const known = lookup?.(value);
  const words = describeReference(value);
  return known === undefined ? words : `${plain(known)} (${words})`;
}

/** Says values with what properties among them were: `23 (thermostat.target)`. */
export function sayWith(lookup: Lookup): (value: WrittenValue) => string {
  return (value) => describeValue(value, lookup);
}

/** A value as people say it: texts without quotes. */
export function plain(value: unknown): string {
  return typeof value === 'string' && value !== '' && value.length <= 40 ? value : showValue(value);
}

/** `thermostat.target`. */
export function nameOf({ device, prop }: { readonly device: string; readonly prop: string }): string {
  return `${device}.${prop}`;
}

function isValue(value: unknown): value is Value {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
}

/** Without the noise of binary fractions: 0.1 times 3 is 0.3. Adding 0 makes -0 a 0. */
function tidy(number: number): number {
  return Number(number.toPrecision(12)) + 0;
}
