import { type FindingCode, findingCodes } from '../../core/check/index.ts';
import { Analysis } from './analysis.ts';
import type { Household } from './facts.ts';
import type { SceneFinding } from './finding.ts';
import { clockChange } from './rules/clock-change.ts';
import { conflict } from './rules/conflict.ts';
import { endless } from './rules/endless.ts';
import { halfDone } from './rules/half-done.ts';
import { haste } from './rules/haste.ts';
import { interrupted } from './rules/interrupted.ts';
import { leftOn } from './rules/left-on.ts';
import { loop } from './rules/loop.ts';
import { missingTrigger } from './rules/missing-trigger.ts';
import { momentary } from './rules/momentary.ts';
import { never } from './rules/never.ts';
import { order } from './rules/order.ts';
import { oscillation } from './rules/oscillation.ts';
import { undone } from './rules/undone.ts';
import { unknown } from './rules/unknown.ts';
import { unreachable } from './rules/unreachable.ts';
import { unused } from './rules/unused.ts';
import { windows } from './rules/windows.ts';

type Rule = (analysis: Analysis) => Iterable<SceneFinding>;

const rules: readonly Rule[] = [
  loop,
  never,
  windows,
  momentary,
  endless,
  conflict,
  order,
  oscillation,
  interrupted,
  haste,
  missingTrigger,
  halfDone,
  undone,
  unknown,
  leftOn,
  unreachable,
  clockChange,
  unused,
];

/** Everything that is doubtful in the scenes of a home whose files have no mistakes; the worst first. */
export function findDoubts(household: Household): SceneFinding[] {
  const analysis = new Analysis(household);
  const findings = rules.flatMap((rule) => [...rule(analysis)]);
  const rank = (code: FindingCode): number => (findingCodes[code].severity === 'error' ? 0 : 1);
  return findings.toSorted((one, other) => rank(one.code) - rank(other.code));
}
