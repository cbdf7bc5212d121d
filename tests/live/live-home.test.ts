import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryBus } from '../../src/core/bus/memory.ts';
import { defineDevice } from '../../src/core/device/index.ts';
import { homeSchema } from '../../src/core/home.ts';
import type { JournalEntry } from '../../src/core/journal.ts';
import { sceneSchema } from '../../src/core/scene/schema.ts';
import { SimulatedHome } from '../../src/core/simulated-home.ts';
import { Simulation, type SimulationOptions } from '../../src/core/simulation.ts';
import { LiveHome } from '../../src/live/live-home.ts';
import type { Speed } from '../../src/live/pacer.ts';

class ReadyBus extends MemoryBus {
  ready = true;
}

const lamp = defineDevice({
  model: 'lamp',
  title: 'Lamp',
  properties: {
    power: { type: 'enum', values: ['on', 'off'], access: 'rwn', initial: 'off' },
    ticks: { type: 'integer', range: [0, 1_000_000], access: 'rn', initial: 0 },
  },
  start(self) {
    const tick = (): void => {
      self.set({ ticks: self.get('ticks') + 1 });
      self.after(700, tick);
    };
    self.after(700, tick);
  },
});

const start = Date.parse('2026-03-02T06:58:00+08:00');

function options(entries: JournalEntry[]): SimulationOptions {
  return {
    home: homeSchema.parse({
      name: 'Test home',
      location: { latitude: 31, longitude: 121, timezone: 'Asia/Shanghai' },
      devices: { lamp: { model: 'lamp', link: 'zigbee' } },
    }),
    models: new Map([['lamp', lamp]]),
    scenes: new Map([
      [
        'blink',
        sceneSchema.parse({
          trigger: [
            { type: 'every', value: '10s' },
            { type: 'time', value: '07:00' },
          ],
          actions: [
            { device: 'lamp', set: { power: 'on' } },
            { delay: '3s' },
            { device: 'lamp', set: { power: 'off' } },
          ],
        }),
      ],
    ]),
    start,
    seed: 1,
    sinks: [(entry) => entries.push(entry)],
  };
}

function live(speed: Speed, paused = false) {
  const entries: JournalEntry[] = [];
  const bus = new ReadyBus();
  const simulation = new Simulation(bus, options(entries));
  const errors: unknown[] = [];
  const home = new LiveHome({ simulation, bus, speed, paused, failed: (error) => errors.push(error) });
  return { entries, bus, home, errors, clock: simulation.clock };
}

/** The journal of the same home in a simulation, with the inputs of `entries` at their times. */
function simulated(entries: readonly JournalEntry[], until: number): JournalEntry[] {
  const again: JournalEntry[] = [];
  const home = new SimulatedHome(options(again));
  home.start();
  for (const entry of entries) if (entry.kind === 'input') home.input(entry.time, entry.input);
  home.advanceTo(until);
  return again;
}

