import { showValue } from '../device/value.ts';
import type { Comparison } from './schema.ts';

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

/** The wanted value in words: `true`, `above 75`, `one of "a", "b"`. */
export function describeComparison(comparison: Comparison): string {
  const parts: string[] = [];
  if (comparison.value !== undefined) parts.push(plain(comparison.value));
  if (comparison.not !== undefined) parts.push(`not ${plain(comparison.not)}`);
  if (comparison.above !== undefined) parts.push(`above ${comparison.above}`);
  if (comparison.below !== undefined) parts.push(`below ${comparison.below}`);
  if (comparison.between !== undefined)
    parts.push(`between ${comparison.between[0]} and ${comparison.between[1]}`);
  if (comparison.in !== undefined) parts.push(`one of ${comparison.in.map(plain).join(', ')}`);
  return parts.join(' and ');
}

/** The parts of a comparison as data, for reports. */
export function wantedOf(comparison: Comparison): unknown {
  const { value, not, above, below, between } = comparison;
  const parts = { value, not, above, below, between, in: comparison.in };
  const given = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
  return Object.keys(given).length === 1 && value !== undefined ? value : given;
}

/** A value as people say it: texts without quotes. */
export function plain(value: unknown): string {
  return typeof value === 'string' && value !== '' && value.length <= 40 ? value : showValue(value);
}
