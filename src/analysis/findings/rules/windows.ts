import type { SunCondition, TimeCondition } from '../../../core/scene/schema.ts';
import { describeCondition, describeTrigger } from '../../../core/scene/words.ts';
import type { Analysis } from '../analysis.ts';
import type { SceneFacts } from '../facts.ts';
import type { SceneFinding } from '../finding.ts';
import { nextOf, timeWindowOf, windowFor } from '../moments.ts';

/** A window shorter than this is but a moment for whatever does not go by the clock. */
const shortMs = 2 * 60_000;
const DAY = 86_400_000;
/** What is due is looked at for so long: every window of the year comes once. */
const yearMs = 366 * DAY;

/**
 * Windows of time against the times at which a scene is set off: those in which it never is, those in which it always
 * is, and those that are over before anything else can happen in them.
 */
export function* windows(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    for (const { condition, path } of facts.conditions) {
      if (!('type' in condition) || (condition.type !== 'time' && condition.type !== 'sun')) continue;
      const share = shareOpen(analysis, facts, condition);
      const place = { scene: facts.id, path };
      const window = describeCondition(condition);
      const triggers = facts.triggers.map(({ trigger }) => describeTrigger(trigger)).join(' and ');
      if (share === 'never') {
        const overnight = condition.type === 'time' && isAcrossMidnight(condition);
        yield {
          code: overnight ? 'midnight' : 'never',
          places: [place, ...facts.triggers.map((trigger) => ({ scene: facts.id, path: trigger.path }))],
          message: `"${triggers}" never comes when ${window}`,
          suggestion: overnight
            ? 'Name the days on which the window begins: after midnight it still belongs to the day before'
            : 'Change the window or the time, so that one falls into the other',
          certain: true,
        };
      } else if (share === 'always') {
        yield {
          code: 'always',
          places: [place],
          message: `this always holds: "${triggers}" only ever comes when ${window}`,
          suggestion: 'Take it away, or change the time that was meant',
          certain: true,
        };
      } else if (share === undefined && condition.type === 'time' && lengthOf(condition) < shortMs) {
        yield {
          code: 'momentary',
          places: [place],
          message: `"${window}" is over in a moment, and "${triggers}" must come just then`,
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
  condition: TimeCondition | SunCondition,
): 'never' | 'sometimes' | 'always' | undefined {
  const window = windowFor(condition, household.home);
  const seen = { open: false, shut: false };
  for (const { trigger } of triggers) {
    const next = nextOf(trigger, household.home);
    if (!next) return undefined;
    let instant = next(day);
    while (instant !== undefined && instant < day + yearMs) {
      seen[window.isOpen(instant) ? 'open' : 'shut'] = true;
      if (seen.open && seen.shut) return 'sometimes';
      // The same goes for whatever comes before the window opens or shuts.
      const edge = window.nextEdge(instant);
      instant = edge === undefined ? undefined : next(Math.max(edge - 1, instant));
    }
  }
  return seen.open ? 'always' : seen.shut ? 'never' : undefined;
}

function isAcrossMidnight({ after, before, days }: TimeCondition): boolean {
  return days !== undefined && after !== undefined && before !== undefined && after > before;
}

function lengthOf(condition: TimeCondition): number {
  const { after, before } = timeWindowOf(condition);
  if (after === undefined || before === undefined) return DAY;
  const length = (before - after) * 1000;
  return length > 0 ? length : length + DAY;
}
