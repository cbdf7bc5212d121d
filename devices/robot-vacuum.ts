import { defineDevice, type Properties, type Self, type Timer } from '../src/core/device/index.ts';

const minuteMs = 60_000;
/** How long it takes for a room, and for the way between two, or home. */
const roomMinutes = 9;
const wayMinutes = 1;
/** Ninety minutes of cleaning with one charge, two hours to fill it: typical of current robots. */
const drainPerMinute = 100 / 90;
const chargePerMinute = 100 / 120;
/** With less it goes home, and with so much it goes on with what it has left. */
const lowPercent = 15;
const enoughPercent = 60;
/** How full a room makes its bin. */
const dustPercent = { least: 5, most: 14 };

const properties = {
  status: {
    type: 'enum',
    values: ['docked', 'cleaning', 'paused', 'returning', 'stuck'],
    access: 'rn',
    initial: 'docked',
    description: 'What it is doing. On its dock it charges.',
  },
  location: {
    type: 'string',
    maxLength: 64,
    access: 'rn',
    initial: 'dock',
    description: 'The room in which it is, or dock.',
  },
  to_clean: {
    type: 'string',
    access: 'rn',
    initial: '',
    description: 'The rooms that are still to be cleaned.',
  },
  battery: {
    type: 'integer',
    range: [0, 100],
    unit: '%',
    access: 'rn',
    initial: 100,
    reading: true,
    description: 'What is left of the battery.',
  },
  bin: {
    type: 'integer',
    range: [0, 100],
    unit: '%',
    access: 'rn',
    initial: 10,
    reading: true,
    description: 'How full its bin is.',
  },
  blocked: {
    type: 'boolean',
    access: 'rn',
    initial: false,
    reading: true,
    description: 'Something holds it: it stays where it is until somebody frees it.',
  },
} as const satisfies Properties;

interface Memory {
  /** What is still to be cleaned; the first is the one where it is. */
  rooms: string[];
  /** Minutes left in the present room. */
  minutes: number;
  tick?: Timer | undefined;
  /** The battery to a fraction of a percent; `battery` shows whole ones. */
  charge: number;
}

type Vacuum = Self<typeof properties, Memory>;

export default defineDevice({
  model: 'robot-vacuum',
  title: 'Robot vacuum',
  properties,
  memory: (): Memory => ({ rooms: [], minutes: 0, charge: 100 }),
  actions: {
    start: {
      description: 'Cleans rooms, one after the other; a robot that is paused goes on.',
      params: {
        rooms: {
          type: 'string',
          default: 'all',
          description: 'Names of rooms with commas between them, or all.',
        },
      },
      run: (self, { rooms }) => start(self, rooms),
    },
    pause: {
      description: 'Stops where it is.',
      run(self) {
        if (self.get('status') !== 'cleaning') self.refuse(`it is ${self.get('status')}, not cleaning`);
        self.set({ status: 'paused' });
      },
    },
    dock: { description: 'Goes home and forgets what is still to be cleaned.', run: goHome },
    empty_bin: { description: 'Empties its bin.', run: emptyBin },
  },
  events: {
    finished: { description: 'It has cleaned what it was told to, and is back.' },
    bin_full: { description: 'Its bin is full; it goes home.' },
    stuck: { description: 'Something holds it.', data: { room: { type: 'string' } } },
  },
  start(self) {
    self.memory.charge = self.get('battery');
    if (self.get('battery') < 100) tickSoon(self);
  },
  changed(self, names) {
    // Somebody pinned it: it goes on from there.
    if (Math.round(self.memory.charge) !== self.get('battery')) self.memory.charge = self.get('battery');
    if (names.has('blocked')) {
      if (self.get('blocked')) getStuck(self);
      else goOn(self);
    }
    if (names.has('bin') && self.get('bin') === 100 && self.get('status') === 'cleaning') {
      self.emit('bin_full');
      goHome(self);
    }
    if (names.has('battery') && self.get('battery') < 100) tickSoon(self);
  },
  released(self, names) {
    if (names.has('blocked')) self.set({ blocked: false });
  },
  jam: (self, jammed) => self.set({ blocked: jammed }),
  reboot(self) {
    const status = self.get('status');
    self.set({ to_clean: '' });
    // It stands where it was and has forgotten why.
    if (status === 'cleaning' || status === 'returning') self.set({ status: 'paused' });
  },
  hands: {
    start: (self) => start(self, 'all'),
    empty_bin: emptyBin,
    free: (self) => self.set({ blocked: false }),
  },
  // Its brushes stir up a little dust, wherever it is; its own room stands for that. 30 W, all of it heat.
  acts: (self) => (self.get('status') === 'cleaning' ? { particles: 0.02, heat: 30 } : {}),
});

