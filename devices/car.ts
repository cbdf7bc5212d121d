import {
  defineDevice,
  type Owner,
  type Properties,
  type Self,
  type Timer,
} from '../src/core/device/index.ts';

const minuteMs = 60_000;
const restingMinutes = 10;
/** Half a kilometre a minute: 30 km/h, as in city traffic. */
const kmPerMinute = 0.5;
/** 0.18 kWh a km out of 60 kWh, and a wall box of 7 kW: typical of current electric cars. */
const percentPerKm = 0.3;
const percentPerMinute = { charging: 0.19, climate: 0.04 };
/** Below this it keeps what it has for driving. */
const reservePercent = 10;
/** The cabin nears the air outside with a time constant of 25 minutes; the sun is left out. */
const coolingPerMinute = 1 / 25;
/** What the climate control brings about in a minute, in degrees. */
const climatePerMinute = 1.5;

const properties = {
  location: {
    type: 'enum',
    values: ['home', 'away', 'arriving'],
    access: 'rn',
    initial: 'home',
    reading: true,
    description: 'arriving: it is on its way home.',
  },
  distance: {
    type: 'number',
    range: [0, 1_000],
    step: 0.1,
    unit: 'km',
    access: 'rn',
    initial: 0,
    reading: true,
    description: 'How far it is from home.',
  },
  arrives_in: {
    type: 'integer',
    range: [0, 1_440],
    unit: 'min',
    access: 'rn',
    initial: 0,
    description: 'While it is arriving: in how many minutes it is at home. Otherwise 0.',
  },
  battery: {
    type: 'integer',
    range: [0, 100],
    unit: '%',
    access: 'rn',
    initial: 70,
    reading: true,
    description: 'What is left of the battery.',
  },
  charging: { type: 'boolean', access: 'rn', initial: false, description: 'Whether it charges.' },
  plugged_in: {
    type: 'boolean',
    access: 'rn',
    initial: true,
    reading: true,
    description: 'Whether the cable is in.',
  },
  locked: { type: 'boolean', access: 'rn', initial: true, description: 'Whether its doors are locked.' },
  climate: {
    type: 'enum',
    values: ['on', 'off'],
    access: 'rn',
    initial: 'off',
    description: 'Whether it heats or cools its cabin.',
  },
  target_temperature: {
    type: 'number',
    range: [16, 28],
    step: 0.5,
    unit: 'C',
    access: 'rwn',
    initial: 21,
    description: 'How warm its cabin shall be.',
  },
  cabin_temperature: {
    type: 'number',
    range: [-50, 80],
    step: 0.5,
    unit: 'C',
    access: 'rn',
    initial: 15,
    reading: true,
    description: 'How warm its cabin is.',
  },
  outside_temperature: {
    type: 'number',
    range: [-60, 60],
    step: 0.5,
    unit: 'C',
    access: 'rn',
    initial: 15,
    reading: true,
    senses: { quantity: 'outdoor_temperature', change: 1 },
    description: 'How warm it is outside.',
  },
} as const satisfies Properties;

interface Memory {
  owner?: Owner | undefined;
  /** The next tick, and how many minutes it stands for. */
  tick?: Timer | undefined;
  minutes: number;
  /** How much of the present trip has been taken off the battery. */
  drivenKm: number;
  /** To a fraction of a percent and of a degree; the properties show less. */
  charge: number;
  cabin: number;
}

type Car = Self<typeof properties, Memory>;

export default defineDevice({
  model: 'car',
  title: 'Electric car',
  properties,
  memory: (): Memory => ({ minutes: 1, drivenKm: 0, charge: 0, cabin: 0 }),
  actions: {
    lock: { description: 'Locks its doors.', run: (self) => self.set({ locked: true }) },
    unlock: {
      description: 'Unlocks its doors.',
      run(self) {
        if (isDriving(self)) self.refuse('it drives; its doors stay locked until it stands');
        self.set({ locked: false });
      },
    },
    start_climate: {
      description: 'Heats or cools its cabin until it is stopped, or the battery is low.',
      params: {
        temperature: {
          type: 'number',
          range: [16, 28],
          step: 0.5,
          unit: 'C',
          default: 21,
          description: 'How warm its cabin shall be.',
        },
      },
      run(self, { temperature }) {
        const battery = self.get('battery');
        if (battery < reservePercent) {
          self.refuse(`its battery is at ${battery} %, and ${reservePercent} % is for driving; plug it in`);
        }
        self.set({ climate: 'on', target_temperature: temperature });
      },
    },
    stop_climate: { description: 'Stops heating and cooling.', run: (self) => self.set({ climate: 'off' }) },
  },
  events: {
    left: { description: 'It drives away.' },
    arrived: { description: 'It is at home.' },
    charged: { description: 'It is full.' },
  },
  start(self) {
    self.memory.charge = self.get('battery');
    self.memory.cabin = self.get('cabin_temperature');
    tickSoon(self);
  },
  changed(self, names) {
    const { memory } = self;
    // Somebody pinned it: it goes on from there.
    if (names.has('battery') && Math.round(memory.charge) !== self.get('battery')) {
      memory.charge = self.get('battery');
    }
    if (names.has('cabin_temperature') && Math.abs(memory.cabin - self.get('cabin_temperature')) > 1) {
      memory.cabin = self.get('cabin_temperature');
    }
    const canCharge = self.get('plugged_in') && self.get('location') === 'home' && self.get('battery') < 100;
    self.set({ charging: canCharge });
    tickSoon(self);
  },
  owner(self, owner) {
    // Where it is in the beginning is no event.
    const wasHome = self.get('location') === 'home';
    const isNews = self.memory.owner !== undefined;
    if (isNews) spend(self, 0);
    self.memory.owner = owner;
    self.memory.drivenKm = drivenKm(self);
    if (owner.home) {
      self.set({ location: 'home', distance: 0, arrives_in: 0 });
      if (self.get('location') !== 'home' || wasHome) return;
      self.set({ climate: 'off' });
      self.emit('arrived');
    } else {
      self.set({ plugged_in: false, locked: true });
      drive(self);
      if (isNews && wasHome && self.get('location') !== 'home') self.emit('left');
    }
  },
  hands: {
    plug_in(self) {
      if (self.get('location') !== 'home') self.refuse('it is not at home');
      self.set({ plugged_in: true });
    },
    unplug: (self) => self.set({ plugged_in: false }),
    lock: (self) => self.set({ locked: true }),
  },
});

