import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../src/core/journal.ts';
import { reenact } from '../../src/core/recording.ts';
import { SimulatedHome } from '../../src/core/simulated-home.ts';
import { loadHome } from '../../src/files/load-home.ts';
import type { NumberLane, SegmentLane } from '../../src/web/api.ts';
import { History } from '../../src/web/history/history.ts';
import { journalPage } from '../../src/web/history/query.ts';
import { Series } from '../../src/web/history/series.ts';
import { stateAt } from '../../src/web/history/state.ts';
import { deviceLane, sceneLane } from '../../src/web/history/timeline.ts';
import { changesSince } from '../../src/web/live/changes.ts';
import { demoHome } from '../cli/millet.ts';

const at = (time: string): number => Date.parse(`2026-03-02T${time}+08:00`);
const demo = await loadHome(demoHome);

/** The demo home from 06:58 until `time`, as the page's history has it. */
function historyUntil(time: string, limit?: number): History {
  const history = new History(limit);
  const home = new SimulatedHome({
    home: demo.home!,
    models: demo.models,
    scenes: demo.scenes,
    start: at('06:58:00'),
    seed: 1,
    sinks: [history.sink],
  });
  home.start();
  home.input(at('07:30:00'), { type: 'message', topic: 'millet/hall_light/set', payload: '{"power":"on"}' });
  home.advanceTo(at(time));
  return history;
}

describe('the history', () => {
  const history = historyUntil('09:00:00');

  it('knows every value at every instant as scenes knew it then, since when, and by which line', () => {
    const recording = history.recording()!;
    fc.assert(
      fc.property(fc.integer({ min: at('06:58:00'), max: at('09:00:00') }), (time) => {
        const then = reenact(recording, { models: demo.models, until: time });
        const state = stateAt(history, time, false);
        const { view } = then.simulation.engine;
        for (const [id, { props }] of Object.entries(state.devices)) {
          for (const [name, { value, since, seq }] of Object.entries(props)) {
            const known = view.property(id, name)!;
            expect([id, name, value, since, seq]).toEqual([
              id,
              name,
              known.value,
              known.since,
              known.cause?.seq,
            ]);
          }
        }
        expect(Object.keys(state.devices)).toHaveLength(24);
        expect(state.seq).toBe(then.simulation.journal.length);
      }),
      { numRuns: 15 },
    );
  });

  it('says what the weather was, though no line tells it', () => {
    const then = reenact(history.recording()!, { models: demo.models, until: at('08:00:00') });
    const { world } = stateAt(history, at('08:00:00'), false);
    const { outdoors } = then.simulation.world;
    expect(world.sun).toBeCloseTo(outdoors.sun, 1);
    expect(world.temperature).toBeCloseTo(outdoors.weather.temperature, 1);
  });

  it('gives what changed since a line as the later state has it, whatever the line', () => {
    const { end } = history;
    const now = stateAt(history, at('09:00:00'), true);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: end - 1 }), (seq) => {
        const changed = new Set<string>();
        for (const entry of history.entries.slice(seq)) {
          if (entry.kind === 'state')
            for (const name of Object.keys(entry.props)) changed.add(`${entry.device}.${name}`);
        }
        const { devices = {} } = changesSince(history, seq)!;
        const told = Object.entries(devices).flatMap(([id, { props = {} }]) => {
          return Object.entries(props).map(([name, prop]) => {
            expect(prop).toEqual(now.devices[id]!.props[name]);
            return `${id}.${name}`;
          });
        });
        expect(new Set(told)).toEqual(changed);
      }),
      { numRuns: 30 },
    );
    expect(changesSince(history, end)).toEqual({});
  });

  it('drops the oldest lines past its bound, and still knows each value, the last runs and the inputs', () => {
    const small = historyUntil('09:00:00', 100);
    expect(small.entries.length).toBeLessThanOrEqual(110);
    expect(small.first).toBeGreaterThan(0);
    expect(small.end).toBe(history.end);
    const time = at('09:00:00');
    expect(stateAt(small, time, true).devices).toEqual(stateAt(history, time, true).devices);
    expect(small.scenes.get('morning-routine')!.latest(20)).toHaveLength(1);
    // Of what was dropped, each thing keeps the last that it was, and nothing else.
    for (const { props, availability } of small.devices.values()) {
      for (const { seqs } of [availability, ...props.values()]) {
        expect(seqs.filter((seq) => seq < small.first).length).toBeLessThanOrEqual(1);
      }
    }
    expect(small.recording()!.inputs).toEqual(history.recording()!.inputs);
    expect(changesSince(small, 0)).toBeUndefined();
    expect(journalPage(small, { limit: 1_000, after: 0 }).entries[0]!.seq).toBe(small.first);
  });

  it('gives pages that together are what one page would be, for any filter and size', () => {
    const kinds = new Set(['state', 'event', 'run_end'] as const);
    const wanted = history.entries.filter((entry) => kinds.has(entry.kind as 'state')).map(({ seq }) => seq);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.boolean(), (limit, forward) => {
        let seqs: number[] = [];
        let from: number | undefined = forward ? -1 : undefined;
        for (;;) {
          const place = forward ? { after: from } : { before: from };
          const page = journalPage(history, { limit, kinds, ...place });
          const found = page.entries.map(({ seq }) => seq);
          seqs = forward ? [...seqs, ...found] : [...found, ...seqs];
          if (page.more === null) break;
          from = page.more;
        }
        expect(seqs).toEqual(wanted);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a series', () => {
  it('says what was at any time, and when it forgets, what was then', () => {
    const times = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        times,
        fc.integer({ min: -1, max: 60 }),
        fc.integer({ min: 0, max: 40 }),
        (list, time, seq) => {
          const sorted = list.toSorted((one, other) => one - other);
          const series = new Series();
          for (const [index, each] of sorted.entries()) series.push(each, index, `v${index}`);
          const expected = sorted.findLastIndex((each) => each <= time);
          expect(series.indexAt(time)).toBe(expected);
          series.forgetBefore(seq);
          expect(series.values.at(-1)).toBe(`v${sorted.length - 1}`);
          const first = Math.min(Math.max(0, seq === 0 ? 0 : seq - 1), sorted.length - 1);
          expect(series.values[0]).toBe(`v${first}`);
        },
      ),
    );
  });
});

