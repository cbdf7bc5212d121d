import {
  defineDevice,
  type Properties,
  type Self,
  type Timer,
  type ValuesOf,
} from '../src/core/device/index.ts';

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
/** Running time until the filter is used up, in hours: about half a year without a pause, typical of a HEPA filter. */
const filterHours = 4_000;

const hourMs = 3_600_000;

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
    senses: { quantity: 'pm2_5', share: 0.05 },
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
  /** How long it has run since the filter lost its last percent, up to `since`. */
  ranMs: number;
  /** Since when it runs; undefined while it is off. */
  since: number | undefined;
  /** When the filter loses the next percent. */
  wear?: Timer | undefined;
  /** Its fan is jammed. */
  jammed: boolean;
}

type Purifier = Self<typeof properties, Memory>;

export default defineDevice({
  model: 'air-purifier',
  title: 'Air purifier',
  properties,
  memory: (): Memory => ({ ranMs: 0, since: undefined, jammed: false }),
  actions: {
    set_mode: {
      description: 'Runs in this mode. A purifier that is off is switched on.',
      params: {
        mode: { type: 'enum', values: properties.mode.values, description: 'The mode to run in.' },
      },
      run(self, { mode }) {
        refuseWhenJammed(self);
        self.set({ power: 'on', mode });
      },
    },
    toggle: {
      description: 'On if it is off, off if it is on.',
      run: toggle,
    },
  },
  guard(self, { power }) {
    if (power === 'on') refuseWhenJammed(self);
  },
  jam(self, jammed) {
    self.memory.jammed = jammed;
    follow(self);
  },
  hands: { toggle },
  start: follow,
  changed: follow,
  // The air that the fan moves is in proportion to its speed (fan affinity laws).
  acts: (self) => ({ cleanAir: (self.get('fan_speed') / fastestRpm) * cleanAirM3PerHour }),
});

function toggle(self: Purifier): void {
  if (self.get('power') === 'off') refuseWhenJammed(self);
  self.set({ power: self.get('power') === 'on' ? 'off' : 'on' });
}

function refuseWhenJammed(self: Purifier): void {
  if (self.memory.jammed) self.refuse('its fan is jammed; free it, then try again');
}

function follow(self: Purifier): void {
  self.set({ fan_speed: fanSpeed(self) });
  wearFilter(self);
}

function fanSpeed(self: Purifier): number {
  if (!runs(self)) return 0;
  return Math.round(slowestRpm + share(self.get('mode'), self) * (fastestRpm - slowestRpm));
}

function runs(self: Purifier): boolean {
  return self.get('power') === 'on' && !self.memory.jammed;
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

/** The filter wears out while it runs: a timer to the next percent, stopped while it is off. */
function wearFilter(self: Purifier): void {
  const { memory } = self;
  if (runs(self) === (memory.since !== undefined)) return;
  if (!runs(self)) {
    memory.ranMs += self.now - memory.since!;
    memory.since = undefined;
    self.cancel(memory.wear);
    return;
  }
  memory.since = self.now;
  memory.wear = self.after((filterHours * hourMs) / 100 - memory.ranMs, () => {
    self.set({ filter_life: Math.max(0, self.get('filter_life') - 1) });
    memory.ranMs = 0;
    memory.since = undefined;
    wearFilter(self);
  });
}
