import { batteryProperty, defineDevice, drainBattery } from '../src/core/device/index.ts';

/** Typical of a CR2450 in a light sensor. */
const batteryYears = 2;

export default defineDevice({
  model: 'light-sensor',
  title: 'Light sensor',
  properties: {
    illuminance: {
      type: 'integer',
      range: [0, 120_000],
      unit: 'lx',
      access: 'rn',
      initial: 0,
      reading: true,
      // Eyes notice shares, not lux: a lamp is much at night, and nothing at noon.
      senses: { quantity: 'illuminance', change: 3, share: 0.2 },
      description: 'The light in the room, of the day and of the lamps.',
    },
    battery: batteryProperty,
  },
  start: (self) => drainBattery(self, batteryYears),
});
