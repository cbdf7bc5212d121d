import { MilletError } from '../../core/errors.ts';
import type { JournalEntry } from '../../core/journal.ts';
import { didYouMean } from '../../core/nearest.ts';
import type { Condition, PropertyCondition, Scene } from '../../core/scene/schema.ts';
import { chainOf } from './causes.ts';
import { checkAll } from './conditions.ts';
import { History, type RunRecord } from './history.ts';
import { insteadOf } from './instead.ts';
import type { Moment } from './moment.ts';
import { rehearseNear } from './near.ts';
import { needsOf } from './needs.ts';
import { Rehearsal, type Told } from './rehearsal.ts';
import { explainRun, glance } from './run.ts';
import { checkTrigger, type TriggerAnswer } from './triggers.ts';
import type { ConditionCheck, Instead, NearMiss, RunExplanation, SceneExplanation } from './types.ts';
import { afterColon, showTook } from './words.ts';

export interface ExplainOptions {
  /** The instant up to which the journal tells everything, where that is later than its last line. */
  readonly end?: number;
}

/** For how long before the moment near misses are told. */
const nearMs = 10 * 60_000;

/** How many sentences about near misses and triggers follow. */
const most = 5;

/**
 * Why a scene ran at a time, or why it did not. What happened in the minute, second or millisecond that `at` names is
 * looked at first: `at` on a whole minute stands for that minute.
 *
 * @param entries a journal from its first line on
 * @param at milliseconds since the epoch
 * @throws {MilletError} when there never was such a scene, or `at` lies outside of the journal
 */
export function explainScene(
  entries: readonly JournalEntry[],
  scene: string,
  at: number,
  options: ExplainOptions = {},
): SceneExplanation {
  const history = new History(entries, options.end);
  const ids = history.sceneIds();
  if (!ids.includes(scene)) {
    if (Object.hasOwn(history.home.devices, scene)) {
      throw new MilletError(`There is no scene ${scene}; it is a device.`, {
        hint: `Ask for one of its properties: ${scene}.PROPERTY.`,
      });
    }
    throw new MilletError(`There is no scene ${scene}.${didYouMean(scene, ids)}`, {
      hint: `There are ${ids.join(', ') || 'none'}.`,
    });
  }
  history.check(at);
  const until = Math.min(at + stretchOf(at), history.end + 1);
  const { near, told } = rehearseNear(history, undefined, at - nearMs, until - 1);
  const records = [...history.runs.values()].filter(({ begun }) => begun.scene === scene);
  const chosen = choose(records, at, until);
  const base = { scene, at: history.iso(at), until: history.iso(until), near: ownFirst(near, scene) };
  if (chosen) {
    const { begun } = chosen;
    const rehearsal = new Rehearsal(history, [scene]).advance(begun.seq);
    rehearsal.advanceClock(begun.time);
    const triggers = askTriggers(scene, rehearsal, history, begun.time, begun.time + 1, told);
    return {
      ...base,
      ...nameOf(rehearsal.scenes.get(scene)?.scene),
      ...aboutRun(history, explainRun(history, chosen), records, at, until),
      triggers: triggers.map(({ check }) => check),
    };
  }
  const rehearsal = new Rehearsal(history, [scene]).advanceTo(at);
  const definition = rehearsal.scenes.get(scene)?.scene;
  const moment: Moment = { history, at, context: rehearsal.context };
  const triggers = askTriggers(scene, rehearsal, history, at, until, told);
  const nearest = nearestTo(records, at);
  const more = nearest ? { nearest: glance(history, nearest, at) } : {};
  if (!definition) return { ...base, ...more, ...aboutNothing(history, scene, at) };
  const reports = rehearsal.judge(definition.conditions ?? []);
  const conditions = checkAll(definition.conditions ?? [], reports, moment);
  const needs = needsOf(definition.conditions ?? [], reports, moment);
  const instead = insteadOf(triggers, needs, definition, rehearsal);
  return {
    ...base,
    ...nameOf(definition),
    ...more,
    ...aboutTriggers(scene, triggers, conditions, instead, moment, more.nearest?.sentence, base.near),
    otherRuns: [],
    triggers: triggers.map(({ check }) => check),
    conditions,
    ...(instead ? { instead } : {}),
  };
}

