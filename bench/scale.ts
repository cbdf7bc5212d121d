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
/** How many are lived through for each size. */
const deviceHours = 10_000;

/**
 * What a device costs in an hour, in a home of ten and in one of ten thousand.
 *
 * By the processor's own clock, which also counts the threads that collect garbage: others may be at work on the machine,
 * and a ratio of seconds on the wall says how many. What keeps a large home from the cost of a small one is no step of
 * the program that takes longer the more devices there are, but that what it comes to next is no longer in a cache. So
 * beside it stands what the same small homes cost when a thousand of them live at once, a minute each in turn.
 */
export async function benchScale(): Promise<boolean> {
  const { models } = await loadModels([fileURLToPath(new URL('../../', import.meta.url))]);
  // In turn, so that a machine whose speed drifts slows all. The first round warms up.
  const costs = Array.from({ length: rounds + 1 }, () => sizes.map((size) => secondsPerDevice(models, size)));
  const counted = costs.slice(1);
  const perDevice = sizes.map((_size, index) => median(counted.map((row) => row[index]!)));
  const ratio = median(counted.map((row) => Math.max(...row) / Math.min(...row)));
  const inTurn = median(Array.from({ length: rounds }, () => secondsInTurn(models)));
  const listed = sizes.map((size, index) => `${size}: ${show(perDevice[index]! * 1e6)} us`).join(', ');
  return [
    report({
      name: 'a device for an hour, in the costliest size of home against the cheapest',
      value: ratio,
      unit: 'times',
      limit: { most: 1.5 },
      beside: `${listed}; a thousand homes of 10, a minute each in turn: ${show(inTurn * 1e6)} us`,
    }),
    report({
      name: 'one hour of 10,000 devices in 1,000 flats, with people and scenes, by the processor',
      value: perDevice.at(-1)! * 10_000,
      unit: 's',
      limit: { most: 5 },
    }),
  ].every(Boolean);
}

/** As many device hours for each size: a thousand homes of ten devices, or one of ten thousand. */
function secondsPerDevice(models: ReadonlyMap<string, DeviceModel>, size: number): number {
  const { home, scenes } = flats(size / devicesPerFlat);
  let seconds = 0;
  for (let done = 0; done < deviceHours; done += size) {
    const simulated = new SimulatedHome({ home, models, scenes, start, seed: done });
    simulated.start();
    seconds += processorSeconds(() => simulated.advanceTo(start + hourMs));
  }
  return seconds / deviceHours;
}

/** As many device hours of the smallest size, all homes at once. */
function secondsInTurn(models: ReadonlyMap<string, DeviceModel>): number {
  const { home, scenes } = flats(1);
  const homes = Array.from({ length: deviceHours / devicesPerFlat }, (_, index) => {
    const simulated = new SimulatedHome({ home, models, scenes, start, seed: index * devicesPerFlat });
    simulated.start();
    return simulated;
  });
  const seconds = processorSeconds(() => {
    for (let instant = start + minuteMs; instant <= start + hourMs; instant += minuteMs) {
      for (const simulated of homes) simulated.advanceTo(instant);
    }
  });
  return seconds / deviceHours;
}

function processorSeconds(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
