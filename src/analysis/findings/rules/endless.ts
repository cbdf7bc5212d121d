import type { JournalEntry } from '../../../core/journal.ts';
import type { Step, WaitStep } from '../../../core/scene/schema.ts';
import { describeCondition, describeStep } from '../../../core/scene/words.ts';
import type { Analysis } from '../analysis.ts';
import { stopsShort } from '../approach.ts';
import { type Constraint, constraintsOf, specOf } from '../constraints.ts';
import { commandOf, deviceOf, fixedCommandOf, type SceneFacts, type ScenePath } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import { type Line, type Located, linesOfScene } from '../lines.ts';
import { storyOf } from '../story.ts';
import { has } from '../values.ts';
import { verdictOf } from '../verdict.ts';

/** A wait that goes on for so long ends with the home, in ms. */
const longMs = 24 * 3_600_000;

/**
 * Waits without a time-out that nothing ends: for the end of a run that itself waits for them, and for a number that the
 * command before them brings near and no further. To wait for what people do is what waits are for, too; so a wait for
 * what a scene has just made false is not doubted as such.
 */
export function* endless(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    if (!facts.steps.some(({ step }) => 'wait_until' in step || 'run' in step)) continue;
    for (const line of linesOfScene(facts.scene)) {
      const [{ step, limited }] = line;
      if (limited) continue;
      if ('wait_until' in step) yield* waitsForItself(analysis, facts, line[0]);
      else if ('run' in step) yield* waitForEachOther(analysis, facts, line[0], step.run);
      else yield* waitsForMore(analysis, facts, line);
    }
  }
}

/** A wait for the end of its own run. */
function* waitsForItself(analysis: Analysis, facts: SceneFacts, wait: Located): Generator<SceneFinding> {
  if (!isNever(analysis, wait, [facts.id])) return;
  const proof = goesOn(analysis, facts, wait);
  if (!proof && wait.path.includes('parallel')) return;
  yield {
    code: 'endless',
    places: [{ scene: facts.id, path: wait.path }],
    message: `${facts.id} waits here for its own end, which comes only behind this step`,
    suggestion: `Take the wait away; if other runs of ${facts.id} are meant, set its mode to queued`,
    ...(proof ? { proof } : { certain: true }),
  };
}

/** A scene that runs another one and waits for its end, while that one waits for the end of the first. */
function* waitForEachOther(
  analysis: Analysis,
  facts: SceneFacts,
  run: Located,
  id: string,
): Generator<SceneFinding> {
  const other = analysis.facts.get(id);
  if (!other || other === facts) return;
  for (const [wait] of linesOfScene(other.scene)) {
    if (wait.limited || isNever(analysis, wait, [id]) || !isNever(analysis, wait, [id, facts.id])) continue;
    const proof = goesOn(analysis, facts, wait, other);
    if (!proof) continue;
    yield {
      code: 'endless',
      places: [
        { scene: id, path: wait.path },
        { scene: facts.id, path: run.path },
      ],
      message: `${id} waits here for the end of ${facts.id}, which has run it and waits for the end of ${id}`,
      suggestion: 'Take one of the two waits away, or give it a timeout',
      proof,
    };
  }
}

/** Whether a wait is for what cannot be while these scenes run, though it could be otherwise. */
function isNever({ household }: Analysis, { step }: Located, running: readonly string[]): boolean {
  if (!('wait_until' in step)) return false;
  const condition = step.wait_until;
  return (
    verdictOf(condition, household, undefined, new Set(running)) === 'never' &&
    verdictOf(condition, household) !== 'never'
  );
}

