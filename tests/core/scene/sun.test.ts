import { describe, expect, it } from 'vitest';
import { TestHome } from '../../home.ts';
import { fires, nearly, type SceneFile, sceneHome, times, traces, when } from './parts.ts';

/** A home at another place, on that day. */
function homeAt(
  location: ConstructorParameters<typeof TestHome>[0]['home']['location'],
  start: string,
  scene: SceneFile,
) {
  return new TestHome({
    home: { name: 'Away', location, devices: {} },
    scenes: { scene },
    start,
    models: new Map(),
  });
}
const tromso = { latitude: 69.65, longitude: 18.96, timezone: 'Europe/Oslo' };
const berlin = { latitude: 52.52, longitude: 13.4, timezone: 'Europe/Berlin' };
const dates = (home: TestHome) =>
  home.entries('run').map(({ time }) => home.simulated.simulation.formatTime(time).slice(0, 19));

describe('a sun trigger', () => {
  it('fires each day at the instant of the sun, and so much earlier or later', () => {
    const home = sceneHome({
      rise: fires({ type: 'sun', value: 'sunrise', offset: '1h' }),
      noon: fires({ type: 'sun', value: 'noon' }),
      set: fires({ type: 'sun', value: 'sunset', offset: '-30m' }),
      dusk: fires({ type: 'sun', value: 'dusk' }),
    });
    home.pass('2d');
    expect(times(home, 'rise')).toEqual(['07:20:16.000', '07:19:07.000']);
    expect(times(home, 'noon')).toEqual(['12:06:18.000', '12:06:06.000']);
    expect(times(home, 'set')).toEqual(['17:22:49.000', '17:23:33.000']);
    expect(times(home, 'dusk')).toEqual(['18:17:10.000', '18:17:53.000']);
    expect(home.entries('run').map(({ reason }) => reason)).toEqual([
      '1h after sunrise',
      'noon',
      '30m before sunset',
      'dusk',
      '1h after sunrise',
      'noon',
      '30m before sunset',
      'dusk',
    ]);
    expect(nearly(home, 'set')).toEqual([]);
  });

  it('does not fire on a polar day or in a polar night, and does again after it', () => {
    const midnightSun = homeAt(tromso, '2026-05-16T12:00:00+02:00', fires({ type: 'sun', value: 'sunset' }));
    midnightSun.at('2026-07-28T00:00:00+02:00');
    expect(dates(midnightSun)).toEqual([
      '2026-05-17T00:03:10',
      '2026-05-18T00:29:33',
      '2026-07-26T00:37:52',
      '2026-07-27T00:13:29',
      '2026-07-27T23:59:15',
    ]);
  });

  it('is moved by no change of the clocks: sunset comes an hour later on the wall', () => {
    const home = homeAt(berlin, '2026-03-28T12:00:00+01:00', fires({ type: 'sun', value: 'sunset' }));
    home.at('2026-03-30T00:00:00+02:00');
    expect(dates(home)).toEqual(['2026-03-28T18:33:37', '2026-03-29T19:35:22']);
    // Further to the east, dawn falls into the gap itself: where the clock would have shown 02:33.
    const east = { latitude: 52.52, longitude: 53.4, timezone: 'Europe/Berlin' };
    const gap = homeAt(east, '2026-03-29T00:00:00+01:00', fires({ type: 'sun', value: 'dawn' }));
    gap.at('2026-03-30T00:00:00+02:00');
    expect(dates(gap)).toEqual(['2026-03-29T03:33:53']);
  });
});

describe('a sun condition', () => {
  const scene = (condition: NonNullable<SceneFile['conditions']>[number]): SceneFile =>
    fires({ type: 'manual' }, { conditions: [condition] });
  const asked = (home: TestHome, time: string) => home.at(time).send('scenes/scene/run').runs('scene').at(-1);

  it('holds from sunset until sunrise, across midnight', () => {
    const home = sceneHome({ scene: scene({ type: 'sun', after: 'sunset', before: 'sunrise' }) });
    expect(asked(home, '16:20')).toBe(
      '16:20:00.000 refused: because time was 16:20:00 on mon, not from sunset until sunrise (next at 2026-03-02T17:52:49)',
    );
    expect(asked(home, '18:00')).toMatch('finished');
    expect(asked(home, '2026-03-03T06:19:06+08:00')).toMatch('finished');
    expect(asked(home, '06:19:07')).toMatch('refused');
    expect(traces(home)[0]!.conditions).toEqual([
      {
        condition: 'time is from sunset until sunrise',
        holds: false,
        wanted: 'from sunset until sunrise',
        actual: '16:20:00 on mon',
        since: '2026-03-02T06:20:16.000+08:00',
      },
    ]);
  });

  it('takes offsets, and the counterpart for what is left out', () => {
    const home = sceneHome({ scene: scene({ type: 'sun', after: 'sunset', after_offset: '-30m' }) });
    expect(asked(home, '17:22:48')).toMatch('not from 30m before sunset until sunrise');
    expect(asked(home, '17:22:49')).toMatch('finished');
    const day = sceneHome({ scene: scene({ type: 'sun', before: 'noon', before_offset: '1h' }) });
    expect(asked(day, '13:00')).toMatch('finished');
    expect(asked(day, '13:07')).toMatch("not from the sun's lowest point until 1h after noon");
  });

  it('has its not, and stands in an if', () => {
    const home = sceneHome({
      scene: {
        trigger: { type: 'manual' },
        conditions: [{ not: { type: 'sun', before: 'sunset' } }],
        actions: [when({ type: 'sun', after: 'dusk' }, [{ notify: 'dark' }], [{ stop: 'twilight' }])],
      },
    });
    expect(asked(home, '12:00')).toBe(
      '12:00:00.000 refused: because time is from sunrise until sunset, and that must not be',
    );
    expect(asked(home, '18:00')).toMatch('stopped: twilight');
    expect(asked(home, '18:30')).toMatch('finished');
  });

  it('holds through a polar night, and says when a window begins that is far away', () => {
    const night = scene({ type: 'sun', after: 'sunset' });
    const dark = homeAt(tromso, '2026-12-15T12:00:00+01:00', night);
    expect(asked(dark, '12:00')).toMatch('finished');
    const bright = homeAt(tromso, '2026-06-15T00:00:00+02:00', night);
    expect(asked(bright, '01:00')).toMatch('next at 2026-07-26T');
  });
});
