import { describe, expect, it } from 'vitest';
import { TestHome } from '../../home.ts';
import { fires, type SceneFile, sceneHome, times } from './parts.ts';

/** Every run in the home: `07:00:00.000 scene`. */
function order(home: TestHome): string[] {
  return home.entries('run').map(({ time, scene }) => {
    return `${home.simulated.simulation.formatTime(time).slice(11, -6)} ${scene}`;
  });
}

/** When a scene in Berlin ran, with the offset. */
function inBerlin(trigger: SceneFile['trigger'], start: string, end: string): string[] {
  const location = { latitude: 52.5, longitude: 13.4, timezone: 'Europe/Berlin' };
  const home = new TestHome({
    home: { name: 'Berlin', location, rooms: [], devices: {} },
    scenes: { scene: fires(trigger) },
    start,
  });
  home.at(end);
  return home.entries('run').map(({ time }) => home.simulated.simulation.formatTime(time).slice(5));
}

describe('a time trigger', () => {
  it('fires at each of its times, every day', () => {
    const home = sceneHome({ scene: fires({ type: 'time', value: ['07:00', '06:59:30'] }) });
    home.at('2026-03-03T07:00:00+08:00');
    expect(times(home)).toEqual(['06:59:30.000', '07:00:00.000', '06:59:30.000', '07:00:00.000']);
  });

  it('fires on its days only', () => {
    const home = sceneHome({ scene: fires({ type: 'time', value: '07:00', days: ['sat', 'sun'] }) });
    home.at('2026-03-07T06:59:59+08:00');
    expect(times(home)).toEqual([]);
    home.at('2026-03-09T08:00:00+08:00');
    expect(times(home)).toEqual(['07:00:00.000', '07:00:00.000']);
  });

  it('fires at the very instant at which the home starts', () => {
    const home = sceneHome({ scene: fires({ type: 'time', value: '06:58' }) }).pass('0s');
    expect(times(home)).toEqual(['06:58:00.000']);
  });

  it('does not fire at the instant at which its file is saved', () => {
    const home = sceneHome({}).at('07:00');
    home.save('scene', fires({ type: 'time', value: '07:00' })).at('2026-03-03T07:00:00+08:00');
    expect(times(home)).toEqual(['07:00:00.000']);
    expect(home.time).toBe('2026-03-03T07:00:00.000+08:00');
  });

  it('fires once where a list has a time twice', () => {
    const home = sceneHome({ scene: fires({ type: 'time', value: ['07:00', '07:00'] }) }).at('07:01');
    expect(times(home)).toEqual(['07:00:00.000']);
  });
});

describe('scenes that are due at the same instant', () => {
  it('run in the order of their ids, whenever each was planned', () => {
    const home = sceneHome({
      c: fires({ type: 'every', value: '1m' }),
      a: fires({ type: 'time', value: ['06:59', '07:00'] }),
      b: fires({ type: 'time', value: '07:00' }),
    });
    home.save('a0', fires({ type: 'cron', value: '0 7 * * *' })).at('07:00');
    expect(order(home)).toEqual([
      '06:59:00.000 a',
      '06:59:00.000 c',
      '07:00:00.000 a',
      '07:00:00.000 a0',
      '07:00:00.000 b',
      '07:00:00.000 c',
    ]);
  });

  it('see what the ones before them did', () => {
    const home = sceneHome({
      a: { trigger: { type: 'time', value: '07:00' }, actions: [{ device: 'lamp', set: { power: 'on' } }] },
      b: fires(
        { type: 'time', value: '07:00' },
        { conditions: [{ device: 'lamp', prop: 'power', value: 'on' }] },
      ),
    }).at('07:00');
    expect(home.runs('b')).toEqual(['07:00:00.000 finished: every step was done']);
  });

  it('run in that order also at the start', () => {
    const home = sceneHome({
      b: fires({ type: 'start' }),
      c: fires({ type: 'time', value: '06:58' }),
      a: fires({ type: 'start' }),
    }).pass('0s');
    expect(order(home)).toEqual(['06:58:00.000 a', '06:58:00.000 b', '06:58:00.000 c']);
  });
});

describe('a start trigger', () => {
  it('fires once, when the devices have said how they stand', () => {
    const home = sceneHome({
      scene: fires({ type: 'start' }, { conditions: [{ device: 'lamp', prop: 'power', value: 'off' }] }),
    }).pass('1d');
    expect(home.runs('scene')).toEqual(['06:58:00.000 finished: every step was done']);
  });

  it('does not fire because a scene is saved later', () => {
    const home = sceneHome({})
      .save('scene', fires({ type: 'start' }))
      .pass('1d');
    expect(times(home)).toEqual([]);
  });
});

