import { cpus } from 'node:os';
import { benchCheck } from './check.ts';
import { benchClockAndBus, benchScenes } from './core.ts';
import { benchDays } from './days.ts';
import { benchExplore } from './explore.ts';
import { benchGetProp } from './mqtt.ts';
import { benchPage } from './page.ts';
import { benchProcesses } from './process.ts';
import { benchScale } from './scale.ts';
import { benchWeb } from './web.ts';

const parts: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
  bus: benchClockAndBus,
  scenes: benchScenes,
  days: benchDays,
  explore: benchExplore,
  scale: benchScale,
  mqtt: benchGetProp,
  web: benchWeb,
  page: benchPage,
  processes: benchProcesses,
  check: benchCheck,
};

/**
 * `npm run bench`: the project's figures, each beside its limit in the same run. Exit code 1 when one is missed.
 * `npm run bench -- page web` measures these parts alone.
 */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}\n`);
let held = true;
for (const [name, bench] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) held = (await bench()) && held;
}
process.exitCode = held ? 0 : 1;
