import { describeSpec, type ValueSpec } from '../device/value.ts';
import type { Comparison } from '../scene/schema.ts';
import type { Path, Report } from './finding.ts';
import { valueProblem } from './value.ts';

const numeric = ['above', 'below', 'between'] as const;

/** Whether a comparison says anything at all. */
export function isEmptyComparison({ value, not, above, below, between, in: list }: Comparison): boolean {
  return [value, not, above, below, between, list].every((part) => part === undefined);
}

/** What can be said about a comparison by itself, without knowing the property. */
export function checkBounds(comparison: Comparison, path: Path, report: Report): void {
  const { above, below, between } = comparison;
  if (between && between[0] > between[1]) {
    const [high, low] = between;
    report([...path, 'between'], `between goes from the lower number to the higher: [${low}, ${high}]`);
  }
  if (above !== undefined && below !== undefined && above >= below) {
    report([...path, 'below'], `no number is above ${above} and below ${below}`);
  }
}

/**
 * A comparison against what the property can be.
 *
 * @param name of the property, such as `air_purifier.level`
 */
export function checkComparison(
  comparison: Comparison,
  spec: ValueSpec,
  name: string,
  path: Path,
  report: Report,
): void {
  const check = (value: unknown, place: readonly (string | number)[]): void => {
    const problem = valueProblem(name, spec, value);
    if (problem !== undefined) report([...path, ...place], problem);
  };
  if (comparison.value !== undefined) check(comparison.value, ['value']);
  if (comparison.not !== undefined) check(comparison.not, ['not']);
  for (const [index, value] of comparison.in?.entries() ?? []) check(value, ['in', index]);
  for (const key of numeric) {
    if (comparison[key] === undefined) continue;
    if (spec.type !== 'integer' && spec.type !== 'number') {
      report(
        [...path, key],
        `${key} compares numbers, and ${name} is ${describeSpec(spec)}; use value, not or in`,
        'key',
      );
    } else {
      const impossible = neverInRange(key, comparison, spec.range);
      if (impossible !== undefined) {
        report([...path, key], `${name} is never ${impossible}: it is ${describeSpec(spec)}`);
      }
    }
  }
}

/** A hysteresis keeps a number trigger from firing again until the value has left the range by that much. */
export function checkHysteresis(
  trigger: Comparison & { readonly hysteresis?: number | undefined },
  spec: ValueSpec | undefined,
  name: string,
  path: Path,
  report: Report,
): void {
  const { hysteresis, above, below, between } = trigger;
  if (hysteresis === undefined) return;
  if (above === undefined && below === undefined && between === undefined) {
    report([...path, 'hysteresis'], 'hysteresis needs above, below or between: it widens their range', 'key');
    return;
  }
  if (spec?.type !== 'integer' && spec?.type !== 'number') return;
  // A trigger that could not fire in the first place has been reported as that.
  const [low, high] = spec.range;
  const leaves =
    (above !== undefined && above - hysteresis >= low) ||
    (below !== undefined && below + hysteresis <= high) ||
    (between !== undefined && (between[0] - hysteresis > low || between[1] + hysteresis < high));
  if (leaves) return;
  report(
    [...path, 'hysteresis'],
    `with a hysteresis of ${hysteresis} it can fire once and never again: ${name} is ${describeSpec(spec)}`,
  );
}

/** The comparison in words when no number of the range fits it. */
function neverInRange(
  key: (typeof numeric)[number],
  { above, below, between }: Comparison,
  [low, high]: readonly [number, number],
): string | undefined {
  if (key === 'above') return above! >= high ? `above ${above}` : undefined;
  if (key === 'below') return below! <= low ? `below ${below}` : undefined;
  const [from, to] = between!;
  return from <= to && (from > high || to < low) ? `between ${from} and ${to}` : undefined;
}
