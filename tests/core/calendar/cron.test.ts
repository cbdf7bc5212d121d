import { describe, expect, it } from 'vitest';
import { nextCron, parseCron } from '../../../src/core/calendar/index.ts';
import { at, iso } from './samples.ts';

/** The next `count` runs after an instant. */
function runs(expression: string, zone: string, after: string, count: number): string[] {
  const schedule = parseCron(expression);
  const found: string[] = [];
  for (let next = nextCron(schedule, zone, at(after)); found.length < count; ) {
    found.push(iso(zone, next));
    next = next === undefined ? undefined : nextCron(schedule, zone, next);
  }
  return found;
}

describe('parseCron', () => {
  it.each([
    ['* * * * *', 'interval'],
    ['30 * * * *', 'interval'],
    ['0 0-23 * * *', 'interval'],
    ['0 */1 1 1 *', 'interval'],
    ['0 0-22 * * *', 'fixed'],
    ['*/15 7-9 * * mon-fri', 'fixed'],
    ['* 2 * * *', 'fixed'],
    ['0 */2 * * *', 'fixed'],
    ['@hourly', 'interval'],
    ['@daily', 'fixed'],
  ])('takes %s for a schedule of the kind %s', (expression, kind) => {
    expect(parseCron(expression).kind).toBe(kind);
  });

  it('keeps the fields of node-cron, the times ascending and once each', () => {
    const schedule = parseCron('30,0,30 50-10/5 22-2 L,15w feb,jan 7,fri#2');
    expect(schedule).toEqual({
      expression: '30,0,30 50-10/5 22-2 L,15w feb,jan 7,fri#2',
      seconds: [0, 30],
      minutes: [0, 5, 10, 50, 55],
      hours: [0, 1, 2, 22, 23],
      months: new Set([1, 2]),
      daysOfMonth: ['L', '15W'],
      daysOfWeek: [0, '5#2'],
      kind: 'fixed',
    });
  });

  const fiveOrSix =
    'it takes the five fields minute, hour, day of month, month and day of week, or seconds and these, got';
  const letters = 'it takes letters, digits, spaces and * , - / # ?';
  it.each([
    ['60 * * * *', 'minute takes 0-59, got "60"'],
    ['60 0 0 * * *', 'second takes 0-59, got "60"'],
    ['0 24 * * *', 'hour takes 0-23, got "24"'],
    ['0 0 32 * *', 'day of month takes 1-31, L, L-3, 15W and LW, got "32"'],
    ['0 0 * 13 *', 'month takes 1-12 and jan-dec, got "13"'],
    ['0 0 * * 8', 'day of week takes 0-7 (0 and 7 are Sunday), sun-sat, fri#2 and friL, got "8"'],
    ['0 0 * * fri#6', 'day of week takes 0-7 (0 and 7 are Sunday), sun-sat, fri#2 and friL, got "fri#6"'],
    ['61 25 * * *', 'minute takes 0-59, got "61"; hour takes 0-23, got "25"'],
    [
      '5/15 * * * *',
      'minute takes 0-59 (a step of 1 or more follows * or a range: */15, 0-30/15), got "5/15"',
    ],
    ['*/0 * * * *', 'minute takes 0-59 (a step of 1 or more follows * or a range: */15, 0-30/15), got "*/0"'],
    ['1,,2 * * * *', 'minute takes 0-59, got "1,,2"'],
    ['0 0 30 2 *', 'day of month 30 never comes in the given month'],
    ['0 0 31 4,6 *', 'day of month 31 never comes in the given month'],
    ['* * *', `${fiveOrSix} 3`],
    ['* * * * * * *', `${fiveOrSix} 7`],
    ['', letters],
    ['@reboot', letters],
    ['0 7 * * *\n', letters],
    ['07:00', letters],
    ['0-999999999 * * * *', 'its numbers have at most two digits'],
    ['0 999999999-3 * * *', 'its numbers have at most two digits'],
  ])('refuses %j: %s', (expression, reason) => {
    expect(() => parseCron(expression)).toThrow(
      new RangeError(
        `Expected a cron expression such as "*/15 7-9 * * mon-fri", got ${JSON.stringify(expression)}: ${reason}.`,
      ),
    );
  });
});