describe('a lane', () => {
  /** A history of one number and one word, a change each second. */
  function wavering(values: readonly number[]): History {
    const history = new History();
    for (const [index, value] of values.entries()) {
      const props = { level: value, word: value > 50 ? 'high' : 'low' };
      const entry = { seq: index, time: index * 1_000, kind: 'state', cause: undefined, device: 'x', props };
      history.sink(entry as unknown as JournalEntry);
    }
    return history;
  }

  it('keeps the least and the most of each pixel, and what it was at the edges', () => {
    const values = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 60, maxLength: 400 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 40 }), (list, width) => {
        const stretch = { from: 0, until: list.length * 1_000, width };
        const { points } = deviceLane(wavering(list), 'x', 'level', stretch) as NumberLane;
        expect(points.length).toBeLessThanOrEqual(width + 1);
        expect(Math.min(...points.map(({ min }) => min))).toBe(Math.min(...list));
        expect(Math.max(...points.map(({ max }) => max))).toBe(Math.max(...list));
        expect(points[0]!.first).toBe(list[0]);
        expect(points.at(-1)!.last).toBe(list.at(-1));
      }),
    );
  });

  it('begins with what it was when the stretch begins, and ends with what it was last', () => {
    const list = Array.from({ length: 100 }, (_, index) => (index < 40 ? 10 : 90));
    const history = wavering(list);
    const lane = deviceLane(history, 'x', 'word', { from: 39_500, until: 60_000, width: 10 }) as SegmentLane;
    expect(lane.segments[0]).toMatchObject({ time: 39_000, value: 'low' });
    expect(lane.segments.at(-1)!.value).toBe('high');
    expect(deviceLane(history, 'y', 'word', { from: 0, until: 1, width: 1 })).toBeUndefined();
  });

  it('of a scene shows runs, refusals and what is due, and sums up what falls on one pixel', () => {
    const history = historyUntil('09:00:00');
    const stretch = { from: at('06:58:00'), until: at('09:00:00'), width: 3 };
    const lane = sceneLane(history, 'morning-routine', stretch, [at('08:59:00')]);
    expect(lane.marks.map(({ outcome, count }) => [outcome, count])).toEqual([
      ['finished', 1],
      ['due', 1],
    ]);
    const many = Array.from({ length: 90 }, (_, index) => at('07:00:00') + index * 60_000);
    const due = sceneLane(history, 'good-night', stretch, many).marks;
    expect(due.map(({ count }) => count).reduce((sum, count) => sum + count)).toBe(90);
    expect(due.length).toBeLessThanOrEqual(3);
  });
});
