import { formatDuration, parseDuration } from '../../../core/calendar/index.ts';
import type { JournalEntry } from '../../../core/journal.ts';
import { describeStep, describeTrigger } from '../../../core/scene/words.ts';
import type { Analysis } from '../analysis.ts';
import type { Effect, SceneFacts, ScenePath } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import { storyOf } from '../story.ts';

type Reply = Extract<JournalEntry, { kind: 'reply' }>;

/** What a scene asks for while a device is still at work on what the same scene has asked for before. */
interface Haste {
  readonly first: Effect;
  /** What asks again: a later step, or a trigger that is due by then. */
  readonly again: ScenePath;
  readonly words: string;
  /** Which trigger shows it. */
  readonly trigger: number;
}

/** Work that takes time, and is asked for again by the same scene: two coffees in a row, or one every ten seconds. */
export function* haste(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    const told = new Set<string>();
    for (const { first, again, words, trigger } of hastesOf(facts)) {
      if (told.has(first.device)) continue;
      const proof = refusal(analysis, facts, first.device, trigger);
      if (!proof) continue;
      told.add(first.device);
      const does = describeStep(first.step.step);
      yield {
        code: 'interrupted',
        places: [first.step.path, again].map((path) => ({ scene: facts.id, path })),
        message: `${does} takes ${formatDuration(first.probe.takesMs)}, and ${words} meanwhile: ${first.device} refuses`,
        suggestion: `Let it wait until ${first.device} is done (wait_until), or give it a condition on what ${first.device} is doing`,
        proof,
      };
    }
  }
}

function* hastesOf({ effects, triggers }: SceneFacts): Generator<Haste> {
  const slow = effects.filter(({ step, probe }) => !step.otherwise && probe.whileBusy === 'refused');
  for (const [index, first] of slow.entries()) {
    const later = slow
      .slice(index + 1)
      .find(({ device, step }) => device === first.device && step !== first.step);
    if (later) {
      const words = `${describeStep(later.step.step)} comes`;
      yield { first, again: later.step.path, words, trigger: 0 };
    }
    for (const [number, { trigger, path }] of triggers.entries()) {
      if (trigger.type !== 'every' || parseDuration(trigger.value) >= first.probe.takesMs) continue;
      yield { first, again: path, words: `"${describeTrigger(trigger)}" comes again`, trigger: number };
    }
  }
}

/** The scene alone: the device takes a command, and then refuses one. */
function refusal(analysis: Analysis, facts: SceneFacts, device: string, trigger: number): Proof | undefined {
  const scenario = analysis.stage(facts, trigger);
  if (!scenario) return undefined;
  const journal = analysis.play(scenario, [facts]);
  const replies = journal.filter(
    (entry): entry is Reply => entry.kind === 'reply' && entry.device === device,
  );
  const taken = replies.findIndex((reply) => !reply.error);
  const refused = taken < 0 ? undefined : replies.slice(taken).find((reply) => reply.error);
  if (!refused) return undefined;
  return {
    scenario,
    story: storyOf(journal.slice(0, refused.seq + 1), analysis.household.home),
    expect: [{ scene: facts.id, outcome: ['partial', 'failed'], times: 0 }],
  };
}
