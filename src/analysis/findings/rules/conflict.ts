import type { JournalEntry } from '../../../core/journal.ts';
import { plain } from '../../../core/scene/comparison.ts';
import type { Analysis } from '../analysis.ts';
import { canCoincide } from '../coincide.ts';
import type { Effect, SceneFacts, ScenePath } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import type { Staging } from '../stage.ts';
import { storyOf } from '../story.ts';
import { asked } from '../wanted.ts';

/** How close together two scenes must write to be in each other's way, in ms. */
const closeMs = 10_000;

/** Who has so many scenes fighting over one property needs no more examples, and each costs a simulation. */
const mostPerProperty = 20;

/**
 * Two scenes that are set off by the same thing, or one by the other, and leave one property at different values; or
 * two branches of one `parallel`.
 *
 * Only what was seen to happen is told: morning and evening write different values too, and that is what scenes are for.
 */
export function* conflict(analysis: Analysis): Generator<SceneFinding> {
  const told = new Set<string>();
  for (const [property, effects] of analysis.writers) {
    let found = 0;
    for (const [one, other] of pairs(effects)) {
      const key = `${one.step.scene} ${other.step.scene}`;
      if (told.has(key)) continue;
      if (found === mostPerProperty) break;
      const proof = together(analysis, one, other);
      if (!proof) continue;
      told.add(key);
      found++;
      const [first, second] = [one.step.scene, other.step.scene];
      const [value, another] = [one, other].map(({ values }) => plain(values.at(-1)!));
      yield {
        code: 'conflict',
        places: [
          { scene: first, path: one.step.path },
          { scene: second, path: other.step.path },
        ],
        message:
          first === second
            ? `one branch sets ${property} to ${value} and another one, at the same time, to ${another}`
            : `${first} sets ${property} to ${value} and ${second} sets it to ${another}, and one thing sets off both`,
        suggestion:
          first === second
            ? 'Let one of them decide, or put them one after the other'
            : 'Give one of them a condition that excludes the other, or let one scene decide',
        proof,
      };
    }
  }
}

/** Steps that leave different values, each of another scene or of another branch. */
function* pairs(effects: readonly Effect[]): Generator<readonly [Effect, Effect]> {
  const prompt = effects.filter(({ step }) => !step.late && !step.otherwise);
  for (const [index, one] of prompt.entries()) {
    for (const other of prompt.slice(index + 1)) {
      if (one.values.at(-1) === other.values.at(-1)) continue;
      if (one.step.scene !== other.step.scene || areParallel(one.step.path, other.step.path))
        yield [one, other];
    }
  }
}

/** Whether two steps of a scene stand in different branches of one `parallel`. */
function areParallel(one: ScenePath, other: ScenePath): boolean {
  const parting = one.findIndex((part, index) => part !== other[index]);
  return parting > 0 && one[parting - 1] === 'parallel';
}

function together(analysis: Analysis, one: Effect, other: Effect): Proof | undefined {
  const [first, second] = [one, other].map(({ step }) => analysis.facts.get(step.scene)!) as [
    SceneFacts,
    SceneFacts,
  ];
  for (const staging of stagings(analysis, first, second)) {
    const journal = analysis.play(staging, [first, second]);
    const seen = [one, other].map((effect) => wrote(journal, effect, staging.fires));
    if (!seen.every(Boolean)) continue;
    const story = storyOf(journal, analysis.household.home);
    return { scenario: staging, story, expect: [asked(other.device, other.command, { times: 0 })] };
  }
  return undefined;
}

/** Ways in which both could come to run. */
function* stagings(analysis: Analysis, first: SceneFacts, second: SceneFacts): Generator<Staging> {
  const attempt = (facts: SceneFacts, index: number, options: Parameters<Analysis['stage']>[2]) =>
    analysis.stage(facts, index, options) ?? [];
  for (const [index, { trigger }] of first.triggers.entries()) {
    if (first === second) yield* [attempt(first, index, {})].flat();
    else {
      const match = second.triggers.find((candidate) => canCoincide(trigger, candidate.trigger, analysis));
      if (match) yield* [attempt(first, index, { also: [second], together: match.trigger })].flat();
    }
  }
  for (const [from, to] of [
    [first, second],
    [second, first],
  ] as const) {
    if (from === to || !analysis.edges.get(from.id)?.some((edge) => edge.to === to.id && edge.trigger))
      continue;
    for (const index of from.triggers.keys()) yield* [attempt(from, index, {})].flat();
  }
}

function wrote(journal: readonly JournalEntry[], { device, command, step }: Effect, fires: number): boolean {
  return journal.some(
    (entry) =>
      entry.kind === 'request' &&
      entry.device === device &&
      entry.method === command.method &&
      JSON.stringify(entry.params) === JSON.stringify(command.params) &&
      Math.abs(entry.time - fires) <= closeMs &&
      sceneOf(journal, entry) === step.scene,
  );
}

/** The scene whose run made a request. */
function sceneOf(journal: readonly JournalEntry[], entry: JournalEntry): string | undefined {
  for (let cause = entry.cause; cause !== undefined; cause = journal[cause]!.cause) {
    const before = journal[cause]!;
    if (before.kind === 'run') return before.scene;
  }
  return undefined;
}
