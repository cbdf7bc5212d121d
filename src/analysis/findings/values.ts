import type { Value, ValueSpec } from '../../core/device/value.ts';
import { accepts } from '../../core/device/value.ts';
import { matches, plainParts } from '../../core/scene/comparison.ts';
import type { Comparison, WrittenComparison } from '../../core/scene/schema.ts';

/** A stretch of numbers. An open end is not part of it. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly lowOpen: boolean;
  readonly highOpen: boolean;
}

/** The values that something can have: stretches of numbers, or names, or texts with the exception of a few. */
export type ValueSet =
  | { readonly kind: 'numbers'; readonly spec: NumberSpec; readonly intervals: readonly Interval[] }
  | { readonly kind: 'names'; readonly names: ReadonlySet<Value> }
  | { readonly kind: 'texts'; readonly except: ReadonlySet<Value> };

type NumberSpec = Extract<ValueSpec, { type: 'integer' | 'number' }>;

/** Everything that a property can be. */
export function wholeSet(spec: ValueSpec): ValueSet {
  switch (spec.type) {
    case 'boolean':
      return { kind: 'names', names: new Set([false, true]) };
    case 'enum':
      return { kind: 'names', names: new Set(spec.values) };
    case 'integer':
    case 'number': {
      const [low, high] = spec.range;
      return { kind: 'numbers', spec, intervals: [{ low, high, lowOpen: false, highOpen: false }] };
    }
    case 'string':
      return { kind: 'texts', except: new Set() };
  }
}

/** The values of a property that match a comparison. */
export function matchingSet(spec: ValueSpec, comparison: Comparison): ValueSet {
  const whole = wholeSet(spec);
  switch (whole.kind) {
    case 'names':
      return { kind: 'names', names: new Set([...whole.names].filter((name) => matches(comparison, name))) };
    case 'texts': {
      if (comparison.value !== undefined) return exactly(comparison, [comparison.value]);
      if (comparison.in !== undefined) return exactly(comparison, comparison.in);
      return { kind: 'texts', except: new Set(comparison.not === undefined ? [] : [comparison.not]) };
    }
    case 'numbers':
      return { ...whole, intervals: whole.intervals.flatMap((all) => cut(all, comparison)) };
  }
}

/** The values that may match, as far as a comparison says it by itself: what other properties say keeps nothing out. */
export function possibleSet(spec: ValueSpec, comparison: WrittenComparison): ValueSet {
  return matchingSet(spec, plainParts(comparison));
}

/** What is in both. Both must be of the same property. */
export function intersect(one: ValueSet, other: ValueSet): ValueSet {
  if (one.kind === 'numbers' && other.kind === 'numbers') {
    const intervals = one.intervals.flatMap((first) =>
      other.intervals.flatMap((second) => overlap(first, second) ?? []),
    );
    return { ...one, intervals };
  }
  if (one.kind === 'names')
    return { kind: 'names', names: new Set([...one.names].filter((name) => has(other, name))) };
  if (other.kind === 'names') return intersect(other, one);
  if (one.kind === 'texts' && other.kind === 'texts') {
    return { kind: 'texts', except: new Set([...one.except, ...other.except]) };
  }
  return { kind: 'names', names: new Set() };
}

/** Whether it holds no value that the property can really have. */
export function isEmpty(set: ValueSet): boolean {
  return set.kind !== 'texts' && pick(set) === undefined;
}

/** Whether every value of `inner` is in `outer`. */
export function covers(outer: ValueSet, inner: ValueSet): boolean {
  if (inner.kind === 'names') return [...inner.names].every((name) => has(outer, name));
  if (inner.kind === 'texts') {
    return outer.kind === 'texts' && [...outer.except].every((name) => inner.except.has(name));
  }
  if (outer.kind !== 'numbers') return inner.intervals.length === 0;
  return inner.intervals.every((part) => outer.intervals.some((whole) => contains(whole, part)));
}

/** Whether a value is in it. */
export function has(set: ValueSet, value: Value): boolean {
  switch (set.kind) {
    case 'names':
      return set.names.has(value);
    case 'texts':
      return typeof value === 'string' && !set.except.has(value);
    case 'numbers':
      return typeof value === 'number' && set.intervals.some((interval) => within(interval, value));
  }
}

/** One of its values that the property can really have (on its step, an integer), well inside where possible. */
export function pick(set: ValueSet): Value | undefined {
  switch (set.kind) {
    case 'names':
      return [...set.names][0];
    case 'texts': {
      for (let number = 0; ; number++)
        if (!set.except.has(`text${number || ''}`)) return `text${number || ''}`;
    }
    case 'numbers':
      for (const interval of set.intervals) {
        const value = inside(interval, set.spec);
        if (value !== undefined) return value;
      }
      return undefined;
  }
}

