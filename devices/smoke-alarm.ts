import {
  batteryProperty,
  defineDevice,
  drainBattery,
  type Properties,
  type Self,
  type Timer,
} from '../src/core/device/index.ts';

/**
 * Smoke that sets it off: EN 14604 asks for 0.05 to 0.20 dB/m, and smoke of 8.7 m2/g (Mulholland & Croarkin, 2000)
 * reaches 0.1 dB/m at some 2,600 ug/m3. Frying stays below; a burning pan does not.
 */
const alarmUgM3 = 2_600;
/** It is over when most of the smoke is gone. */
const clearUgM3 = 1_300;
const testMs = 5_000;
const muteMs = 600_000;
/** From here on the battery wants to be replaced. */
const lowPercent = 10;
/** Typical of a sealed lithium cell. */
const batteryYears = 10;

const properties = {
  alarm: {
    type: 'enum',
    values: ['off', 'smoke', 'test'],
    access: 'rn',
    initial: 'off',
    description: 'Whether it sounds, and why.',
  },
  smoke: {
    type: 'integer',
    range: [0, 100_000],
    unit: 'ug/m3',
    access: 'rn',
    initial: 0,
    reading: true,
    senses: { quantity: 'pm2_5', change: 500, share: 0.2 },
    description: 'Smoke in its chamber; rough, and 0 in ordinary air.',
  },
  muted: {
    type: 'boolean',
    access: 'rn',
    initial: false,
    description: 'Somebody has silenced it for ten minutes.',
  },
  battery: batteryProperty,
} as const satisfies Properties;

interface Memory {
  end?: Timer | undefined;
  unmute?: Timer | undefined;
  /** It has said that its battery is low. */
  isLow: boolean;
}

type Alarm = Self<typeof properties, Memory>;

export default defineDevice({
  model: 'smoke-alarm',
  title: 'Smoke alarm',
  properties,
  memory: (): Memory => ({ isLow: false }),
  actions: {
    test: {
      description: 'Sounds for five seconds, if the battery is good.',
      run: test,
    },
    mute: {
      description:
        'Silences it for ten minutes. It goes on measuring, and sounds again if the smoke is still there.',
      run: mute,
    },
  },
  events: {
    alarm: { description: 'It begins to sound because of smoke.' },
    clear: { description: 'The smoke is gone.' },
    low_battery: { description: 'Its battery wants to be replaced.' },
  },
  start(self) {
    watch(self);
    drainBattery(self, batteryYears);
  },
  changed(self, names) {
    if (names.has('smoke')) watch(self);
    if (!names.has('battery')) return;
    const isLow = self.get('battery') <= lowPercent;
    if (isLow && !self.memory.isLow) self.emit('low_battery');
    self.memory.isLow = isLow;
  },
  reboot: (self) => self.set({ alarm: 'off', muted: false }),
  hands: { test, mute },
});

function watch(self: Alarm): void {
  const smoke = self.get('smoke');
  const alarm = self.get('alarm');
  if (alarm !== 'smoke' && smoke >= alarmUgM3 && !self.get('muted')) {
    self.cancel(self.memory.end);
    self.set({ alarm: 'smoke' });
    self.emit('alarm');
  } else if (smoke < clearUgM3 && (alarm === 'smoke' || self.get('muted'))) {
    self.cancel(self.memory.unmute);
    self.set({ alarm: 'off', muted: false });
    self.emit('clear');
  }
}

function test(self: Alarm): void {
  if (self.get('battery') === 0) self.refuse('its battery is empty; replace the alarm');
  if (self.get('alarm') === 'smoke') self.refuse('it sounds because of smoke; mute it first');
  self.cancel(self.memory.end);
  self.set({ alarm: 'test' });
  self.memory.end = self.after(testMs, () => self.set({ alarm: 'off' }));
}

function mute(self: Alarm): void {
  if (self.get('alarm') === 'off') self.refuse('it does not sound; there is nothing to mute');
  self.cancel(self.memory.end);
  self.cancel(self.memory.unmute);
  const smoky = self.get('alarm') === 'smoke';
  self.set({ alarm: 'off', muted: smoky });
  if (!smoky) return;
  self.memory.unmute = self.after(muteMs, () => {
    self.set({ muted: false });
    watch(self);
  });
}
