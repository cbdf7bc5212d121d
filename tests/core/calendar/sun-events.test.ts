import fc from 'fast-check';
import { getTimes } from 'suncalc';
import { describe, expect, it } from 'vitest';
import {
  inSunWindow,
  lastSun,
  nextSun,
  nextSunEdge,
  nextSunStart,
  type Place,
  sunAltitude,
} from '../../../src/core/calendar/index.ts';
import { horizon } from '../../../src/core/calendar/sun.ts';
import type { SunPoint } from '../../../src/core/calendar/sun-events.ts';
import { at, iso, seeded } from './samples.ts';

const shanghai: Place = { latitude: 31.23, longitude: 121.47 };
const tromso: Place = { latitude: 69.65, longitude: 18.96 };
const northPole: Place = { latitude: 90, longitude: 0 };

const mark = (point: SunPoint, minutes = 0) => ({ point, offset: minutes * 60_000 });
const day = 86_400_000;

describe('nextSun', () => {
  it.each<[SunPoint, string]>([
    ['dawn', '2026-03-02T05:55:56+08:00'],
    ['sunrise', '2026-03-02T06:20:16+08:00'],
    ['noon', '2026-03-02T12:06:18+08:00'],
    ['sunset', '2026-03-02T17:52:49+08:00'],
    ['dusk', '2026-03-02T18:17:10+08:00'],
  ])('knows %s in Shanghai', (point, expected) => {
    expect(iso('Asia/Shanghai', nextSun(mark(point), shanghai, at('2026-03-02T00:00:00+08:00')))).toBe(
      expected,
    );
  });

  it.each<[SunPoint, string]>([
    ['sunrise', '2026-06-21T04:43:00+01:00'],
    ['sunset', '2026-06-21T21:21:00+01:00'],
    ['sunrise', '2026-12-21T08:04:00+00:00'],
    ['sunset', '2026-12-21T15:53:00+00:00'],
  ])('agrees to a minute with what an almanac says of London: %s %s', (point, almanac) => {
    const london = { latitude: 51.5, longitude: -0.13 };
    const found = nextSun(mark(point), london, at(almanac) - 3 * 3_600_000)!;
    expect(Math.abs(found - at(almanac))).toBeLessThan(60_000);
  });

  it("is where suncalc's own formula puts it, to ten seconds, wherever the sun rises steeply", () => {
    fc.assert(
      fc.property(fc.integer({ min: -55, max: 55 }), fc.integer({ min: 0, max: 364 }), (latitude, count) => {
        const start = at('2026-01-01T00:00:00Z') + count * day;
        const times = getTimes(new Date(start + day / 2), latitude, 0);
        for (const point of ['dawn', 'sunrise', 'sunset', 'dusk'] as const) {
          const found = nextSun(mark(point), { latitude, longitude: 0 }, start)!;
          expect(Math.abs(found - times[point]!.valueOf())).toBeLessThan(10_000);
        }
      }),
      { ...seeded, numRuns: 200 },
    );
  });

  it('comes strictly after the instant, and with an offset earlier or later', () => {
    const sunset = nextSun(mark('sunset'), shanghai, at('2026-03-02T12:00:00+08:00'))!;
    expect(nextSun(mark('sunset'), shanghai, sunset - 1)).toBe(sunset);
    expect(iso('Asia/Shanghai', nextSun(mark('sunset'), shanghai, sunset))).toBe('2026-03-03T17:53:33+08:00');
    expect(nextSun(mark('sunset', -30), shanghai, sunset - 31 * 60_000)).toBe(sunset - 30 * 60_000);
    expect(nextSun(mark('sunset', 90), shanghai, sunset)).toBe(sunset + 90 * 60_000);
  });

  it('waits through a polar day and a polar night', () => {
    const june = at('2026-06-01T00:00:00+02:00');
    expect(iso('Europe/Oslo', lastSun(mark('sunrise'), tromso, june)).slice(0, 10)).toBe('2026-05-18');
    expect(iso('Europe/Oslo', nextSun(mark('sunset'), tromso, june)).slice(0, 10)).toBe('2026-07-26');
    const december = at('2026-12-15T00:00:00+01:00');
    expect(iso('Europe/Oslo', nextSun(mark('sunrise'), tromso, december)).slice(0, 10)).toBe('2027-01-15');
    // It is not quite dark there, even then.
    expect(iso('Europe/Oslo', nextSun(mark('dawn'), tromso, december)).slice(0, 10)).toBe('2026-12-15');
  });

  it('comes once a year at the pole', () => {
    const start = at('2026-01-01T00:00:00Z');
    const rise = nextSun(mark('sunrise'), northPole, start)!;
    expect(iso('UTC', rise).slice(0, 10)).toBe('2026-03-18');
    expect(iso('UTC', nextSun(mark('sunset'), northPole, rise)).slice(0, 10)).toBe('2026-09-25');
    expect(iso('UTC', nextSun(mark('sunrise'), northPole, rise)).slice(0, 10)).toBe('2027-03-18');
  });

  const place = fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  const instant = fc.integer({ min: at('1990-01-01T00:00:00Z'), max: at('2060-01-01T00:00:00Z') });

  it('lets rise and set follow each other in turn anywhere, across years, each where the sun is at the horizon', () => {
    fc.assert(
      fc.property(place, instant, (where, from) => {
        let isUp: boolean | undefined;
        let now = from;
        for (let count = 0; count < 8; count++) {
          const rise = nextSun(mark('sunrise'), where, now)!;
          const set = nextSun(mark('sunset'), where, now)!;
          expect(rise).not.toBe(set);
          const rises = rise < set;
          if (isUp !== undefined) expect(rises).toBe(!isUp);
          now = Math.min(rise, set);
          isUp = rises;
          expect(sunAltitude(now, where) > horizon).toBe(isUp);
          expect(sunAltitude(now - 1000, where) > horizon).toBe(!isUp);
          expect(lastSun(mark(rises ? 'sunrise' : 'sunset'), where, now)).toBe(now);
        }
      }),
      { ...seeded, numRuns: 60 },
    );
  });

  it('has a noon each day, a day apart to half a minute', () => {
    fc.assert(
      fc.property(place, instant, (where, from) => {
        const one = nextSun(mark('noon'), where, from)!;
        const next = nextSun(mark('noon'), where, one)!;
        expect(one - from).toBeLessThanOrEqual(day + 40_000);
        expect(Math.abs(next - one - day)).toBeLessThanOrEqual(40_000);
      }),
      { ...seeded, numRuns: 100 },
    );
  });

  it('knows, in a window without offsets, whether the sun is up', () => {
    fc.assert(
      fc.property(place, instant, (where, time) => {
        const dark = sunAltitude(Math.floor(time / 1000) * 1000, where) <= horizon;
        expect(inSunWindow({ after: mark('sunset') }, where, time).holds).toBe(dark);
        expect(inSunWindow({ before: mark('sunset') }, where, time).holds).toBe(!dark);
      }),
      { ...seeded, numRuns: 200 },
    );
  });
});

