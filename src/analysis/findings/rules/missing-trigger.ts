import { parseDuration } from '../../../core/calendar/index.ts';
import type { PropertyCondition } from '../../../core/scene/schema.ts';
import { describeCondition } from '../../../core/scene/words.ts';
import type { Analysis } from '../analysis.ts';
import { specOf } from '../constraints.ts';
import type { SceneFacts } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import type { Deed } from '../scenario.ts';
import type { Staging } from '../stage.ts';
import { storyOf } from '../story.ts';
import { complement, matchingSet, pick } from '../values.ts';

/** The condition comes true this long after the trigger. */
const laterMs = 2 * 60_000;

/**
 * A scene that waits for a level with a trigger, and looks at another level with a condition: when the condition comes
 * true after the trigger fired, nothing runs, though all that was asked for is so. Moments (an event, a time) are what
 * triggers are for, and a condition beside them is meant as it stands; so is one on a setting, which says in what mode
 * people and scenes have put the device.
 */
export function* missingTrigger(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    if (!facts.triggers.every(({ trigger }) => isLevel(trigger))) continue;
    const triggered = new Set(
      facts.triggers.map(({ trigger }) => ('prop' in trigger ? `${trigger.device}.${trigger.prop}` : '')),
    );
    for (const { condition, path } of facts.conditions) {
      if (!('prop' in condition) || triggered.has(`${condition.device}.${condition.prop}`)) continue;
      const proof = comesTooLate(analysis, facts, condition);
      if (!proof) continue;
      yield {
        code: 'missing-trigger',
        places: [{ scene: facts.id, path }],
        message: `when ${describeCondition(condition)} comes true only after the trigger, ${facts.id} does not run, though all of it is so then`,
        suggestion: `Add { type: property, device: ${condition.device}, prop: ${condition.prop}, ... } to its triggers, and the present trigger to its conditions`,
        proof,
      };
    }
  }
}

function isLevel(trigger: SceneFacts['triggers'][number]['trigger']): boolean {
  return trigger.type === 'property' && trigger.changed === undefined;
}

function comesTooLate(
  analysis: Analysis,
  facts: SceneFacts,
  condition: PropertyCondition,
): Proof | undefined {
  const spec = specOf(condition, analysis.household);
  const staging = analysis.stage(facts, 0);
  const wanted = staging?.given[condition.device]?.[condition.prop];
  if (!spec || !staging || wanted === undefined) return undefined;
  const other = pick(complement(spec, matchingSet(spec, condition)));
  if (other === undefined || !spec.reading) return undefined;
  const { device, prop } = condition;
  const deed: Deed = { device, stimulate: { [prop]: wanted } };
  const given = {
    ...staging.given,
    [condition.device]: { ...staging.given[condition.device], [condition.prop]: other },
  };
  const at = staging.fires + laterMs;
  const forMs = condition.for === undefined ? 0 : parseDuration(condition.for);
  const late: Staging = {
    ...staging,
    given,
    deeds: [...staging.deeds, { at, deed }],
    until: at + forMs + laterMs,
  };
  const journal = analysis.play(late, [facts]);
  const outcomes = journal.flatMap((entry) => (entry.kind === 'run_end' ? [entry.outcome] : []));
  if (outcomes.length !== 1 || outcomes[0] !== 'refused') return undefined;
  return { scenario: late, story: storyOf(journal, analysis.household.home) };
}
