import { describe, expect, it } from 'vitest';
import { parseInstant, sunAltitude } from '../../../src/core/calendar/index.ts';
import { daylight, daylightFactor, lampLight } from '../../../src/core/world/light.ts';

const altitude = (time: string, latitude: number, longitude: number) => {
  return sunAltitude(parseInstant(time, 'UTC', 0), { latitude, longitude });
};

describe('the height of the sun', () => {
  it.each([
    ['the equator at noon of the equinox', '2026-03-20T12:07:00Z', 0, 0, 89, 90.1],
    ['the equator at midnight', '2026-03-20T00:07:00Z', 0, 0, -90.1, -89],
    ['Shanghai at noon in summer', '2026-06-21T03:55:00Z', 31.23, 121.47, 82, 82.5],
    ['Shanghai at noon in winter', '2026-12-21T03:52:00Z', 31.23, 121.47, 35, 35.6],
    ['Sydney at noon in December', '2026-12-21T01:54:00Z', -33.87, 151.21, 79, 80],
    ['Sydney at noon in June', '2026-06-21T01:57:00Z', -33.87, 151.21, 32, 33],
  ])('over %s', (_, time, latitude, longitude, low, high) => {
    expect(altitude(time, latitude, longitude)).toBeGreaterThan(low);
    expect(altitude(time, latitude, longitude)).toBeLessThan(high);
  });

  it('is above the horizon all through a polar day, and below it all through a polar night', () => {
    for (let hour = 0; hour < 24; hour++) {
      const time = `T${String(hour).padStart(2, '0')}:00:00Z`;
      expect(altitude(`2026-06-21${time}`, 78.22, 15.65)).toBeGreaterThan(0);
      expect(altitude(`2026-12-21${time}`, 78.22, 15.65)).toBeLessThan(-6);
      expect(altitude(`2026-12-21${time}`, -78, 15.65)).toBeGreaterThan(0);
    }
  });
});

describe('daylight', () => {
  it.each([
    [90, 0, 119_000, 121_000],
    [90, 1, 21_000, 21_500],
    [30, 0, 45_000, 60_000],
    [0, 0, 800, 800],
    [0, 1, 300, 300],
    [-6, 0, 3, 10],
    [-18, 0, 0, 0.01],
  ])('with the sun at %d degrees and clouds of %d is between %d and %d lx', (height, cloud, low, high) => {
    expect(daylight(height, cloud)).toBeGreaterThanOrEqual(low);
    expect(daylight(height, cloud)).toBeLessThanOrEqual(high);
  });

  it('grows with the height of the sun, without a jump at the horizon', () => {
    for (const cloud of [0, 0.3, 0.5, 0.8, 1]) {
      let last = 0;
      for (let height = -20; height <= 90; height += 0.5) {
        const now = daylight(height, cloud);
        expect(now).toBeGreaterThan(last);
        last = now;
      }
      expect(daylight(0.01, cloud) - daylight(-0.01, cloud)).toBeLessThan(400);
    }
  });

  it('reaches a room of 20 m2 with 3 m2 of glass by some two percent', () => {
    expect(daylightFactor(3, 20)).toBeCloseTo(0.0184, 4);
    expect(daylightFactor(0, 20)).toBe(0);
  });
});

describe('lamp light', () => {
  it('spreads over the floor', () => {
    expect(lampLight(800, 8)).toBe(40);
    expect(lampLight(0, 8)).toBe(0);
  });
});
