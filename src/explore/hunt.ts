import { createRandom } from '../core/random.ts';
import type { Candidate } from './candidate.ts';
import { freshCandidate, type Material } from './fresh.ts';
import { mutate } from './mutate.ts';
import type { TrialResult } from './trial.ts';

/** Tries many candidates, on as many cores as there are; the results stand in the order of the candidates. */
export type TryAll = (candidates: readonly Candidate[]) => Promise<readonly TrialResult[]>;

/** How far a hunt has come. */
export interface HuntState {
  readonly tried: number;
  readonly simulatedMs: number;
  /** Different things that were seen to happen, as texts: `night-light run`. */
  readonly seen: ReadonlySet<string>;
}

/** A candidate that breaks a rule, and how. */
export interface Catch {
  readonly candidate: Candidate;
  readonly result: TrialResult;
}

/**
 * So many candidates are made from what is known, and only then tried: what is found does not depend on how many of
 * them are tried at once.
 */
const roundSize = 32;
/** How many candidates of a round are like one that came further than others. */
const usualFollowers = 0.7;

/**
 * Looks for a day on which a rule is broken: rounds of random days, and of days like those on which something new was
 * seen to happen. The same seed finds the same, on any number of cores.
 */
export async function hunt(
  material: Material,
  options: {
    readonly seed: number;
    readonly tryAll: TryAll;
    /** Asked before each round. */
    readonly goesOn: () => boolean;
    readonly progress?: (state: HuntState) => void;
    /** How many are like one that came further, from 0 (pure chance) to 1. */
    readonly followers?: number;
  },
): Promise<HuntState & { readonly found: Catch | undefined }> {
  const { followers = usualFollowers } = options;
  const promising: Candidate[] = [];
  const seen = new Set<string>();
  let tried = 0;
  let simulatedMs = 0;
  const state = (): HuntState => ({ tried, simulatedMs, seen });
  for (let round = 0; options.goesOn(); round++) {
    const random = createRandom(options.seed, `explore ${round}`);
    const candidates = Array.from({ length: roundSize }, () =>
      promising.length > 0 && random.next() < followers
        ? mutate(chooseLate(promising, random.next()), material, random)
        : freshCandidate(material, random),
    );
    const results = await options.tryAll(candidates);
    for (const [index, result] of results.entries()) {
      const candidate = candidates[index]!;
      tried++;
      simulatedMs += result.simulatedMs;
      if (result.breaches.length > 0) return { ...state(), found: { candidate, result } };
      const before = seen.size;
      for (const key of result.seen) seen.add(key);
      if (seen.size > before) promising.push(candidate);
    }
    options.progress?.(state());
  }
  return { ...state(), found: undefined };
}

/** The latest came furthest, so they are chosen more often. */
function chooseLate(candidates: readonly Candidate[], chance: number): Candidate {
  return candidates[Math.floor(candidates.length * Math.sqrt(chance))]!;
}