const setPower = (power: string) => {
  return { type: 'message', topic: 'millet/lamp/set', payload: JSON.stringify({ power }) } as const;
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout', 'setImmediate'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a live home', () => {
  it('runs entries when they are due, in step with real time', async () => {
    const { home, clock, entries } = live(1);
    await home.start();
    vi.advanceTimersByTime(9_000);
    expect(entries.some(({ kind }) => kind === 'run')).toBe(false);
    expect(home.time).toBe(start + 9_000);
    vi.advanceTimersByTime(2_000);
    expect(entries.filter(({ kind }) => kind === 'run').map(({ time }) => time)).toEqual([start + 10_000]);
    expect(clock.now).toBeLessThanOrEqual(start + 11_000);
    await home.stop();
  });

  it('runs sixty times as fast at speed 60', async () => {
    const { home, entries } = live(60);
    await home.start();
    vi.advanceTimersByTime(2_000);
    const times = entries.filter(({ kind }) => kind === 'trigger').map(({ time }) => (time - start) / 1000);
    expect(times).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 120]);
    await home.stop();
  });

  it('stands still while paused, and takes inputs at the instant where it stands', async () => {
    const { home, entries } = live(1);
    await home.start();
    vi.advanceTimersByTime(5_000);
    home.setPaused(true);
    const count = entries.length;
    vi.advanceTimersByTime(3_600_000);
    expect(entries).toHaveLength(count);
    home.input(setPower('on'));
    expect(entries.at(-1)).toMatchObject({ kind: 'input', time: start + 5_000 });
    home.setPaused(false);
    vi.advanceTimersByTime(1_000);
    expect(entries.some((entry) => entry.kind === 'state' && entry.props.power === 'on')).toBe(true);
    await home.stop();
  });

  it('steps to the next entry, one at a time, while paused', async () => {
    const { home, clock } = live(1, true);
    await home.start();
    const times: number[] = [];
    for (let count = 0; count < 4; count++) {
      home.step();
      times.push(clock.now - start);
    }
    expect(times).toEqual([700, 1400, 2100, 2800]);
    vi.advanceTimersByTime(60_000);
    expect(clock.now).toBe(start + 2800);
    await home.stop();
  });

  it('jumps ahead through everything that is due, and goes on from there', async () => {
    const { home, clock, entries } = live(1, true);
    await home.start();
    const jumped = home.jumpTo(start + 3_600_000);
    await vi.runAllTimersAsync();
    await jumped;
    expect(home.time).toBe(start + 3_600_000);
    expect(entries).toEqual(simulated(entries, start + 3_600_000));
    home.setPaused(false);
    vi.advanceTimersByTime(10_000);
    expect(clock.now).toBeGreaterThan(start + 3_609_000);
    await home.stop();
  });

  it('lets others have their turn between two entries, also on a bus that settles without a turn of the loop', async () => {
    const { home, bus, clock } = live(1, true);
    await home.start();
    const settle = bus.settle.bind(bus);
    bus.settle = () => {
      if (bus.idle) return undefined;
      settle();
      return Promise.resolve() as never;
    };
    const jumped = home.jumpTo(start + 60_000);
    for (let count = 0; count < 1_000; count++) await Promise.resolve();
    expect(clock.now).toBeLessThan(start + 1_000);
    await vi.runAllTimersAsync();
    await jumped;
    expect(clock.now).toBe(start + 60_000);
    await home.stop();
  });

  it('runs as fast as possible at speed max, and still takes inputs', async () => {
    const { home, entries, clock } = live('max');
    await home.start();
    while (clock.now < start + 1_000_000) vi.advanceTimersToNextTimer();
    home.input(setPower('on'));
    home.setPaused(true);
    const input = entries.find(({ kind }) => kind === 'input')!;
    expect(input.time).toBeGreaterThanOrEqual(start + 1_000_000);
    expect(entries).toEqual(simulated(entries, clock.now));
    await home.stop();
  });

  it('stands still while the bus is not ready, and goes on from there without catching up', async () => {
    const { home, bus, clock } = live(1);
    await home.start();
    vi.advanceTimersByTime(5_000);
    bus.ready = false;
    vi.advanceTimersByTime(60_000);
    expect(clock.now - start).toBeLessThanOrEqual(5_700);
    bus.ready = true;
    home.pump();
    vi.advanceTimersByTime(1_000);
    expect(clock.now - start).toBeLessThanOrEqual(6_700);
    expect(clock.now - start).toBeGreaterThan(5_000);
    await home.stop();
  });

  it('gives the journal of the simulation, whatever is done to its pace', async () => {
    const act = fc.oneof(
      fc.record({ speed: fc.constantFrom<Speed>(0.5, 1, 10, 60, 'max') }),
      fc.record({ paused: fc.boolean() }),
      fc.record({ waitMs: fc.integer({ min: 0, max: 20_000 }) }),
      fc.record({ jumpMs: fc.integer({ min: 0, max: 60_000 }) }),
      fc.constant({ step: true as const }),
      fc.record({ power: fc.constantFrom('on', 'off', 'bad') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
        const { home, clock, entries, errors } = live(1);
        await home.start();
        for (const what of acts) {
          if ('speed' in what) home.setSpeed(what.speed);
          else if ('paused' in what) home.setPaused(what.paused);
          else if ('waitMs' in what)
            vi.advanceTimersByTime(home.speed === 'max' ? Math.min(what.waitMs, 20) : what.waitMs);
          else if ('jumpMs' in what) void home.jumpTo(home.time + what.jumpMs);
          else if ('step' in what) home.step();
          else home.input(setPower(what.power));
        }
        home.setPaused(true);
        vi.advanceTimersByTime(10_000);
        // A step may stop in the middle of an instant: the rest of it is due now.
        home.input(setPower('off'));
        await home.stop();
        expect(errors).toEqual([]);
        expect(entries).toEqual(simulated(entries, clock.now));
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});
