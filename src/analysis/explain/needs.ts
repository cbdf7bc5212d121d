import { nextSunEdge, nextSunStart, nextWindowEdge, parseDuration } from '../../core/calendar/index.ts';
import type { ConditionReport } from '../../core/journal.ts';
import { describeComparison, filledIn } from '../../core/scene/comparison.ts';
import { windowOf } from '../../core/scene/condition.ts';
import { nameOf, readBefore, sayWith } from '../../core/scene/reference.ts';
import type { Condition, PropertyCondition } from '../../core/scene/schema.ts';
import { describeSunWindow, sunWindowOf } from '../../core/scene/sun.ts';
import { describeCondition, describeWindow } from '../../core/scene/words.ts';
import { clockAt, type Moment } from './moment.ts';
import type { Change } from './types.ts';
import { counterexampleOf, exampleOf, valuesSeen } from './values.ts';

/** What would have had to be different: clauses that follow "if", all of them, and an example of it. */
export interface Need {
  readonly clauses: readonly string[];
  /** `undefined`: no example is known, or it takes more than changes at one moment. */
  readonly changes: readonly Change[] | undefined;
}

export const noNeed: Need = { clauses: [], changes: [] };

/** What a list of conditions would have needed to hold, given how they were judged. */
export function needsOf(
  conditions: readonly Condition[],
  reports: readonly ConditionReport[],
  moment: Moment,
): Need {
  return both(conditions.map((condition, index) => need(condition, reports[index]!, true, moment)));
}

/** All of several needs. */
export function both(needs: readonly Need[]): Need {
  const changes = needs.map((one) => one.changes);
  return {
    clauses: [...new Set(needs.flatMap(({ clauses }) => clauses))],
    changes: changes.every((one) => one !== undefined) ? changes.flat() : undefined,
  };
}

/** What a condition would have needed to be `wanted`. */
function need(condition: Condition, report: ConditionReport, wanted: boolean, moment: Moment): Need {
  if (report.holds === wanted) return noNeed;
  const parts = report.parts ?? [];
  const each = (list: readonly Condition[]): Need[] => {
    return list.map((part, index) => need(part, parts[index]!, wanted, moment));
  };
  if ('prop' in condition) return propertyNeed(condition, report, wanted, moment);
  // "All" are true when each is, and false when one is; "any" the other way round.
  if ('all' in condition) return wanted ? both(each(condition.all)) : easiest(each(condition.all));
  if ('any' in condition) return wanted ? easiest(each(condition.any)) : both(each(condition.any));
  if ('not' in condition) return need(condition.not, parts[0]!, !wanted, moment);
  if ('function' in condition) {
    const words = `${describeCondition(condition)} had been ${wanted}`;
    return { clauses: [words, ...unread(report)], changes: undefined };
  }
  switch (condition.type) {
    case 'time': {
      const next = nextWindowEdge(windowOf(condition), moment.history.timezone, moment.at);
      const changes = next === undefined ? undefined : [{ time: moment.history.iso(next) }];
      return { clauses: [`the time had ${wanted ? '' : 'not '}been ${describeWindow(condition)}`], changes };
    }
    case 'sun': {
      const window = sunWindowOf(condition);
      const { place } = moment.context;
      const next = (wanted ? nextSunStart : nextSunEdge)(window, place, moment.at);
      const changes = next === undefined ? undefined : [{ time: moment.history.iso(next) }];
      return {
        clauses: [`the time had ${wanted ? '' : 'not '}been ${describeSunWindow(condition)}`],
        changes,
      };
    }
    case 'scene':
      return { clauses: [`${condition.scene} had ${wanted ? '' : 'not '}been running`], changes: undefined };
    case 'availability': {
      const { device, value } = condition;
      const other = value === 'online' ? 'offline' : 'online';
      const availability = wanted ? value : other;
      return { clauses: [`${device} had been ${availability}`], changes: [{ device, availability }] };
    }
  }
}

function propertyNeed(
  condition: PropertyCondition,
  report: ConditionReport,
  wanted: boolean,
  moment: Moment,
): Need {
  const { device, prop } = condition;
  const { history, context } = moment;
  const away = context.view.availability(device) === 'offline';
  const seen = valuesSeen(history, device, prop);
  const lookup = readBefore(report.read);
  const filled = filledIn(condition, lookup);
  const value = filled && (wanted ? exampleOf([filled], seen) : counterexampleOf(filled, 0, seen));
  const words = describeComparison(condition, sayWith(lookup));
  const since =
    wanted && condition.for !== undefined
      ? ` since ${clockAt(moment, moment.at - parseDuration(condition.for))}`
      : '';
  const online = away ? `${device} had been online and ` : '';
  const clause = `${online}${device}.${prop} had ${wanted ? '' : 'not '}been ${words === '' ? 'known' : words}${since}`;
  const changes: Change[] | undefined =
    value === undefined
      ? undefined
      : [...(away ? [{ device, availability: 'online' as const }] : []), { device, prop, value }];
  const silent = report.holds === null && !away && report.actual === null;
  return { clauses: [silent ? `${clause}, and had said so` : clause, ...unread(report)], changes };
}

/** What would have had to be known besides. */
function unread({ read = [] }: ConditionReport): string[] {
  return read.filter(({ value }) => value === null).map((one) => `${nameOf(one)} had been known`);
}

/** Any of several needs: the one with the fewest changes is the example. */
function easiest(needs: readonly Need[]): Need {
  const effort = ({ changes }: Need): number => changes?.length ?? Number.POSITIVE_INFINITY;
  const [first = noNeed, ...others] = [...needs].sort((a, b) => effort(a) - effort(b) || 0);
  if (first.clauses.length !== 1) return first;
  const alike = others.filter(({ clauses }) => clauses.length === 1);
  return {
    clauses: [[first, ...alike].flatMap(({ clauses }) => clauses).join(', or ')],
    changes: first.changes,
  };
}
