import { defineDevice, type Properties, type Self, type Timer } from '../src/core/device/index.ts';

const fullG = 600;
const leastG = 75;
const minuteMs = 60_000;
/** Rice that has been kept warm longer is not nice any more. */
const keepWarmMs = 12 * 60 * minuteMs;

/** How long each stage takes, in minutes; typical of cookers for a family. Porridge swells while it cooks. */
const programs = {
  quick: { soaking: 0, cooking: 22, resting: 5 },
  regular: { soaking: 12, cooking: 25, resting: 8 },
  porridge: { soaking: 5, cooking: 60, resting: 5 },
} as const;

/** What it takes in each stage, of which most ends in the kitchen as heat, and its steam. */
const stages = {
  idle: { heat: 0, vapour: 0 },
  waiting: { heat: 1, vapour: 0 },
  soaking: { heat: 30, vapour: 0 },
  cooking: { heat: 450, vapour: 250 },
  resting: { heat: 60, vapour: 50 },
  warm: { heat: 30, vapour: 10 },
} as const;

const properties = {
  status: {
    type: 'enum',
    values: ['idle', 'waiting', 'soaking', 'cooking', 'resting', 'warm'],
    access: 'rn',
    initial: 'idle',
    description: 'What it is doing; waiting means that it begins later, warm that the rice is ready.',
  },
  remaining: {
    type: 'integer',
    range: [0, 24 * 60],
    unit: 'min',
    access: 'rn',
    initial: 0,
    description: 'How long until the rice is ready.',
  },
  rice: {
    type: 'integer',
    range: [0, fullG],
    unit: 'g',
    access: 'rn',
    initial: 300,
    reading: true,
    description: 'The rice in the pot, weighed dry.',
  },
  lid: {
    type: 'enum',
    values: ['closed', 'open'],
    access: 'rn',
    initial: 'closed',
    reading: true,
    description: 'Whether the lid is closed. It stops cooking when it is opened.',
  },
} as const satisfies Properties;

interface Memory {
  next?: Timer | undefined;
  minute?: Timer | undefined;
}

type Cooker = Self<typeof properties, Memory>;
type Program = keyof typeof programs;

export default defineDevice({
  model: 'rice-cooker',
  title: 'Rice cooker',
  properties,
  memory: (): Memory => ({}),
  actions: {
    cook: {
      description: 'Cooks the rice, at once or so that it is ready later, and keeps it warm.',
      params: {
        program: {
          type: 'enum',
          values: ['quick', 'regular', 'porridge'],
          default: 'regular',
          description: 'quick takes 27 minutes, regular 45, porridge 70.',
        },
        ready_in: {
          type: 'integer',
          range: [0, 24 * 60],
          unit: 'min',
          default: 0,
          description: 'When it shall be ready; 0 is as soon as possible.',
        },
      },
      run: (self, { program, ready_in }) => cook(self, program, ready_in),
    },
    cancel: { description: 'Ends what it is doing.', run: rest },
    fill: { description: 'Puts rice and water for four into the pot.', run: fill },
    empty: {
      description: 'Takes the rice out.',
      run(self) {
        if (isBusy(self)) self.refuse(`it is ${self.get('status')}; wait until it is ready, or cancel`);
        self.set({ rice: 0 });
        rest(self);
      },
    },
  },
  events: {
    ready: { description: 'The rice is ready.' },
    interrupted: {
      description: 'It could not finish.',
      data: { reason: { type: 'string' } },
    },
  },
  changed(self, names) {
    const opened = names.has('lid') && self.get('lid') === 'open';
    const emptied = names.has('rice') && self.get('rice') < leastG;
    if (!isBusy(self) || !(opened || emptied)) return;
    self.emit('interrupted', { reason: opened ? 'the lid was opened' : 'there is no rice in it' });
    rest(self);
  },
  reboot: (self) => self.set({ status: 'idle', remaining: 0 }),
  hands: {
    cook: (self) => cook(self, 'regular', 0),
    porridge: (self) => cook(self, 'porridge', 0),
    fill,
    open: (self) => self.set({ lid: 'open' }),
    close: (self) => self.set({ lid: 'closed' }),
    serve(self) {
      if (self.get('status') !== 'warm') self.refuse('there is no cooked rice in it');
      self.set({ rice: 0 });
      rest(self);
    },
  },
  acts: (self) => stages[self.get('status')],
});

function cook(self: Cooker, program: Program, readyIn: number): void {
  if (isBusy(self)) self.refuse(`it is ${self.get('status')}; wait until it is ready, or cancel`);
  if (self.get('status') === 'warm') self.refuse('there is cooked rice in it; empty it, then fill it');
  const rice = self.get('rice');
  if (rice < leastG) self.refuse(`not enough rice: ${rice} g, it takes at least ${leastG} g; fill it`);
  if (self.get('lid') === 'open') self.refuse('its lid is open; close it');
  const { soaking, cooking, resting } = programs[program];
  const minutes = soaking + cooking + resting;
  if (readyIn > 0 && readyIn < minutes) {
    self.refuse(`${program} takes ${minutes} minutes; ready_in must be at least that, or 0`);
  }
  self.cancel(self.memory.minute);
  self.set({ remaining: Math.max(readyIn, minutes) });
  countDown(self);
  stage(self, 'waiting', Math.max(0, readyIn - minutes), () =>
    stage(self, 'soaking', soaking, () =>
      stage(self, 'cooking', cooking, () => stage(self, 'resting', resting, () => serve(self))),
    ),
  );
}

function serve(self: Cooker): void {
  self.set({ status: 'warm', remaining: 0 });
  self.emit('ready');
  self.memory.next = self.after(keepWarmMs, () => rest(self));
}

function rest(self: Cooker): void {
  self.cancel(self.memory.next);
  self.cancel(self.memory.minute);
  self.set({ status: 'idle', remaining: 0 });
}

function fill(self: Cooker): void {
  if (self.get('status') !== 'idle')
    self.refuse(`it is ${self.get('status')}; wait until it is ready, or cancel`);
  self.set({ rice: 300, lid: 'closed' });
}

function isBusy(self: Cooker): boolean {
  return self.get('status') !== 'idle' && self.get('status') !== 'warm';
}

/** Is in a stage for so long; a stage of no length is passed over. */
function stage(
  self: Cooker,
  status: 'waiting' | 'soaking' | 'cooking' | 'resting',
  minutes: number,
  next: () => void,
): void {
  if (minutes === 0) {
    next();
    return;
  }
  self.set({ status });
  self.memory.next = self.after(minutes * minuteMs, next);
}

/** Says how long it will take: each minute in the last five, and each five minutes before that. */
function countDown(self: Cooker): void {
  const left = self.get('remaining');
  const step = left <= 5 ? 1 : left % 5 || 5;
  self.memory.minute = self.after(step * minuteMs, () => {
    if (self.get('remaining') <= step) return;
    self.set({ remaining: self.get('remaining') - step });
    countDown(self);
  });
}
