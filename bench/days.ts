import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { homeSchema } from '../src/core/home.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import { Simulation, type SimulationOptions } from '../src/core/simulation.ts';
import { demoDir, loadDemo } from './demo.ts';
import { EmptyBus } from './empty-bus.ts';
import { median, report, show, timed } from './report.ts';

const millet = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
const dayMs = 86_400_000;
const hourMs = 3_600_000;
const start = Date.parse('2026-03-02T00:00:00+08:00');

/** Days of the demo home, with everything that lives and happens there, and an hour of very many devices. */
export async function benchDays(): Promise<boolean> {
  const demo = { ...(await loadDemo()), start, seed: 1 };
  const days = secondsPerDay(demo, 40).slice(10);
  const withoutBus = secondsPerDayWithoutBus(demo, 40).slice(10);
  const empty = emptyQueueSeconds(dayMs / 1000);
  const ids = Array.from({ length: 10_000 }, (_, index) => `sensor-${index}`);
  const many = homeSchema.parse({
    name: 'Many',
    location: demo.home.location,
    rooms: Array.from({ length: 100 }, (_, index) => `room_${index}`),
    devices: Object.fromEntries(
      ids.map((id, index) => [id, { model: 'climate-sensor', room: `room_${index % 100}` }]),
    ),
  });
  const hour = median(
    Array.from({ length: 3 }, () =>
      secondsForHour({ home: many, models: demo.models, scenes: new Map(), start, seed: 1 }),
    ),
  );
  const [after5 = 0, after60 = 0] = heapAfterDays();
  return [
    report({
      name: 'one simulated day of the demo home, warm',
      value: median(days) * 1000,
      unit: 'ms',
      limit: { most: 40 },
      beside: `with a bus that carries nothing: ${show(median(withoutBus) * 1000)} ms; a clock entry a second and nothing else: ${show(empty * 1000)} ms`,
    }),
    report({
      name: 'millet simulate --days 30, whole process',
      value: median(Array.from({ length: 3 }, secondsForMonth)),
      unit: 's',
      limit: { most: 2.5 },
      beside: `30 warm days: ${show(median(days) * 30)} s`,
    }),
    report({
      name: 'memory after 60 days against 5, when no journal is kept',
      value: after60 / after5,
      unit: 'times',
      limit: { most: 1.1 },
      beside: `${show(after5 / 2 ** 20)} MiB after 5 days, ${show(after60 / 2 ** 20)} MiB after 60`,
    }),
    report({ name: 'one hour of 10,000 devices', value: hour, unit: 's', limit: { most: 5 } }),
  ].every(Boolean);
}

/** A month by the command line, told for people. */
function secondsForMonth(): number {
  const args = ['simulate', '--home', demoDir, '--from', '2026-03-02', '--days', '30'];
  return timed(() => runNode([millet, ...args]));
}

function heapAfterDays(): number[] {
  return JSON.parse(runNode(['--expose-gc', fileURLToPath(new URL('memory.js', import.meta.url))]));
}

function runNode(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

/** The same days when nobody hears of anything: no scene runs, and no command arrives. */
function secondsPerDayWithoutBus(options: SimulationOptions, count: number): number[] {
  const simulation = new Simulation(new EmptyBus(), options);
  const { clock } = simulation;
  simulation.start();
  return Array.from({ length: count }, (_, day) =>
    timed(() => {
      const end = options.start + (day + 1) * dayMs;
      while (clock.nextDue !== undefined && clock.nextDue <= end) clock.step();
    }),
  );
}

function secondsPerDay(options: SimulationOptions, count: number): number[] {
  const home = new SimulatedHome(options);
  home.start();
  return Array.from({ length: count }, (_, day) =>
    timed(() => home.advanceTo(options.start + (day + 1) * dayMs)),
  );
}

function secondsForHour(options: SimulationOptions): number {
  const home = new SimulatedHome(options);
  home.start();
  return timed(() => home.advanceTo(options.start + hourMs));
}

/** What the queue alone costs for so many entries. */
function emptyQueueSeconds(entries: number): number {
  const { clock } = new SimulatedHome({
    home: homeSchema.parse({
      name: 'Empty',
      location: { latitude: 0, longitude: 0, timezone: 'UTC' },
      devices: {},
    }),
    models: new Map(),
    scenes: new Map(),
    start: 0,
    seed: 1,
  }).simulation;
  let left = entries;
  const tick = (): void => {
    if (--left > 0) clock.schedule(clock.now + 1000, tick);
  };
  clock.schedule(0, tick);
  return timed(() => {
    while (left > 0) clock.step();
  });
}
