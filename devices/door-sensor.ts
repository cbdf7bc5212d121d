import {
  batteryProperty,
  defineDevice,
  drainBattery,
  type Properties,
  type Self,
} from '../src/core/device/index.ts';

/** How long somebody takes to go through a door and shut it. */
const passing = { shortestMs: 4_000, longestMs: 12_000 };
/** Typical of a CR1632 in a contact sensor. */
const batteryYears = 2;

const properties = {
  open: {
    type: 'boolean',
    access: 'rn',
    initial: false,
    reading: true,
    description: 'Whether the door or the window is open.',
  },
  mounted_on: {
    type: 'enum',
    values: ['door', 'window'],
    access: 'rwn',
    initial: 'door',
    description: 'What it is stuck to. People go through a door; an open window airs the room.',
  },
  battery: batteryProperty,
} as const satisfies Properties;

type DoorSensor = Self<typeof properties>;

export default defineDevice({
  model: 'door-sensor',
  title: 'Door and window sensor',
  properties,
  events: {
    opened: { description: 'It was opened.' },
    closed: { description: 'It was closed.' },
  },
  start: (self) => drainBattery(self, batteryYears),
  passage(self) {
    if (self.get('mounted_on') === 'window' || self.get('open')) return;
    self.set({ open: true });
    shutSoon(self);
  },
  // Whoever goes through the door shuts it, whether the sensor has power or not.
  reboot(self) {
    if (self.get('mounted_on') === 'door' && self.get('open')) shutSoon(self);
  },
  changed(self, names) {
    if (names.has('open')) self.emit(self.get('open') ? 'opened' : 'closed');
  },
  hands: {
    open: (self: DoorSensor) => self.set({ open: true }),
    close: (self: DoorSensor) => self.set({ open: false }),
  },
  // The front door leads to a staircase, not into the open.
  acts: (self) => (self.get('mounted_on') === 'window' && self.get('open') ? { window: 1 } : {}),
});

function shutSoon(self: DoorSensor): void {
  self.after(self.random.integer(passing.shortestMs, passing.longestMs), () => self.set({ open: false }));
}
