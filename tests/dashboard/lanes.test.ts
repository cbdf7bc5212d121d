import { describe, expect, it } from 'vitest';
import { controlFor } from '../../src/dashboard/cards/kind.ts';
import { quietStretches } from '../../src/dashboard/timeline/quiet.ts';
import type { Timeline } from '../../src/web/api.ts';

const minute = 60_000;

describe('quiet stretches', () => {
  it('lie between the things that happen, with a margin, and are long enough to be worth a fold', () => {
    const timeline: Timeline = {
      from: 0,
      until: 60 * minute,
      lanes: [
        {
          kind: 'scene',
          scene: 'a',
          marks: [{ time: 10 * minute, ended: null, outcome: 'finished', seq: 1, count: 1 }],
        },
        {
          kind: 'segments',
          device: 'd',
          prop: 'on',
          segments: [{ time: 11 * minute, value: true, count: 1 }],
        },
        // Numbers drift all the time, and keep nothing unfolded.
        {
          kind: 'numbers',
          device: 'd',
          prop: 'x',
          unit: null,
          points: [{ time: 40 * minute, first: 1, min: 1, max: 1, last: 1 }],
        },
      ],
    };
    expect(quietStretches([timeline], { from: 0, to: 60 * minute }, [])).toEqual([
      { from: 15_000, to: 10 * minute - 15_000 },
      { from: 11 * minute + 15_000, to: 60 * minute - 15_000 },
    ]);
  });
});

describe('a control', () => {
  it.each([
    ['open', { type: 'boolean' }, 'switch'],
    ['power', { type: 'enum', values: ['on', 'off'] }, 'choice'],
    ['appliance', { type: 'enum', values: ['a', 'b', 'c', 'd'] }, 'select'],
    ['position', { type: 'integer', range: [0, 100] }, 'slider'],
    ['target_temperature', { type: 'number', range: [16, 30], step: 0.5 }, 'slider'],
    ['illuminance', { type: 'integer', range: [0, 120_000] }, 'number'],
    ['alarm_time', { type: 'string' }, 'time'],
    ['owner', { type: 'string' }, 'text'],
    ['hue', { type: 'colour' }, 'other'],
  ])('of %s %j is a %s', (name, spec, kind) => {
    expect(controlFor(name, spec as never)).toBe(kind);
  });
});
