import { defineDevice, type Properties, type Self, type Timer } from '../src/core/device/index.ts';

const tankMl = 1200;
const hopperG = 250;

/** From cold until it can brew; typical of a thermoblock. */
const heatingMs = 45_000;
/** How long after a cup it is still warm enough to brew at once. */
const warmMs = 600_000;
/** How long the cup stands there before somebody takes it. */
const cupMs = 300_000;

/** What a cup takes. Typical of bean-to-cup machines; 25 s is the classic extraction of an espresso. */
const recipes = {
  espresso: { name: 'an espresso', waterMl: 40, beansG: 8, brewMs: 25_000 },
  americano: { name: 'an americano', waterMl: 150, beansG: 10, brewMs: 50_000 },
  lungo: { name: 'a lungo', waterMl: 110, beansG: 9, brewMs: 40_000 },
} as const;

/** A heater of 1.4 kW, of which about a fifth warms the kitchen instead of the cup; and some standby. */
const heatW = { idle: 2, heating: 280, brewing: 280, done: 20 } as const;
/** Brewing gives off steam, and a little smoke of oils: no more than boiling water (He and others, 2004). */
const brewing = { vapour: 120, particles: 0.05 };

type Recipe = (typeof recipes)[keyof typeof recipes];

const properties = {
  status: {
    type: 'enum',
    values: ['idle', 'heating', 'brewing', 'done'],
    access: 'rn',
    initial: 'idle',
    description: 'What it is doing; done means that a cup stands there.',
  },
  power: {
    type: 'enum',
    values: ['on', 'off'],
    access: 'rwn',
    initial: 'off',
    description: 'On or off. Switching it off ends what it is doing.',
  },
  water: {
    type: 'integer',
    range: [0, tankMl],
    unit: 'ml',
    access: 'rn',
    initial: tankMl,
    reading: true,
    description: 'The water in its tank.',
  },
  beans: {
    type: 'integer',
    range: [0, hopperG],
    unit: 'g',
    access: 'rn',
    initial: hopperG,
    reading: true,
    description: 'The beans in its hopper.',
  },
} as const satisfies Properties;

interface Memory {
  /** The end of what it is doing. */
  next?: Timer | undefined;
  /** Until when it can brew without heating. */
  warmUntil: number;
  /** Its grinder is jammed. */
  jammed: boolean;
}

type CoffeeMaker = Self<typeof properties, Memory>;

export default defineDevice({
  model: 'coffee-maker',
  title: 'Coffee maker',
  properties,
  memory: (): Memory => ({ warmUntil: 0, jammed: false }),
  events: {
    interrupted: {
      description: 'It could not finish a cup that it had accepted.',
      data: { reason: { type: 'string' } },
    },
  },
  actions: {
    brew: {
      description: 'Makes a cup, after heating up when it is cold. A machine that is off is switched on.',
      params: {
        type: {
          type: 'enum',
          values: ['espresso', 'americano', 'lungo'],
          description: 'Which kind of coffee.',
        },
      },
      run: (self, { type }) => begin(self, recipes[type]),
    },
    cancel: {
      description: 'Ends heating or brewing. What has run into the cup is lost.',
      run(self) {
        if (isBusy(self)) rest(self);
      },
    },
    refill: {
      description: 'Fills the tank and the hopper.',
      run: refill,
    },
  },
  changed(self, names) {
    if (names.has('power') && self.get('power') === 'off') rest(self);
  },
  jam(self, jammed) {
    self.memory.jammed = jammed;
    if (!jammed || !isBusy(self)) return;
    self.emit('interrupted', { reason: 'its grinder is jammed' });
    rest(self);
  },
  reboot: (self) => self.set({ status: 'idle' }),
  hands: {
    espresso: (self) => begin(self, recipes.espresso),
    americano: (self) => begin(self, recipes.americano),
    lungo: (self) => begin(self, recipes.lungo),
    refill,
  },
  acts(self) {
    if (self.get('power') === 'off') return {};
    const status = self.get('status');
    return { heat: heatW[status], ...(status === 'brewing' ? brewing : {}) };
  },
});

function begin(self: CoffeeMaker, recipe: Recipe): void {
  if (isBusy(self)) self.refuse(`it is ${self.get('status')}; wait until it is done, or cancel`);
  if (self.memory.jammed) self.refuse('its grinder is jammed; free it, then try again');
  const missing = whatIsMissing(self, recipe);
  if (missing) self.refuse(missing);
  self.set({ power: 'on' });
  if (self.now < self.memory.warmUntil) brew(self, recipe);
  else heat(self, recipe);
}

function refill(self: CoffeeMaker): void {
  self.set({ water: tankMl, beans: hopperG });
  if (self.get('water') < tankMl) refuseUnfilled(self, 'water');
  if (self.get('beans') < hopperG) refuseUnfilled(self, 'beans');
}

function isBusy(self: CoffeeMaker): boolean {
  return self.get('status') === 'heating' || self.get('status') === 'brewing';
}

/** Why this cup cannot be made, and what to do about it; `undefined` when nothing is missing. */
function whatIsMissing(self: CoffeeMaker, { name, waterMl, beansG }: Recipe): string | undefined {
  const water = self.get('water');
  const beans = self.get('beans');
  const amount = (has: number) => (has === 0 ? 'no' : 'not enough');
  if (water < waterMl) return `${amount(water)} water: ${water} ml, ${name} takes ${waterMl} ml; refill it`;
  if (beans < beansG) return `${amount(beans)} beans: ${beans} g, ${name} takes ${beansG} g; refill it`;
  return undefined;
}

/** Saying "ok" and staying empty would leave people guessing. A refusal takes back what was set. */
function refuseUnfilled(self: CoffeeMaker, name: 'water' | 'beans'): never {
  const value = self.get(name);
  self.refuse(
    self.isPinned(name)
      ? `${name} is pinned at ${value}; let go with stimulate {"${name}":null}, then refill`
      : `its sensor still shows ${value} of ${name}: it is out of order`,
  );
}

function heat(self: CoffeeMaker, recipe: Recipe): void {
  enter(self, 'heating', heatingMs, () => brew(self, recipe));
}

function brew(self: CoffeeMaker, recipe: Recipe): void {
  // Somebody may have emptied it while it was heating.
  const missing = whatIsMissing(self, recipe);
  if (missing) {
    self.emit('interrupted', { reason: missing });
    rest(self);
    return;
  }
  self.set({ water: self.get('water') - recipe.waterMl, beans: self.get('beans') - recipe.beansG });
  self.memory.warmUntil = self.now + recipe.brewMs + warmMs;
  enter(self, 'brewing', recipe.brewMs, () => enter(self, 'done', cupMs, () => rest(self)));
}

function rest(self: CoffeeMaker): void {
  self.cancel(self.memory.next);
  self.set({ status: 'idle' });
}

/** Is in `status` for so long; then comes what comes next. */
function enter(
  self: CoffeeMaker,
  status: 'heating' | 'brewing' | 'done',
  durationMs: number,
  next: () => void,
): void {
  self.cancel(self.memory.next);
  self.set({ status });
  self.memory.next = self.after(durationMs, next);
}
