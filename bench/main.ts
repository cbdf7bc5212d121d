import { cpus } from 'node:os';
import { benchCheck } from './check.ts';
import { benchClockAndBus, benchScenes } from './core.ts';
import { benchDays } from './days.ts';
import { benchExplore } from './explore.ts';
import { benchGetProp } from './mqtt.ts';
import { benchProcesses } from './process.ts';
import { benchScale } from './scale.ts';
import { benchWeb } from './web.ts';

/** `npm run bench`: the project's figures, each beside its limit in the same run. Exit code 1 when one is missed. */
console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}\n`);
const held = [
  benchClockAndBus(),
  benchScenes(),
  await benchDays(),
  await benchExplore(),
  await benchScale(),
  await benchGetProp(),
  await benchWeb(),
  await benchProcesses(),
  benchCheck(),
];
process.exitCode = held.every(Boolean) ? 0 : 1;
