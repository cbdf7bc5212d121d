import { defineDevice, type Properties, type Self, type Timer } from '../src/core/device/index.ts';

const ratedW = 1_800;
const fullMl = 1_700;
/** Below this the element would run dry. */
const leastMl = 200;
/** J/(g K), and a millilitre of water is a gram. */
const waterHeat = 4.186;
/** What water in an insulated kettle loses: it falls by two thirds of its excess in an hour. */
const coolingPerSecond = 1 / 3_600;
/** As in a kitchen; the kettle does not know better. */
const ambientC = 20;
const reportMs = 15_000;
/** A tenth of the heat escapes into the kitchen, and when it boils, steam. */
const lostW = 180;
const steamGPerHour = 400;
const keepWarmMs = 1_800_000;

const properties = {
  status: {
    type: 'enum',
    values: ['idle', 'heating', 'keeping_warm'],
    access: 'rn',
    initial: 'idle',
    description: 'What it is doing.',
  },
  temperature: {
    type: 'integer',
    range: [0, 100],
    unit: 'C',
    access: 'rn',
    initial: ambientC,
    description: 'How hot the water is.',
  },
  target_temperature: {
    type: 'integer',
    range: [40, 100],
    unit: 'C',
    access: 'rwn',
    initial: 100,
    description: 'How hot it shall become: 100 for black tea, 80 for green.',
  },
  keep_warm: {
    type: 'boolean',
    access: 'rwn',
    initial: false,
    description: 'Keeps the water at that temperature for half an hour.',
  },
  water: {
    type: 'integer',
    range: [0, fullMl],
    unit: 'ml',
    access: 'rn',
    initial: 1_000,
    reading: true,
    description: 'The water in it.',
  },
} as const satisfies Properties;

interface Memory {
  /** The temperature at an instant, from which the present one follows. */
  celsius: number;
  at: number;
  next?: Timer | undefined;
  until: number;
}

type Kettle = Self<typeof properties, Memory>;

export default defineDevice({
  model: 'kettle',
  title: 'Kettle',
  properties,
  memory: (): Memory => ({ celsius: ambientC, at: 0, until: 0 }),
  actions: {
    boil: {
      description: 'Heats the water.',
      params: {
        temperature: {
          type: 'integer',
          range: [40, 100],
          unit: 'C',
          default: 100,
          description: 'How hot it shall become.',
        },
      },
      run: (self, { temperature }) => boil(self, temperature),
    },
    stop: { description: 'Stops heating and keeping warm.', run: rest },
    fill: { description: 'Fills it with cold water.', run: fill },
    pour: {
      description: 'Pours some of it out.',
      params: {
        amount: {
          type: 'integer',
          range: [1, fullMl],
          unit: 'ml',
          default: 250,
          description: 'How much; a cup has 250 ml.',
        },
      },
      run: (self, { amount }) => pour(self, amount),
    },
  },
  events: {
    ready: { description: 'The water is as hot as it was asked for.' },
    dry: { description: 'It switched off before it ran dry.' },
  },
  start(self) {
    self.memory.celsius = self.get('temperature');
    self.memory.at = self.now;
    if (self.get('temperature') > ambientC) reportSoon(self);
  },
  changed(self, names) {
    if (!names.has('water') || self.get('status') === 'idle' || self.get('water') >= leastMl) return;
    self.emit('dry');
    rest(self);
  },
  reboot: (self) => self.set({ status: 'idle' }),
  hands: {
    boil: (self) => boil(self, self.get('target_temperature')),
    fill,
    pour: (self) => pour(self, 250),
  },
  acts(self) {
    if (self.get('status') !== 'heating') return {};
    return { heat: lostW, vapour: self.get('temperature') > 90 ? steamGPerHour : 0 };
  },
});

function boil(self: Kettle, target: number): void {
  const water = self.get('water');
  if (water < leastMl) self.refuse(`not enough water: ${water} ml, it takes at least ${leastMl} ml; fill it`);
  follow(self);
  self.set({ target_temperature: target, status: 'heating' });
  reportSoon(self);
}

function rest(self: Kettle): void {
  follow(self);
  self.set({ status: 'idle' });
  reportSoon(self);
}

function fill(self: Kettle): void {
  mix(self, fullMl - self.get('water'));
}

/** Cold water comes to what is there. */
function mix(self: Kettle, addedMl: number): void {
  const water = self.get('water');
  follow(self);
  self.set({ water: water + addedMl });
  if (self.get('water') !== water + addedMl) {
    self.refuse(
      self.isPinned('water')
        ? `water is pinned at ${water}; let go with stimulate {"water":null}, then fill`
        : `its sensor still shows ${self.get('water')} ml of water: it is out of order`,
    );
  }
  self.memory.celsius = (self.memory.celsius * water + ambientC * addedMl) / Math.max(1, water + addedMl);
  self.set({ temperature: Math.round(self.memory.celsius) });
}

function pour(self: Kettle, amount: number): void {
  const water = self.get('water');
  if (water < amount) self.refuse(`there are only ${water} ml in it; fill it`);
  follow(self);
  self.set({ water: water - amount });
}

/** Brings the temperature up to this instant: heated evenly, or cooling off by Newton's law. */
function follow(self: Kettle): void {
  const { memory } = self;
  const seconds = (self.now - memory.at) / 1_000;
  memory.at = self.now;
  switch (self.get('status')) {
    case 'heating':
      memory.celsius += (ratedW * seconds) / (waterHeat * Math.max(leastMl, self.get('water')));
      memory.celsius = Math.min(memory.celsius, 100);
      break;
    case 'idle':
      memory.celsius = ambientC + (memory.celsius - ambientC) * Math.exp(-coolingPerSecond * seconds);
      break;
    case 'keeping_warm':
      break;
  }
  self.set({ temperature: Math.round(memory.celsius) });
}

/** Says how hot it is on the way, and does what comes next when it is there. */
function reportSoon(self: Kettle): void {
  const { memory } = self;
  self.cancel(memory.next);
  switch (self.get('status')) {
    case 'heating': {
      const missing = Math.max(0, self.get('target_temperature') - memory.celsius);
      const leftMs = (missing * waterHeat * self.get('water') * 1_000) / ratedW;
      memory.next = self.after(Math.min(reportMs, leftMs), () => {
        follow(self);
        if (memory.celsius < self.get('target_temperature') - 0.05) reportSoon(self);
        else ready(self);
      });
      break;
    }
    case 'keeping_warm':
      memory.next = self.after(memory.until - self.now, () => rest(self));
      break;
    case 'idle':
      if (memory.celsius < ambientC + 1) return;
      // It cools slowly, and nobody waits for it.
      memory.next = self.after(10 * reportMs, () => {
        follow(self);
        reportSoon(self);
      });
      break;
  }
}

function ready(self: Kettle): void {
  self.memory.until = self.now + keepWarmMs;
  self.set({
    temperature: Math.round(self.memory.celsius),
    status: self.get('keep_warm') ? 'keeping_warm' : 'idle',
  });
  self.emit('ready');
  reportSoon(self);
}
