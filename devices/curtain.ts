import { defineDevice, type Properties, type Self, type Timer } from '../src/core/device/index.ts';

/** From one end to the other: typical of a motor that pulls a 1.2 m track at 15 cm a second. */
const fullTravelMs = 8_000;
/** How often it says where it is on the way: every 5 %, small enough to look like a movement. */
const reportEveryMs = 400;

const closedPercent = 0;
const openPercent = 100;
const msPerPercent = fullTravelMs / (openPercent - closedPercent);

const properties = {
  position: {
    type: 'integer',
    range: [closedPercent, openPercent],
    unit: '%',
    access: 'rwn',
    initial: closedPercent,
    description: 'Where the curtain is: 0 is closed, 100 is open. Setting it moves the curtain there.',
  },
  moving: {
    type: 'enum',
    values: ['stopped', 'opening', 'closing'],
    access: 'rn',
    initial: 'stopped',
    description: 'Whether the motor runs, and which way.',
  },
  jammed: {
    type: 'boolean',
    access: 'rn',
    initial: false,
    reading: true,
    description: 'Something holds the curtain: it stops where it is, and refuses to move until it is free.',
  },
} as const satisfies Properties;

interface Memory {
  /** The movement that goes on. */
  journey?: { readonly from: number; readonly target: number; readonly begun: number; report?: Timer };
}

type Curtain = Self<typeof properties, Memory>;

export default defineDevice({
  model: 'curtain',
  title: 'Curtain motor',
  properties,
  memory: (): Memory => ({}),
  actions: {
    open: {
      description: 'Moves the curtain until it is this far open.',
      params: {
        percent: {
          type: 'integer',
          range: [closedPercent, openPercent],
          unit: '%',
          default: openPercent,
          description: 'How far open.',
        },
      },
      run(self, { percent }) {
        refuseWhenJammed(self);
        moveTo(self, percent);
      },
    },
    close: {
      description: 'Moves the curtain until it is closed.',
      run(self) {
        refuseWhenJammed(self);
        moveTo(self, closedPercent);
      },
    },
    stop: {
      description: 'Stops the curtain where it is.',
      run: stop,
    },
  },
  guard(self, values) {
    if (values.position !== undefined) refuseWhenJammed(self);
  },
  write: { position: moveTo },
  hands: {
    open: (self) => moveByHand(self, openPercent),
    close: (self) => moveByHand(self, closedPercent),
  },
  acts: (self) => ({ daylight: self.get('position') / openPercent }),
  changed(self, names) {
    if (names.has('jammed') && self.get('jammed')) stop(self);
  },
  released(self, names) {
    if (names.has('jammed')) self.set({ jammed: false });
  },
  jam: (self, jammed) => self.set({ jammed }),
  reboot: (self) => self.set({ moving: 'stopped' }),
});

/** Moves to `target` from wherever the curtain is, also in the middle of another movement. */
function moveTo(self: Curtain, target: number): void {
  const from = whereabouts(self);
  self.cancel(self.memory.journey?.report);
  const way = target === from ? 'stopped' : target > from ? 'opening' : 'closing';
  self.set({ position: from, moving: way });
  self.memory.journey = way === 'stopped' ? undefined : { from, target, begun: self.now };
  if (way !== 'stopped') reportSoon(self);
}

function stop(self: Curtain): void {
  moveTo(self, whereabouts(self));
}

/** Where it is at this instant, also between two reports. */
function whereabouts(self: Curtain): number {
  const { journey } = self.memory;
  if (!journey) return self.get('position');
  const { from, target, begun } = journey;
  const travelled = Math.min(Math.round((self.now - begun) / msPerPercent), Math.abs(target - from));
  return target > from ? from + travelled : from - travelled;
}

function reportSoon(self: Curtain): void {
  const journey = self.memory.journey!;
  const left = Math.abs(journey.target - whereabouts(self)) * msPerPercent;
  journey.report = self.after(Math.min(reportEveryMs, left), () => {
    const position = whereabouts(self);
    if (position === journey.target) stop(self);
    else {
      self.set({ position });
      reportSoon(self);
    }
  });
}

/** Pulled by hand, the motor helps. */
function moveByHand(self: Curtain, target: number): void {
  refuseWhenJammed(self);
  moveTo(self, target);
}

function refuseWhenJammed(self: Curtain): void {
  if (self.get('jammed')) {
    self.refuse(`the curtain is jammed at ${self.get('position')} %; free it, then try again`);
  }
}
