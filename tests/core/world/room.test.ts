import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Effects } from '../../../src/core/device/index.ts';
import { activities } from '../../../src/core/world/activity.ts';
import { outdoorCo2 } from '../../../src/core/world/air.ts';
import { Outdoors } from '../../../src/core/world/outdoors.ts';
import { relax } from '../../../src/core/world/relax.ts';
import { Room } from '../../../src/core/world/room.ts';

const hour = 3_600_000;
const outdoors = new Outdoors(1, { latitude: 31.23, longitude: 121.47 });
outdoors.update(0);
outdoors.weather.temperature = 5;
outdoors.weather.pm2_5 = 40;
outdoors.weather.water = 6;
outdoors.illuminance = 0;

function room(change: Partial<Room> = {}, plan = { areaM2: 20, windowsM2: 3 }): Room {
  return Object.assign(new Room('room', plan, 0), change);
}

/** How the room is after so many hours of what acts on it now. */
function later(one: Room, hours: number): Room {
  one.aim(outdoors);
  one.advance(hours * hour);
  return one;
}

describe('a step towards a balance', () => {
  const value = fc.double({ min: -1e4, max: 1e4, noNaN: true });
  const rate = fc.double({ min: 0, max: 1, noNaN: true });

  it('of 60 s is two of 30 s', () => {
    fc.assert(
      fc.property(value, value, rate, (x, target, k) => {
        const whole = relax(x, target, k, 60);
        expect(relax(relax(x, target, k, 30), target, k, 30)).toBeCloseTo(whole, 6);
      }),
    );
  });

  it('never passes it', () => {
    fc.assert(
      fc.property(value, value, rate, fc.integer({ min: 0, max: 1e6 }), (x, target, k, seconds) => {
        const end = relax(x, target, k, seconds);
        expect(end).toBeGreaterThanOrEqual(Math.min(x, target) - 1e-9);
        expect(end).toBeLessThanOrEqual(Math.max(x, target) + 1e-9);
      }),
    );
  });
});

