import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock, type ClockEntry } from '../../src/core/clock.ts';

describe('the clock', () => {
  it('runs entries by due time, and those of one instant in the order in which they were added', () => {
    const clock = new Clock(0);
    const ran: string[] = [];
    clock.schedule(20, () => ran.push('late'));
    clock.schedule(10, () => ran.push('first'));
    clock.schedule(10, () => ran.push('second'));
    while (clock.step());
    expect(ran).toEqual(['first', 'second', 'late']);
    expect(clock.now).toBe(20);
  });

  it('steps to each entry that is added while stepping, at its own time', () => {
    const clock = new Clock(0);
    const times: number[] = [];
    const tick = (): void => {
      times.push(clock.now);
      if (times.length < 5) clock.schedule(clock.now + 1000, tick);
    };
    clock.schedule(1000, tick);
    while (clock.nextDue !== undefined && clock.nextDue <= 10_000) clock.step();
    expect(times).toEqual([1000, 2000, 3000, 4000, 5000]);
  });

  it('runs an entry that is due in the past now, after what is already due now', () => {
    const clock = new Clock(100);
    const ran: string[] = [];
    clock.schedule(100, () => ran.push('due now'));
    clock.schedule(7, () => ran.push(`due long ago, at ${clock.now}`));
    while (clock.step());
    expect(ran).toEqual(['due now', 'due long ago, at 100']);
  });

  it('does not run a cancelled entry, and counts it no more', () => {
    const clock = new Clock(0);
    const ran: string[] = [];
    const entry = clock.schedule(10, () => ran.push('cancelled'));
    clock.schedule(20, () => ran.push('kept'));
    clock.cancel(entry);
    clock.cancel(entry);
    expect(clock.size).toBe(1);
    expect(clock.nextDue).toBe(20);
    while (clock.step());
    expect(ran).toEqual(['kept']);
  });

  it('lets an entry cancel another of the same instant', () => {
    const clock = new Clock(0);
    const ran: string[] = [];
    let second: ClockEntry | undefined;
    clock.schedule(10, () => clock.cancel(second!));
    second = clock.schedule(10, () => ran.push('second'));
    while (clock.step());
    expect(ran).toEqual([]);
  });

  it('advances over a stretch in which nothing is due, and refuses to pass an entry', () => {
    const clock = new Clock(0);
    clock.advanceTo(50);
    expect(clock.now).toBe(50);
    clock.advanceTo(20);
    expect(clock.now).toBe(50);
    clock.schedule(60, () => {});
    expect(() => clock.advanceTo(61)).toThrow('one is due at 60, asked for 61');
    expect(() => clock.schedule(Number.NaN, () => {})).toThrow('got NaN');
  });

  it('runs like a sorted list, whatever is scheduled and cancelled, also while it runs', () => {
    const program = fc.array(
      fc.record({ due: fc.nat(50), cancel: fc.option(fc.nat(300)), later: fc.option(fc.nat(50)) }),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(program, (operations) => {
        const clock = new Clock(0);
        const ran: { due: number; order: number }[] = [];
        const entries: ClockEntry[] = [];
        const alive = new Set<ClockEntry>();
        const add = (due: number, later: number | null): void => {
          const entry: ClockEntry = clock.schedule(due, () => {
            alive.delete(entry);
            ran.push({ due: entry.due, order: entry.order });
            expect(clock.now).toBe(entry.due);
            if (later !== null) add(clock.now + later, null);
          });
          entries.push(entry);
          alive.add(entry);
        };
        for (const { due, cancel, later } of operations) {
          add(due, later);
          const victim = cancel === null ? undefined : entries[cancel];
          if (victim) {
            clock.cancel(victim);
            alive.delete(victim);
          }
        }
        expect(clock.size).toBe(alive.size);
        const expected =
          alive.size +
          operations.filter(({ later }, index) => later !== null && alive.has(entries[index]!)).length;
        while (clock.step());
        expect(ran).toHaveLength(expected);
        expect(ran).toEqual([...ran].sort((a, b) => a.due - b.due || a.order - b.order));
      }),
    );
  });
});
