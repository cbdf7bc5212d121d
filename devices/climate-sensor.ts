import { batteryProperty, defineDevice, drainBattery } from '../src/core/device/index.ts';

/** Typical of a CR2032 in a thermometer with Bluetooth. */
const batteryYears = 1;

export default defineDevice({
  model: 'climate-sensor',
  title: 'Temperature and humidity sensor',
  properties: {
    temperature: {
      type: 'number',
      range: [-40, 60],
      step: 0.1,
      unit: 'C',
      access: 'rn',
      initial: 20,
      reading: true,
      // As such sensors do, to save the battery: they measure often, and speak when it is worth it.
      senses: { quantity: 'temperature', change: 0.2 },
      description: 'The temperature of the room.',
    },
    humidity: {
      type: 'integer',
      range: [0, 100],
      unit: '%',
      access: 'rn',
      initial: 50,
      reading: true,
      senses: { quantity: 'humidity', change: 2 },
      description: 'The relative humidity of the room.',
    },
    battery: batteryProperty,
  },
  start: (self) => drainBattery(self, batteryYears),
});
