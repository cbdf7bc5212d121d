import { describe, expect, it } from 'vitest';
import { explainProperty } from '../../../src/analysis/explain/index.ts';
import { parseInstant } from '../../../src/core/calendar/index.ts';
import { fires, sceneHome } from '../../core/scene/parts.ts';
import type { TestHome } from '../../home.ts';

function explained(home: TestHome, name: string, time: string) {
  const [device, prop] = name.split('.') as [string, string];
  const at = parseInstant(time, 'Asia/Shanghai', home.now);
  return explainProperty(home.journal, device, prop, at, { end: home.now });
}

const light = {
  trigger: { type: 'property', device: 'sensor', prop: 'detected', value: true },
  actions: [
    { device: 'lamp', set: { power: 'on' } },
    { delay: '3m' },
    { device: 'lamp', set: { power: 'off' } },
  ],
} as const;

describe('explaining a property', () => {
  it('tells who turned it on, back to the root', () => {
    const home = sceneHome({ light: structuredClone(light) as never }).at('07:00');
    home.stimulate('sensor', { detected: true });
    const { sentence, details, origin, before, next } = explained(home.at('07:02'), 'lamp.power', '07:01');
    expect(sentence).toBe(
      'lamp.power was on at 07:01:00, since 07:00:00, because light did it (step 0: lamp set power=on), which ran at 07:00:00: sensor.detected became true (it was false).',
    );
    expect(details).toEqual([
      'Before, it was off, since 06:58:00.',
      'light goes on, and comes to this step at 07:03:00: lamp set power=off.',
      'light may change it when it runs (sensor.detected true): lamp set power=on.',
    ]);
    expect(before).toMatchObject({ value: 'off' });
    expect(next).toBeUndefined();
    expect(origin!.chain.map(({ sentence }) => sentence)).toEqual([
      'lamp.power became on',
      'light asked lamp: set_prop power=on',
      'light, step 0: lamp set power=on',
      'light ran (run 1): sensor.detected became true (it was false)',
      'the trigger fired for light: sensor.detected became true (it was false)',
      'sensor.detected became true',
      'somebody (request 1) asked sensor: stimulate detected=true',
      'a message came in on millet/sensor/rpc',
    ]);
  });

  it('tells the next change, where the journal knows it', () => {
    const home = sceneHome({ light: structuredClone(light) as never }).at('07:00');
    home.stimulate('sensor', { detected: true });
    const { next, mayChange } = explained(home.at('07:10'), 'lamp.power', '07:01');
    expect(next!.sentence).toBe(
      'It changed next at 07:03:00, to off, because light did it (step 2: lamp set power=off), which ran at 07:00:00: sensor.detected became true (it was false).',
    );
    expect(mayChange).toEqual([]);
  });

  it('names the scene that the clock will start', () => {
    const home = sceneHome({
      scene: fires({ type: 'time', value: '23:00' }, { actions: [{ device: 'lamp', method: 'toggle' }] }),
    }).at('07:10');
    expect(explained(home, 'lamp.power', '07:00').mayChange).toEqual([
      {
        scene: 'scene',
        time: '2026-03-02T23:00:00.000+08:00',
        sentence: 'scene may change it at 23:00:00, if its conditions hold then: lamp.toggle.',
      },
    ]);
  });

  it('says what was given before the start', () => {
    const home = sceneHome({}, { given: { sensor: { detected: true } } }).at('07:00');
    expect(explained(home, 'sensor.detected', '06:59').sentence).toBe(
      'sensor.detected was true at 06:59:00, since 06:58:00, because the home started so; given before the start: sensor.detected.',
    );
  });

  it('says that it was unknown while its device was offline', () => {
    const home = sceneHome({}).at('07:00');
    home.send('lamp/availability', 'offline').at('07:10');
    const { sentence, details, known } = explained(home, 'lamp.power', '07:05');
    expect(known).toBe(false);
    expect(sentence).toBe(
      'lamp.power was unknown at 07:05:00, because lamp was offline since 07:00:00, because a message came in on millet/lamp/availability.',
    );
    expect(details[0]).toBe('Last it was off at 07:05:00, since 06:58:00, because the home started so.');
  });

  it('refuses what never was, with the nearest right name', () => {
    const home = sceneHome({}).at('07:00');
    expect(() => explained(home, 'lmap.power', '06:59')).toThrow(
      'There is no device lmap. Did you mean lamp?',
    );
    expect(() => explained(home, 'lamp.powre', '06:59')).toThrow(
      'lamp has no property powre. Did you mean power?',
    );
  });
});
