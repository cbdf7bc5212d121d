import { parseDuration } from '../../../core/calendar/index.ts';
import { own } from '../../../core/device/validate.ts';
import type { JournalEntry } from '../../../core/journal.ts';
import { isPlainComparison } from '../../../core/scene/comparison.ts';
import type { PropertyTrigger } from '../../../core/scene/schema.ts';
import type { Analysis } from '../analysis.ts';
import { specOf } from '../constraints.ts';
import { deviceOf, type SceneFacts, type ScenePath } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { storyOf } from '../story.ts';
import { intersect, isEmpty, matchingSet } from '../values.ts';

/** A scene that answers a reading with something that moves this reading, through the room. */
interface Answer {
  readonly facts: SceneFacts;
  readonly trigger: PropertyTrigger;
  readonly path: ScenePath;
  readonly step: ScenePath;
  /** Which way the reading goes after the step. */
  readonly push: 1 | -1;
}

const DAY = 86_400_000;
/** So many runs within so many ms are no household's wish. */
const manyRuns = 5;
const shortMs = 10 * 60_000;

/**
 * Scenes that answer a reading with something that moves it, through the room, so that they come again and again: one
 * that is set off by what it does itself, or two that answer in opposite ways. With a gap between the thresholds that
 * is wider than what they bring about, it is a thermostat.
 */
export function* oscillation(analysis: Analysis): Generator<SceneFinding> {
  const bySensor = new Map<string, Answer[]>();
  for (const facts of analysis.facts.values()) {
    for (const answer of answersOf(analysis, facts)) {
      const key = `${answer.trigger.device}.${answer.trigger.prop}`;
      const list = bySensor.get(key) ?? [];
      bySensor.set(key, list);
      list.push(answer);
    }
  }
  for (const [reading, answers] of bySensor) {
    for (const facts of new Set(answers.map((answer) => answer.facts))) {
      const own = answers.filter((answer) => answer.facts === facts);
      // What pushes one way only waits for something else to bring the reading back.
      const proof = new Set(own.map(({ push }) => push)).size > 1 && aDay(analysis, [facts]);
      if (proof) yield alone(reading, facts, own, proof);
    }
    for (const [one, other] of opposites(answers)) {
      const proof = isQuick(one, other) ? aDay(analysis, [one.facts, other.facts]) : undefined;
      if (proof || overlap(analysis, one, other)) yield together(reading, one, other, proof);
    }
  }
}

function alone(reading: string, { id }: SceneFacts, [first]: readonly Answer[], proof: Proof): SceneFinding {
  return {
    code: 'oscillation',
    places: [first!.path, first!.step].map((path) => ({ scene: id, path })),
    message: `${id} answers ${reading} with something that moves it, and so sets itself off again and again`,
    suggestion: 'Give the trigger a hysteresis that is wider than what its steps bring about, or a for',
    proof,
  };
}

function together(reading: string, one: Answer, other: Answer, proof: Proof | undefined): SceneFinding {
  return {
    code: 'oscillation',
    places: [
      { scene: one.facts.id, path: one.path },
      { scene: other.facts.id, path: other.path },
      { scene: one.facts.id, path: one.step },
      { scene: other.facts.id, path: other.step },
    ],
    message: `${one.facts.id} and ${other.facts.id} answer ${reading} in opposite ways, and each brings about what sets off the other`,
    suggestion: 'Leave a gap between the two thresholds that is wider than what each of them brings about',
    ...(proof ? { proof } : {}),
  };
}

/** Two scenes that push one reading in opposite directions; of each two scenes one pair. */
function* opposites(answers: readonly Answer[]): Generator<readonly [Answer, Answer]> {
  const told = new Set<string>();
  for (const [index, one] of answers.entries()) {
    for (const other of answers.slice(index + 1)) {
      const key = `${one.facts.id} ${other.facts.id}`;
      if (one.facts === other.facts || one.push === other.push || told.has(key)) continue;
      told.add(key);
      yield [one, other];
    }
  }
}

/** Whether many rounds could go by in a short time at all. */
function isQuick(one: Answer, other: Answer): boolean {
  const waits = [one, other].map(({ trigger }) =>
    trigger.for === undefined ? 0 : parseDuration(trigger.for),
  );
  return (waits[0]! + waits[1]!) * 2 < shortMs;
}

function overlap({ household }: Analysis, one: Answer, other: Answer): boolean {
  const spec = specOf(one.trigger, household);
  // Where other properties are the thresholds, nobody knows whether there is a gap between them.
  if (!spec || !isPlainComparison(one.trigger) || !isPlainComparison(other.trigger)) return false;
  return !isEmpty(intersect(matchingSet(spec, one.trigger), matchingSet(spec, other.trigger)));
}

/** An ordinary day with nothing but these scenes. Nothing is pinned: the room has to answer. */
function aDay(analysis: Analysis, scenes: readonly SceneFacts[]): Proof | undefined {
  const whole: Scenario = { from: analysis.day, until: analysis.day + DAY, given: {}, deeds: [] };
  const journal = analysis.play(whole, scenes, (lines) => burst(lines) !== undefined);
  const found = burst(journal);
  if (!found) return undefined;
  const scenario = { ...whole, until: found.begin + shortMs };
  const story = storyOf(journal.slice(0, found.last + 1), analysis.household.home);
  const { id } = scenes[0]!;
  return { scenario, story, expect: [{ scene: id, at_most: 1 }] };
}

/** Many runs within a short time: when the first began, and the line of the last. */
function burst(journal: readonly JournalEntry[]): { begin: number; last: number } | undefined {
  const runs = journal.filter((entry) => entry.kind === 'run' && isSetOff(journal, entry));
  for (const [index, first] of runs.entries()) {
    const last = runs[index + manyRuns - 1];
    if (last && last.time - first.time <= shortMs) return { begin: first.time, last: last.seq };
  }
  return undefined;
}

/** Not by the clock: a scene may well be due often. */
function isSetOff(journal: readonly JournalEntry[], run: JournalEntry): boolean {
  const trigger = run.cause === undefined ? undefined : journal[run.cause];
  return trigger?.kind === 'trigger';
}

function* answersOf({ household }: Analysis, facts: SceneFacts): Generator<Answer> {
  for (const { trigger, path } of facts.triggers) {
    if (trigger.type !== 'property') continue;
    const senses = own(deviceOf(household, trigger.device)?.model.properties ?? {}, trigger.prop)?.senses;
    const quantity = typeof senses === 'object' ? senses.quantity : senses;
    const room = own(household.home.devices, trigger.device)?.room;
    if (quantity === undefined || room === undefined) continue;
    const told = new Set<unknown>();
    for (const { step, device, probe } of facts.effects) {
      if (told.has(step) || own(household.home.devices, device)?.room !== room) continue;
      const push = (probe.pushes as Readonly<Record<string, 1 | -1>>)[quantity];
      if (push === undefined) continue;
      told.add(step);
      yield { facts, trigger, path, step: step.path, push };
    }
  }
}
