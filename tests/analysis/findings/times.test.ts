import { describe, expect, it } from 'vitest';
import { at, doubtsOf, say, table } from './doubts.ts';

const berlin = { location: { latitude: 52.52, longitude: 13.4, timezone: 'Europe/Berlin' } };

describe('windows of time', () => {
  table(
    ['never', 'always', 'midnight', 'momentary'],
    [
      {
        what: 'a time that never falls into the window',
        scenes: {
          a: at('12:00', [say], { conditions: [{ type: 'time', after: '17:00', before: '22:00' }] }),
        },
        found: ['never a conditions.0'],
      },
      {
        what: 'a window across midnight that began on another day',
        scenes: {
          a: {
            trigger: { type: 'time', value: '01:00', days: ['sun'] },
            conditions: [{ type: 'time', after: '22:00', before: '06:00', days: ['sun'] }],
            actions: [say],
          },
        },
        found: ['midnight a conditions.0'],
      },
      {
        what: 'a window in which the time always lies',
        scenes: { a: at('12:00', [say], { conditions: [{ type: 'time', after: '08:00' }] }) },
        found: ['always a conditions.0'],
      },
      {
        what: 'the sun against a time of day',
        scenes: {
          a: at('23:59', [say], { conditions: [{ type: 'sun', after: 'sunrise', before: 'sunset' }] }),
        },
        found: ['never a conditions.0'],
      },
      {
        what: 'a window that is over in a moment, for whatever does not go by the clock',
        scenes: {
          a: {
            trigger: { type: 'event', device: 'motion', event: 'motion' },
            conditions: [{ type: 'time', after: '07:00', before: '07:01' }],
            actions: [say],
          },
        },
        found: ['momentary? a conditions.0'],
      },
      {
        what: 'is silent where it depends: on the day, the season, or which of many times it is',
        scenes: {
          a: at('01:00', [say], {
            conditions: [{ type: 'time', after: '22:00', before: '06:00', days: ['sat'] }],
          }),
          b: at('18:00', [say], { conditions: [{ type: 'sun', after: 'sunset' }] }),
          c: {
            trigger: { type: 'cron', value: '* * * * *' },
            conditions: [{ type: 'time', after: '20:00', before: '21:00' }],
            actions: [say],
          },
          d: {
            trigger: { type: 'event', device: 'motion', event: 'motion' },
            conditions: [{ type: 'time', after: '22:00', before: '06:00' }],
            actions: [say],
          },
        },
        found: [],
      },
    ],
  );
});

describe('the nights on which the clocks change', () => {
  table(
    ['clock-change'],
    [
      {
        what: 'times that there are not, and times that come twice',
        scenes: {
          a: { trigger: { type: 'time', value: ['02:30', '04:00'] }, actions: [say] },
          b: at('02:00', [say]),
        },
        home: berlin,
        found: ['clock-change a trigger.value.0', 'clock-change b trigger.value'],
      },
      {
        what: 'is silent beside the hour, and where clocks are never changed',
        scenes: { a: at('01:59', [say]), b: at('03:00', [say]) },
        home: berlin,
        found: [],
      },
      {
        what: 'is silent in Shanghai',
        scenes: { a: at('02:30', [say]) },
        found: [],
      },
    ],
  );
});

describe('what is over in a moment', () => {
  it.each<[string, object]>([
    ['a is running', { type: 'scene', scene: 'a', value: 'running' }],
    ['time is from 12:00 before 12:01', { type: 'time', after: '12:00', before: '12:01' }],
  ])('stands in quotes, as its trigger does: %s', (words, condition) => {
    const doubts = doubtsOf({
      a: at('12:00', [say]),
      b: {
        trigger: { type: 'property', device: 'window', prop: 'open', value: true },
        conditions: [condition as never],
        actions: [say],
      },
    });
    expect(doubts.find(({ code }) => code === 'momentary')!.message).toBe(
      `"${words}" is over in a moment, and "window.open true" must come just then`,
    );
  });
});
