import { isPlainComparison } from '../../core/scene/comparison.ts';
import type { Condition, PropertyCondition } from '../../core/scene/schema.ts';
import { specOf } from './constraints.ts';
import type { Household } from './facts.ts';
import { complement, covers, intersect, isEmpty, possibleSet, type ValueSet, wholeSet } from './values.ts';

/** What can be said of a condition without knowing how things stand. */
export type Verdict = 'always' | 'never' | 'open';

/** What is known of properties, by `device.prop`. */
export type KnownValues = ReadonlyMap<string, ValueSet>;

/**
 * Whether a condition holds for every value that its properties can have, for none, or for some.
 *
 * @param running scenes of which a run is going on for sure
 */
export function verdictOf(
  condition: Condition,
  household: Household,
  known: KnownValues = new Map(),
  running: ReadonlySet<string> = new Set(),
): Verdict {
  const ofParts = (parts: readonly Condition[], decides: 'never' | 'always'): Verdict => {
    const verdicts = parts.map((part) => verdictOf(part, household, known, running));
    return joined(parts, verdicts, decides, household, known);
  };
  if ('prop' in condition) return ofProperty(condition, household, known);
  if ('all' in condition) return ofParts(condition.all, 'never');
  if ('any' in condition) return ofParts(condition.any, 'always');
  if ('not' in condition) {
    const inner = verdictOf(condition.not, household, known, running);
    return inner === 'open' ? 'open' : inner === 'always' ? 'never' : 'always';
  }
  return 'type' in condition && condition.type === 'scene' && running.has(condition.scene)
    ? 'always'
    : 'open';
}

function ofProperty(condition: PropertyCondition, household: Household, known: KnownValues): Verdict {
  const spec = specOf(condition, household);
  if (!spec) return 'open';
  const possible = known.get(keyOf(condition)) ?? wholeSet(spec);
  const matching = intersect(possible, possibleSet(spec, condition));
  if (isEmpty(matching)) return 'never';
  return isDecidedByValue(condition) && covers(matching, possible) ? 'always' : 'open';
}

/** Whether its own value is all that it takes: not how long it has been so, nor what other properties are. */
function isDecidedByValue(condition: PropertyCondition): boolean {
  return condition.for === undefined && isPlainComparison(condition);
}

/** `all`, where one `never` decides, and `any`, where one `always` does. */
function joined(
  parts: readonly Condition[],
  verdicts: readonly Verdict[],
  decides: 'never' | 'always',
  household: Household,
  known: KnownValues,
): Verdict {
  if (verdicts.includes(decides)) return decides;
  const all = verdicts.every((verdict) => verdict === verdicts[0]) ? verdicts[0]! : 'open';
  if (all !== 'open') return all;
  // For `all` what every part takes, for `any` what none of them does: when nothing is left over, it is decided.
  const left = new Map<string, ValueSet>();
  for (const part of parts) {
    const spec = 'prop' in part ? specOf(part, household) : undefined;
    // A part with `for` may not hold although the value is right.
    if (!spec || !('prop' in part) || (decides === 'always' && !isDecidedByValue(part))) continue;
    const matching = possibleSet(spec, part);
    const before = left.get(keyOf(part)) ?? known.get(keyOf(part)) ?? wholeSet(spec);
    const set = intersect(before, decides === 'never' ? matching : complement(spec, matching));
    if (isEmpty(set)) return decides;
    left.set(keyOf(part), set);
  }
  return 'open';
}

function keyOf({ device, prop }: PropertyCondition): string {
  return `${device}.${prop}`;
}
