import { describe, expect, it } from 'vitest';
import { fires, type SceneFile, sceneHome, times } from './parts.ts';

const count = 10_000;
const name = (index: number): string => `scene-${String(index).padStart(5, '0')}`;

const kinds: [string, (index: number) => SceneFile][] = [
  ['a time', () => fires({ type: 'time', value: '07:00' })],
  ['a cron expression', (index) => fires({ type: 'cron', value: `${index % 60} ${index % 24} * * *` })],
  ['one property', () => fires({ type: 'property', device: 'lamp', prop: 'power', value: 'on', for: '1m' })],
  [
    'a device each',
    (index) => fires({ type: 'property', device: `lamp-${index}`, prop: 'power', value: 'on' }),
  ],
  ['one event', () => fires({ type: 'event', device: 'sensor', event: 'click' })],
  [
    'a condition with for',
    () =>
      fires({ type: 'manual' }, { conditions: [{ device: 'lamp', prop: 'power', value: 'on', for: '1m' }] }),
  ],
];

describe('ten thousand scenes', () => {
  // Nothing here takes more than a second, unless the cost of one scene grows with the number of the others.
  it.each(kinds)(
    'that wait for %s can be loaded, saved again and taken away',
    { timeout: 20_000 },
    (_title, make) => {
      const home = sceneHome(
        Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), make(index)])),
      );
      const { engine } = home.simulated.simulation;
      const cause = { seq: 0, kind: 'start', trail: undefined } as const;
      for (let index = count - 1; index >= 0; index--)
        engine.setScene(name(index), engine.scene(name(index)), cause);
      for (let index = 0; index < count; index += 2) engine.setScene(name(index), undefined, cause);
      expect(engine.scene(name(4))).toBeUndefined();
      expect(engine.scene(name(5))).toBeDefined();
    },
  );

  it('that are due at once run in the order of their ids', { timeout: 20_000 }, () => {
    const home = sceneHome(
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          name(count - index),
          fires({ type: 'time', value: '07:00' }),
        ]),
      ),
    ).at('07:00');
    const scenes = home.entries('run').map(({ scene }) => scene);
    expect(scenes).toHaveLength(count);
    expect(scenes).toEqual(scenes.toSorted());
    expect(times(home, name(1))).toEqual(['07:00:00.000']);
  });
});
