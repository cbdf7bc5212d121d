import type { JournalEntry } from '../../core/journal.ts';
import type { Condition, Scene, Step } from '../../core/scene/schema.ts';
import { describeStep } from '../../core/scene/words.ts';
import { chainOf, describeEntry } from './causes.ts';
import { checkAll } from './conditions.ts';
import type { Entry, History, RunRecord } from './history.ts';
import type { Moment } from './moment.ts';
import { needsOf } from './needs.ts';
import { checkReads } from './reads.ts';
import { Rehearsal } from './rehearsal.ts';
import type {
  ConditionCheck,
  Effect,
  Instead,
  RunExplanation,
  RunGlance,
  StepCall,
  StepCheck,
} from './types.ts';
import { listAnd, showOutcome, showTook } from './words.ts';

/** Of what followed from a request: how many of the first are told. The last one always is. */
const firstEffects = 2;

/** How many steps of a run are told: the last ones. */
const mostSteps = 200;

/** The whole of one run: why it began, what its conditions saw, what it asked for and what came of that. */
export function explainRun(history: History, record: RunRecord): RunExplanation {
  const { begun, ended } = record;
  const { scene } = history.sceneAt(begun.scene, begun.time);
  const { conditions, instead } = judged(history, record, scene?.conditions ?? []);
  return {
    scene: begun.scene,
    run: begun.run,
    seq: begun.seq,
    trigger: begun.trigger,
    reason: begun.reason,
    began: history.iso(begun.time),
    ...(ended ? { ended: history.iso(ended.time) } : {}),
    outcome: ended?.outcome ?? 'going on',
    sentence: glance(history, record, begun.time).sentence,
    chain: chainOf(history, begun),
    conditions,
    steps: stepsOf(history, record, scene),
    ...(instead ? { instead } : {}),
  };
}

/** A run in one sentence about the day of `near`. */
export function glance(history: History, { begun, ended }: RunRecord, near: number): RunGlance {
  const at = history.clock(begun.time, near);
  return {
    run: begun.run,
    seq: begun.seq,
    began: history.iso(begun.time),
    outcome: ended?.outcome ?? 'going on',
    sentence: `${begun.scene} ${tell(history, { begun, ended }, at)}.`,
  };
}

function tell({ end }: History, { begun, ended }: Pick<RunRecord, 'begun' | 'ended'>, at: string): string {
  if (!ended)
    return `ran from ${at} on (${begun.reason}), and was not done ${showTook(end - begun.time)} later`;
  switch (ended.outcome) {
    case 'refused':
      return `did not run at ${at} ${ended.reason}`;
    case 'skipped':
      return `was skipped at ${at}: ${ended.reason}`;
    case 'finished':
    case 'stopped':
    case 'replaced':
    case 'partial':
    case 'failed': {
      const took = ended.time === begun.time ? '' : ` (${showTook(ended.time - begun.time)})`;
      return `ran at ${at}: ${begun.reason}. It ${showOutcome(ended.outcome, ended.reason)}${took}`;
    }
  }
}

/** The conditions as the engine judged them. A run that still goes on has passed them all. */
function judged(
  history: History,
  { begun, ended }: RunRecord,
  conditions: readonly Condition[],
): { conditions: ConditionCheck[]; instead: Instead | undefined } {
  const rehearsal = new Rehearsal(history, [begun.scene]).advance(begun.seq);
  rehearsal.advanceClock(begun.time);
  const moment: Moment = { history, at: begun.time, context: rehearsal.context };
  const reports = ended?.conditions ?? rehearsal.judge(conditions);
  const at = history.clock(begun.time, begun.time);
  if (ended?.outcome === 'skipped') {
    const sentence = `It would have run if an earlier run of it had been over by ${at}, or if its mode allowed more than one at a time.`;
    return { conditions: checkAll(conditions, reports, moment), instead: { sentence, changes: [] } };
  }
  const { clauses, changes } = needsOf(conditions, reports, moment);
  const atAnotherTime = changes?.some((change) => 'time' in change) === true;
  const instead =
    ended?.outcome === 'refused' && clauses.length > 0
      ? {
          sentence: `It would have run if ${listAnd(clauses)}${atAnotherTime ? '' : ` at ${at}`}.`,
          changes: changes ?? [],
        }
      : undefined;
  return { conditions: checkAll(conditions, reports, moment), instead };
}