function start(self: Vacuum, names: string): void {
  const { memory } = self;
  refuseWhenUnable(self);
  if (self.get('status') === 'paused' && memory.rooms.length > 0) {
    self.set({ status: 'cleaning' });
    tickSoon(self);
    return;
  }
  if (self.get('status') === 'cleaning')
    self.refuse(`it is cleaning the ${self.get('location')}; pause or dock it first`);
  const known = self.rooms;
  if (known.length === 0) self.refuse('this home has no rooms to clean; home.yaml names them under rooms');
  const wanted = names === 'all' ? [...known] : names.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) self.refuse(`it knows no room ${unknown}; it knows ${known.join(', ')}`);
  memory.rooms = wanted;
  enterRoom(self);
}

function refuseWhenUnable(self: Vacuum): void {
  if (self.get('blocked')) self.refuse(`it is stuck in the ${self.get('location')}; free it, then try again`);
  if (self.get('bin') === 100) self.refuse('its bin is full; empty it, then try again');
  if (self.get('battery') < lowPercent) {
    self.refuse(`its battery is at ${self.get('battery')} %, it needs ${lowPercent} %; let it charge`);
  }
}

function enterRoom(self: Vacuum): void {
  const { memory } = self;
  memory.minutes = roomMinutes + wayMinutes;
  self.set({ status: 'cleaning', location: memory.rooms[0]!, to_clean: memory.rooms.join(', ') });
  tickSoon(self);
}

function goHome(self: Vacuum): void {
  if (self.get('blocked')) self.refuse(`it is stuck in the ${self.get('location')}; free it, then try again`);
  self.memory.rooms = [];
  self.set({ to_clean: '' });
  head(self);
}

/** Sets out for the dock, whatever is still to be cleaned. */
function head(self: Vacuum): void {
  if (self.get('status') === 'docked') return;
  self.memory.minutes = wayMinutes;
  self.set({ status: 'returning' });
  tickSoon(self);
}

function getStuck(self: Vacuum): void {
  const status = self.get('status');
  if (status !== 'cleaning' && status !== 'returning') return;
  self.set({ status: 'stuck' });
  self.emit('stuck', { room: self.get('location') });
}

function goOn(self: Vacuum): void {
  if (self.get('status') !== 'stuck') return;
  if (self.memory.rooms.length === 0) head(self);
  else {
    self.set({ status: 'cleaning' });
    tickSoon(self);
  }
}

function emptyBin(self: Vacuum): void {
  if (self.get('status') === 'cleaning') self.refuse('it is cleaning; pause or dock it first');
  self.set({ bin: 0 });
}

function tickSoon(self: Vacuum): void {
  if (self.memory.tick?.active) return;
  self.memory.tick = self.after(minuteMs, () => tick(self));
}

/** A minute passes. */
function tick(self: Vacuum): void {
  const { memory } = self;
  switch (self.get('status')) {
    case 'cleaning':
      use(self);
      if (--memory.minutes <= 0) finishRoom(self);
      else if (self.get('battery') < lowPercent) head(self);
      tickSoon(self);
      break;
    case 'returning':
      use(self);
      if (--memory.minutes <= 0) arrive(self);
      tickSoon(self);
      break;
    case 'docked':
      memory.charge = Math.min(100, memory.charge + chargePerMinute);
      self.set({ battery: Math.round(memory.charge) });
      if (memory.rooms.length > 0 && self.get('battery') >= enoughPercent) enterRoom(self);
      else if (self.get('battery') < 100) tickSoon(self);
      break;
    case 'paused':
    case 'stuck':
      // It stands still until somebody comes.
      break;
  }
}

function use(self: Vacuum): void {
  self.memory.charge = Math.max(0, self.memory.charge - drainPerMinute);
  self.set({ battery: Math.round(self.memory.charge) });
}

function finishRoom(self: Vacuum): void {
  const { memory } = self;
  memory.rooms.shift();
  const dust = self.random.integer(dustPercent.least, dustPercent.most);
  self.set({ bin: Math.min(100, self.get('bin') + dust), to_clean: memory.rooms.join(', ') });
  if (self.get('bin') === 100) return;
  if (memory.rooms.length === 0 || self.get('battery') < lowPercent) head(self);
  else enterRoom(self);
}

function arrive(self: Vacuum): void {
  self.set({ status: 'docked', location: 'dock' });
  if (self.memory.rooms.length === 0) self.emit('finished');
}
