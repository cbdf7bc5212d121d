import { fileURLToPath } from 'node:url';
import type { DeviceModel } from '../src/core/device/model.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import { loadModels } from '../src/files/models.ts';
import { devicesPerFlat, flats } from './flats.ts';
import { median, report, show } from './report.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** The busiest hour: people get up, windows are opened, scenes run. */
const start = Date.parse('2026-03-02T06:30:00+08:00');
const sizes = [10, 100, 1000, 10_000];
const rounds = 5;
/** How many live at once, whatever the size of their homes. */
const deviceCount = 10_000;

type Models = ReadonlyMap<string, DeviceModel>;

/**
 * What a device costs in an hour, in a home of ten and in one of ten thousand.
 *
 * Like is compared with like: always ten thousand devices that live at once, in step, as homes in real time do; only how
 * many of them share a home differs. For a device is so little work that most of its cost is memory: a small home that
 * lives by itself stays in the processor's cache, and costs a third. That says how large the cache is, and not whether any
 * step of the program takes longer the more devices there are; it stands beside the figure.
 *
 * By the processor's own clock, which also counts the threads that collect garbage: others may be at work on the machine.
 */
export async function benchScale(): Promise<boolean> {
  const { models } = await loadModels([fileURLToPath(new URL('../../', import.meta.url))]);
  // In turn, so that a machine whose speed drifts slows all. The first round warms up.
  const costs = Array.from({ length: rounds + 1 }, () => sizes.map((size) => inStep(models, size))).slice(1);
  const perDevice = sizes.map((_size, index) => median(costs.map((row) => row[index]!)));
  const alone = sizes.map((size) => median(Array.from({ length: rounds }, () => oneByOne(models, size))));
  const listed = (seconds: readonly number[]): string =>
    sizes.map((size, index) => `${size}: ${show(seconds[index]! * 1e6)} us`).join(', ');
  return [
    report({
      name: 'a device for an hour, of 10,000 that live at once, in one home against homes of 10 to 1,000',
      value: median(costs.map((row) => row.at(-1)! / Math.min(...row))),
      unit: 'times',
      limit: { most: 1.5 },
      beside: `by the size of their homes ${listed(perDevice)}; homes that live one after another, each in the cache as far as it fits, ${listed(alone)}`,
    }),
    report({
      name: 'one hour of 10,000 devices in 1,000 flats, with people and scenes, by the processor',
      value: alone.at(-1)! * deviceCount,
      unit: 's',
      limit: { most: 5 },
    }),
  ].every(Boolean);
}

/** All homes live at once, a minute each in turn. Returns seconds for a device. */
function inStep(models: Models, size: number): number {
  const newHome = newHomes(models, size);
  const homes = Array.from({ length: deviceCount / size }, (_, seed) => newHome(seed));
  const seconds = processorSeconds(() => {
    for (let instant = start + minuteMs; instant <= start + hourMs; instant += minuteMs) {
      for (const home of homes) home.advanceTo(instant);
    }
  });
  return seconds / deviceCount;
}

/** Each home is made and lives when the one before is over. Returns seconds for a device. */
function oneByOne(models: Models, size: number): number {
  const newHome = newHomes(models, size);
  let seconds = 0;
  for (let index = 0; index < deviceCount / size; index++) {
    const home = newHome(index);
    seconds += processorSeconds(() => home.advanceTo(start + hourMs));
  }
  return seconds / deviceCount;
}

/** Makes homes that differ in their seeds, and have begun. */
function newHomes(models: Models, size: number): (seed: number) => SimulatedHome {
  const { home, scenes } = flats(size / devicesPerFlat);
  return (seed) => {
    const simulated = new SimulatedHome({ home, models, scenes, start, seed });
    simulated.start();
    return simulated;
  };
}

function processorSeconds(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