describe('the air of a room', () => {
  it('does not depend on how often it was brought up to date', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 59 }), { maxLength: 20 }), (cuts) => {
        const busy = room();
        const calm = room();
        for (const each of [busy, calm]) {
          each.change(undefined, { heat: 500, cleanAir: 100, particles: 0.1, vapour: 100 });
          each.takePeople([activities.cooking]);
          each.aim(outdoors);
        }
        for (const second of cuts.toSorted((a, b) => a - b)) busy.advance(second * 1_000);
        busy.advance(60_000);
        calm.advance(60_000);
        for (const name of ['temperature', 'pm2_5', 'co2', 'water'] as const) {
          expect(busy[name]).toBeCloseTo(calm[name], 8);
        }
      }),
    );
  });

  it('nears that outside when nothing goes on', () => {
    const one = later(room({ temperature: 30, pm2_5: 500, co2: 3_000 }), 1_000);
    expect(one.temperature).toBeCloseTo(5, 3);
    expect(one.co2).toBeCloseTo(outdoorCo2, 3);
    // 0.5 an hour comes in with 0.8 of the particles, 0.39 an hour settles on top of what goes out.
    expect(one.pm2_5).toBeCloseTo((0.5 * 0.8 * 40) / (0.5 + 0.39), 3);
    expect(one.water).toBeCloseTo(6, 3);
  });

  it('stays between its sources: no temperature is beyond that of outside and next door', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -30, max: 45, noNaN: true }),
        fc.double({ min: -30, max: 45, noNaN: true }),
        fc.integer({ min: 1, max: 100 }),
        (own, other, hours) => {
          const one = room({ temperature: own });
          const next = room({ temperature: other });
          one.neighbours.push(next);
          next.show();
          later(one, hours);
          expect(one.temperature).toBeGreaterThanOrEqual(Math.min(own, other, 5) - 1e-9);
          expect(one.temperature).toBeLessThanOrEqual(Math.max(own, other, 5) + 1e-9);
        },
      ),
    );
  });

  it('never has less than no particles and no water, whatever takes them out', () => {
    fc.assert(
      fc.property(
        fc.nat(2_000),
        fc.integer({ min: -5_000, max: 0 }),
        fc.nat(48),
        (cleanAir, vapour, hours) => {
          const one = room({ pm2_5: 300 });
          one.change(undefined, { cleanAir, vapour });
          later(one, hours);
          expect(one.pm2_5).toBeGreaterThanOrEqual(0);
          expect(one.water).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it.each([
    ['a purifier of 310 m3/h clears 200 ug/m3 in half an hour', { cleanAir: 310 }, 0.5, 5, 15],
    ['half of it takes longer', { cleanAir: 155 }, 0.5, 30, 45],
    ['without one it takes hours', {}, 0.5, 120, 150],
  ])('%s', (_, effects, hours, low, high) => {
    const one = room({ pm2_5: 200 });
    one.change(undefined, effects);
    expect(later(one, hours).pm2_5).toBeGreaterThan(low);
    expect(one.pm2_5).toBeLessThan(high);
  });

  it.each([
    [
      'somebody asleep with the window shut reaches what people report',
      [activities.sleeping],
      0,
      8,
      700,
      950,
    ],
    ['two of them', [activities.sleeping, activities.sleeping], 0, 8, 1_000, 1_400],
    ['two of them with the window open', [activities.sleeping, activities.sleeping], 1, 8, 430, 520],
  ])('CO2: %s', (_, people, window, hours, low, high) => {
    const one = room();
    one.change(undefined, { window });
    one.takePeople(people);
    later(one, hours);
    expect(one.co2).toBeGreaterThan(low);
    expect(one.co2).toBeLessThan(high);
  });

  it('is warmed by a heater of 1.5 kW by some degrees in an hour, and cooled by an open window', () => {
    const warm = room();
    warm.change(undefined, { heat: 1_500 });
    expect(later(warm, 1).temperature).toBeGreaterThan(20.8);
    expect(warm.temperature).toBeLessThan(23);
    const cold = room();
    cold.change(undefined, { window: 1 });
    expect(later(cold, 1).temperature).toBeLessThan(19.5);
  });

  it('smells of cooking next door, too', () => {
    const kitchen = room();
    const hall = room({ pm2_5: 10 });
    kitchen.neighbours.push(hall);
    hall.neighbours.push(kitchen);
    kitchen.takePeople([activities.cooking]);
    for (let minute = 1; minute <= 20; minute++) {
      for (const each of [kitchen, hall]) each.show();
      for (const each of [kitchen, hall]) each.aim(outdoors);
      for (const each of [kitchen, hall]) each.advance(minute * 60_000);
    }
    expect(kitchen.pm2_5).toBeGreaterThan(100);
    expect(hall.pm2_5).toBeGreaterThan(20);
    expect(hall.pm2_5).toBeLessThan(kitchen.pm2_5);
  });

  it('is at most as humid as air can be', () => {
    const one = room({ temperature: 10, water: 20 });
    expect(one.read('humidity', outdoors)).toBe(100);
    one.take('humidity', 50);
    expect(one.read('humidity', outdoors)).toBeCloseTo(50, 6);
  });

  it('is lit by what the curtains let in, and by lamps', () => {
    const one = room();
    const noon = Object.assign(new Outdoors(1, { latitude: 0, longitude: 0 }), { illuminance: 10_000 });
    const light = (effects: readonly Effects[]) => {
      for (const each of effects) one.change(undefined, each);
      const lux = Math.round(one.read('illuminance', noon));
      for (const each of effects) one.change(each, undefined);
      return lux;
    };
    expect(light([])).toBe(184);
    expect(light([{ daylight: 0 }])).toBe(0);
    expect(light([{ daylight: 0 }, { daylight: 1 }])).toBe(92);
    expect(light([{ daylight: 0 }, { light: 806 }])).toBe(16);
  });
});
