import { defineDevice, type Properties, type Self } from '../src/core/device/index.ts';

const ratedW = 1_500;
/** It goes on this far below the target, and off this far above: narrower would click all the time. */
const hysteresisC = 0.3;

const properties = {
  power: {
    type: 'enum',
    values: ['on', 'off'],
    access: 'rwn',
    initial: 'off',
    description: 'On: it keeps the room at the target. Off: it does nothing.',
  },
  target_temperature: {
    type: 'number',
    range: [5, 30],
    step: 0.5,
    unit: 'C',
    access: 'rwn',
    initial: 20,
    description: 'How warm the room shall be.',
  },
  temperature: {
    type: 'number',
    range: [-40, 60],
    step: 0.1,
    unit: 'C',
    access: 'rn',
    initial: 20,
    reading: true,
    senses: 'temperature',
    description: 'How warm the room is.',
  },
  heating: {
    type: 'boolean',
    access: 'rn',
    initial: false,
    description: 'Whether it gives off heat at this moment.',
  },
} as const satisfies Properties;

type Heater = Self<typeof properties>;

export default defineDevice({
  model: 'heater',
  title: 'Electric heater with thermostat',
  properties,
  actions: { toggle: { description: 'On if it is off, off if it is on.', run: toggle } },
  start: regulate,
  changed: regulate,
  hands: { toggle },
  acts: (self) => (self.get('heating') ? { heat: ratedW } : {}),
});

function toggle(self: Heater): void {
  self.set({ power: self.get('power') === 'on' ? 'off' : 'on' });
}

/** A thermostat with hysteresis: in between it goes on with what it does. */
function regulate(self: Heater): void {
  const excess = self.get('temperature') - self.get('target_temperature');
  if (self.get('power') === 'off' || excess >= hysteresisC) self.set({ heating: false });
  else if (excess <= -hysteresisC) self.set({ heating: true });
}