function stepsOf(history: History, record: RunRecord, scene: Scene | undefined): StepCheck[] {
  const all = record.steps.filter(({ result }) => result === undefined);
  // Of many rounds, a run's report tells the last ones.
  const kept = record.ended && new Set(record.ended.steps.map(({ step }) => step));
  const begun = (kept ? all.filter(({ step }) => kept.has(step)) : all).slice(-mostSteps);
  const calls = callsOf(history, begun);
  const done = begun.map((line): StepCheck => {
    const end = record.steps.find(({ step, result, seq }) => {
      return step === line.step && result !== undefined && seq > line.seq;
    });
    return {
      step: line.step,
      does: line.does ?? '',
      result: end?.result ?? 'going on',
      ...(end?.message === undefined ? {} : { message: end.message }),
      seq: line.seq,
      began: history.iso(line.time),
      ...(end ? { tookMs: end.time - line.time } : {}),
      ...checkReads(line.read, { history, at: line.time }),
      calls: calls.get(line.seq) ?? [],
    };
  });
  const names = new Set(all.map(({ step }) => step));
  const planned: readonly Step[] =
    record.ended?.outcome === 'refused' && done.length > 0
      ? (scene?.otherwise ?? [])
      : (scene?.actions ?? []);
  const left = planned.flatMap((step, index): StepCheck[] => {
    return names.has(`${index}`)
      ? []
      : [{ step: `${index}`, does: describeStep(step), result: 'not done', calls: [] }];
  });
  return [...done, ...left];
}

/** The requests of steps, with replies and effects, by the step's line. */
function callsOf(history: History, steps: readonly Entry<'step'>[]): Map<number, StepCall[]> {
  const asked = history.followers(new Set(steps.map(({ seq }) => seq)));
  const requests = [...asked.values()].flat().filter((entry) => entry.kind === 'request');
  const followers = history.followers(new Set(requests.map(({ seq }) => seq)));
  const calls = new Map<number, StepCall[]>();
  for (const request of requests) {
    const call = callOf(history, request, followers.get(request.seq) ?? []);
    const list = calls.get(request.cause!);
    if (list) list.push(call);
    else calls.set(request.cause!, [call]);
  }
  return calls;
}

function callOf(history: History, request: Entry<'request'>, followers: readonly JournalEntry[]): StepCall {
  const reply = followers.find((entry) => entry.kind === 'reply');
  const all = followers.filter(({ kind }) => kind === 'state' || kind === 'event');
  const told = all.length <= firstEffects + 1 ? all : [...all.slice(0, firstEffects), all.at(-1)!];
  return {
    device: request.device,
    method: request.method,
    ...(request.params === undefined ? {} : { params: request.params }),
    request: request.seq,
    sent: history.iso(request.time),
    ...(reply
      ? {
          reply: {
            seq: reply.seq,
            time: history.iso(reply.time),
            afterMs: reply.time - request.time,
            ok: reply.error === undefined,
            sentence: describeEntry(history, reply),
          },
        }
      : {}),
    effects: told.map((entry) => effectOf(history, request, entry)),
    effectsLeftOut: all.length - told.length,
  };
}

function effectOf(history: History, request: Entry<'request'>, entry: JournalEntry): Effect {
  return {
    seq: entry.seq,
    time: history.iso(entry.time),
    afterMs: entry.time - request.time,
    sentence: describeEntry(history, entry),
  };
}
