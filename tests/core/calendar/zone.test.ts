import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, isZone, localAt, offsetAt, type WallTime } from '../../../src/core/calendar/index.ts';
import { at, gaps, iso, overlaps, seeded, zones } from './samples.ts';

const MINUTE = 60_000;

/** What `Intl` itself says, by another road than the code's: its name for the offset. */
function offsetByName(zone: string, instant: number): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')!.value;
  const match = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name)!;
  const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
  return (match[1] === '-' ? -1 : 1) * minutes * MINUTE + 0;
}

function wall(text: string): WallTime {
  const [year, month, day, hour, minute] = text.split(/\D/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { year, month, day, hour, minute, second: 0, millisecond: 0 };
}

describe('isZone', () => {
  it.each([...zones, 'Asia/Kathmandu', 'Etc/GMT+5', 'Pacific/Apia'])('knows %s', (name) => {
    expect(isZone(name)).toBe(true);
  });

  it.each(['', 'Asia/Shangai', 'Mars/Olympus', '+08:00', '-05', 'local', 'undefined', 'Asia/Shanghai '])(
    'does not know "%s"',
    (name) => {
      expect(isZone(name)).toBe(false);
    },
  );
});

describe('offsetAt', () => {
  it.each([
    ['UTC', '2026-03-02T00:00:00Z', 0],
    ['Asia/Shanghai', '2026-03-02T00:00:00Z', 480],
    ['Europe/Berlin', '2026-03-02T00:00:00Z', 60],
    ['Europe/Berlin', '2026-07-02T00:00:00Z', 120],
    ['America/New_York', '2026-03-02T00:00:00Z', -300],
    ['Australia/Lord_Howe', '2026-07-02T00:00:00Z', 630],
    ['America/St_Johns', '2026-03-02T00:00:00Z', -210],
    ['Asia/Kathmandu', '2026-03-02T00:00:00Z', 345],
    ['Pacific/Apia', '2026-03-02T00:00:00Z', 780],
    // Zones of the 19th century had seconds, such as +08:05:43; they are rounded to minutes.
    ['Asia/Shanghai', '1900-01-01T00:00:00Z', 486],
    ['Asia/Shanghai', '1000-01-01T00:00:00Z', 486],
    ['Europe/London', '1500-01-01T00:00:00Z', -1],
  ])('in %s at %s it is %i minutes', (zone, instant, minutes) => {
    expect(offsetAt(zone, at(instant))).toBe(minutes * MINUTE);
  });

  it.each([...gaps, ...overlaps])('changes to the millisecond in $zone at $time', (change) => {
    expect(offsetAt(change.zone, change.instant - 1)).toBe(change.before);
    expect(offsetAt(change.zone, change.instant)).toBe(change.after);
  });

  it('agrees with Intl at any instant, in any order of asking', () => {
    const zone = fc.constantFrom(...zones, 'Africa/Casablanca', 'Asia/Gaza', 'Pacific/Apia', 'Europe/Dublin');
    const instant = fc.date({
      min: new Date('1970-01-01Z'),
      max: new Date('2040-01-01Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zone, instant, (name, date) => {
        expect(offsetAt(name, date.getTime())).toBe(offsetByName(name, date.getTime()));
      }),
      { ...seeded, numRuns: 300 },
    );
  });

  it('says which name is not a time zone', () => {
    expect(() => offsetAt('Asia/Shangai', 0)).toThrow(
      new RangeError('Expected the name of a time zone, such as Asia/Shanghai, got "Asia/Shangai".'),
    );
  });
});

describe('localAt', () => {
  it('gives what the calendar and the clock show, with Sunday as 0', () => {
    expect(localAt('Asia/Shanghai', at('2026-02-28T22:58:30.250Z'))).toEqual({
      year: 2026,
      month: 3,
      day: 1,
      hour: 6,
      minute: 58,
      second: 30,
      millisecond: 250,
      weekday: 0,
    });
  });

  it.each([
    ['Europe/Berlin', '2026-03-29T00:59:00Z', 1, 59],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', 3, 0],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', 2, 30],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', 2, 30],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 2, 30],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', 1, 30],
  ])('in %s at %s the clock shows %i:%i', (zone, instant, hour, minute) => {
    expect(localAt(zone, at(instant))).toMatchObject({ hour, minute });
  });

  it('goes through midnight twice where the clocks are set back across it', () => {
    const days = [-60_000, 0, 59 * MINUTE].map(
      (ms) => localAt('America/St_Johns', at('2009-11-01T02:31:00Z') + ms).day,
    );
    expect(days).toEqual([1, 31, 1]);
  });
});

