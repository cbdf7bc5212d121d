import {
  batteryProperty,
  defineDevice,
  drainBattery,
  type Properties,
  type Self,
} from '../src/core/device/index.ts';

const kinds = ['single', 'double', 'long'] as const;
/** Typical of a CR2032 in a button. */
const batteryYears = 2;

const properties = {
  last_click: {
    type: 'enum',
    values: ['none', ...kinds],
    access: 'r',
    initial: 'none',
    description: 'How it was pressed the last time.',
  },
  battery: batteryProperty,
} as const satisfies Properties;

type Switch = Self<typeof properties>;

export default defineDevice({
  model: 'wireless-switch',
  title: 'Wireless switch',
  properties,
  actions: {
    press: {
      description: 'Presses it, as a finger would. A real one has no such method.',
      params: { kind: { type: 'enum', values: kinds, default: 'single', description: 'How it is pressed.' } },
      run: (self, { kind }) => click(self, kind),
    },
  },
  events: {
    click: {
      description: 'Somebody pressed it.',
      data: { kind: { type: 'enum', values: kinds } },
    },
  },
  start: (self) => drainBattery(self, batteryYears),
  hands: {
    press: (self) => click(self, 'single'),
    press_twice: (self) => click(self, 'double'),
    hold: (self) => click(self, 'long'),
  },
});

function click(self: Switch, kind: (typeof kinds)[number]): void {
  if (self.get('battery') === 0) self.refuse('its battery is empty; put in a new one');
  self.set({ last_click: kind });
  self.emit('click', { kind });
}
