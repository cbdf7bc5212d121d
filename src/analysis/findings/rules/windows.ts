import type { TimeCondition } from '../../../core/scene/schema.ts';
import { describeTrigger, describeWindow } from '../../../core/scene/words.ts';
import type { Analysis } from '../analysis.ts';
import type { SceneFacts } from '../facts.ts';
import type { SceneFinding } from '../finding.ts';
import { nextOf, timeWindowOf, windowFor } from '../moments.ts';

/** So many times of a trigger are tried: more than a year of a daily one. */
const tries = 400;
/** A window shorter than this is but a moment for whatever does not go by the clock. */
const shortMs = 2 * 60_000;
const DAY = 86_400_000;

/**
 * Windows of time against the times at which a scene is set off: those in which it never is, those in which it always
 * is, and those that are over before anything else can happen in them.
 */
export function* windows(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    for (const { condition, path } of facts.conditions) {
      if (!('type' in condition) || condition.type !== 'time') continue;
      const share = shareOpen(analysis, facts, condition);
      const place = { scene: facts.id, path };
      if (share === 'never') {
        const acrossMidnight = isAcrossMidnight(condition) && condition.days !== undefined;
        yield {
          code: acrossMidnight ? 'midnight' : 'never',
          places: [place, ...facts.triggers.map((trigger) => ({ scene: facts.id, path: trigger.path }))],
          message: `${facts.triggers.map(({ trigger }) => describeTrigger(trigger)).join(' and ')} never falls into the time ${describeWindow(condition)}`,
          suggestion: acrossMidnight
            ? 'Name the days on which the window begins: after midnight it still belongs to the day before'
            : 'Change the window or the time, so that one falls into the other',
        };
      } else if (share === 'always') {
        yield {
          code: 'always',
          places: [place],
          message: `this always holds: the scene is only ever set off within the time ${describeWindow(condition)}`,
          suggestion: 'Take it away, or change the time that was meant',
        };
      } else if (share === undefined && lengthOf(condition) < shortMs) {
        yield {
          code: 'momentary',
          places: [place],
          message: `the time ${describeWindow(condition)} is over in a moment, and ${describeTrigger(facts.triggers[0]!.trigger)} must come just then`,
          suggestion:
            'Make the window as long as the wish is, or use the time as a trigger and the other as a condition',
        };
      }
    }
  }
}

/** How often the window is open when a trigger fires; `undefined` where triggers do not go by the clock. */
function shareOpen(
  { household, day }: Analysis,
  { triggers }: SceneFacts,
  condition: TimeCondition,
): 'never' | 'sometimes' | 'always' | undefined {
  const window = windowFor(condition, household.home);
  let open = 0;
  let shut = 0;
  for (const { trigger } of triggers) {
    const next = nextOf(trigger, household.home);
    if (!next) return undefined;
    let instant = next(day);
    for (let count = 0; instant !== undefined && count < tries; count++) {
      if (window.isOpen(instant)) open++;
      else shut++;
      if (open > 0 && shut > 0) return 'sometimes';
      instant = next(instant);
    }
  }
  return open > 0 ? 'always' : shut > 0 ? 'never' : undefined;
}

function isAcrossMidnight({ after, before }: TimeCondition): boolean {
  return after !== undefined && before !== undefined && after > before;
}

function lengthOf(condition: TimeCondition): number {
  const { after, before } = timeWindowOf(condition);
  if (after === undefined || before === undefined) return DAY;
  const length = (before - after) * 1000;
  return length > 0 ? length : length + DAY;
}
