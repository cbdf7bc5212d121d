import { defineDevice, type Properties, type Self, type ValuesOf } from '../src/core/device/index.ts';

const highestLevel = 14;

/** The fan at its slowest and at its fastest, in revolutions a minute; typical of a purifier for one room. */
const slowestRpm = 400;
const fastestRpm = 2200;
/** In `auto` the fan is slowest up to here: the WHO's guideline for a day's mean (2021), in ug/m3. */
const cleanPm = 15;
/** In `auto` the fan is fastest from here on: "moderately polluted" in China's index (HJ 633-2012), in ug/m3. */
const pollutedPm = 115;

/** Clean air that the fastest fan delivers, in m3 an hour; typical of a purifier for one room. */
const cleanAirM3PerHour = 310;
/** 20 m2 under a ceiling of 2.6 m. */
const roomM3 = 52;
/** How often the air of the room is exchanged for that outside through its cracks; typical with closed windows. */
const leaksPerHour = 0.5;
/** Running time until the filter is used up, in hours: about half a year without a pause, typical of a HEPA filter. */
const filterHours = 4_000;

const tickMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const properties = {
  power: { type: 'enum', values: ['on', 'off'], access: 'rwn', initial: 'off', description: 'On or off.' },
  mode: {
    type: 'enum',
    values: ['auto', 'sleep', 'favorite'],
    access: 'rwn',
    initial: 'auto',
    description: 'auto follows pm2_5, sleep is slow and quiet, favorite runs at `level`.',
  },
  level: {
    type: 'integer',
    range: [0, highestLevel],
    access: 'rwn',
    initial: 7,
    description: 'How fast the fan runs in the mode favorite.',
  },
  pm2_5: {
    type: 'integer',
    range: [0, 600],
    unit: 'ug/m3',
    access: 'rn',
    initial: 35,
    reading: true,
    description: 'Fine particles in the air of the room.',
  },
  fan_speed: {
    type: 'integer',
    range: [0, fastestRpm],
    unit: 'rpm',
    access: 'rn',
    initial: 0,
    description: 'How fast the fan turns; 0 when it is off.',
  },
  filter_life: {
    type: 'integer',
    range: [0, 100],
    unit: '%',
    access: 'rn',
    initial: 100,
    reading: true,
    description: 'What is left of the filter.',
  },
} as const satisfies Properties;

interface Memory {
  /** The particles in the air, of which `pm2_5` shows the whole ones. */
  particles: number;
  /** How long it has run since the filter lost its last percent. */
  ranMs: number;
  /** Where the slow waves of the air outside begin, in radians. */
  readonly phases: { daily: number; weather: number };
}

type Purifier = Self<typeof properties, Memory>;

export default defineDevice({
  model: 'air-purifier',
  title: 'Air purifier',
  properties,
  memory: (): Memory => ({ particles: 0, ranMs: 0, phases: { daily: 0, weather: 0 } }),
  actions: {
    set_mode: {
      description: 'Runs in this mode. A purifier that is off is switched on.',
      params: {
        mode: { type: 'enum', values: properties.mode.values, description: 'The mode to run in.' },
      },
      run: (self, { mode }) => self.set({ power: 'on', mode }),
    },
    toggle: {
      description: 'On if it is off, off if it is on.',
      run: (self) => self.set({ power: self.get('power') === 'on' ? 'off' : 'on' }),
    },
  },
  start(self) {
    const { memory, random } = self;
    memory.particles = self.get('pm2_5');
    memory.phases.daily = random.between(0, 2 * Math.PI);
    memory.phases.weather = random.between(0, 2 * Math.PI);
    self.set({ fan_speed: fanSpeed(self) });
    tickSoon(self);
  },
  changed: (self) => self.set({ fan_speed: fanSpeed(self) }),
});

function fanSpeed(self: Purifier): number {
  if (self.get('power') === 'off') return 0;
  return Math.round(slowestRpm + share(self.get('mode'), self) * (fastestRpm - slowestRpm));
}

/** How far the fan is turned up from its slowest (0) to its fastest (1). */
function share(mode: ValuesOf<typeof properties>['mode'], self: Purifier): number {
  switch (mode) {
    case 'sleep':
      return 0;
    case 'favorite':
      return self.get('level') / highestLevel;
    case 'auto': {
      const excess = (self.get('pm2_5') - cleanPm) / (pollutedPm - cleanPm);
      return Math.min(1, Math.max(0, excess));
    }
  }
}

function tickSoon(self: Purifier): void {
  self.after(tickMs, () => {
    self.set({ pm2_5: mixAir(self) });
    if (self.get('power') === 'on') wearFilter(self);
    tickSoon(self);
  });
}

/**
 * The particles after one more tick: the air leaks in from outside, and the fan takes particles out. Both are in
 * proportion to what is there, so that the room nears a balance exponentially (the well-mixed room of textbooks).
 */
function mixAir(self: Purifier): number {
  const { memory } = self;
  const shown = self.get('pm2_5');
  // Not what was last shown: somebody pinned the reading, and the air goes on from there.
  if (Math.round(memory.particles) !== shown) memory.particles = shown;
  const cleaningPerHour = ((self.get('fan_speed') / fastestRpm) * cleanAirM3PerHour) / roomM3;
  const changePerHour = leaksPerHour + cleaningPerHour;
  const balance = (leaksPerHour * outdoorPm(self)) / changePerHour;
  memory.particles = balance + (memory.particles - balance) * Math.exp(-changePerHour * (tickMs / hourMs));
  return Math.round(memory.particles);
}

/** The air outside, in ug/m3: 35 on average, as in a city, with one wave a day and one of the weather in five. */
function outdoorPm({ now, memory: { phases } }: Purifier): number {
  const wave = (periodMs: number, phase: number) => Math.sin((2 * Math.PI * now) / periodMs + phase);
  return 35 + 12 * wave(dayMs, phases.daily) + 8 * wave(5 * dayMs, phases.weather);
}

function wearFilter(self: Purifier): void {
  const { memory } = self;
  memory.ranMs += tickMs;
  if (memory.ranMs < (filterHours * hourMs) / 100) return;
  memory.ranMs = 0;
  self.set({ filter_life: Math.max(0, self.get('filter_life') - 1) });
}
