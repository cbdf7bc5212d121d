import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from '../../../src/core/calendar/index.ts';
import { homeSchema, type Resident } from '../../../src/core/home.ts';
import { Itinerary, type Step } from '../../../src/core/world/itinerary.ts';

const zone = 'Asia/Shanghai';

function resident(day: Resident['day']): Resident {
  return homeSchema.parse({
    name: 'x',
    location: { latitude: 0, longitude: 0, timezone: zone },
    rooms: ['bedroom', 'kitchen'],
    devices: {},
    residents: { lin: { day } },
  }).residents!.lin!;
}

function stepsOf(day: Resident['day'], seed: number, from: string, until: string, timezone = zone): Step[] {
  const itinerary = new Itinerary(seed, 'resident lin', resident(day), timezone);
  const end = parseInstant(until, timezone, 0);
  const steps: Step[] = [];
  for (let now = parseInstant(from, timezone, 0); ; ) {
    const step = itinerary.next(now);
    if (!step || step.at > end) return steps;
    steps.push(step);
    now = step.at;
  }
}

const times = (steps: readonly Step[], timezone = zone) => {
  return steps.map(({ at, room }) => `${formatInstant(timezone, at).slice(8, 19)} ${room ?? 'away'}`);
};

describe('an itinerary', () => {
  it('has the moves of each day in their order, on the days that they are for', () => {
    const day: Resident['day'] = [
      { at: '07:10', room: 'kitchen' },
      { at: '06:50', room: 'bedroom' },
      { at: '08:00', room: 'away', days: ['mon', 'tue', 'wed', 'thu', 'fri'] },
    ];
    expect(times(stepsOf(day, 1, '2026-03-06T00:00', '2026-03-07T23:59'))).toEqual([
      '06T06:50:00 bedroom',
      '06T07:10:00 kitchen',
      '06T08:00:00 away',
      '07T06:50:00 bedroom',
      '07T07:10:00 kitchen',
    ]);
  });

  it('varies by the seed, within what is allowed, and never turns two moves round', () => {
    const day: Resident['day'] = [
      { at: '07:00', room: 'bedroom', vary: '20m' },
      { at: '07:05', room: 'kitchen', vary: '20m' },
      { at: '23:55', room: 'bedroom', vary: '20m' },
    ];
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const steps = stepsOf(day, seed, '2026-03-02T00:00', '2026-03-02T23:59:59');
        expect(steps.map(({ room }) => room)).toEqual(['bedroom', 'kitchen', 'bedroom']);
        const minutes = steps.map(({ at }) => (at - parseInstant('2026-03-02T00:00', zone, 0)) / 60_000);
        expect(Math.abs(minutes[0]! - 420)).toBeLessThanOrEqual(20);
        expect(minutes[1]).toBeGreaterThan(minutes[0]!);
        expect(minutes[2]).toBeLessThan(1_440);
      }),
    );
    const of = (seed: number) => times(stepsOf(day, seed, '2026-03-02T00:00', '2026-03-05T00:00'));
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it('does not depend on where one begins to look, nor on what else is in the day', () => {
    const day: Resident['day'] = [
      { at: '07:00', room: 'bedroom', vary: '20m' },
      { at: '19:00', room: 'kitchen', vary: '20m' },
    ];
    const late = times(stepsOf(day, 3, '2026-03-04T12:00', '2026-03-06T00:00'));
    const early = times(stepsOf(day, 3, '2026-02-01T00:00', '2026-03-06T00:00'));
    expect(early.slice(-late.length)).toEqual(late);
    const more = times(
      stepsOf(
        [...day, { at: '12:00', room: 'kitchen', vary: '5m' }],
        3,
        '2026-03-04T12:30',
        '2026-03-06T00:00',
      ),
    );
    expect(more.filter((line) => !line.includes('T12') && !line.includes('T11'))).toEqual(late);
  });

  it('happens as often as its chance says', () => {
    const day: Resident['day'] = [
      { at: '07:00', room: 'bedroom', chance: 0.3 },
      { at: '08:00', room: 'kitchen' },
    ];
    const steps = stepsOf(day, 1, '2026-01-01T00:00', '2027-01-01T00:00');
    const share = steps.filter(({ room }) => room === 'bedroom').length / 365;
    expect(share).toBeGreaterThan(0.22);
    expect(share).toBeLessThan(0.38);
  });

  it('knows what was last, up to a week ago', () => {
    const weekly = resident([{ at: '10:00', room: 'kitchen', days: ['sun'] }]);
    const itinerary = new Itinerary(1, 'resident lin', weekly, zone);
    const last = itinerary.last(parseInstant('2026-03-07T09:00', zone, 0))!;
    expect(formatInstant(zone, last.at)).toBe('2026-03-01T10:00:00.000+08:00');
    expect(itinerary.last(parseInstant('2026-03-01T10:00', zone, 0))!.at).toBe(last.at);
  });

  it('has each move once on the days on which clocks change', () => {
    const day: Resident['day'] = [
      { at: '02:30', room: 'kitchen' },
      { at: '03:30', room: 'bedroom' },
    ];
    const berlin = 'Europe/Berlin';
    expect(times(stepsOf(day, 1, '2026-03-29T00:00', '2026-03-29T23:59', berlin), berlin)).toEqual([
      '29T03:00:00 kitchen',
      '29T03:30:00 bedroom',
    ]);
    expect(times(stepsOf(day, 1, '2026-10-25T00:00', '2026-10-25T23:59', berlin), berlin)).toEqual([
      '25T02:30:00 kitchen',
      '25T03:30:00 bedroom',
    ]);
  });
});