/** What is meant by a time: a whole minute, a whole second, or the instant. */
function stretchOf(at: number): number {
  if (at % 60_000 === 0) return 60_000;
  return at % 1000 === 0 ? 1000 : 1;
}

/** The run to be told: one that begins within the stretch, rather one that was not refused; else one that goes on. */
function choose(records: readonly RunRecord[], at: number, until: number): RunRecord | undefined {
  const begins = records.filter(({ begun }) => begun.time >= at && begun.time < until);
  const goesOn = ({ begun, ended }: RunRecord): boolean => begun.time < at && (!ended || ended.time >= at);
  return begins.find(isAdmitted) ?? begins[0] ?? records.findLast(goesOn);
}

function isAdmitted({ ended }: RunRecord): boolean {
  return ended?.outcome !== 'refused' && ended?.outcome !== 'skipped';
}

function nearestTo(records: readonly RunRecord[], at: number): RunRecord | undefined {
  let nearest: RunRecord | undefined;
  for (const record of records) {
    if (!nearest || Math.abs(record.begun.time - at) <= Math.abs(nearest.begun.time - at)) nearest = record;
  }
  return nearest;
}

function nameOf(scene: Scene | undefined): { name?: string } {
  return scene?.name === undefined ? {} : { name: scene.name };
}

function ownFirst(near: readonly NearMiss[], scene: string): NearMiss[] {
  return [...near.filter((miss) => miss.scene === scene), ...near.filter((miss) => miss.scene !== scene)];
}

/** An answer whose subject is a run. */
function aboutRun(
  history: History,
  run: RunExplanation,
  records: readonly RunRecord[],
  at: number,
  until: number,
): Pick<
  SceneExplanation,
  'verdict' | 'sentence' | 'details' | 'run' | 'otherRuns' | 'conditions' | 'instead'
> {
  const others = records.filter(
    ({ begun }) => begun.time >= at && begun.time < until && begun.run !== run.run,
  );
  const begun = history.entry(run.seq).time;
  const details: string[] = [];
  if (begun < at)
    details.push(
      `At ${history.clock(at, begun)} it was going on, ${showTook(at - begun)} after it had begun.`,
    );
  const root = chainOf(history, history.entry(run.seq)).slice(1);
  const from = root.find(({ kind }) => kind !== 'trigger' && kind !== 'clock');
  if (from) details.push(`It was set off because ${from.sentence} (line ${from.seq}).`);
  details.push(...obstaclesOf(history, run));
  if (run.instead) details.push(run.instead.sentence);
  if (others.length > 0) details.push(`Other runs of it in that time: ${others.length}.`);
  return {
    verdict: run.outcome === 'refused' || run.outcome === 'skipped' ? run.outcome : 'ran',
    sentence: run.sentence,
    details,
    run,
    otherRuns: others.map((record) => glance(history, record, at)),
    conditions: run.conditions,
    ...(run.instead ? { instead: run.instead } : {}),
  };
}

function aboutNothing(
  history: History,
  scene: string,
  at: number,
): Pick<SceneExplanation, 'verdict' | 'sentence' | 'details' | 'otherRuns' | 'triggers' | 'conditions'> {
  const { changed } = history.sceneAt(scene, at);
  const time = history.clock(at, at);
  const why = changed
    ? `its file was removed at ${history.clock(changed.time, at)}`
    : 'its file was first saved later';
  return {
    verdict: 'no such scene',
    sentence: `${scene} did not run at ${time} because there was no such scene then: ${why}.`,
    details: [],
    otherRuns: [],
    triggers: [],
    conditions: [],
  };
}

