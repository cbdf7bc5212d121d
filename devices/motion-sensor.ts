import {
  batteryProperty,
  defineDevice,
  drainBattery,
  type Properties,
  type Self,
  type Timer,
} from '../src/core/device/index.ts';

/** How long it goes on saying "detected" after the last motion. Typical of battery sensors, which sleep meanwhile. */
const holdMs = 60_000;
/** Typical of a CR2450 in a motion sensor. */
const batteryYears = 2;

const properties = {
  detected: {
    type: 'boolean',
    access: 'rn',
    initial: false,
    reading: true,
    description: 'Somebody moves in the room, or did within the last minute.',
  },
  last_seen: {
    type: 'string',
    // Not notified of: every stirring would publish a state that says nothing else.
    access: 'r',
    initial: '',
    description: 'When it last saw a motion, as ISO time; empty before the first.',
  },
  battery: batteryProperty,
} as const satisfies Properties;

interface Memory {
  /** Ends the detection, or finds that it goes on until later. */
  hold?: Timer;
  until: number;
}

type MotionSensor = Self<typeof properties, Memory>;

export default defineDevice({
  model: 'motion-sensor',
  title: 'Motion sensor',
  properties,
  memory: (): Memory => ({ until: 0 }),
  events: { motion: { description: 'It saw a motion after a time of stillness.' } },
  start(self) {
    if (self.get('detected')) self.set({ last_seen: self.time });
    drainBattery(self, batteryYears);
  },
  motion(self) {
    self.set({ detected: true });
    // A sensor that is pinned to false sees nothing.
    if (!self.get('detected')) return;
    self.set({ last_seen: self.time });
    hold(self);
  },
  changed(self, names) {
    if (!names.has('detected') || !self.get('detected')) return;
    self.set({ last_seen: self.time });
    self.emit('motion');
  },
  reboot: (self) => self.set({ detected: false }),
  released(self, names) {
    if (names.has('detected') && self.get('detected')) hold(self);
  },
});

/** Lets the detection end when nothing more is seen for a while. */
function hold(self: MotionSensor): void {
  self.memory.until = self.now + holdMs;
  // Somebody who moves about is seen every few seconds: one timer for all of that.
  if (!self.memory.hold?.active) wait(self);
}

function wait(self: MotionSensor): void {
  self.memory.hold = self.after(self.memory.until - self.now, () => {
    if (self.now < self.memory.until) wait(self);
    else self.set({ detected: false });
  });
}