describe('nextCron', () => {
  it.each([
    // 2 March 2026 is a Monday.
    ['* * * * *', '2026-03-02T07:00:00+08:00', '2026-03-02T07:01:00+08:00'],
    ['* * * * *', '2026-03-02T06:59:59.999+08:00', '2026-03-02T07:00:00+08:00'],
    ['* * * * *', '2026-03-02T07:00:00.001+08:00', '2026-03-02T07:01:00+08:00'],
    ['* * * * * *', '2026-03-02T07:00:00.500+08:00', '2026-03-02T07:00:01+08:00'],
    ['*/20 59 23 31 12 *', '2026-12-31T23:59:40+08:00', '2027-12-31T23:59:00+08:00'],
    ['*/15 7-9 * * mon-fri', '2026-03-02T07:00:00+08:00', '2026-03-02T07:15:00+08:00'],
    ['*/15 7-9 * * mon-fri', '2026-03-06T09:45:00+08:00', '2026-03-09T07:00:00+08:00'],
    ['0 22-2 * * *', '2026-03-02T23:30:00+08:00', '2026-03-03T00:00:00+08:00'],
    ['0 7 * * 7', '2026-03-02T07:00:00+08:00', '2026-03-08T07:00:00+08:00'],
    ['0 7 * * FRI-Mon', '2026-03-02T07:00:00+08:00', '2026-03-06T07:00:00+08:00'],
    ['0 7 L * *', '2026-02-02T07:00:00+08:00', '2026-02-28T07:00:00+08:00'],
    ['0 7 L-3 * *', '2026-03-02T07:00:00+08:00', '2026-03-28T07:00:00+08:00'],
    // 31 January and 1 February 2026 are a Saturday and a Sunday, 1 August and 1 November a Saturday and a Sunday.
    ['0 7 LW * *', '2026-01-02T07:00:00+08:00', '2026-01-30T07:00:00+08:00'],
    ['0 7 1W * *', '2026-01-31T07:00:00+08:00', '2026-02-02T07:00:00+08:00'],
    ['0 7 1W 8 *', '2026-01-31T07:00:00+08:00', '2026-08-03T07:00:00+08:00'],
    ['0 7 15W 3 *', '2026-01-31T07:00:00+08:00', '2026-03-16T07:00:00+08:00'],
    ['0 7 31W 1,5 *', '2026-02-01T07:00:00+08:00', '2026-05-29T07:00:00+08:00'],
    ['0 7 31W 2,3 *', '2026-02-01T07:00:00+08:00', '2026-03-31T07:00:00+08:00'],
    ['0 7 * * fri#2', '2026-03-02T07:00:00+08:00', '2026-03-13T07:00:00+08:00'],
    ['0 7 * * 5#5', '2026-03-02T07:00:00+08:00', '2026-05-29T07:00:00+08:00'],
    ['0 7 * * sunL', '2026-03-02T07:00:00+08:00', '2026-03-29T07:00:00+08:00'],
    ['0 7 * * sunL', '2026-05-02T07:00:00+08:00', '2026-05-31T07:00:00+08:00'],
    // Both the day of month and the day of week must match (other crons take either).
    ['0 7 13 * fri', '2026-03-14T00:00:00+08:00', '2026-11-13T07:00:00+08:00'],
    ['@monthly', '2026-03-02T07:00:00+08:00', '2026-04-01T00:00:00+08:00'],
  ])('%s after %s: %s', (expression, after, next) => {
    expect(runs(expression, 'Asia/Shanghai', after, 1)).toEqual([next]);
  });

  it.each([
    ['29 February', '0 0 29 2 *', '2026-03-02T00:00:00Z', '2028-02-29T00:00:00+00:00'],
    ['29 February over 2100', '0 0 29 2 *', '2096-03-01T00:00:00Z', '2104-02-29T00:00:00+00:00'],
    ['a Monday, 29 February', '0 0 29 2 mon', '2026-03-02T00:00:00Z', '2044-02-29T00:00:00+00:00'],
    ['a Sunday, 29 February', '0 0 29 2 sun', '2088-03-01T00:00:00Z', '2128-02-29T00:00:00+00:00'],
    ['a fifth Friday in February', '* * * 2 fri#5', '2036-03-01T00:00:00Z', '2064-02-29T00:00:00+00:00'],
  ])('looks far ahead for %s', (_, expression, after, next) => {
    expect(runs(expression, 'UTC', after, 1)).toEqual([next]);
  });

  it.each(['0 0 31W 2,4,6 *', '* * L-30 2 *', '0 0 1 * mon#2', '* * 1-7 * friL'])(
    'says that %s never comes, and at once',
    (expression) => {
      expect(runs(expression, 'Europe/Berlin', '2026-03-02T00:00:00Z', 2)).toEqual(['never', 'never']);
    },
  );

  describe('in the spring gap', () => {
    it.each([
      [
        'UTC',
        '30 2 * * *',
        '2026-03-29T00:00:00Z',
        ['2026-03-29T02:30:00+00:00', '2026-03-30T02:30:00+00:00'],
      ],
      [
        'Asia/Shanghai',
        '30 2 * * *',
        '2026-03-29T00:00:00+08:00',
        ['2026-03-29T02:30:00+08:00', '2026-03-30T02:30:00+08:00'],
      ],
      [
        'Europe/Berlin',
        '30 2 * * *',
        '2026-03-29T00:00:00+01:00',
        ['2026-03-29T03:00:00+02:00', '2026-03-30T02:30:00+02:00'],
      ],
      [
        'America/New_York',
        '30 2 * * *',
        '2026-03-08T00:00:00-05:00',
        ['2026-03-08T03:00:00-04:00', '2026-03-09T02:30:00-04:00'],
      ],
      [
        'Australia/Lord_Howe',
        '15 2 * * *',
        '2026-10-04T00:00:00+10:30',
        ['2026-10-04T02:30:00+11:00', '2026-10-05T02:15:00+11:00'],
      ],
      [
        'America/St_Johns',
        '30 2 * * *',
        '2026-03-08T00:00:00-03:30',
        ['2026-03-08T03:00:00-02:30', '2026-03-09T02:30:00-02:30'],
      ],
      [
        'Africa/Cairo',
        '@daily',
        '2024-04-25T12:00:00+02:00',
        ['2024-04-26T01:00:00+03:00', '2024-04-27T00:00:00+03:00'],
      ],
      [
        'Pacific/Apia',
        '0 7 30 12 *',
        '2011-12-29T12:00:00-10:00',
        ['2011-12-31T00:00:00+14:00', '2012-12-30T07:00:00+14:00'],
      ],
      // Twelve times fall into the gap and come as one; with one that is due at its end, too.
      [
        'Europe/Berlin',
        '*/5 2 * * *',
        '2026-03-29T00:00:00+01:00',
        ['2026-03-29T03:00:00+02:00', '2026-03-30T02:00:00+02:00'],
      ],
      [
        'Europe/Berlin',
        '30 2,3 * * *',
        '2026-03-29T00:00:00+01:00',
        ['2026-03-29T03:00:00+02:00', '2026-03-29T03:30:00+02:00'],
      ],
      [
        'Europe/Berlin',
        '0 */2 * * *',
        '2026-03-29T00:00:00+01:00',
        ['2026-03-29T03:00:00+02:00', '2026-03-29T04:00:00+02:00'],
      ],
      [
        'Europe/Berlin',
        '0 2,3 * * *',
        '2026-03-29T00:00:00+01:00',
        ['2026-03-29T03:00:00+02:00', '2026-03-30T02:00:00+02:00'],
      ],
    ])('of %s the fixed time %s runs once, at its end', (zone, expression, after, expected) => {
      expect(runs(expression, zone, after, 2)).toEqual(expected);
    });

    it.each([
      [
        'Europe/Berlin',
        '30 * * * *',
        '2026-03-29T01:00:00+01:00',
        ['2026-03-29T01:30:00+01:00', '2026-03-29T03:30:00+02:00'],
      ],
      [
        'Europe/Berlin',
        '*/15 * * * *',
        '2026-03-29T01:30:00+01:00',
        ['2026-03-29T01:45:00+01:00', '2026-03-29T03:00:00+02:00'],
      ],
      [
        'Australia/Lord_Howe',
        '0 * * * *',
        '2026-10-04T00:30:00+10:30',
        ['2026-10-04T01:00:00+10:30', '2026-10-04T03:00:00+11:00'],
      ],
      [
        'Australia/Lord_Howe',
        '20,40,50 * * * *',
        '2026-10-04T01:45:00+10:30',
        ['2026-10-04T01:50:00+10:30', '2026-10-04T02:40:00+11:00'],
      ],
      [
        'America/St_Johns',
        '0 * * * *',
        '2009-03-07T23:30:00-03:30',
        ['2009-03-08T00:00:00-03:30', '2009-03-08T02:00:00-02:30'],
      ],
    ])('of %s the interval %s goes on with what the clock shows', (zone, expression, after, expected) => {
      expect(runs(expression, zone, after, 2)).toEqual(expected);
    });
  });

  describe('in the autumn overlap', () => {
    it.each([
      [
        'Europe/Berlin',
        '30 2 * * *',
        '2026-10-25T00:00:00+02:00',
        ['2026-10-25T02:30:00+02:00', '2026-10-26T02:30:00+01:00'],
      ],
      [
        'America/New_York',
        '30 1 * * *',
        '2026-11-01T00:00:00-04:00',
        ['2026-11-01T01:30:00-04:00', '2026-11-02T01:30:00-05:00'],
      ],
      [
        'Australia/Lord_Howe',
        '45 1 * * *',
        '2026-04-05T00:00:00+11:00',
        ['2026-04-05T01:45:00+11:00', '2026-04-06T01:45:00+10:30'],
      ],
      [
        'America/St_Johns',
        '30 1 * * *',
        '2026-11-01T00:00:00-02:30',
        ['2026-11-01T01:30:00-02:30', '2026-11-02T01:30:00-03:30'],
      ],
      [
        'America/St_Johns',
        '30 23 * * *',
        '2009-10-31T12:00:00-02:30',
        ['2009-10-31T23:30:00-02:30', '2009-11-01T23:30:00-03:30'],
      ],
      [
        'America/St_Johns',
        '@daily',
        '2009-10-31T12:00:00-02:30',
        ['2009-11-01T00:00:00-02:30', '2009-11-02T00:00:00-03:30'],
      ],
      [
        'Europe/Berlin',
        '*/30 2-3 * * *',
        '2026-10-25T02:30:00+02:00',
        ['2026-10-25T03:00:00+01:00', '2026-10-25T03:30:00+01:00'],
      ],
      // Asked in the second pass, about a time of the first.
      [
        'Europe/Berlin',
        '30 2 * * *',
        '2026-10-25T02:15:00+01:00',
        ['2026-10-26T02:30:00+01:00', '2026-10-27T02:30:00+01:00'],
      ],
    ])('of %s the fixed time %s runs once, the first time', (zone, expression, after, expected) => {
      expect(runs(expression, zone, after, 2)).toEqual(expected);
    });

    it.each([
      [
        'Europe/Berlin',
        '30 * * * *',
        '2026-10-25T02:00:00+02:00',
        ['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00'],
      ],
      [
        'America/New_York',
        '0 * * * *',
        '2026-11-01T00:30:00-04:00',
        ['2026-11-01T01:00:00-04:00', '2026-11-01T01:00:00-05:00'],
      ],
      [
        'Australia/Lord_Howe',
        '45 * * * *',
        '2026-04-05T01:00:00+11:00',
        ['2026-04-05T01:45:00+11:00', '2026-04-05T01:45:00+10:30'],
      ],
      [
        'America/St_Johns',
        '30 * * * *',
        '2009-10-31T23:00:00-02:30',
        ['2009-10-31T23:30:00-02:30', '2009-10-31T23:30:00-03:30'],
      ],
      // The second pass is found again from far away: it goes back over the 31st, of which 23:30 had matched.
      [
        'America/St_Johns',
        '30 * 31 10 *',
        '2009-10-31T23:30:00-02:30',
        ['2009-10-31T23:30:00-03:30', '2010-10-31T00:30:00-02:30'],
      ],
    ])('of %s the interval %s runs in both passes', (zone, expression, after, expected) => {
      expect(runs(expression, zone, after, 2)).toEqual(expected);
    });
  });
});