function askTriggers(
  scene: string,
  rehearsal: Rehearsal,
  history: History,
  at: number,
  until: number,
  told: readonly Told[],
): TriggerAnswer[] {
  const runtime = rehearsal.scenes.get(scene);
  if (!runtime) return [];
  const moment: Moment = { history, at, context: rehearsal.context };
  const own = told.filter(({ line }) => line.scene === scene && line.time >= at && line.time < until);
  return runtime.triggers.map((trigger, index) => {
    return checkTrigger({
      scene,
      index,
      trigger,
      watch: runtime.triggerWatches[index],
      told: own.filter(({ line }) => line.trigger === index),
      moment,
      until,
      conditions: (runtime.scene.conditions ?? []).filter((condition): condition is PropertyCondition => {
        return trigger.type === 'property' && isAbout(condition, trigger);
      }),
    });
  });
}

function isAbout(condition: Condition, { device, prop }: { device: string; prop: string }): boolean {
  return 'prop' in condition && condition.device === device && condition.prop === prop;
}

/** An answer whose subject is what set nothing off. */
function aboutTriggers(
  scene: string,
  triggers: readonly TriggerAnswer[],
  conditions: readonly ConditionCheck[],
  instead: Instead | undefined,
  { history, at }: Moment,
  nearest: string | undefined,
  near: readonly NearMiss[],
): Pick<SceneExplanation, 'verdict' | 'sentence' | 'details'> {
  const checks = triggers.map(({ check }) => check);
  const time = history.clock(at, at);
  const details: string[] = [];
  const [only] = checks;
  if (checks.length > 1)
    details.push(...checks.slice(0, most).map((check) => `${check.words}: ${afterColon(check.sentence)}`));
  const obstacle = conditions.find(({ decisive }) => decisive);
  if (obstacle) details.push(`Its conditions would not have held either: ${obstacle.sentence}`);
  else if (conditions.length > 0) details.push('Its conditions would have held.');
  if (instead) details.push(instead.sentence);
  if (nearest !== undefined) details.push(`Nearest to that: ${nearest}`);
  const told = new Set(checks.map(({ origin }) => origin?.by));
  const isNews = ({ kind, seq }: NearMiss): boolean => {
    const ofWait = kind === 'wait broken' || kind === 'waiting';
    return !told.has(seq) && !(ofWait && history.entry(seq).time >= at);
  };
  const own = near.filter((miss) => miss.scene === scene && isNews(miss));
  details.push(...own.slice(-most).map(({ sentence }) => sentence));
  const verdict = checks.some(({ status }) => status === 'waiting')
    ? 'waited'
    : checks.some(({ status }) => status === 'wait broken')
      ? 'wait broken'
      : 'not triggered';
  const why =
    checks.length === 1
      ? `because its trigger (${only!.words}) did not fire: ${afterColon(only!.sentence)}`
      : `because none of its ${checks.length} triggers fired.`;
  return { verdict, sentence: `${scene} did not run at ${time} ${why}`, details: [...new Set(details)] };
}

/** Since when what kept a run from running had been so, and who had made it so. */
function obstaclesOf(history: History, { conditions, seq }: RunExplanation): string[] {
  const leaves = conditions.flatMap(decisiveLeaves);
  const begun = history.entry(seq).time;
  return leaves.flatMap(({ origin, sentence, read = [] }) => {
    const others = read.flatMap((one) => (one.origin ? [one.sentence] : []));
    if (!origin) return others;
    // One value alone is named in the sentence before.
    if (leaves.length > 1) return [sentence, ...others];
    const since = history.clock(history.entry(origin.by).time, begun);
    return [`It had been so since ${since}, ${origin.because}.`, ...others];
  });
}

function decisiveLeaves(check: ConditionCheck): ConditionCheck[] {
  if (!check.decisive) return [];
  return check.parts ? check.parts.flatMap(decisiveLeaves) : [check];
}
