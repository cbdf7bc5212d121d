import { SimulatedHome } from '../src/core/simulated-home.ts';
import { loadDemo } from './demo.ts';

/** A process of its own, with --expose-gc: prints how many bytes of heap are in use after 5 and after 60 days. */
const dayMs = 86_400_000;
const start = Date.parse('2026-03-02T00:00:00+08:00');
const home = new SimulatedHome({ ...(await loadDemo()), start, seed: 1 });
home.start();
const used = [5, 60].map((day) => {
  home.advanceTo(start + day * dayMs);
  globalThis.gc!();
  return process.memoryUsage().heapUsed;
});
console.log(JSON.stringify(used));