describe('instantOf', () => {
  it.each([
    ['an ordinary time', 'Asia/Shanghai', '2026-03-02 07:00', '2026-03-02T07:00:00+08:00'],
    ['an ordinary time', 'America/St_Johns', '2026-01-02 07:00', '2026-01-02T07:00:00-03:30'],
    ['the last minute before the gap', 'Europe/Berlin', '2026-03-29 01:59', '2026-03-29T01:59:00+01:00'],
    ['the beginning of the gap', 'Europe/Berlin', '2026-03-29 02:00', '2026-03-29T03:00:00+02:00'],
    ['the end of the gap', 'Europe/Berlin', '2026-03-29 02:59', '2026-03-29T03:00:00+02:00'],
    ['the first minute after the gap', 'Europe/Berlin', '2026-03-29 03:00', '2026-03-29T03:00:00+02:00'],
    ['a gap', 'America/New_York', '2026-03-08 02:30', '2026-03-08T03:00:00-04:00'],
    ['a gap', 'America/St_Johns', '2026-03-08 02:30', '2026-03-08T03:00:00-02:30'],
    ['a gap of half an hour', 'Australia/Lord_Howe', '2026-10-04 02:15', '2026-10-04T02:30:00+11:00'],
    ['a gap that swallows midnight', 'Africa/Cairo', '2024-04-26 00:00', '2024-04-26T01:00:00+03:00'],
    [
      'a gap that begins a minute past midnight',
      'America/St_Johns',
      '2009-03-08 00:30',
      '2009-03-08T01:01:00-02:30',
    ],
    ['a day that never was', 'Pacific/Apia', '2011-12-30 12:00', '2011-12-31T00:00:00+14:00'],
    ['an overlap', 'Europe/Berlin', '2026-10-25 02:30', '2026-10-25T02:30:00+02:00'],
    ['an overlap', 'America/New_York', '2026-11-01 01:30', '2026-11-01T01:30:00-04:00'],
    ['an overlap', 'America/St_Johns', '2026-11-01 01:00', '2026-11-01T01:00:00-02:30'],
    ['an overlap of half an hour', 'Australia/Lord_Howe', '2026-04-05 01:45', '2026-04-05T01:45:00+11:00'],
    ['an overlap across midnight', 'America/St_Johns', '2009-11-01 00:00', '2009-11-01T00:00:00-02:30'],
    ['an overlap across midnight', 'America/St_Johns', '2009-10-31 23:30', '2009-10-31T23:30:00-02:30'],
    ['the end of an overlap', 'Europe/Berlin', '2026-10-25 03:00', '2026-10-25T03:00:00+01:00'],
    ['day 0, the last of the month before', 'Asia/Shanghai', '2026-03-00 07:00', '2026-02-28T07:00:00+08:00'],
  ])('%s: %s %s is %s', (_, zone, local, instant) => {
    expect(iso(zone, instantOf(zone, wall(local)))).toBe(instant);
  });

  it('is the first instant at which the clock shows that time or later, minute by minute around each change', () => {
    for (const { zone, instant: change } of [...gaps, ...overlaps]) {
      const shown = (instant: number) => instant + offsetByName(zone, instant);
      const minutes = Array.from({ length: 300 }, (_, index) => change + (index - 150) * MINUTE);
      const walls = minutes.map(shown);
      for (let wanted = walls[0]! + 61 * MINUTE; wanted < walls.at(-1)!; wanted += MINUTE) {
        const first = minutes[walls.findIndex((shown) => shown >= wanted)]!;
        const local = localAt('UTC', wanted);
        expect(instantOf(zone, local), `${zone} ${iso('UTC', wanted)}`).toBe(first);
      }
    }
  });

  it('takes back what localAt gave, outside of the second pass of an overlap', () => {
    const instant = fc.date({
      min: new Date('1900-01-01Z'),
      max: new Date('2100-01-01Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (zone, date) => {
        const back = instantOf(zone, localAt(zone, date.getTime()));
        expect(localAt(zone, back)).toEqual(localAt(zone, date.getTime()));
        expect(back).toBeLessThanOrEqual(date.getTime());
      }),
      { ...seeded, numRuns: 500 },
    );
  });
});
