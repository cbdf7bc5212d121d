import type { PropertySpec, Self } from './model.ts';

const yearMs = 365 * 24 * 3_600_000;

/** The property `battery` of a device that runs on a cell, in percent. Let it drain with `drainBattery`. */
export const batteryProperty = {
  type: 'integer',
  range: [0, 100],
  unit: '%',
  access: 'rn',
  initial: 100,
  reading: true,
  description: 'What is left of the battery.',
} as const satisfies PropertySpec;

/** Empties the battery evenly over its life, a percent at a time. Call it from `start`. */
export function drainBattery(self: Self<{ battery: typeof batteryProperty }>, lifeYears: number): void {
  self.after((lifeYears * yearMs) / 100, () => {
    const battery = self.get('battery');
    if (battery > 0) self.set({ battery: battery - 1 });
    drainBattery(self, lifeYears);
  });
}
