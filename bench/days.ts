import { fileURLToPath } from 'node:url';
import { homeSchema } from '../src/core/home.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import type { SimulationOptions } from '../src/core/simulation.ts';
import { loadHome } from '../src/files/load-home.ts';
import { median, report, show, timed } from './report.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const start = Date.parse('2026-03-02T00:00:00+08:00');

/** Days of the demo home, with everything that lives and happens there, and an hour of very many devices. */
export async function benchDays(): Promise<boolean> {
  const { home, models, scenes } = await loadHome(fileURLToPath(new URL('../../', import.meta.url)));
  if (!home) throw new Error('the demo home cannot be loaded');
  const days = secondsPerDay({ home, models, scenes, start, seed: 1 }, 40).slice(10);
  const empty = emptyQueueSeconds(dayMs / 1000);
  const ids = Array.from({ length: 10_000 }, (_, index) => `sensor-${index}`);
  const many = homeSchema.parse({
    name: 'Many',
    location: home.location,
    rooms: Array.from({ length: 100 }, (_, index) => `room_${index}`),
    devices: Object.fromEntries(
      ids.map((id, index) => [id, { model: 'climate-sensor', room: `room_${index % 100}` }]),
    ),
  });
  const hour = median(
    Array.from({ length: 3 }, () =>
      secondsForHour({ home: many, models, scenes: new Map(), start, seed: 1 }),
    ),
  );
  return [
    report({
      name: 'one simulated day of the demo home, warm',
      value: median(days) * 1000,
      unit: 'ms',
      limit: { most: 40 },
      beside: `a clock entry a second and nothing else: ${show(empty * 1000)} ms`,
    }),
    report({ name: 'one hour of 10,000 devices', value: hour, unit: 's', limit: { most: 5 } }),
  ].every(Boolean);
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