describe('inSunWindow', () => {
  const holds = (window: Parameters<typeof inSunWindow>[0], time: string, place = shanghai) =>
    inSunWindow(window, place, at(time)).holds;

  it('holds from its beginning, included, to its end, not included', () => {
    const night = { after: mark('sunset'), before: mark('sunrise') };
    expect(holds(night, '2026-03-02T17:52:48+08:00')).toBe(false);
    expect(holds(night, '2026-03-02T17:52:49+08:00')).toBe(true);
    expect(holds(night, '2026-03-03T00:00:00+08:00')).toBe(true);
    expect(holds(night, '2026-03-03T06:19:06+08:00')).toBe(true);
    expect(holds(night, '2026-03-03T06:19:07+08:00')).toBe(false);
  });

  it('goes to the counterpart where one end is left out', () => {
    expect(holds({ after: mark('sunset') }, '2026-03-03T05:00:00+08:00')).toBe(true);
    expect(holds({ before: mark('sunrise') }, '2026-03-02T19:00:00+08:00')).toBe(true);
    expect(holds({ after: mark('sunrise') }, '2026-03-02T19:00:00+08:00')).toBe(false);
    expect(holds({ after: mark('dusk') }, '2026-03-02T18:00:00+08:00')).toBe(false);
    expect(holds({ before: mark('noon') }, '2026-03-02T01:00:00+08:00')).toBe(true);
    expect(holds({ before: mark('noon') }, '2026-03-02T13:00:00+08:00')).toBe(false);
  });

  it('adds offsets to both ends, so that a short night may have no window', () => {
    const deep = { after: mark('sunset', 60), before: mark('sunrise', -60) };
    const stockholm = { latitude: 65, longitude: 18 };
    // Sunset 23:33, sunrise 01:51: there is no hour after the one that is an hour before the other.
    for (let minute = 0; minute < 1440; minute += 5) {
      const time = at('2026-06-21T12:00:00+02:00') + minute * 60_000;
      expect(inSunWindow(deep, stockholm, time).holds).toBe(false);
    }
    expect(holds(deep, '2026-03-02T19:00:00+08:00')).toBe(true);
    expect(holds(deep, '2026-03-03T05:30:00+08:00')).toBe(false);
  });

  it('may be an hour around one sunset', () => {
    const around = { after: mark('sunset', -30), before: mark('sunset', 30) };
    expect(holds(around, '2026-03-02T17:20:00+08:00')).toBe(false);
    expect(holds(around, '2026-03-02T17:30:00+08:00')).toBe(true);
    expect(holds(around, '2026-03-02T18:20:00+08:00')).toBe(true);
    expect(holds(around, '2026-03-02T18:30:00+08:00')).toBe(false);
  });

  it('holds all through a polar night, and never on a polar day', () => {
    expect(holds({ after: mark('sunset') }, '2026-12-15T12:00:00+01:00', tromso)).toBe(true);
    expect(holds({ after: mark('sunset') }, '2026-06-15T00:00:00+02:00', tromso)).toBe(false);
  });

  it('changes at its edges and nowhere else', () => {
    const minutes = fc.integer({ min: -120, max: 120 });
    const point = fc.constantFrom<SunPoint>('sunrise', 'sunset', 'dawn', 'dusk', 'noon');
    const end = fc.option(fc.tuple(point, minutes), { nil: undefined });
    fc.assert(
      fc.property(
        end,
        fc.tuple(point, minutes),
        fc.double({ min: -70, max: 70, noNaN: true }),
        (a, b, latitude) => {
          const place = { latitude, longitude: 10 };
          const window = { after: a && mark(...a), before: mark(...b) };
          const start = at('2026-03-02T00:00:00Z');
          for (let now = start; now < start + day; ) {
            const next = Math.min(nextSunEdge(window, place, now) ?? start + day, start + day);
            const before = inSunWindow(window, place, now).holds;
            expect(inSunWindow(window, place, Math.floor((now + next) / 2)).holds).toBe(before);
            expect(inSunWindow(window, place, next - 1).holds).toBe(before);
            now = next;
          }
          const begin = nextSunStart(window, place, start);
          if (begin !== undefined) expect(inSunWindow(window, place, begin).holds).toBe(true);
        },
      ),
      { ...seeded, numRuns: 150 },
    );
  });
});
