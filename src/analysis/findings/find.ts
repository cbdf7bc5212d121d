import { Analysis } from './analysis.ts';
import type { Household } from './facts.ts';
import { type FindingCode, findingCodes, type SceneFinding } from './finding.ts';
import { clockChange } from './rules/clock-change.ts';
import { conflict } from './rules/conflict.ts';
import { leftOn } from './rules/left-on.ts';
import { loop } from './rules/loop.ts';
import { missingTrigger } from './rules/missing-trigger.ts';
import { never } from './rules/never.ts';
import { unreachable } from './rules/unreachable.ts';

type Rule = (analysis: Analysis) => Iterable<SceneFinding>;

const rules: readonly Rule[] = [never, loop, conflict, leftOn, missingTrigger, unreachable, clockChange];

/** Everything that is doubtful in the scenes of a home whose files have no mistakes; the worst first. */
export function findDoubts(household: Household): SceneFinding[] {
  const analysis = new Analysis(household);
  const findings = rules.flatMap((rule) => [...rule(analysis)]);
  const rank = (code: FindingCode): number => (findingCodes[code].severity === 'error' ? 0 : 1);
  return findings.toSorted((one, other) => rank(one.code) - rank(other.code));
}
