import { formatDuration, nextSunStart } from '../calendar/index.ts';
import type { ConditionReport } from '../journal.ts';
import { describeCode } from './code.ts';
import { describeComparison, filledIn, matches, plain, referencesIn } from './comparison.ts';
import type { ConditionContext } from './condition.ts';
import { whyNoValue, whyUnknown } from './lookup.ts';
import { nameOf, readBefore, sayWith } from './reference.ts';
import type { CodeCall, Condition, PropertyCondition, SunCondition } from './schema.ts';
import { describeSunWindow, sunWindowOf } from './sun.ts';
import { describeCondition, describeWindow } from './words.ts';

/**
 * The first part that keeps a list of conditions from holding, as half a sentence with names, the wanted and the
 * actual value; `undefined` when all hold.
 *
 * @param reports what `judge` found, in the order of the conditions
 */
export function firstObstacle(
  conditions: readonly Condition[],
  reports: readonly ConditionReport[],
  context: ConditionContext,
): string | undefined {
  const index = reports.findIndex(({ holds }) => holds !== true);
  return index < 0 ? undefined : obstacle(conditions[index]!, reports[index]!, context);
}

function obstacle(condition: Condition, report: ConditionReport, context: ConditionContext): string {
  if ('prop' in condition) return propertyObstacle(condition, report, context);
  const parts = report.parts ?? [];
  if ('all' in condition) return firstObstacle(condition.all, parts, context) ?? 'nothing held';
  if ('any' in condition) {
    const each = condition.any.map((part, index) => obstacle(part, parts[index]!, context));
    return `none of these held: ${each.join('; ')}`;
  }
  if ('not' in condition) {
    // What is unknown does not hold, and neither does its opposite.
    if (report.holds === null) return obstacle(condition.not, parts[0]!, context);
    return `${describeCondition(condition.not)}, and that must not be`;
  }
  if ('function' in condition) return codeObstacle(condition, report);
  if (condition.type === 'time') return `time was ${plain(report.actual)}, not ${describeWindow(condition)}`;
  if (condition.type === 'sun') return sunObstacle(condition, report, context);
  if (condition.type === 'scene') {
    const { scene } = condition;
    return report.holds === null ? `there is no scene ${scene}` : `${scene} was not running`;
  }
  if (report.holds === null) return `${condition.device} has not said whether it is online`;
  return `${condition.device} was ${plain(report.actual)}, not ${condition.value}`;
}

function propertyObstacle(
  condition: PropertyCondition,
  report: ConditionReport,
  context: ConditionContext,
): string {
  const { device, prop } = condition;
  const name = `${device}.${prop}`;
  if (report.holds === null) {
    return report.actual === null
      ? `${name} was unknown, because ${whyUnknown(condition, context.view)}`
      : whyNoValue(referencesIn(condition), context.view);
  }
  const lookup = readBefore(report.read);
  const wanted = describeComparison(condition, sayWith(lookup));
  const held = condition.for === undefined ? '' : ` for ${condition.for}`;
  if (matches(filledIn(condition, lookup)!, report.actual)) {
    const since = context.held(condition)?.since ?? context.now;
    return `${name} was ${wanted} for ${formatDuration(context.now - since)} only, not${held}`;
  }
  // "not not off" would be hard to read.
  const but = condition.not === undefined ? 'not' : 'and it must be';
  return `${name} was ${plain(report.actual)}, ${but} ${wanted}${held}`;
}

/** What a function has looked at, and that it said no. */
function codeObstacle(condition: CodeCall, { problem, read = [] }: ConditionReport): string {
  if (problem !== undefined) return problem;
  const seen = read.map((one) => `${nameOf(one)} was ${plain(one.value)}`);
  const looked = seen.length === 0 ? 'and it looked at nothing' : `as ${seen.join(', ')}`;
  return `${describeCode(condition)} was false, ${looked}`;
}

function sunObstacle(condition: SunCondition, report: ConditionReport, context: ConditionContext): string {
  const next = nextSunStart(sunWindowOf(condition), context.place, context.now);
  const when = next === undefined ? 'which is never' : `next at ${context.formatTime(next).slice(0, 19)}`;
  return `time was ${plain(report.actual)}, not ${describeSunWindow(condition)} (${when})`;
}
