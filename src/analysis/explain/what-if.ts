import { parseInstant } from '../../core/calendar/index.ts';
import { MilletError } from '../../core/errors.ts';
import type { ConditionReport, JournalEntry } from '../../core/journal.ts';
import { plain } from '../../core/scene/comparison.ts';
import { type ConditionContext, judge, strongest } from '../../core/scene/condition.ts';
import { firstObstacle } from '../../core/scene/obstacle.ts';
import type { Condition } from '../../core/scene/schema.ts';
import { sourcesOf } from '../../core/scene/sources.ts';
import { checkAll, partsOf } from './conditions.ts';
import { History, type RunRecord } from './history.ts';
import { Rehearsal } from './rehearsal.ts';
import type { Change, WhatIf } from './types.ts';
import { listAnd } from './words.ts';

/**
 * Whether a scene would have run if some values had been others, all else as it was. Nothing is touched, and nothing is
 * simulated: the conditions of one recorded decision are judged once more. A changed value is taken to have been so for
 * as long as its device was online.
 *
 * @param seq the line of a run, of its end, or of a trigger
 * @throws {MilletError} when that line is none of these
 */
export function whatIf(entries: readonly JournalEntry[], seq: number, changes: readonly Change[]): WhatIf {
  const history = new History(entries);
  const entry = history.entry(seq);
  if (entry.kind !== 'run' && entry.kind !== 'run_end' && entry.kind !== 'trigger') {
    throw new MilletError(`Line ${seq} is a line of the kind ${entry.kind}, and decides nothing.`, {
      hint: 'Name a line of the kind run, run_end or trigger.',
    });
  }
  const record = runOf(history, entry);
  const { seq: line, time } = record?.begun ?? entry;
  const rehearsal = new Rehearsal(history, [entry.scene]).advance(line);
  rehearsal.advanceClock(time);
  const conditions = rehearsal.scenes.get(entry.scene)?.scene.conditions ?? [];
  const recorded = record?.ended?.conditions ?? rehearsal.judge(conditions);
  rehearsal.pretend(changes);
  const context = contextOf(history, rehearsal, changes);
  const reports = conditions.map((condition, index) =>
    rejudge(condition, recorded[index]!, changes, context),
  );
  const obstacle = firstObstacle(conditions, reports, context);
  const given = listAnd(changes.map(describeChange));
  const sentence =
    obstacle === undefined
      ? `With ${given}, ${entry.scene} would have run.`
      : `With ${given}, ${entry.scene} would not have run, because ${obstacle}.`;
  return {
    scene: entry.scene,
    ...(record ? { run: record.begun.run } : {}),
    would: obstacle === undefined,
    sentence,
    changes,
    conditions: checkAll(conditions, reports, { history, at: time, context }),
  };
}

function runOf(history: History, entry: Extract<JournalEntry, { scene: string }>): RunRecord | undefined {
  if (entry.kind !== 'trigger') return history.runs.get(entry.run);
  return [...history.runs.values()].find(({ begun }) => begun.cause === entry.seq);
}

function contextOf(history: History, { context }: Rehearsal, changes: readonly Change[]): ConditionContext {
  const time = changes.findLast((change) => 'time' in change);
  const { view, now, timezone, place } = context;
  return {
    view,
    now: time ? parseInstant(time.time, timezone, now) : now,
    timezone,
    place,
    activity: (scene) => context.activity(scene),
    formatTime: (instant) => history.iso(instant),
    held: (condition) => context.held(condition),
  };
}

/** A part that no change concerns stays as it was judged; what is put together from parts is put together anew. */
function rejudge(
  condition: Condition,
  recorded: ConditionReport,
  changes: readonly Change[],
  context: ConditionContext,
): ConditionReport {
  if (partsOf(condition).length === 0) {
    // What a function looks at may depend on what it has seen before.
    const isConcerned = 'function' in condition || changes.some((change) => concerns(change, condition));
    return isConcerned ? judge(condition, context) : recorded;
  }
  const parts = partsOf(condition).map((part, index) =>
    rejudge(part, recorded.parts![index]!, changes, context),
  );
  if ('not' in condition && !('prop' in condition)) {
    const [part] = parts;
    return { ...recorded, holds: part!.holds === null ? null : !part!.holds, parts };
  }
  return { ...recorded, holds: strongest(parts, 'any' in condition), parts };
}

function concerns(change: Change, condition: Condition): boolean {
  if ('time' in change) return 'type' in condition && (condition.type === 'time' || condition.type === 'sun');
  const sources =
    'prop' in condition
      ? sourcesOf(condition)
      : 'device' in condition
        ? [{ ...condition, prop: undefined }]
        : [];
  return sources.some(({ device, prop }) => {
    return (
      device === change.device && ('availability' in change || ('prop' in change && change.prop === prop))
    );
  });
}

function describeChange(change: Change): string {
  if ('time' in change) return `the time ${change.time.slice(11, 19)}`;
  if ('availability' in change) return `${change.device} ${change.availability}`;
  if ('event' in change) return `the event ${change.event} of ${change.device}`;
  return `${change.device}.${change.prop} ${plain(change.value)}`;
}
