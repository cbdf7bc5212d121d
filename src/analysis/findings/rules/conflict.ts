import type { Analysis } from '../analysis.ts';
import type { Effect, SceneFacts } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import { storyOf } from '../story.ts';

/** How close together two scenes must write to be in each other's way, in ms. */
const closeMs = 10_000;

/**
 * Two scenes that are set off by the same thing and leave one property at different values.
 *
 * Only what was seen to happen is told: morning and evening write different values too, and that is what scenes are for.
 */
export function* conflict(analysis: Analysis): Generator<SceneFinding> {
  for (const [property, effects] of analysis.writers) {
    for (const [one, other] of pairs(effects)) {
      const proof = together(analysis, one, other);
      if (!proof) continue;
      const first = one.step.scene;
      const second = other.step.scene;
      yield {
        code: 'conflict',
        places: [
          { scene: first, path: one.step.path },
          { scene: second, path: other.step.path },
        ],
        message: `${first} sets ${property} to ${one.values.at(-1)} and ${second} sets it to ${other.values.at(-1)}, and one thing sets off both`,
        suggestion: `Give one of them a condition that excludes the other, or let one scene decide`,
        proof,
      };
    }
  }
}

/** Of any two scenes only the first pair of steps that disagree. */
function* pairs(effects: readonly Effect[]): Generator<readonly [Effect, Effect]> {
  const told = new Set<string>();
  for (const [index, one] of effects.entries()) {
    for (const other of effects.slice(index + 1)) {
      const key = `${one.step.scene} ${other.step.scene}`;
      if (one.step.scene === other.step.scene || told.has(key) || one.step.late || other.step.late) continue;
      if (one.step.otherwise || other.step.otherwise || one.values.at(-1) === other.values.at(-1)) continue;
      told.add(key);
      yield [one, other];
    }
  }
}

function together(analysis: Analysis, one: Effect, other: Effect): Proof | undefined {
  const first = analysis.facts.get(one.step.scene)!;
  const second = analysis.facts.get(other.step.scene)!;
  for (const [index, { trigger }] of first.triggers.entries()) {
    if (!second.triggers.some((candidate) => canCoincide(trigger, candidate.trigger))) continue;
    const staging = analysis.stage(first, index, [second]);
    if (!staging) continue;
    const journal = analysis.play(staging, [first, second]);
    const wrote = (effect: Effect): number | undefined =>
      journal.find(
        (entry) =>
          entry.kind === 'request' &&
          entry.device === effect.device &&
          entry.method === effect.command.method &&
          JSON.stringify(entry.params) === JSON.stringify(effect.command.params) &&
          Math.abs(entry.time - staging.fires) <= closeMs,
      )?.time;
    if (wrote(one) === undefined || wrote(other) === undefined) continue;
    return { scenario: staging, story: storyOf(journal, analysis.household.home) };
  }
  return undefined;
}

type AnyTrigger = SceneFacts['triggers'][number]['trigger'];

/** Whether one thing could set off both. Simulation decides; this only saves it from trying every pair. */
function canCoincide(one: AnyTrigger, other: AnyTrigger): boolean {
  const clock = ['time', 'cron', 'every'];
  if (clock.includes(one.type)) return clock.includes(other.type);
  if (one.type !== other.type) return false;
  if ('device' in one && 'device' in other) return one.device === other.device;
  return true;
}
