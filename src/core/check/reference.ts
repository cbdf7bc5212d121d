import { describeSpec, type ValueSpec } from '../device/value.ts';
import { describeReference, fitted, isReference, nameOf, scaled, scalingOf } from '../scene/reference.ts';
import type { Reference, WrittenComparison } from '../scene/schema.ts';
import { checkProperty } from './device.ts';
import type { Path, Report } from './finding.ts';
import type { SceneEnv } from './scene-env.ts';

/** A property that stands as a value. Returns what that can be, unless it can be none, or nothing is known of it. */
export function checkReference(
  reference: Reference,
  env: SceneEnv,
  path: Path,
  report: Report,
): ValueSpec | undefined {
  const spec = checkProperty(reference, env, path, report);
  const { min, max } = reference;
  if (min !== undefined && max !== undefined && min > max)
    report([...path, 'max'], `max is below min: nothing is at least ${min} and at most ${max}`);
  const [key] = scalingOf(reference);
  if (!spec || key === undefined) return spec;
  if (isNumeric(spec)) return scaledSpec(reference, spec);
  report([...path, key], `${key} is for numbers, and ${nameOf(reference)} is ${describeSpec(spec)}`, 'key');
  return undefined;
}

/** The properties that a comparison is made with: whether they are there, and go together with its own. */
export function checkReferences(
  comparison: WrittenComparison & { readonly device: string; readonly prop: string },
  spec: ValueSpec | undefined,
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  for (const { key, place, reference } of placesIn(comparison)) {
    const here = [...path, ...place];
    const other = checkReference(reference, env, here, report);
    if (nameOf(reference) === nameOf(comparison))
      report(here, `${nameOf(comparison)} is compared with itself here; name another property`);
    else if (other) {
      const problem = comparedProblem(key, nameOf(comparison), spec, reference, other);
      if (problem !== undefined) report(here, problem);
    }
  }
}

/** Why what a property can be cannot be sent to `name`, which takes `spec`; `undefined` when it can. */
export function sentProblem(
  name: string,
  spec: ValueSpec,
  reference: Reference,
  other: ValueSpec,
): string | undefined {
  if (kindOf(spec) !== kindOf(other) || areApart(spec, other)) {
    return `${name} takes ${describeSpec(spec)}, and ${describeReference(reference)} is ${describeSpec(other)}`;
  }
  if (!isNumeric(spec) || !isNumeric(other)) return undefined;
  const [low, high] = spec.range;
  const [least, most] = other.range;
  const missing = [
    ...((fitted(spec, least) as number) < low ? [`min: ${low}`] : []),
    ...((fitted(spec, most) as number) > high ? [`max: ${high}`] : []),
  ];
  if (missing.length === 0) return undefined;
  const can = `${describeReference(reference)} can be anything from ${least} to ${most}`;
  return `${name} takes ${describeSpec(spec)}, and ${can}; add ${missing.join(' and ')} to it`;
}

type Key = Exclude<keyof WrittenComparison, undefined>;

function* placesIn(
  comparison: WrittenComparison,
): Generator<{ key: Key; place: Path; reference: Reference }> {
  for (const key of ['value', 'not', 'above', 'below', 'between', 'in'] as const) {
    const part = comparison[key];
    if (isReference(part)) yield { key, place: [key], reference: part };
    if (!Array.isArray(part)) continue;
    for (const [index, value] of part.entries())
      if (isReference(value)) yield { key, place: [key, index], reference: value };
  }
}

function comparedProblem(
  key: Key,
  name: string,
  spec: ValueSpec | undefined,
  reference: Reference,
  other: ValueSpec,
): string | undefined {
  const is = `${describeReference(reference)} is ${describeSpec(other)}`;
  if (key === 'above' || key === 'below' || key === 'between') {
    if (!isNumeric(other)) return `${key} compares numbers, and ${is}`;
    // That its own property is no number has been told.
    if (!spec || !isNumeric(spec)) return undefined;
    const [low, high] = spec.range;
    const [least, most] = other.range;
    const never = key === 'above' ? least >= high : key === 'below' && most <= low;
    return never
      ? `${name} is never ${key} ${nameOf(reference)}: it is ${describeSpec(spec)}, and ${is}`
      : undefined;
  }
  if (!spec || (kindOf(spec) === kindOf(other) && !areApart(spec, other))) return undefined;
  return `${name} is ${describeSpec(spec)}, and ${is}: they are never the same`;
}

function scaledSpec(reference: Reference, spec: NumberSpec): NumberSpec {
  const ends = spec.range.map((end) => scaled(reference, end) as number);
  return { type: 'number', range: [Math.min(...ends), Math.max(...ends)] };
}

/** Whether two of a kind have no value in common. */
function areApart(one: ValueSpec, other: ValueSpec): boolean {
  if (isNumeric(one) && isNumeric(other))
    return one.range[0] > other.range[1] || one.range[1] < other.range[0];
  if (one.type === 'enum' && other.type === 'enum')
    return !one.values.some((value) => other.values.includes(value));
  return false;
}

type NumberSpec = Extract<ValueSpec, { type: 'integer' | 'number' }>;

function isNumeric(spec: ValueSpec): spec is NumberSpec {
  return spec.type === 'integer' || spec.type === 'number';
}

function kindOf(spec: ValueSpec): 'boolean' | 'number' | 'text' {
  if (spec.type === 'boolean') return 'boolean';
  return isNumeric(spec) ? 'number' : 'text';
}
