import { defineDevice, type Properties, type Self, type Timer } from '../src/core/device/index.ts';

const dimmestPercent = 1;
const brightestPercent = 100;
const longestFadeS = 3_600;
/** Steps that come faster look no smoother, and only crowd the radio. */
const shortestStepMs = 200;
const msPerSecond = 1_000;
/** As bright as a bulb of 60 W was, and what it takes for that. */
const fluxLm = 806;
const powerW = 8.5;

const properties = {
  power: { type: 'enum', values: ['on', 'off'], access: 'rwn', initial: 'off', description: 'Lit or dark.' },
  brightness: {
    type: 'integer',
    range: [dimmestPercent, brightestPercent],
    unit: '%',
    access: 'rwn',
    initial: brightestPercent,
    description: 'How bright it is when it is on. Setting it ends a fade.',
  },
  color_temperature: {
    type: 'integer',
    range: [2700, 6500],
    unit: 'K',
    access: 'rwn',
    initial: 4000,
    description: 'From warm white, 2700 K, to cold daylight, 6500 K.',
  },
} as const satisfies Properties;

interface Memory {
  /** The next step of the fade that goes on. */
  fade?: Timer | undefined;
}

type Bulb = Self<typeof properties, Memory>;

export default defineDevice({
  model: 'smart-bulb',
  title: 'Smart bulb',
  properties,
  memory: (): Memory => ({}),
  actions: {
    toggle: {
      description: 'On if it is off, off if it is on.',
      run: toggle,
    },
    fade: {
      description: 'Goes to a brightness little by little. A bulb that is off begins at its dimmest.',
      params: {
        brightness: {
          type: 'integer',
          range: [dimmestPercent, brightestPercent],
          unit: '%',
          description: 'Where the fade ends.',
        },
        duration: {
          type: 'number',
          range: [0, longestFadeS],
          unit: 's',
          description: 'How long the fade takes.',
        },
      },
      run(self, { brightness, duration }) {
        if (self.get('power') === 'off') self.set({ power: 'on', brightness: dimmestPercent });
        fade(self, brightness, Math.round(duration * msPerSecond));
      },
    },
  },
  write: {
    brightness(self, brightness) {
      endFade(self);
      self.set({ brightness });
    },
  },
  changed(self, names) {
    if (names.has('power') && self.get('power') === 'off') endFade(self);
  },
  hands: { toggle },
  acts(self) {
    if (self.get('power') === 'off') return {};
    const share = self.get('brightness') / brightestPercent;
    return { light: share * fluxLm, heat: share * powerW };
  },
});

function toggle(self: Bulb): void {
  self.set({ power: self.get('power') === 'on' ? 'off' : 'on' });
}

/** @param durationMs a whole number: the clock knows nothing shorter than a millisecond */
function fade(self: Bulb, target: number, durationMs: number): void {
  endFade(self);
  const from = self.get('brightness');
  const begun = self.now;
  const stepMs = Math.max(shortestStepMs, Math.ceil(durationMs / Math.max(1, Math.abs(target - from))));
  const step = (): void => {
    const passed = self.now - begun;
    if (passed >= durationMs) {
      self.memory.fade = undefined;
      self.set({ brightness: target });
      return;
    }
    self.set({ brightness: Math.round(from + ((target - from) * passed) / durationMs) });
    self.memory.fade = self.after(Math.min(stepMs, durationMs - passed), step);
  };
  step();
}

function endFade(self: Bulb): void {
  self.cancel(self.memory.fade);
  self.memory.fade = undefined;
}
