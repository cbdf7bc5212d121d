import type { z } from 'zod';
import type { homeSchema } from '../../src/core/home.ts';
import type { sceneSchema } from '../../src/core/scene/schema.ts';
import { TestHome } from '../home.ts';

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly timezone: string;
}

const devices = {
  motion: { model: 'motion-sensor', room: 'room', latency: '0s' },
  climate: { model: 'climate-sensor', room: 'room', latency: '0s' },
  switch: { model: 'wireless-switch', room: 'room', latency: '0s' },
  light: { model: 'smart-bulb', room: 'room', latency: '0s' },
} as const satisfies z.input<typeof homeSchema>['devices'];

const note = [{ notify: 'it ran' }];

/** A scene of each type. A new type of trigger, condition or step gets its scene here, and its lines in the tests. */
const scenes = {
  morning: { trigger: { type: 'time', value: '07:00' }, actions: note },
  // In the middle of the night, where clocks are set.
  half_past_two: { trigger: { type: 'time', value: '02:30' }, actions: note },
  cron_half_past_two: { trigger: { type: 'cron', value: '30 2 * * *' }, actions: note },
  cron_every_half_hour: { trigger: { type: 'cron', value: '*/30 1-3 * * *' }, actions: note },
  last_of_month: { trigger: { type: 'cron', value: '0 9 29-31 * *' }, actions: note },
  six_hours: { trigger: { type: 'every', value: '6h' }, actions: note },
  begin: { trigger: { type: 'start' }, actions: note },
  hot: {
    trigger: {
      type: 'property',
      device: 'climate',
      prop: 'temperature',
      above: 30,
      hysteresis: 5,
      for: '20m',
    },
    actions: note,
  },
  click: {
    trigger: { type: 'event', device: 'switch', event: 'click', where: { kind: 'double' } },
    actions: note,
  },
  sun_up: { trigger: { type: 'sun', value: 'sunrise' }, actions: note },
  before_dark: { trigger: { type: 'sun', value: 'sunset', offset: '-30m' }, actions: note },
  after_morning: { trigger: { type: 'scene', scene: 'morning', value: 'finished' }, actions: note },
  bell: { trigger: { type: 'message', topic: 'school/bell', where: { ring: true } }, actions: note },
  asked: { trigger: { type: 'manual' }, actions: note },
  // An hour in two rounds, beside somebody who waits for the heat of the night.
  long: {
    trigger: { type: 'time', value: '01:00' },
    actions: [
      {
        parallel: [
          [{ repeat: { times: 2 }, do: [{ delay: '30m' }] }],
          [{ wait_until: { device: 'climate', prop: 'temperature', above: 30 }, timeout: '3h' }],
        ],
      },
    ],
  },
  lost: { trigger: { type: 'availability', device: 'light', value: 'offline', for: '1h' }, actions: note },
  // From 23:30 on across midnight, and back again half an hour later.
  night_light: {
    trigger: { type: 'property', device: 'motion', prop: 'detected', value: true },
    conditions: [{ type: 'time', after: '23:30', before: '04:00' }],
    actions: [
      { device: 'light', set: { power: 'on' } },
      { delay: '30m' },
      { device: 'light', set: { power: 'off' } },
    ],
  },
} as const satisfies Readonly<Record<string, z.input<typeof sceneSchema>>>;

const ring = { type: 'message', topic: 'school/bell', payload: '{"ring":true}' } as const;

/** What happens on each of the days, at times of the wall clock. */
const happenings: readonly (readonly [string, (home: TestHome) => unknown])[] = [
  ['01:50', (home) => home.stimulate('climate', { temperature: 31 })],
  // Not by as much as the hysteresis: it does not fire again.
  ['06:00', (home) => home.stimulate('climate', { temperature: 27 })],
  ['06:10', (home) => home.stimulate('climate', { temperature: 31 })],
  ['08:00', (home) => home.stimulate('climate', { temperature: 20 })],
  ['12:00', (home) => home.call('switch', 'press', { kind: 'single' })],
  ['12:01', (home) => home.call('switch', 'press', { kind: 'double' })],
  ['12:30', (home) => home.simulated.input(home.now, ring)],
  ['12:40', (home) => home.send('scenes/asked/run')],
  ['13:30', (home) => home.send('light/availability', 'offline')],
  ['15:00', (home) => home.send('light/availability', 'online')],
  ['20:00', (home) => home.stir()],
  ['23:50', (home) => home.stir()],
];

/** The household somewhere, from midnight of a day on; `residents` live in it, if there are any. */
export function household(place: Place, midnight: string): TestHome {
  return new TestHome({
    home: { name: 'Household', location: place, rooms: ['room'], devices },
    scenes,
    start: midnight,
  });
}

/** Lets the day of the household pass, and an hour of the next. */
export function liveThrough(home: TestHome, until: string): TestHome {
  for (const [time, happen] of happenings) happen(home.at(time));
  return home.at(until);
}

/** How all runs ended, by local time with offset: `2026-03-02T07:00:00.000+08:00 morning finished`. */
export function runsOf(home: TestHome): string[] {
  return home.entries('run_end').map(({ time, scene, outcome }) => {
    return `${home.simulated.simulation.formatTime(time)} ${scene} ${outcome}`;
  });
}

/** When the light was switched, by local time with offset. */
export function lightOf(home: TestHome): string[] {
  return home
    .entries('state')
    .filter(({ device, props }) => device === 'light' && 'power' in props)
    .slice(1)
    .map(({ time, props }) => `${home.simulated.simulation.formatTime(time)} ${props.power}`);
}

/** When the sun rose and set, by local time with offset. */
export function sunOf(home: TestHome): string[] {
  return home
    .entries('world')
    .filter(({ sun }) => sun !== undefined)
    .map(({ time, what }) => `${home.simulated.simulation.formatTime(time)} ${what}`);
}
