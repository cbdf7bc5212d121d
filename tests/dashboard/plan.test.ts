import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planLow } from '../../src/dashboard/house/low-plan.ts';
import { type HousePlan, placeMark, planHouse } from '../../src/dashboard/house/plan.ts';

const demo = [
  { name: 'bedroom', area: 14, devices: 7 },
  { name: 'kitchen', area: 9, devices: 4 },
  { name: 'living_room', area: 24, devices: 5 },
  { name: 'hall', area: 8, devices: 4 },
  { name: 'bathroom', area: 5, devices: 0 },
  { name: 'study', area: 10, devices: 1 },
];

describe('a house that is cut open', () => {
  it('has its rooms in storeys, and the entrance on the ground at the right', () => {
    const { rooms } = planHouse(demo, 'hall', { width: 900, named: false });
    const storeys = [...new Set(rooms.map(({ y }) => y))];
    expect(storeys.map((y) => rooms.filter((room) => room.y === y).map(({ name }) => name))).toEqual([
      ['bedroom', 'kitchen', 'living_room'],
      ['bathroom', 'study', 'hall'],
    ]);
  });

  it('has one room above the other where it is narrow', () => {
    const { rooms } = planHouse(demo, 'hall', { width: 374, named: false });
    expect(new Set(rooms.map(({ y }) => y)).size).toBe(6);
  });

  it('never lets rooms or marks overlap or stick out, whatever the home', () => {
    const room = fc.record({
      area: fc.integer({ min: 1, max: 500 }),
      devices: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(
        fc.array(room, { maxLength: 20 }),
        fc.integer({ min: 320, max: 2_000 }),
        fc.boolean(),
        (rooms, width, named) => {
          const withNames = rooms.map((one, index) => ({ name: `room${index}`, ...one }));
          check(planHouse(withNames, 'room0', { width, named }), rooms.length, width);
        },
      ),
    );
  });
});

describe('a house for a room that watches', () => {
  it('shares out its rooms so that it is low, and keeps their order', () => {
    const { rooms, height } = planLow(demo, 'hall', { width: 816, height: 486, named: true, least: 118 });
    const storeys = [...new Set(rooms.map(({ y }) => y))];
    expect(storeys.map((y) => rooms.filter((room) => room.y === y).map(({ name }) => name))).toEqual([
      ['bedroom', 'kitchen', 'living_room'],
      ['bathroom', 'study', 'hall'],
    ]);
    expect(rooms.map(({ columns }) => columns)).toEqual([2, 1, 2, 1, 1, 4]);
    expect(height).toBe(486);
  });

  it('never lets rooms or marks overlap or stick out, whatever the home', () => {
    const room = fc.record({
      area: fc.integer({ min: 1, max: 500 }),
      devices: fc.integer({ min: 0, max: 400 }),
    });
    const size = fc.record({
      width: fc.integer({ min: 320, max: 2_000 }),
      height: fc.integer({ min: 0, max: 1_200 }),
      named: fc.boolean(),
      least: fc.integer({ min: 100, max: 140 }),
    });
    fc.assert(
      fc.property(fc.array(room, { maxLength: 20 }), size, (rooms, measures) => {
        const withNames = rooms.map((one, index) => ({ name: `room${index}`, ...one }));
        const plan = planLow(withNames, 'room0', measures);
        check(plan, rooms.length, measures.width);
        // A room without devices may be as narrow as its name.
        for (const placed of plan.rooms.filter(({ shown }) => shown > 0)) {
          const box = placeMark(placed, placed.shown - 1);
          expect(box.width).toBeGreaterThanOrEqual(measures.least - 1e-6);
          expect(box.x + box.width).toBeLessThanOrEqual(placed.width);
          expect(box.y + box.height).toBeLessThanOrEqual(placed.height);
        }
      }),
    );
  });
});

function check(plan: HousePlan, count: number, width: number): void {
  expect(plan.rooms).toHaveLength(count);
  plan.rooms.forEach((room, index) => {
    expect(room.x).toBeGreaterThanOrEqual(0);
    expect(room.x + room.width).toBeLessThanOrEqual(width);
    expect(room.y + room.height).toBeLessThanOrEqual(plan.groundY);
    for (const other of plan.rooms.slice(index + 1)) {
      const apart =
        room.x + room.width <= other.x + 1e-6 ||
        other.x + other.width <= room.x + 1e-6 ||
        room.y + room.height <= other.y ||
        other.y + other.height <= room.y;
      expect(apart).toBe(true);
    }
  });
}

it('a mark stands inside its room', () => {
  const { rooms } = planHouse(demo, 'hall', { width: 900, named: true });
  const bedroom = rooms.find(({ name }) => name === 'bedroom')!;
  for (let index = 0; index < 7; index++) {
    const box = placeMark(bedroom, index);
    expect(box.x + box.width).toBeLessThanOrEqual(bedroom.width);
    expect(box.y + box.height).toBeLessThanOrEqual(bedroom.height);
  }
});