function isDriving(self: Car): boolean {
  const trip = self.memory.owner?.trip;
  if (!trip) return false;
  const { out, left } = minutesOf(self, trip);
  const way = wayMinutes(trip);
  return out < way || (left !== undefined && left <= way);
}

/**
 * Ticks while anything about it changes: each minute while it drives, charges or has its climate on, and each ten while
 * its cabin only nears the air outside, but not past its way home.
 */
function tickSoon(self: Car): void {
  const { memory } = self;
  const trip = memory.owner?.trip;
  const busy = self.get('charging') || self.get('climate') === 'on' || isDriving(self);
  if (memory.tick?.active && memory.minutes === 1) return;
  if (!busy && !trip && Math.abs(memory.cabin - self.get('outside_temperature')) < 0.5) return;
  const { left } = trip ? minutesOf(self, trip) : {};
  const toWayBack = trip && left !== undefined ? left - wayMinutes(trip) : Number.POSITIVE_INFINITY;
  const minutes = busy ? 1 : Math.min(restingMinutes, Math.max(1, Math.ceil(toWayBack)));
  if (memory.tick?.active && minutes >= memory.minutes) return;
  self.cancel(memory.tick);
  memory.minutes = minutes;
  memory.tick = self.after(minutes * minuteMs, () => {
    if (memory.owner?.home === false) drive(self);
    air(self, minutes);
    spend(self, minutes);
    tickSoon(self);
  });
}

/** Where it is on a trip: out, standing at the other end, or on its way back. */
function drive(self: Car): void {
  const trip = self.memory.owner?.trip;
  if (!trip) return;
  const { out, left } = minutesOf(self, trip);
  const back = left !== undefined && left <= wayMinutes(trip);
  const minutes = Math.min(out, wayMinutes(trip), left ?? Number.POSITIVE_INFINITY);
  self.set({
    location: back ? 'arriving' : 'away',
    distance: Math.min(1_000, Math.round(minutes * kmPerMinute * 10) / 10),
    arrives_in: back ? Math.min(1_440, Math.ceil(left)) : 0,
  });
}

type Trip = NonNullable<Owner['trip']>;

/** Minutes since it left, and until it is back. */
function minutesOf(self: Car, trip: Trip): { out: number; left: number | undefined } {
  const out = Math.max(0, self.now - trip.left) / minuteMs;
  const left = trip.back === undefined ? undefined : Math.max(0, trip.back - self.now) / minuteMs;
  return { out, left };
}

/** How long one way takes: at most half of the trip. */
function wayMinutes(trip: Trip): number {
  const whole = trip.back === undefined ? Number.POSITIVE_INFINITY : (trip.back - trip.left) / 2;
  return Math.min(trip.wayMs, whole) / minuteMs;
}

/** How far it has driven on this trip. */
function drivenKm(self: Car): number {
  const trip = self.memory.owner?.trip;
  if (!trip) return 0;
  const { out, left = Number.POSITIVE_INFINITY } = minutesOf(self, trip);
  const way = wayMinutes(trip);
  return (Math.min(out, way) + Math.max(0, way - left)) * kmPerMinute;
}

/** The cabin nears the air outside; people who drive, and climate control, bring it to the target. */
function air(self: Car, minutes: number): void {
  const { memory } = self;
  const outside = self.get('outside_temperature');
  memory.cabin = outside + (memory.cabin - outside) * Math.exp(-coolingPerMinute * minutes);
  if (self.get('climate') === 'on' || isDriving(self)) {
    const missing = self.get('target_temperature') - memory.cabin;
    memory.cabin += Math.sign(missing) * Math.min(climatePerMinute * minutes, Math.abs(missing));
  }
  const shown = self.get('cabin_temperature');
  if (Math.abs(memory.cabin - shown) < 0.75) return;
  self.set({ cabin_temperature: Math.round(memory.cabin * 2) / 2 });
}

/** What it drove since it was asked last, and so many minutes of charging and climate. */
function spend(self: Car, minutes: number): void {
  const { memory } = self;
  const km = drivenKm(self) - memory.drivenKm;
  memory.drivenKm += km;
  let change = -km * percentPerKm;
  if (self.get('charging')) change += percentPerMinute.charging * minutes;
  if (self.get('climate') === 'on') change -= percentPerMinute.climate * minutes;
  memory.charge = Math.min(100, Math.max(0, memory.charge + change));
  const battery = Math.round(memory.charge);
  if (battery === self.get('battery')) return;
  self.set({ battery });
  if (battery === 100 && self.get('charging')) self.emit('charged');
  if (battery < reservePercent && self.get('climate') === 'on') self.set({ climate: 'off' });
}
