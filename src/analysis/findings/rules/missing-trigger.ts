import { parseDuration } from '../../../core/calendar/index.ts';
import { isPlainComparison } from '../../../core/scene/comparison.ts';
import { nameOf } from '../../../core/scene/reference.ts';
import type { PropertyCondition, TimeCondition } from '../../../core/scene/schema.ts';
import { sourcesOf } from '../../../core/scene/sources.ts';
import { describeCondition } from '../../../core/scene/words.ts';
import type { Analysis } from '../analysis.ts';
import { specOf } from '../constraints.ts';
import type { SceneFacts } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import { windowFor } from '../moments.ts';
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
    // A trigger looks again when what it compares with changes, too.
    const triggered = new Set(
      facts.triggers.flatMap(({ trigger }) => ('prop' in trigger ? sourcesOf(trigger).map(nameOf) : [])),
    );
    for (const { condition, path } of facts.conditions) {
      if ('prop' in condition && triggered.has(nameOf(condition))) continue;
      const proof =
        'prop' in condition
          ? comesTooLate(analysis, facts, condition)
          : 'type' in condition && condition.type === 'time'
            ? opensTooLate(analysis, facts, condition)
            : undefined;
      if (!proof) continue;
      yield {
        code: 'missing-trigger',
        places: [{ scene: facts.id, path }],
        message: `when it is so only after the trigger that ${describeCondition(condition)}, ${facts.id} does not run, though all of it is so then`,
        suggestion:
          'prop' in condition
            ? `Add { type: property, device: ${condition.device}, prop: ${condition.prop}, ... } to its triggers, and the present trigger to its conditions`
            : 'Add the time at which the window opens to its triggers, and the present trigger to its conditions; or say with otherwise what is to be done',
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
  if (!isPlainComparison(condition)) return undefined;
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
  return onlyRefused(analysis, facts, late);
}

/** The trigger fires shortly before the window opens, and what it waits for is a reading that stays as it is. */
function opensTooLate(analysis: Analysis, facts: SceneFacts, condition: TimeCondition): Proof | undefined {
  const [only, ...others] = facts.triggers;
  if (only?.trigger.type !== 'property' || others.length > 0 || facts.scene.otherwise) return undefined;
  const spec = specOf(only.trigger, analysis.household);
  // A number stays beyond its threshold for a while; people come and go.
  if (!spec?.reading || (spec.type !== 'integer' && spec.type !== 'number')) return undefined;
  const window = windowFor(condition, analysis.household.home);
  const free = { ...facts, conditions: facts.conditions.filter((other) => other.condition !== condition) };
  const first = analysis.stage(free, 0);
  if (!first) return undefined;
  let opens = window.nextEdge(first.fires);
  if (opens !== undefined && !window.isOpen(opens)) opens = window.nextEdge(opens);
  if (opens === undefined) return undefined;
  const notBefore = opens - laterMs - (first.fires - first.from);
  const staging = analysis.stage(free, 0, { notBefore });
  if (!staging || staging.fires >= opens || window.isOpen(staging.fires)) return undefined;
  return onlyRefused(analysis, facts, { ...staging, until: opens + laterMs });
}

/** What was seen, when the scene was refused once and never ran. */
function onlyRefused(analysis: Analysis, facts: SceneFacts, late: Staging): Proof | undefined {
  const journal = analysis.play(late, [facts]);
  const outcomes = journal.flatMap((entry) => (entry.kind === 'run_end' ? [entry.outcome] : []));
  if (outcomes.length !== 1 || outcomes[0] !== 'refused') return undefined;
  return {
    scenario: late,
    story: storyOf(journal, analysis.household.home),
    expect: [{ scene: facts.id, outcome: ['finished', 'partial'], at_least: 1 }],
  };
}
