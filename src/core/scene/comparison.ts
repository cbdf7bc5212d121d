import { describeValue, isReference, type Lookup } from './reference.ts';
import type { Comparison, Reference, WrittenComparison, WrittenValue } from './schema.ts';

export { plain } from './reference.ts';

/** Whether `value` matches every part of the comparison. One without parts matches anything. */
export function matches(comparison: Comparison, value: unknown): boolean {
  const { above, below, between } = comparison;
  if (comparison.value !== undefined && value !== comparison.value) return false;
  if (comparison.not !== undefined && value === comparison.not) return false;
  if (comparison.in !== undefined && !comparison.in.includes(value as never)) return false;
  if (above === undefined && below === undefined && between === undefined) return true;
  if (typeof value !== 'number') return false;
  if (above !== undefined && value <= above) return false;
  if (below !== undefined && value >= below) return false;
  return between === undefined || (value >= between[0] && value <= between[1]);
}

/**
 * Whether a value that matched before still counts as matching: with a hysteresis, a number must leave the range
 * by that much before the trigger can fire again (a Schmitt trigger).
 */
export function stillMatches(comparison: Comparison, hysteresis: number, value: unknown): boolean {
  if (typeof value !== 'number') return matches(comparison, value);
  const { above, below, between } = comparison;
  return matches(
    {
      ...comparison,
      ...(above === undefined ? {} : { above: above - hysteresis }),
      ...(below === undefined ? {} : { below: below + hysteresis }),
      ...(between === undefined
        ? {}
        : { between: [between[0] - hysteresis, between[1] + hysteresis] as [number, number] }),
    },
    value,
  );
}

/** The properties that stand as values in a comparison, each as it is written. Worked out once for each comparison. */
export function referencesIn(comparison: WrittenComparison): readonly Reference[] {
  let found = known.get(comparison);
  if (!found) {
    found = valuesIn(comparison).filter(isReference);
    known.set(comparison, found);
  }
  return found;
}

const known = new WeakMap<WrittenComparison, readonly Reference[]>();

/** Whether every value of a comparison stands there itself. */
export function isPlainComparison<Written extends WrittenComparison>(
  comparison: Written,
): comparison is Written & Comparison {
  return referencesIn(comparison).length === 0;
}

/**
 * The comparison with the values of other properties in their places, beside whatever else it carries. `undefined` when
 * one of them is unknown, or is no number where one is compared.
 */
export function filledIn<Written extends WrittenComparison>(
  comparison: Written,
  lookup: Lookup,
): (Written & Comparison) | undefined {
  if (isPlainComparison(comparison)) return comparison;
  const fill = (written: WrittenValue) => (isReference(written) ? lookup(written) : written);
  const filled: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(partsOf(comparison))) {
    const values = [part].flat().map(fill);
    if (values.includes(undefined)) return undefined;
    if (bounds.has(key) && values.some((value) => typeof value !== 'number')) return undefined;
    filled[key] = Array.isArray(part) ? values : values[0];
  }
  return { ...comparison, ...filled } as Written & Comparison;
}

const bounds: ReadonlySet<string> = new Set(['above', 'below', 'between']);

/** The parts of a comparison that other properties have no part in. */
export function plainParts(comparison: WrittenComparison): Comparison {
  if (isPlainComparison(comparison)) return comparison;
  const parts = Object.entries(partsOf(comparison)).filter(([, part]) => ![part].flat().some(isReference));
  return Object.fromEntries(parts);
}

/**
 * The wanted value in words: `true`, `above 75`, `one of "a", "b"`.
 *
 * @param say how a value is called, where that is not its plain form
 */
export function describeComparison(
  comparison: WrittenComparison,
  say: (value: WrittenValue) => string = (written) => describeValue(written),
): string {
  const { value, not, above, below, between, in: list } = comparison;
  const parts: string[] = [];
  if (value !== undefined) parts.push(say(value));
  if (not !== undefined) parts.push(`not ${say(not)}`);
  if (above !== undefined) parts.push(`above ${say(above)}`);
  if (below !== undefined) parts.push(`below ${say(below)}`);
  if (between !== undefined) parts.push(`between ${say(between[0])} and ${say(between[1])}`);
  if (list !== undefined) parts.push(`one of ${list.map(say).join(', ')}`);
  return parts.join(' and ');
}

/** The parts of a comparison as data, for reports. */
export function wantedOf(comparison: WrittenComparison): unknown {
  const given = partsOf(comparison);
  return Object.keys(given).length === 1 && comparison.value !== undefined ? comparison.value : given;
}

function partsOf({
  value,
  not,
  above,
  below,
  between,
  in: list,
}: WrittenComparison): Readonly<Record<string, WrittenValue | WrittenValue[]>> {
  const parts = { value, not, above, below, between, in: list };
  return Object.fromEntries(Object.entries(parts).filter((entry) => entry[1] !== undefined)) as Record<
    string,
    WrittenValue | WrittenValue[]
  >;
}

function valuesIn(comparison: WrittenComparison): unknown[] {
  return Object.values(partsOf(comparison)).flat();
}