/** A command that brings a number towards what is waited for next, and ends before it is there. */
function* waitsForMore(
  analysis: Analysis,
  facts: SceneFacts,
  [first, ...following]: Line,
): Generator<SceneFinding> {
  const asked = fixedCommandOf(first.step);
  const known = asked && deviceOf(analysis.household, asked.device);
  if (!asked || !known) return;
  // Where the command may be left out, what is waited for may be what somebody does.
  const inLine = following.filter(({ path }) => isBeside(path, first.path));
  const wait = nextWait(inLine, asked.device);
  if (!wait || wait.limited) return;
  const { step } = first;
  const timezone = analysis.household.home.location.timezone;
  for (const demand of demandsOf(analysis, wait)) {
    const { device, prop, set } = demand;
    if (device !== asked.device || isBroughtAbout(analysis, step, demand)) continue;
    const end = stopsShort(known.model, known.initial, asked.command, { prop, set, timezone });
    const proof = end === undefined ? undefined : goesOn(analysis, facts, wait);
    if (!proof) continue;
    yield {
      code: 'endless',
      places: [wait, first].map(({ path }) => ({ scene: facts.id, path })),
      message: `${describeStep(first.step)} brings ${device}.${prop} to ${end} and no further, so nothing in the home ends this wait: ${describeCondition(wait.step.wait_until)}`,
      suggestion: 'Wait for what the command brings about, or give the wait a timeout',
      proof,
    };
  }
}

/** Whether two steps stand in one list. */
function isBeside(one: ScenePath, other: ScenePath): boolean {
  return one.slice(0, -1).join() === other.slice(0, -1).join();
}

/** The first wait behind a command, if nothing in between concerns that device, or may do so. */
function nextWait(
  following: readonly Located[],
  device: string,
): (Located & { readonly step: WaitStep }) | undefined {
  for (const located of following) {
    const { step } = located;
    if ('wait_until' in step) return { ...located, step };
    const passes = 'delay' in step || 'notify' in step || 'publish' in step || commandOf(step) !== undefined;
    if (!passes || commandOf(step)?.device === device) return undefined;
  }
  return undefined;
}

/** What must be so of numbers that neither the world nor time decides. */
function demandsOf({ household }: Analysis, { step, path }: Located & { step: WaitStep }): Constraint[] {
  const guard = { condition: step.wait_until, path: [...path, 'wait_until'], holds: true };
  return constraintsOf([guard], household).filter((demand) => specOf(demand, household)?.reading !== true);
}

/** Whether any other step can make it so, of this scene or another one. */
function isBroughtAbout({ writers }: Analysis, but: Step, { device, prop, set }: Constraint): boolean {
  const effects = writers.get(`${device}.${prop}`) ?? [];
  return effects.some(
    ({ step, supposed, values }) =>
      step.step !== but && (supposed || values.some((value) => has(set, value))),
  );
}

/**
 * The scene with a wait in it, its own or one of the scene that it runs, on which it still is after a day. What may hold
 * it up before that is not what is looked for.
 */
function goesOn(
  analysis: Analysis,
  facts: SceneFacts,
  { step }: Located,
  other: SceneFacts = facts,
): Proof | undefined {
  for (const index of facts.triggers.keys()) {
    const staged = analysis.stage(facts, index);
    if (!staged) continue;
    const whole = { ...staged, until: staged.fires + longMs };
    const journal = analysis.play(whole, [facts, other], (lines) =>
      lines.some((line) => isEndOf(line, facts)),
    );
    const stands = journal.some((entry) => isBeginOf(entry, other, step) && !hasEnded(journal, entry));
    if (!stands || journal.some((entry) => isEndOf(entry, facts))) continue;
    // Nothing but more of the same comes later.
    const shown = journal.filter(({ time }) => time <= staged.until);
    return {
      scenario: staged,
      story: storyOf(shown, analysis.household.home),
      expect: [{ scene: facts.id, outcome: ['finished', 'partial'], at_least: 1 }],
    };
  }
  return undefined;
}

type StepLine = Extract<JournalEntry, { kind: 'step' }>;

function isBeginOf(entry: JournalEntry, { id }: SceneFacts, step: Step): entry is StepLine {
  return entry.kind === 'step' && entry.scene === id && entry.does === describeStep(step) && !entry.result;
}

function hasEnded(journal: readonly JournalEntry[], { scene, run, step }: StepLine): boolean {
  return journal.some(
    (entry) =>
      entry.kind === 'step' &&
      entry.scene === scene &&
      entry.run === run &&
      entry.step === step &&
      entry.result !== undefined,
  );
}

function isEndOf(entry: JournalEntry, { id }: SceneFacts): boolean {
  return entry.kind === 'run_end' && entry.scene === id && entry.outcome !== 'skipped';
}
