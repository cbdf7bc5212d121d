import type { SceneTest, TestAction } from '../testing/index.ts';
import { instantFrom, local } from './candidate.ts';
import type { Catch, TryAll } from './hunt.ts';
import type { TrialResult } from './trial.ts';

const MINUTE = 60_000;
/** How long before the end a shortened test may begin. */
const leads = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480].map((minutes) => minutes * MINUTE);

/**
 * Makes a test that breaks a rule as short as it can be made while it still breaks the same rule: it ends when the rule
 * is broken, begins as late as possible, and nothing happens in it that is not needed.
 */
export async function shrink(found: Catch, timezone: string, tryAll: TryAll): Promise<SceneTest> {
  let { test, result } = found;
  const first = async (candidates: readonly SceneTest[]): Promise<boolean> => {
    if (candidates.length === 0) return false;
    const results = await tryAll(candidates);
    const index = results.findIndex(({ broken }) => broken === found.result.broken);
    if (index < 0) return false;
    test = candidates[index]!;
    result = results[index]!;
    return true;
  };
  await first([endingSoon(test, result, timezone)]);
  for (let changed = true; changed; ) {
    changed = false;
    if (await first(later(test, timezone))) changed = true;
    if (await first(withFewer(test))) changed = true;
    if (await first(plainer(test))) changed = true;
    if (changed) await first([endingSoon(test, result, timezone)]);
  }
  return test;
}

/** Cut off a second after the rule was broken. */
function endingSoon(test: SceneTest, { brokenAt }: TrialResult, timezone: string): SceneTest {
  if (brokenAt === undefined) return test;
  const until = local(timezone, Math.ceil(brokenAt / 1000) * 1000 + 1000);
  if (until >= test.until) return test;
  return { ...test, until, do: (test.do ?? []).filter(({ at }) => at <= until) };
}

/** Beginning later: the latest first. Readings that were stimulated before are given. */
function later(test: SceneTest, timezone: string): SceneTest[] {
  const until = instantFrom(test.until, timezone);
  const from = instantFrom(test.from, timezone);
  return leads
    .map((lead) => Math.floor((until - lead) / MINUTE) * MINUTE)
    .filter((start) => start > from)
    .map((start) => {
      const begin = local(timezone, start);
      return { ...test, from: begin, do: (test.do ?? []).filter(({ at }) => at >= begin) };
    });
}

/** With half of what happens left out, and then with one thing less. */
function withFewer(test: SceneTest): SceneTest[] {
  const actions = test.do ?? [];
  const half = Math.ceil(actions.length / 2);
  const without = (kept: readonly TestAction[]): SceneTest => ({ ...test, do: [...kept] });
  return [
    ...(actions.length > 2 ? [without(actions.slice(half)), without(actions.slice(0, half))] : []),
    ...actions.map((_, index) => without(actions.toSpliced(index, 1))),
  ];
}

/** Without people, with the usual seed, and with things that happen on whole minutes. */
function plainer(test: SceneTest): SceneTest[] {
  const simpler: SceneTest[] = [];
  if (test.residents !== 'off') simpler.push({ ...test, residents: 'off' });
  if (test.seed !== 1) simpler.push({ ...test, seed: 1 });
  for (const [index, action] of (test.do ?? []).entries()) {
    const whole = `${action.at.slice(0, 17)}00`;
    if (action.at !== whole && whole >= test.from) {
      simpler.push({ ...test, do: (test.do ?? []).with(index, { ...action, at: whole }) });
    }
  }
  return simpler;
}
