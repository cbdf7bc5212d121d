import { createRandom } from '../core/random.ts';
import type { SceneTest } from '../testing/index.ts';
import { freshCandidate, type Material, mutate } from './candidate.ts';
import type { TrialResult } from './trial.ts';

/** Tries many candidates, on as many cores as there are; the results stand in the order of the candidates. */
export type TryAll = (candidates: readonly SceneTest[]) => Promise<readonly TrialResult[]>;

/** How far a hunt has come. */
export interface HuntState {
  readonly tried: number;
  readonly simulatedMs: number;
  /** Different things that were seen to happen. */
  readonly covered: number;
}

/** What a hunt found: a candidate that breaks a rule. */
export interface Catch {
  readonly test: SceneTest;
  readonly result: TrialResult;
}

/**
 * So many candidates are made from what is known, and only then tried: what is found does not depend on how many of
 * them are tried at once.
 */
const roundSize = 32;
/** How many candidates of a round follow one that came further than others. */
const followers = 0.7;

/**
 * Looks for a day on which a rule is broken: rounds of random days, and of days like those on which something new was
 * seen to happen. The same seed finds the same, on any number of cores.
 *
 * @param goesOn asked before each round
 */
export async function hunt(
  material: Material,
  options: {
    readonly seed: number;
    readonly tryAll: TryAll;
    readonly goesOn: () => boolean;
    readonly progress?: (state: HuntState) => void;
  },
): Promise<HuntState & { readonly found: Catch | undefined }> {
  const promising: SceneTest[] = [];
  const covered = new Set<string>();
  let tried = 0;
  let simulatedMs = 0;
  for (let round = 0; options.goesOn(); round++) {
    const random = createRandom(options.seed, `explore ${round}`);
    const candidates = Array.from({ length: roundSize }, () =>
      promising.length > 0 && random.next() < followers
        ? mutate(chooseLate(promising, random.next()), material, random)
        : freshCandidate(material, random),
    );
    const results = await options.tryAll(candidates);
    for (const [index, result] of results.entries()) {
      const test = candidates[index]!;
      tried++;
      simulatedMs += result.simulatedMs;
      if (result.broken !== undefined)
        return { tried, simulatedMs, covered: covered.size, found: { test, result } };
      const before = covered.size;
      for (const key of result.covered) covered.add(key);
      if (covered.size > before) promising.push(test);
    }
    options.progress?.({ tried, simulatedMs, covered: covered.size });
  }
  return { tried, simulatedMs, covered: covered.size, found: undefined };
}

/** The latest came furthest, so they are chosen more often. */
function chooseLate(tests: readonly SceneTest[], chance: number): SceneTest {
  return tests[Math.floor(tests.length * Math.sqrt(chance))]!;
}
