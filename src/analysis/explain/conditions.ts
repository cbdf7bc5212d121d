import type { ConditionReport } from '../../core/journal.ts';
import { describeComparison, plain } from '../../core/scene/comparison.ts';
import { firstObstacle } from '../../core/scene/obstacle.ts';
import { readBefore, sayWith } from '../../core/scene/reference.ts';
import type { Condition } from '../../core/scene/schema.ts';
import { describeCondition } from '../../core/scene/words.ts';
import { originOf } from './causes.ts';
import { clockAt, type Moment } from './moment.ts';
import { checkReads } from './reads.ts';
import type { ConditionCheck, Origin } from './types.ts';

/** The checklist of a list of conditions, in the scene's own order, with who made each value what it was. */
export function checkAll(
  conditions: readonly Condition[],
  reports: readonly ConditionReport[],
  moment: Moment,
): ConditionCheck[] {
  const obstacle = reports.findIndex(({ holds }) => holds !== true);
  return conditions.map((condition, index) => check(condition, reports[index]!, moment, index === obstacle));
}

function check(
  condition: Condition,
  report: ConditionReport,
  moment: Moment,
  decisive: boolean,
): ConditionCheck {
  const origin =
    report.by === undefined ? undefined : originOf(moment.history, moment.history.entry(report.by));
  const parts = partsOf(condition).map((part, index) => {
    return check(
      part,
      report.parts![index]!,
      moment,
      decisive && report.parts![index]!.holds === report.holds,
    );
  });
  return {
    condition: describeCondition(condition),
    status: report.holds === null ? 'unknown' : report.holds ? 'held' : 'did not hold',
    decisive,
    sentence: tell(condition, report, moment, origin),
    ...(report.wanted === undefined ? {} : { wanted: report.wanted }),
    ...(report.actual === undefined ? {} : { actual: report.actual }),
    ...(origin ? { origin } : {}),
    ...checkReads(report.read, moment),
    ...(parts.length > 0 ? { parts } : {}),
  };
}

/** `motion_sensor.detected was false, not true: since 06:58:41, because you, at the command line, pinned it.` */
function tell(
  condition: Condition,
  report: ConditionReport,
  moment: Moment,
  origin: Origin | undefined,
): string {
  const stood =
    report.holds === true
      ? standing(condition, report)
      : (firstObstacle([condition], [report], moment.context) ?? describeCondition(condition));
  if (!origin) return `${stood}.`;
  const { time } = moment.history.entry(origin.by);
  return `${stood}: since ${clockAt(moment, time)}, ${origin.because}.`;
}

/** What held, in words. */
function standing(condition: Condition, report: ConditionReport): string {
  if ('prop' in condition) {
    const name = `${condition.device}.${condition.prop}`;
    const wanted = describeComparison(condition, sayWith(readBefore(report.read)));
    const actual = plain(report.actual);
    const held = condition.for === undefined ? '' : ` for ${condition.for} and more`;
    return `${name} was ${actual}${actual === wanted || wanted === '' ? '' : `, ${wanted}`}${held}`;
  }
  if ('all' in condition || 'any' in condition || 'not' in condition) {
    return `it held that ${describeCondition(condition)}`;
  }
  if ('function' in condition) return `${describeCondition(condition)} was true`;
  switch (condition.type) {
    case 'time':
    case 'sun':
      return `time was ${plain(report.actual)}`;
    case 'scene':
      return `${condition.scene} was ${plain(report.actual)}`;
    case 'availability':
      return `${condition.device} was ${plain(report.actual)}`;
  }
}

/** The conditions that a condition is made of. */
export function partsOf(condition: Condition): readonly Condition[] {
  if ('prop' in condition) return [];
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  if ('not' in condition) return [condition.not];
  return [];
}
