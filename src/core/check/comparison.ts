import { describeSpec, type ValueSpec } from '../device/value.ts';
import { isReference } from '../scene/reference.ts';
import type { WrittenComparison } from '../scene/schema.ts';
import type { Path, Report } from './finding.ts';
import { valueProblem } from './value.ts';

const numeric = ['above', 'below', 'between'] as const;

/** Whether a comparison says anything at all. */
export function isEmptyComparison({
  value,
  not,
  above,
  below,
  between,
  in: list,
}: WrittenComparison): boolean {
  return [value, not, above, below, between, list].every((part) => part === undefined);
}

/** What can be said about a comparison by itself, without knowing the property. */
export function checkBounds(comparison: WrittenComparison, path: Path, report: Report): void {
  const { above, below, between } = comparison;
  const [low, high] = between ?? [];
  if (typeof low === 'number' && typeof high === 'number' && low > high) {
    report([...path, 'between'], `between goes from the lower number to the higher: [${high}, ${low}]`);
  }
  if (typeof above === 'number' && typeof below === 'number' && above >= below) {
    report([...path, 'below'], `no number is above ${above} and below ${below}`);
  }
}

/**
 * A comparison against what the property can be. What other properties have a part in is checked with these.
 *
 * @param name of the property, such as `air_purifier.level`
 */
export function checkComparison(
  comparison: WrittenComparison,
  spec: ValueSpec,
  name: string,
  path: Path,
  report: Report,
): void {
  const check = (value: unknown, place: readonly (string | number)[]): void => {
    const problem = isReference(value) ? undefined : valueProblem(name, spec, value);
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
  trigger: WrittenComparison & { readonly hysteresis?: number | undefined },
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
  const [from, to] = between ?? [];
  if ([above, below, from, to].some(isReference)) return;
  const leaves =
    (typeof above === 'number' && above - hysteresis >= low) ||
    (typeof below === 'number' && below + hysteresis <= high) ||
    (typeof from === 'number' && from - hysteresis > low) ||
    (typeof to === 'number' && to + hysteresis < high);
  if (leaves) return;
  report(
    [...path, 'hysteresis'],
    `with a hysteresis of ${hysteresis} it can fire once and never again: ${name} is ${describeSpec(spec)}`,
  );
}

/** The comparison in words when no number of the range fits it. */
function neverInRange(
  key: (typeof numeric)[number],
  { above, below, between = [0, 0] }: WrittenComparison,
  [low, high]: readonly [number, number],
): string | undefined {
  if (key === 'above') return typeof above === 'number' && above >= high ? `above ${above}` : undefined;
  if (key === 'below') return typeof below === 'number' && below <= low ? `below ${below}` : undefined;
  const [from, to] = between;
  if (typeof from !== 'number' || typeof to !== 'number') return undefined;
  return from <= to && (from > high || to < low) ? `between ${from} and ${to}` : undefined;
}
