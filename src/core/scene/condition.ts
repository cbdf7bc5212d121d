import { inWindow, localAt, parseTimeOfDay, type TimeWindow, weekdays } from '../calendar/index.ts';
import type { ConditionReport } from '../journal.ts';
import { matches, plain, wantedOf } from './comparison.ts';
import type { Condition, PropertyCondition } from './schema.ts';
import type { HomeView } from './view.ts';
import { describeCondition } from './words.ts';

/** What a condition is judged against. */
export interface ConditionContext {
  readonly view: HomeView;
  readonly now: number;
  readonly timezone: string;
  formatTime(instant: number): string;
  /** Since when a property condition with `for` has matched; `undefined` when it does not. */
  matchedSince(condition: PropertyCondition): number | undefined;
  durationMs(text: string): number;
}

/**
 * Judges a condition as it stands at this moment, with every part of it, so that a report can show them all.
 * Logic has three values (Kleene's): what is unknown does not hold, and neither does its `not`.
 */
export function judge(condition: Condition, context: ConditionContext): ConditionReport {
  // First, because a property condition may have a `not` of its own.
  if ('prop' in condition) return judgeProperty(condition, context);
  if ('all' in condition) {
    const parts = condition.all.map((part) => judge(part, context));
    const holds = parts.some((part) => part.holds === false)
      ? false
      : parts.some((part) => part.holds === null)
        ? null
        : true;
    return { condition: 'all of', holds, parts };
  }
  if ('any' in condition) {
    const parts = condition.any.map((part) => judge(part, context));
    const holds = parts.some((part) => part.holds === true)
      ? true
      : parts.some((part) => part.holds === null)
        ? null
        : false;
    return { condition: 'any of', holds, parts };
  }
  if ('not' in condition) {
    const part = judge(condition.not, context);
    return { condition: 'not', holds: part.holds === null ? null : !part.holds, parts: [part] };
  }
  if (condition.type === 'time') return judgeTime(condition, context);
  return judgeAvailability(condition, context);
}

/** The first part that keeps a list of conditions from holding, as half a sentence; `undefined` when all hold. */
export function firstObstacle(reports: readonly ConditionReport[]): string | undefined {
  const report = reports.find(({ holds }) => holds !== true);
  return report && obstacle(report);
}

function obstacle(report: ConditionReport): string {
  const { condition, parts } = report;
  if (parts && condition === 'all of') return firstObstacle(parts) ?? 'nothing held';
  if (parts && condition === 'any of') return `none of these held: ${parts.map(obstacle).join('; ')}`;
  if (parts && condition === 'not') {
    return parts[0]!.holds === null ? obstacle(parts[0]!) : `${parts[0]!.condition}, and it must not be so`;
  }
  if (report.holds === null) return `${subject(condition)} was unknown, not ${wantedWords(condition)}`;
  return `${subject(condition)} was ${plain(report.actual)}, not ${wantedWords(condition)}`;
}

function judgeProperty(condition: PropertyCondition, context: ConditionContext): ConditionReport {
  const known = context.view.property(condition.device, condition.prop);
  const words = describeCondition(condition);
  const wanted = wantedOf(condition);
  if (!known) return { condition: words, holds: null, wanted, actual: null };
  let holds = matches(condition, known.value);
  if (holds && condition.for !== undefined) {
    const since = context.matchedSince(condition);
    holds = since !== undefined && context.now - since >= context.durationMs(condition.for);
  }
  return {
    condition: words,
    holds,
    wanted,
    actual: known.value,
    since: context.formatTime(known.since),
    ...(known.cause ? { by: known.cause.seq } : {}),
  };
}

function judgeTime(
  condition: Extract<Condition, { type: 'time' }>,
  context: ConditionContext,
): ConditionReport {
  const local = localAt(context.timezone, context.now);
  const two = (number: number): string => String(number).padStart(2, '0');
  const actual = `${two(local.hour)}:${two(local.minute)}:${two(local.second)} on ${weekdays[local.weekday]}`;
  return {
    condition: describeCondition(condition),
    holds: inWindow(windowOf(condition), context.timezone, context.now),
    wanted: wantedWords(describeCondition(condition)),
    actual,
  };
}

function judgeAvailability(
  condition: Extract<Condition, { type: 'availability' }>,
  context: ConditionContext,
): ConditionReport {
  const actual = context.view.availability(condition.device);
  const since = context.view.availabilitySince(condition.device);
  return {
    condition: describeCondition(condition),
    holds: actual === undefined ? null : actual === condition.value,
    wanted: condition.value,
    actual: actual ?? null,
    ...(since ? { since: context.formatTime(since.since) } : {}),
    ...(since?.cause ? { by: since.cause.seq } : {}),
  };
}

/** The condition's window in the form that the calendar takes. */
export function windowOf(condition: {
  after?: string | undefined;
  before?: string | undefined;
  days?: readonly string[] | undefined;
}): TimeWindow {
  const { after, before, days } = condition;
  return {
    ...(after === undefined ? {} : { after: parseTimeOfDay(after) }),
    ...(before === undefined ? {} : { before: parseTimeOfDay(before) }),
    ...(days === undefined ? {} : { days: daySet(days) }),
  };
}

export function daySet(days: readonly string[]): ReadonlySet<number> {
  return new Set(days.map((day) => weekdays.indexOf(day as never)));
}

/** `motion_sensor.detected is true` -> what it is about, and what was wanted of it. */
function subject(words: string): string {
  return words.slice(0, words.indexOf(' is '));
}

function wantedWords(words: string): string {
  return words.slice(words.indexOf(' is ') + 4);
}
