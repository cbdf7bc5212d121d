import type { Value } from '../core/device/value.ts';
import type { JournalEntry } from '../core/journal.ts';
import { matches } from '../core/scene/comparison.ts';
import { plainConditions } from '../core/scene/walk.ts';
import { runTest, type SceneTest, seenIn, type TestedHome } from '../testing/index.ts';

/** What came of a candidate. */
export interface TrialResult {
  /** The first rule that was broken, as `never.0`. */
  readonly broken: string | undefined;
  /** When it was, in milliseconds since the epoch. */
  readonly brokenAt: number | undefined;
  /** What happened in it that may be new: whoever comes further is worth following. */
  readonly covered: readonly string[];
  /** How much home time it took, in milliseconds. */
  readonly simulatedMs: number;
}

/** Tries a candidate. */
export function tryOut(test: SceneTest, tested: TestedHome): TrialResult {
  const run = runTest(test, tested);
  const failure = run.failures.find(({ path }) => path[0] === 'never' || path[0] === 'always');
  return {
    broken: failure?.path.join('.'),
    brokenAt: failure?.at,
    covered: [
      ...seenIn(run.entries, tested.scenes),
      ...outcomesIn(run.entries),
      ...combinations(test, run.entries),
    ],
    simulatedMs: run.plan.until - run.plan.options.start,
  };
}

function outcomesIn(entries: readonly JournalEntry[]): Set<string> {
  const seen = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === 'run_end') seen.add(`${entry.scene} ${entry.outcome}`);
    else if (entry.kind === 'reply' && entry.error) seen.add(`${entry.device} ${entry.error.code}`);
    else if (entry.kind === 'trigger') seen.add(`${entry.scene} trigger ${entry.trigger} ${entry.fired}`);
  }
  return seen;
}

/** Which parts of the rules were so at one time: whoever got two of three is on the way. */
function combinations(test: SceneTest, entries: readonly JournalEntry[]): Set<string> {
  const parts = [...(test.never ?? []), ...(test.always ?? [])].flatMap((rule, index) =>
    plainConditions(rule).flatMap((part) => ('prop' in part ? [{ index, part }] : [])),
  );
  const seen = new Set<string>();
  const values = new Map<string, Value>();
  const watched = new Set(parts.map(({ part }) => part.device));
  for (const entry of entries) {
    if (entry.kind !== 'state' || !watched.has(entry.device)) continue;
    for (const [prop, value] of Object.entries(entry.props))
      values.set(`${entry.device}.${prop}`, value as Value);
    const holds = parts.map(({ part }) =>
      matches(part, values.get(`${part.device}.${part.prop}`)) ? '1' : '0',
    );
    seen.add(`rules ${holds.join('')}`);
  }
  return seen;
}
