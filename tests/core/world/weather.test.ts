import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../src/core/calendar/index.ts';
import { createNoise } from '../../../src/core/world/noise.ts';
import { climateAt, createWeather, skyOf, type Weather } from '../../../src/core/world/weather.ts';

const at = (time: string) => parseInstant(time, 'UTC', 0);
const blank = (): Weather => ({ cloud: 0, temperature: 0, dayMean: 0, water: 0, humidity: 0, pm2_5: 0 });

describe('the climate', () => {
  it.each([
    ['the equator in January', '2026-01-20T00:00Z', 0, 27, 30],
    ['the equator in July', '2026-07-20T00:00Z', 0, 27, 30],
    ['Shanghai in January', '2026-01-20T00:00Z', 31.23, 5, 9],
    ['Shanghai in July', '2026-07-20T00:00Z', 31.23, 26, 30],
    ['Sydney in January', '2026-01-20T00:00Z', -33.87, 25, 30],
    ['Sydney in July', '2026-07-20T00:00Z', -33.87, 3, 9],
    ['Longyearbyen in January', '2026-01-20T00:00Z', 78.22, -35, -25],
    ['Longyearbyen in July', '2026-07-20T00:00Z', 78.22, 3, 10],
  ])('of %s', (_, time, latitude, low, high) => {
    const { mean } = climateAt(at(time), latitude);
    expect(mean).toBeGreaterThan(low);
    expect(mean).toBeLessThan(high);
  });

  it('has no warmer and colder hours at a pole', () => {
    expect(climateAt(at('2026-07-20T00:00Z'), 90).swing).toBeCloseTo(0, 6);
    expect(climateAt(at('2026-03-20T00:00Z'), 0).swing).toBeCloseTo(6, 1);
  });
});

describe('the weather', () => {
  const shanghai = { latitude: 31.23, longitude: 121.47 };

  it('is a function of seed and instant, however it was asked for', () => {
    const calm = createWeather(7, shanghai);
    const restless = createWeather(7, shanghai);
    const [one, other] = [blank(), blank()];
    for (let hour = 0; hour < 200; hour++) restless(at('2026-03-02T00:00Z') + hour * 3_600_000, other);
    calm(at('2026-03-05T12:00Z'), one);
    restless(at('2026-03-05T12:00Z'), other);
    expect(other).toEqual(one);
    createWeather(8, shanghai)(at('2026-03-05T12:00Z'), other);
    expect(other).not.toEqual(one);
  });

  it('stays within what weather can be, everywhere', () => {
    const latitude = fc.integer({ min: -90, max: 90 });
    const instant = fc.integer({ min: at('2000-01-01T00:00Z'), max: at('2100-01-01T00:00Z') });
    fc.assert(
      fc.property(fc.nat(), latitude, instant, (seed, north, when) => {
        const weather = blank();
        createWeather(seed, { latitude: north, longitude: 10 })(when, weather);
        expect(weather.cloud).toBeGreaterThanOrEqual(0);
        expect(weather.cloud).toBeLessThanOrEqual(1);
        expect(weather.temperature).toBeGreaterThan(-60);
        expect(weather.temperature).toBeLessThan(50);
        expect(weather.humidity).toBeGreaterThan(5);
        expect(weather.humidity).toBeLessThanOrEqual(100);
        expect(weather.pm2_5).toBeGreaterThan(3);
        expect(weather.pm2_5).toBeLessThan(120);
      }),
    );
  });

  it('is warmer at three in the afternoon than before sunrise, on most days', () => {
    const weather = createWeather(3, shanghai);
    let warmer = 0;
    for (let day = 0; day < 60; day++) {
      const [night, noon] = [blank(), blank()];
      weather(at('2026-04-01T20:00Z') + day * 86_400_000, night);
      weather(at('2026-04-02T07:00Z') + day * 86_400_000, noon);
      if (noon.temperature > night.temperature) warmer++;
    }
    expect(warmer).toBeGreaterThan(45);
  });

  it('changes smoothly', () => {
    const noise = createNoise(1, 'test', 1_000);
    for (let instant = -5_000; instant < 5_000; instant += 10) {
      expect(Math.abs(noise(instant + 10) - noise(instant))).toBeLessThan(0.04);
    }
  });
});

describe('the name of the sky', () => {
  it.each([
    [0, undefined, 'clear'],
    [0.3, undefined, 'partly cloudy'],
    [0.7, undefined, 'cloudy'],
    [1, undefined, 'overcast'],
    [0.21, 'clear', 'clear'],
    [0.25, 'clear', 'partly cloudy'],
    [0.19, 'partly cloudy', 'partly cloudy'],
    [0.15, 'partly cloudy', 'clear'],
    [1, 'clear', 'overcast'],
    [0.1, 'overcast', 'clear'],
  ] as const)('with clouds of %d after %s is %s', (cloud, before, sky) => {
    expect(skyOf(cloud, before)).toBe(sky);
  });
});
