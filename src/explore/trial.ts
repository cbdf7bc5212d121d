import { formatInstant } from '../core/calendar/index.ts';
import type { JournalEntry } from '../core/journal.ts';
import { SimulatedHome } from '../core/simulated-home.ts';
import { Observer, planTest, RuleWatch, requestId, type TestedHome } from '../testing/index.ts';
import { type Candidate, testOf } from './candidate.ts';
import type { Rules } from './rules.ts';
import { Seen } from './seen.ts';

/** What came of a candidate. */
export interface TrialResult {
  /** The rules that were broken, as `never.0`, and when, in milliseconds since the epoch; the first one first. */
  readonly breaches: readonly { readonly id: string; readonly at: number }[];
  /** Its deeds that were refused, by their numbers. */
  readonly refused: readonly number[];
  /** What happened in it that may be new: whoever comes further is worth following. */
  readonly seen: readonly string[];
  /** How much home time it took, in milliseconds. */
  readonly simulatedMs: number;
}

/** Tries a candidate, just as the scene test that it stands for would be run and judged. */
export function tryOut(candidate: Candidate, tested: TestedHome, rules: Rules): TrialResult {
  const { timezone } = tested.home.location;
  const { options, inputs, until } = planTest(testOf(candidate, rules, timezone), tested);
  const watches = [
    ...rules.never.map((rule, index) => ({ id: `never.${index}`, watch: new RuleWatch('never', rule) })),
    ...rules.always.map((rule, index) => ({ id: `always.${index}`, watch: new RuleWatch('always', rule) })),
  ];
  const observer = new Observer(
    [],
    watches.map(({ watch }) => watch),
    { home: tested.home, formatTime: (instant) => formatInstant(timezone, instant) },
  );
  const seen = new Seen(tested, rules);
  const refused = new Set<unknown>();
  const noteRefusals = (entry: JournalEntry): void => {
    if (entry.kind === 'reply' && entry.error) refused.add(entry.id);
  };
  const home = new SimulatedHome({ ...options, sinks: [observer.take, seen.take, noteRefusals] });
  home.start();
  for (const { at, input } of inputs) home.input(at, input);
  home.advanceTo(until);
  observer.finish(until);
  const breaches = watches.flatMap(({ id, watch }) => (watch.breach ? [{ id, at: watch.breach.at }] : []));
  return {
    breaches: breaches.sort((one, other) => one.at - other.at),
    refused: candidate.deeds.flatMap((_deed, index) => (refused.has(requestId(index)) ? [index] : [])),
    seen: seen.keys,
    simulatedMs: until - options.start,
  };
}
