import { matches, stillMatches } from '../../core/scene/comparison.ts';
import type { Comparison } from '../../core/scene/schema.ts';
import { isSame } from '../../core/scene/view.ts';
import type { History } from './history.ts';
import { tidy } from './words.ts';

export type Plain = string | number | boolean;

/** The values that a property has had, each once. */
export function valuesSeen({ entries }: History, device: string, prop: string): Plain[] {
  const seen = new Set<Plain>();
  for (const entry of entries) {
    if (entry.kind !== 'state' || entry.device !== device || !Object.hasOwn(entry.props, prop)) continue;
    const value = entry.props[prop];
    if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') seen.add(value);
  }
  return [...seen];
}

/** A value that all the comparisons match, as near to their bounds as whole numbers go. */
export function exampleOf(comparisons: readonly Comparison[], seen: readonly Plain[]): Plain | undefined {
  const candidates = [...comparisons.flatMap(bounds), ...seen];
  // A property has values of one kind only: `not: a` is no reason to take true.
  const kind = typeof (seen[0] ?? candidates[0]);
  return candidates.find((value) => {
    return typeof value === kind && comparisons.every((comparison) => matches(comparison, value));
  });
}

/** A value that the comparison does not match, nor its hysteresis hold on to. */
export function counterexampleOf(
  comparison: Comparison,
  hysteresis: number,
  seen: readonly Plain[],
): Plain | undefined {
  const { above, below, between, value, in: list = [] } = comparison;
  const numbers = [
    ...(above === undefined ? [] : [above - hysteresis]),
    ...(below === undefined ? [] : [below + hysteresis]),
    ...(between === undefined ? [] : [between[0] - hysteresis - 1, between[1] + hysteresis + 1]),
    ...[value, ...list].flatMap((one) => (typeof one === 'number' ? [one + 1, one - 1] : [])),
  ];
  // What it has been before, its device surely takes.
  const candidates = [
    ...seen,
    ...likely(numbers, seen),
    true,
    false,
    ...(comparison.not === undefined ? [] : [comparison.not]),
  ];
  const kind = typeof (seen[0] ?? value ?? list[0] ?? comparison.not ?? numbers[0] ?? true);
  return candidates.find((one) => typeof one === kind && !stillMatches(comparison, hysteresis, one));
}

/** What never was negative is likely not to be: those come last. */
function likely(numbers: readonly number[], seen: readonly Plain[]): readonly number[] {
  if (seen.some((one) => typeof one === 'number' && one < 0)) return numbers;
  return [...numbers.filter((one) => one >= 0), ...numbers.filter((one) => one < 0)];
}

/** Another value than the present one. */
export function anotherThan(value: unknown, seen: readonly Plain[]): Plain | undefined {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return seen.find((one) => !isSame(one, value));
}

/** How far a number is from matching; `undefined` where that is no question of distance. */
export function distanceTo(comparison: Comparison, value: unknown): number | undefined {
  const bound = nearestBound(comparison, value);
  return bound === undefined ? undefined : tidy(Math.abs(bound - (value as number)));
}

/** The bound that a number has not passed. */
export function nearestBound(comparison: Comparison, value: unknown): number | undefined {
  const { above, below, between } = comparison;
  if (typeof value !== 'number') return undefined;
  if (above !== undefined && value <= above) return above;
  if (below !== undefined && value >= below) return below;
  if (between !== undefined && value < between[0]) return between[0];
  if (between !== undefined && value > between[1]) return between[1];
  return undefined;
}

function bounds({ value, above, below, between, in: list, not }: Comparison): Plain[] {
  return [
    ...(value === undefined ? [] : [value]),
    ...(list ?? []),
    ...(above === undefined ? [] : [Math.floor(above) + 1, above + 0.001]),
    ...(below === undefined ? [] : [Math.ceil(below) - 1, below - 0.001]),
    ...(between === undefined ? [] : [between[0], (between[0] + between[1]) / 2, between[1]]),
    ...(typeof not === 'number' ? [not + 1, not - 1] : []),
    ...(typeof not === 'boolean' ? [!not] : []),
  ];
}
