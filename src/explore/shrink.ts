import type { TestedHome } from '../testing/index.ts';
import type { Candidate } from './candidate.ts';
import { costOf } from './cost.ts';
import { beginningAt, withoutPeople } from './detours.ts';
import type { Catch, TryAll } from './hunt.ts';
import { simpler } from './simpler.ts';
import type { TrialResult } from './trial.ts';

const SECOND = 1000;
const MINUTE = 60_000;
/** So many are tried at once: what is found does not depend on how many cores there are. */
const chunkSize = 16;
/** How long before the end a test may begin that is told how things stood then, in minutes. */
const leads = [1, 2, 5, 15, 60];

/** What is needed to shrink. */
export interface Shrinking {
  readonly tested: TestedHome;
  readonly tryAll: TryAll;
  /** Asked before each step; when it says no, what has been reached is the result. */
  readonly goesOn: () => boolean;
}

/**
 * Makes a candidate that breaks a rule as short and plain as it can be made while it still breaks that rule: it ends when
 * the rule is broken, begins as late as possible, and nothing happens in it that is not needed.
 */
export async function shrink({ candidate, result }: Catch, shrinking: Shrinking): Promise<Catch> {
  const { id } = result.breaches[0]!;
  let best = await reduce(trimmed(candidate, result, id), shrinking);
  for (;;) {
    const better = await viaDetour(best, id, shrinking);
    if (!better) return best;
    best = better;
  }
}

/** Takes one simplification after the other, until none breaks the rule any more. */
async function reduce(begun: Catch & { id: string }, shrinking: Shrinking): Promise<Catch> {
  let best: Catch = begun;
  for (;;) {
    const { candidate, result } = best;
    const at = breachOf(result, begun.id)!;
    const next = await firstThatBreaks(simpler(candidate, at, shrinking.tested), begun.id, shrinking);
    if (!next) return best;
    best = next;
  }
}

/**
 * What is longer or fuller at first and may become simpler in the end: without people, whose doings are done instead; and
 * beginning late, told how things stood.
 */
async function viaDetour(best: Catch, id: string, shrinking: Shrinking): Promise<Catch | undefined> {
  const { candidate, result } = best;
  const { tested, goesOn } = shrinking;
  const until = breachOf(result, id)!;
  const starts = leads
    .map((lead) => Math.floor((until - lead * MINUTE) / MINUTE) * MINUTE)
    .filter((start) => start > candidate.from);
  const detours: (() => Candidate)[] = [
    ...(candidate.residents ? [() => withoutPeople(candidate, tested)] : []),
    ...starts.map((start) => () => beginningAt(candidate, start, tested)),
  ];
  for (const detour of detours) {
    if (!goesOn()) return undefined;
    const broken = await firstThatBreaks([detour()], id, shrinking);
    if (!broken) continue;
    const reduced = await reduce({ ...broken, id }, shrinking);
    if (costOf(reduced.candidate) < costOf(candidate)) return reduced;
  }
  return undefined;
}

async function firstThatBreaks(
  candidates: readonly Candidate[],
  id: string,
  { tryAll, goesOn }: Shrinking,
): Promise<(Catch & { id: string }) | undefined> {
  for (let begin = 0; begin < candidates.length && goesOn(); begin += chunkSize) {
    const chunk = candidates.slice(begin, begin + chunkSize);
    const results = await tryAll(chunk);
    const index = results.findIndex((result, place) => counts(chunk[place]!, result, id));
    if (index >= 0) return trimmed(chunk[index]!, results[index]!, id);
  }
  return undefined;
}

/** Whether the rule is broken by what happens, and not by what was given. */
function counts({ from, given }: Candidate, result: TrialResult, id: string): boolean {
  const at = breachOf(result, id);
  if (at === undefined) return false;
  return at >= from + SECOND || Object.keys(given).length === 0;
}

/** Cut off when the rule has been broken, with the whole second after it. */
function trimmed(candidate: Candidate, result: TrialResult, id: string): Catch & { id: string } {
  const at = breachOf(result, id)!;
  const until = Math.min(candidate.until, Math.ceil(at / SECOND) * SECOND + SECOND);
  const deeds = candidate.deeds.filter((deed) => deed.at <= at);
  const refused = result.refused.filter((index) => index < deeds.length);
  return { candidate: { ...candidate, until, deeds }, result: { ...result, refused }, id };
}

function breachOf({ breaches }: TrialResult, id: string): number | undefined {
  return breaches.find((breach) => breach.id === id)?.at;
}
