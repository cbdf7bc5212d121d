import {
  defineDevice,
  type Owner,
  type Properties,
  type Self,
  type Timer,
} from '../src/core/device/index.ts';

const minuteMs = 60_000;
/** A phone that is used now and then lasts for a day and a half, and is full again in two hours. */
const minutesPerPercent = { draining: 22, charging: 1.2 };
/** How long an alarm rings before it gives up. */
const ringMs = 60_000;
/** Local time can jump, so the way to the alarm is measured anew this often. */
const lookAgainMs = 3_600_000;

const properties = {
  owner: { type: 'string', maxLength: 64, access: 'rwn', initial: '', description: 'Whose it is.' },
  location: {
    type: 'enum',
    values: ['home', 'away'],
    access: 'rn',
    initial: 'home',
    reading: true,
    description: 'Whether it is at home, as its owner is.',
  },
  battery: {
    type: 'integer',
    range: [0, 100],
    unit: '%',
    access: 'rn',
    initial: 80,
    reading: true,
    description: 'What is left of the battery.',
  },
  charging: {
    type: 'boolean',
    access: 'rn',
    initial: false,
    description: 'On the charger, as while its owner sleeps.',
  },
  alarm_time: {
    type: 'string',
    maxLength: 5,
    access: 'rwn',
    initial: '',
    description: 'When its alarm rings, such as 06:50; empty for never.',
  },
  alarm_days: {
    type: 'enum',
    values: ['every_day', 'workdays', 'weekend'],
    access: 'rwn',
    initial: 'every_day',
    description: 'On which days its alarm rings.',
  },
  ringing: { type: 'boolean', access: 'rn', initial: false, description: 'Whether its alarm rings.' },
  last_notification: {
    type: 'string',
    maxLength: 1_000,
    access: 'rn',
    initial: '',
    description: 'The last message that it got.',
  },
} as const satisfies Properties;

interface Memory {
  alarm?: Timer | undefined;
  ring?: Timer | undefined;
  power?: Timer | undefined;
}

type Phone = Self<typeof properties, Memory>;

export default defineDevice({
  model: 'phone',
  title: 'Phone',
  properties,
  memory: (): Memory => ({}),
  actions: {
    notify: {
      description: 'Shows a message to its owner.',
      params: { text: { type: 'string', maxLength: 1_000, description: 'What it says.' } },
      run(self, { text }) {
        if (self.get('battery') === 0) self.refuse('its battery is empty; charge it');
        self.set({ last_notification: text });
        self.emit('notification', { text });
      },
    },
    dismiss: { description: 'Ends an alarm.', run: dismiss },
  },
  events: {
    alarm: { description: 'Its alarm begins to ring.' },
    dismissed: { description: 'Its owner, or somebody for them, has ended the alarm.' },
    notification: { description: 'It got a message.', data: { text: { type: 'string', maxLength: 1_000 } } },
  },
  guard(self, { alarm_time }) {
    if (alarm_time === undefined || alarm_time === '' || minuteOfDay(alarm_time) !== undefined) return;
    self.refuse(`alarm_time takes a time such as 06:50, or nothing; got ${alarm_time}`);
  },
  start(self) {
    setAlarm(self);
    drain(self);
  },
  changed(self, names) {
    if (names.has('alarm_time') || names.has('alarm_days')) setAlarm(self);
    if (names.has('charging')) drain(self);
  },
  owner(self, owner: Owner) {
    const charging = owner.home && owner.asleep;
    self.set({ location: owner.home ? 'home' : 'away', charging });
    if (self.get('owner') === '') self.set({ owner: owner.name });
    // Whoever gets up has heard it.
    if (!owner.asleep && self.get('ringing')) stopRinging(self);
  },
  reboot: (self) => self.set({ ringing: false }),
  hands: { dismiss },
});

function setAlarm(self: Phone): void {
  const { memory } = self;
  self.cancel(memory.alarm);
  const due = minuteOfDay(self.get('alarm_time'));
  if (due === undefined) return;
  const dueMs = due * minuteMs;
  const nowMs = msOfDay(self.time);
  const wait = (dueMs - nowMs + 86_400_000) % 86_400_000 || 86_400_000;
  memory.alarm = self.after(Math.min(wait, lookAgainMs), () => {
    // Later than it should be only where the clocks went past it: then it rings at once.
    if (wait <= lookAgainMs) ring(self);
    setAlarm(self);
  });
}

function ring(self: Phone): void {
  if (!isAlarmDay(self) || self.get('battery') === 0) return;
  self.set({ ringing: true });
  self.emit('alarm');
  self.memory.ring = self.after(ringMs, () => self.set({ ringing: false }));
}

function dismiss(self: Phone): void {
  if (!self.get('ringing')) self.refuse('its alarm does not ring');
  stopRinging(self);
}

function stopRinging(self: Phone): void {
  self.cancel(self.memory.ring);
  self.set({ ringing: false });
  self.emit('dismissed');
}

function isAlarmDay(self: Phone): boolean {
  const days = self.get('alarm_days');
  if (days === 'every_day') return true;
  // The date as it is here; only which day of the week that is.
  const weekday = new Date(`${self.time.slice(0, 10)}T00:00:00Z`).getUTCDay();
  return (weekday === 0 || weekday === 6) === (days === 'weekend');
}

/** Lets the battery empty or fill by a percent at a time. */
function drain(self: Phone): void {
  const { memory } = self;
  self.cancel(memory.power);
  const charging = self.get('charging');
  const minutes = charging ? minutesPerPercent.charging : minutesPerPercent.draining;
  memory.power = self.after(minutes * minuteMs, () => {
    const battery = self.get('battery');
    self.set({ battery: Math.min(100, Math.max(0, battery + (charging ? 1 : -1))) });
    if (!(charging && battery >= 99)) drain(self);
  });
}

/** Minutes since midnight of `06:50`; undefined for anything else. */
function minuteOfDay(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

/** Milliseconds since midnight of a local ISO time. */
function msOfDay(iso: string): number {
  const [hour, minute, second] = iso.slice(11, 23).split(':').map(Number);
  return Math.round((hour! * 3_600 + minute! * 60 + second!) * 1_000);
}
