import { createRandom } from '../src/core/random.ts';
import { freshCandidate, knobsOf, landmarksOf, tryOut } from '../src/explore/index.ts';
import { loadDemo } from './demo.ts';
import { median, report, show } from './report.ts';

const hourMs = 3_600_000;

/** How much of the demo home's time `millet explore` tries on one core: warm, and by the processor's own clock. */
export async function benchExplore(): Promise<boolean> {
  const demo = await loadDemo();
  const { home, scenes } = demo;
  const rules = { never: home.never ?? [], always: home.always ?? [] };
  const landmarks = landmarksOf(scenes, rules);
  const knobs = knobsOf(demo, rules, landmarks, { without: new Set(), hands: false });
  const material = { home, knobs, landmarks, residents: true };
  const rates: number[] = [];
  for (let round = 0; round < 7; round++) {
    const random = createRandom(1, `bench ${round}`);
    const candidates = Array.from({ length: 60 }, () => freshCandidate(material, random));
    const before = process.cpuUsage();
    const simulated = candidates.reduce((sum, one) => sum + tryOut(one, demo, rules).simulatedMs, 0);
    const { user, system } = process.cpuUsage(before);
    rates.push(simulated / hourMs / ((user + system) / 1e6));
  }
  const counted = rates.slice(2);
  return report({
    name: 'explore: hours of the demo home tried on one core',
    value: median(counted),
    unit: 'hours/CPU s',
    limit: { least: 500 },
    beside: `the slowest round: ${show(Math.min(...counted))}`,
  });
}