/** The values of a property that are in no way `set`. */
export function complement(spec: ValueSpec, set: ValueSet): ValueSet {
  const whole = wholeSet(spec);
  if (whole.kind === 'names')
    return { kind: 'names', names: new Set([...whole.names].filter((name) => !has(set, name))) };
  if (whole.kind === 'texts') {
    if (set.kind === 'names') return { kind: 'texts', except: set.names };
    return { kind: 'names', names: set.kind === 'texts' ? set.except : new Set() };
  }
  if (set.kind !== 'numbers') return whole;
  let rest: readonly Interval[] = whole.intervals;
  for (const hole of set.intervals) rest = rest.flatMap((part) => without(part, hole));
  return { ...whole, intervals: rest };
}

function exactly(comparison: Comparison, values: readonly Value[]): ValueSet {
  return { kind: 'names', names: new Set(values.filter((value) => matches(comparison, value))) };
}

/** The part of an interval that matches; `not` takes one point out. */
function cut(all: Interval, comparison: Comparison): Interval[] {
  const { value, above, below, between, not, in: list } = comparison;
  let parts: Interval[] = [all];
  const keep = (limit: Interval): void => {
    parts = parts.flatMap((part) => overlap(part, limit) ?? []);
  };
  const point = (number: number): Interval => ({
    low: number,
    high: number,
    lowOpen: false,
    highOpen: false,
  });
  if (value !== undefined)
    parts = typeof value === 'number' ? parts.flatMap((part) => overlap(part, point(value)) ?? []) : [];
  if (list !== undefined) {
    const numbers = list.filter((item) => typeof item === 'number');
    parts = parts.flatMap((part) => numbers.flatMap((number) => overlap(part, point(number)) ?? []));
  }
  if (above !== undefined)
    keep({ low: above, high: Number.POSITIVE_INFINITY, lowOpen: true, highOpen: false });
  if (below !== undefined)
    keep({ low: Number.NEGATIVE_INFINITY, high: below, lowOpen: false, highOpen: true });
  if (between !== undefined) keep({ low: between[0], high: between[1], lowOpen: false, highOpen: false });
  if (typeof not === 'number') parts = parts.flatMap((part) => without(part, point(not)));
  return parts;
}

function overlap(one: Interval, other: Interval): Interval | undefined {
  const low = Math.max(one.low, other.low);
  const high = Math.min(one.high, other.high);
  const lowOpen = (one.low === low && one.lowOpen) || (other.low === low && other.lowOpen);
  const highOpen = (one.high === high && one.highOpen) || (other.high === high && other.highOpen);
  if (low > high || (low === high && (lowOpen || highOpen))) return undefined;
  return { low, high, lowOpen, highOpen };
}

function without(part: Interval, hole: Interval): Interval[] {
  const before = overlap(part, {
    low: Number.NEGATIVE_INFINITY,
    high: hole.low,
    lowOpen: false,
    highOpen: !hole.lowOpen,
  });
  const after = overlap(part, {
    low: hole.high,
    high: Number.POSITIVE_INFINITY,
    lowOpen: !hole.highOpen,
    highOpen: false,
  });
  return [...(before ? [before] : []), ...(after ? [after] : [])];
}

function contains(whole: Interval, part: Interval): boolean {
  const lowFits = part.low > whole.low || (part.low === whole.low && (!whole.lowOpen || part.lowOpen));
  const highFits = part.high < whole.high || (part.high === whole.high && (!whole.highOpen || part.highOpen));
  return lowFits && highFits;
}

function within({ low, high, lowOpen, highOpen }: Interval, value: number): boolean {
  return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high);
}

/** A value near the middle, on the property's step; else the first on the step that is inside. */
function inside(interval: Interval, spec: NumberSpec): number | undefined {
  const [base] = spec.range;
  const step = spec.step ?? (spec.type === 'integer' ? 1 : undefined);
  const middle = (interval.low + interval.high) / 2;
  if (step === undefined) return within(interval, middle) ? middle : undefined;
  const onStep = (count: number): number => Number((base + count * step).toPrecision(12));
  const first = Math.floor((interval.low - base) / step);
  for (const count of [Math.round((middle - base) / step), first, first + 1, first + 2]) {
    const value = onStep(count);
    if (within(interval, value) && accepts(spec, value)) return value;
  }
  return undefined;
}
