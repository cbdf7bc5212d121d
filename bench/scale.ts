import { fileURLToPath } from 'node:url';
import type { DeviceModel } from '../src/core/device/model.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import { loadModels } from '../src/files/models.ts';
import { devicesPerFlat, flats } from './flats.ts';
import { median, report, show, timed } from './report.ts';

const hourMs = 3_600_000;
/** The busiest hour: people get up, windows are opened, scenes run. */
const start = Date.parse('2026-03-02T06:30:00+08:00');
const sizes = [10, 100, 1000, 10_000];
const rounds = 5;

/** What a device costs in an hour, in a home of ten and in one of ten thousand. */
export async function benchScale(): Promise<boolean> {
  const { models } = await loadModels([fileURLToPath(new URL('../../', import.meta.url))]);
  // In turn, so that a machine whose speed drifts slows all. The first round warms up.
  const costs = Array.from({ length: rounds + 1 }, () => sizes.map((size) => secondsPerDevice(models, size)));
  const counted = costs.slice(1);
  const perDevice = sizes.map((_size, index) => median(counted.map((row) => row[index]!)));
  const ratio = median(counted.map((row) => Math.max(...row) / Math.min(...row)));
  const listed = sizes.map((size, index) => `${size}: ${show(perDevice[index]! * 1e6)} us`).join(', ');
  return [
    report({
      name: 'a device for an hour, in the costliest size of home against the cheapest',
      value: ratio,
      unit: 'times',
      limit: { most: 1.5 },
      beside: listed,
    }),
    report({
      name: 'one hour of 10,000 devices in 1,000 flats, with people and scenes',
      value: perDevice.at(-1)! * 10_000,
      unit: 's',
      limit: { most: 5 },
    }),
  ].every(Boolean);
}

/** As many device hours for each size: a thousand homes of ten devices, or one of ten thousand. */
function secondsPerDevice(models: ReadonlyMap<string, DeviceModel>, size: number): number {
  const deviceHours = 10_000;
  const { home, scenes } = flats(size / devicesPerFlat);
  let seconds = 0;
  for (let done = 0; done < deviceHours; done += size) {
    const simulated = new SimulatedHome({ home, models, scenes, start, seed: done });
    simulated.start();
    seconds += timed(() => simulated.advanceTo(start + hourMs));
  }
  return seconds / deviceHours;
}
