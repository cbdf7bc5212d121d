import { defineDevice, type Properties, type Self, type Timer } from '../src/core/device/index.ts';

/** What it can carry in or out of the room at most; typical of a split unit for one room ("12,000 BTU"). */
const capacityW = 3_500;
/** An inverter runs faster the further it is from the target: at full speed from here on, in degrees. */
const fullSpeedAtC = 3;
/** The slowest that an inverter can run. */
const slowest = 0.2;
/** A compressor that has stopped must rest until the pressures are even. */
const restMs = 180_000;
/** It stops this far beyond the target, and begins again this far before it. */
const hysteresisC = 0.5;
/** Water that it takes out of the air at full speed while it cools, in g an hour. */
const dryingGPerHour = 1_200;

const properties = {
  power: { type: 'enum', values: ['on', 'off'], access: 'rwn', initial: 'off', description: 'On or off.' },
  mode: {
    type: 'enum',
    values: ['cool', 'heat', 'dry', 'fan'],
    access: 'rwn',
    initial: 'cool',
    description:
      'cool and heat keep the target; dry cools gently and takes out water; fan only moves the air.',
  },
  target_temperature: {
    type: 'number',
    range: [16, 30],
    step: 0.5,
    unit: 'C',
    access: 'rwn',
    initial: 25,
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
    senses: { quantity: 'temperature', change: 0.2 },
    description: 'How warm the room is.',
  },
  compressor: {
    type: 'enum',
    values: ['off', 'running', 'resting'],
    access: 'rn',
    initial: 'off',
    description: 'resting: it has just stopped, and must wait three minutes before it can start.',
  },
  speed: {
    type: 'integer',
    range: [0, 100],
    unit: '%',
    access: 'rn',
    initial: 0,
    description: 'How hard the compressor works.',
  },
} as const satisfies Properties;

interface Memory {
  rest?: Timer | undefined;
  /** Its fan is jammed. */
  jammed: boolean;
}

type AirConditioner = Self<typeof properties, Memory>;

export default defineDevice({
  model: 'air-conditioner',
  title: 'Air conditioner',
  properties,
  memory: (): Memory => ({ jammed: false }),
  actions: {
    set_mode: {
      description: 'Runs in this mode. If it is off, it is switched on.',
      params: {
        mode: { type: 'enum', values: properties.mode.values, description: 'The mode to run in.' },
      },
      run(self, { mode }) {
        refuseWhenJammed(self);
        self.set({ power: 'on', mode });
      },
    },
    toggle: { description: 'On if it is off, off if it is on.', run: toggle },
  },
  start: regulate,
  changed: regulate,
  guard(self, { power }) {
    if (power === 'on') refuseWhenJammed(self);
  },
  jam(self, jammed) {
    self.memory.jammed = jammed;
    regulate(self);
  },
  // After a power cut the compressor rests, too: the pressures are not even.
  reboot(self) {
    if (self.get('compressor') !== 'off') rest(self);
  },
  hands: { toggle },
  acts(self) {
    const share = self.get('speed') / 100;
    if (share === 0) return {};
    if (self.get('mode') === 'heat') return { heat: share * capacityW };
    return { heat: -share * capacityW, vapour: -share * dryingGPerHour };
  },
});

function toggle(self: AirConditioner): void {
  if (self.get('power') === 'off') refuseWhenJammed(self);
  self.set({ power: self.get('power') === 'on' ? 'off' : 'on' });
}

function refuseWhenJammed(self: AirConditioner): void {
  if (self.memory.jammed) self.refuse('its fan is jammed; free it, then try again');
}

/** Decides how hard the compressor works, and lets it rest after it has stopped. */
function regulate(self: AirConditioner): void {
  const state = self.get('compressor');
  const wanted = demand(self, state === 'running');
  if (wanted > 0 && state !== 'resting') {
    self.set({ compressor: 'running', speed: wanted });
  } else if (wanted === 0 && state === 'running') {
    rest(self);
  }
}

function rest(self: AirConditioner): void {
  self.set({ compressor: 'resting', speed: 0 });
  self.memory.rest = self.after(restMs, () => {
    self.set({ compressor: 'off' });
    regulate(self);
  });
}

/** The speed that the room asks for, in percent: with the distance to the target, and 0 once that is passed. */
function demand(self: AirConditioner, running: boolean): number {
  const mode = self.get('mode');
  if (self.get('power') === 'off' || mode === 'fan' || self.memory.jammed) return 0;
  const warmer = self.get('temperature') - self.get('target_temperature');
  const lack = mode === 'heat' ? -warmer : warmer;
  if (lack < (running ? -hysteresisC : hysteresisC)) return 0;
  if (mode === 'dry') return slowest * 100;
  const share = Math.min(1, Math.max(slowest, lack / fullSpeedAtC));
  // In steps of a tenth, as inverters do.
  return Math.round(share * 10) * 10;
}