describe('a cron trigger', () => {
  it('fires by its five fields', () => {
    const home = sceneHome({ scene: fires({ type: 'cron', value: '*/15 7 * * mon-fri' }) });
    home.at('2026-03-02T23:00:00+08:00');
    expect(times(home)).toEqual(['07:00:00.000', '07:15:00.000', '07:30:00.000', '07:45:00.000']);
  });

  it('fires by seconds where it has six', () => {
    const home = sceneHome({ scene: fires({ type: 'cron', value: '*/20 59 6 * * *' }) }).at('07:30');
    expect(times(home)).toEqual(['06:59:00.000', '06:59:20.000', '06:59:40.000']);
  });

  it('stays silent where no day is what it asks for', () => {
    const home = sceneHome({ scene: fires({ type: 'cron', value: '0 7 1 * mon#5' }) });
    expect(times(home.pass('10d'))).toEqual([]);
  });
});

describe('an every trigger', () => {
  it('counts from the start of the home, and does not fire at it', () => {
    const home = sceneHome({ scene: fires({ type: 'every', value: '1h' }) }).at('09:00');
    expect(times(home)).toEqual(['07:58:00.000', '08:58:00.000']);
  });

  it('counts from the start of the home also when it was saved later', () => {
    const home = sceneHome({}).at('07:30');
    home.save('scene', fires({ type: 'every', value: '1h' })).at('09:00');
    expect(times(home)).toEqual(['07:58:00.000', '08:58:00.000']);
  });

  it('never fires where its interval is nothing', () => {
    const home = sceneHome({ scene: fires({ type: 'every', value: '0s' }) });
    expect(times(home.pass('1h'))).toEqual([]);
  });
});

describe('in the night in which the clocks are set', () => {
  const gap = ['2026-03-29T00:00:00+01:00', '2026-03-29T05:00:00+02:00'] as const;
  const overlap = ['2026-10-25T00:00:00+02:00', '2026-10-25T05:00:00+01:00'] as const;

  it.each<[string, SceneFile['trigger']]>([
    ['a fixed time', { type: 'time', value: '02:30' }],
    ['a cron expression that names its hours', { type: 'cron', value: '30 2 * * *' }],
  ])('%s in the gap comes right after it, and one in the overlap comes the first time', (_title, trigger) => {
    expect(inBerlin(trigger, ...gap)).toEqual(['03-29T03:00:00.000+02:00']);
    expect(inBerlin(trigger, ...overlap)).toEqual(['10-25T02:30:00.000+02:00']);
  });

  it('a cron expression for every hour is left out in the gap, and comes twice in the overlap', () => {
    const trigger = { type: 'cron', value: '30 * * * *' } as const;
    expect(inBerlin(trigger, ...gap)).toEqual([
      '03-29T00:30:00.000+01:00',
      '03-29T01:30:00.000+01:00',
      '03-29T03:30:00.000+02:00',
      '03-29T04:30:00.000+02:00',
    ]);
    expect(inBerlin(trigger, ...overlap)).toEqual([
      '10-25T00:30:00.000+02:00',
      '10-25T01:30:00.000+02:00',
      '10-25T02:30:00.000+02:00',
      '10-25T02:30:00.000+01:00',
      '10-25T03:30:00.000+01:00',
      '10-25T04:30:00.000+01:00',
    ]);
  });

  it('an interval counts the time that has passed', () => {
    const trigger = { type: 'every', value: '90m' } as const;
    expect(inBerlin(trigger, ...gap)).toEqual(['03-29T01:30:00.000+01:00', '03-29T04:00:00.000+02:00']);
    expect(inBerlin(trigger, ...overlap)).toEqual([
      '10-25T01:30:00.000+02:00',
      '10-25T02:00:00.000+01:00',
      '10-25T03:30:00.000+01:00',
      '10-25T05:00:00.000+01:00',
    ]);
  });

  it('a wait counts the time that has passed', () => {
    const location = { latitude: 52.5, longitude: 13.4, timezone: 'Europe/Berlin' };
    const home = new TestHome({
      home: { name: 'Berlin', location, rooms: [], devices: {} },
      scenes: { scene: { trigger: { type: 'time', value: '01:59' }, actions: [{ delay: '2m' }] } },
      start: gap[0],
    }).at(gap[1]);
    expect(home.runs('scene')).toEqual(['03:01:00.000 finished: every step was done']);
  });
});
