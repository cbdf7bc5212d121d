import { defineDevice, type Properties, type Self, type Timer } from '../src/core/device/index.ts';

/** What a plug of 16 A can carry, in W; beyond it switches off. */
const limitW = 3_680;
const minuteMs = 60_000;

/**
 * What appliances take, as programs of watts and minutes that go round or come to an end: typical values of current
 * appliances. A fridge's compressor comes and goes; a washing machine heats, turns and spins.
 */
const appliances = {
  nothing: { repeats: true, program: [[0, 60]] },
  lamp: { repeats: true, program: [[40, 60]] },
  fan: { repeats: true, program: [[45, 60]] },
  fridge: {
    repeats: true,
    program: [
      [95, 14],
      [2, 31],
    ],
  },
  television: { repeats: true, program: [[110, 60]] },
  washing_machine: {
    repeats: false,
    program: [
      [60, 4],
      [2_050, 18],
      [180, 35],
      [420, 9],
      [3, 60],
    ],
  },
  fan_heater: { repeats: true, program: [[2_000, 60]] },
} as const satisfies Record<string, { repeats: boolean; program: readonly (readonly [number, number])[] }>;

type Appliance = keyof typeof appliances;
const applianceNames = Object.keys(appliances) as [Appliance, ...Appliance[]];

const properties = {
  power: { type: 'enum', values: ['on', 'off'], access: 'rwn', initial: 'on', description: 'On or off.' },
  appliance: {
    type: 'enum',
    values: applianceNames,
    access: 'rwn',
    initial: 'nothing',
    description: 'What is plugged in.',
  },
  load: {
    type: 'integer',
    range: [0, 10_000],
    unit: 'W',
    access: 'rn',
    initial: 0,
    reading: true,
    description: 'What the appliance takes now.',
  },
  energy: {
    type: 'number',
    range: [0, 1_000_000],
    unit: 'kWh',
    access: 'rn',
    initial: 0,
    description: 'What went through it since it was reset, to the watt-hour.',
  },
} as const satisfies Properties;

interface Memory {
  /** Where the appliance's program is, and what comes next. */
  phase: number;
  next?: Timer | undefined;
  /** Up to when the energy is counted, and how many joules of it are not yet in `energy`. */
  counted: number;
  joules: number;
}

type Plug = Self<typeof properties, Memory>;

export default defineDevice({
  model: 'smart-plug',
  title: 'Smart plug',
  properties,
  memory: (): Memory => ({ phase: 0, counted: 0, joules: 0 }),
  actions: {
    toggle: { description: 'On if it is off, off if it is on.', run: toggle },
    reset_energy: {
      description: 'Begins to count the energy anew.',
      run(self) {
        self.memory.joules = 0;
        self.memory.counted = self.now;
        self.set({ energy: 0 });
      },
    },
  },
  events: {
    overload: {
      description: 'It switched off: more than 16 A.',
      data: { load: { type: 'integer', range: [0, 10_000], unit: 'W' } },
    },
    finished: { description: 'The program of the appliance is over.' },
  },
  start(self) {
    self.memory.counted = self.now;
    begin(self);
  },
  changed(self, names) {
    if (names.has('power') || names.has('appliance')) begin(self);
    if (names.has('load') && self.get('load') > limitW) {
      self.emit('overload', { load: self.get('load') });
      self.set({ power: 'off' });
    }
  },
  released: begin,
  hands: {
    toggle,
    switch_on: (self) => self.set({ power: 'on' }),
    switch_off: (self) => self.set({ power: 'off' }),
  },
  // In the end, all of it is heat.
  acts: (self) => ({ heat: self.get('power') === 'on' ? self.get('load') : 0 }),
});

function toggle(self: Plug): void {
  self.set({ power: self.get('power') === 'on' ? 'off' : 'on' });
}

function begin(self: Plug): void {
  self.memory.phase = 0;
  run(self);
}

/** The appliance does what is next in its program. */
function run(self: Plug): void {
  const { memory } = self;
  self.cancel(memory.next);
  count(self);
  if (self.get('power') === 'off') {
    self.set({ load: 0 });
    return;
  }
  const { program, repeats } = appliances[self.get('appliance')];
  const phases: readonly (readonly [number, number])[] = program;
  const [watts, minutes] = phases[memory.phase]!;
  // The mains and the appliance are never quite the same.
  self.set({ load: Math.round(watts * self.random.between(0.97, 1.03)) });
  const isLast = memory.phase === phases.length - 1;
  if (isLast && !repeats) self.emit('finished');
  if (phases.length === 1 && watts === 0) return;
  memory.next = self.after(minutes * minuteMs, () => {
    if (!isLast) memory.phase++;
    else if (repeats) memory.phase = 0;
    run(self);
  });
}

/** Counts what went through since it was counted last. */
function count(self: Plug): void {
  const { memory } = self;
  memory.joules += (self.get('load') * (self.now - memory.counted)) / 1_000;
  memory.counted = self.now;
  const wattHours = Math.floor(memory.joules / 3_600);
  memory.joules -= wattHours * 3_600;
  if (wattHours > 0) self.set({ energy: Math.round(self.get('energy') * 1_000 + wattHours) / 1_000 });
}
