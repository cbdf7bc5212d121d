import { instantOf, localAt } from '../core/calendar/index.ts';
import type { Value } from '../core/device/value.ts';
import { localText, momentText, type SceneTest, type TestAction } from '../testing/index.ts';
import type { Rules } from './rules.ts';

/** Something that can be done to a home, but for the time. */
export type Deed = TestAction extends infer Action
  ? Action extends unknown
    ? Omit<Action, 'at'>
    : never
  : never;

/** Something that is done at an instant, in milliseconds since the epoch. */
export interface TimedDeed {
  readonly at: number;
  readonly deed: Deed;
}

/** Device -> property -> value, before the start. */
export type Givens = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** A day that may break a rule. Instants are in milliseconds since the epoch. */
export interface Candidate {
  readonly from: number;
  readonly until: number;
  readonly seed: number;
  /** Whether people live their day. */
  readonly residents: boolean;
  readonly given: Givens;
  /** In order of time; those of one instant happen in the order in which they stand. */
  readonly deeds: readonly TimedDeed[];
}

/** A candidate as a scene test: what is tried is what will be written. */
export function testOf(candidate: Candidate, rules: Rules, timezone: string): SceneTest {
  const { from, until, seed, residents, given, deeds } = candidate;
  const { never, always } = rules;
  return {
    name: 'explored',
    from: localText(from, timezone),
    until: momentText(until, timezone, from),
    ...(seed === 1 ? {} : { seed }),
    ...(residents ? {} : { residents: 'off' as const }),
    ...(Object.keys(given).length > 0 ? { given } : {}),
    ...(deeds.length > 0
      ? { do: deeds.map(({ at, deed }) => ({ at: momentText(at, timezone, from), ...deed }) as TestAction) }
      : {}),
    ...(never.length > 0 ? { never: [...never] } : {}),
    ...(always.length > 0 ? { always: [...always] } : {}),
  };
}

/** In order of time, and else as they stood. */
export function inOrder(deeds: readonly TimedDeed[]): TimedDeed[] {
  return deeds.toSorted((one, other) => one.at - other.at);
}

/** The same on another date, at the same time of day. */
export function onDate(
  candidate: Candidate,
  date: { readonly year: number; readonly month: number; readonly day: number },
  timezone: string,
): Candidate {
  const { hour, minute, second, millisecond } = localAt(timezone, candidate.from);
  const shift = instantOf(timezone, { ...date, hour, minute, second, millisecond }) - candidate.from;
  return {
    ...candidate,
    from: candidate.from + shift,
    until: candidate.until + shift,
    deeds: candidate.deeds.map(({ at, deed }) => ({ at: at + shift, deed })),
  };
}

/** A candidate as it is handed on: with its rule as its name, and with what devices refuse in it told as such. */
export function finishedTest(
  candidate: Candidate,
  rules: Rules,
  options: { readonly name: string; readonly refused: readonly number[]; readonly timezone: string },
): SceneTest {
  const { do: actions, ...test } = testOf(candidate, rules, options.timezone);
  const marked = actions?.map((action, index): TestAction => {
    const isCommand = 'set' in action || 'method' in action;
    return isCommand && options.refused.includes(index) ? { ...action, refused: true } : action;
  });
  return { ...test, name: options.name, ...(marked ? { do: marked } : {}) };
}
