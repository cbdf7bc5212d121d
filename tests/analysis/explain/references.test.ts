import { describe, expect, it } from 'vitest';
import { explainScene, nearMisses, whatIf } from '../../../src/analysis/explain/index.ts';
import { parseInstant } from '../../../src/core/calendar/index.ts';
import { loadScene } from '../../../src/files/load-scene.ts';
import { fires, type SceneFile, sceneHome } from '../../core/scene/parts.ts';
import type { TestHome } from '../../home.ts';

const limit = { device: 'limit', prop: 'amount' };
const amount = { device: 'sensor', prop: 'amount' };

function home(scene: SceneFile, given: Readonly<Record<string, { amount: number }>>): TestHome {
  return sceneHome({ scene }, { devices: { limit: 'sensor' }, given });
}
function pin(at: TestHome, device: string, value: number): void {
  at.send(`${device}/rpc`, { id: 'cli-1', method: 'stimulate', params: { amount: value } });
}
const explained = (at: TestHome, time: string) =>
  explainScene(at.journal, 'scene', parseInstant(time, 'Asia/Shanghai', at.now), { end: at.now });

describe('explaining what was compared with another property', () => {
  const scene = fires(
    { type: 'time', value: '07:00' },
    { conditions: [{ ...amount, above: { ...limit, plus: 1 } }] },
  );

  it('tells the value that it had, since when and who made it so, and what would have been enough', () => {
    const one = home(scene, { sensor: { amount: 5 }, limit: { amount: 3 } }).at('06:59:10');
    pin(one, 'limit', 7);
    const { sentence, details, run } = explained(one.at('07:05'), '07:00');
    expect(sentence).toBe(
      'scene did not run at 07:00:00 because sensor.amount was 5, not above 8 (limit.amount plus 1).',
    );
    expect(details).toEqual([
      'It had been so since 06:58:00, because the home started so; given before the start: sensor.amount.',
      'limit.amount was 7: since 06:59:10, because you, at the command line, pinned it.',
      'It would have run if sensor.amount had been above 8 (limit.amount plus 1) at 07:00:00.',
    ]);
    expect(run!.conditions[0]).toMatchObject({
      wanted: { above: 8 },
      actual: 5,
      read: [{ ...limit, value: 7 }],
    });
    expect(whatIf(one.journal, run!.seq, [{ ...limit, value: 3 }])).toMatchObject({
      would: true,
      sentence: 'With limit.amount 3, scene would have run.',
    });
    expect(whatIf(one.journal, run!.seq, [{ device: 'limit', availability: 'offline' }])).toMatchObject({
      would: false,
      sentence:
        'With limit offline, scene would not have run, because limit.amount was unknown, because limit is offline.',
    });
  });

  it('says of what held what it was compared with', () => {
    const one = home(scene, { sensor: { amount: 5 }, limit: { amount: 3 } }).at('07:05');
    const [condition] = explained(one, '07:00').conditions;
    expect(condition!.sentence).toMatch(
      /^sensor\.amount was 5, above 4 \(limit\.amount plus 1\): since 06:58:00/,
    );
    expect(condition!.read!.map((read) => read.sentence)).toEqual([
      'limit.amount was 3: since 06:58:00, because the home started so; given before the start: limit.amount.',
    ]);
  });

  it('says which of the two was unknown', () => {
    const one = home(scene, { sensor: { amount: 5 }, limit: { amount: 3 } });
    one.send('limit/fault', 'offline').at('07:05');
    const { sentence, details } = explained(one, '07:00');
    expect(sentence).toBe(
      'scene did not run at 07:00:00 because limit.amount was unknown, because limit is offline.',
    );
    expect(details).toContain(
      'It would have run if sensor.amount had been above limit.amount plus 1 and limit.amount had been known at 07:00:00.',
    );
  });
});

describe('explaining a trigger with two sides', () => {
  const scene = fires({ type: 'property', ...amount, above: limit });

  it('tells how far it was from what the other side was', () => {
    const one = home(scene, { sensor: { amount: 5 }, limit: { amount: 8 } }).at('07:05');
    const [trigger] = explained(one, '07:00').triggers;
    expect(trigger).toMatchObject({ status: 'no match', wanted: { above: 8 }, actual: 5, missedBy: 3 });
    expect(trigger!.sentence).toMatch(
      /^sensor\.amount was 5, not above 8 \(limit\.amount\), 3 away; since 06:58:00/,
    );
  });

  it('names the side that was unknown', () => {
    const one = home(scene, { sensor: { amount: 5 }, limit: { amount: 8 } });
    one.send('limit/fault', 'offline').at('07:05');
    expect(explained(one, '07:00').triggers[0]).toMatchObject({ status: 'unknown', actual: null });
    expect(explained(one, '07:00').triggers[0]!.sentence).toMatch(
      /^limit\.amount was unknown, because limit was offline since 06:58:00/,
    );
  });

  it('sees it come near by a change of the other side', () => {
    const one = home(scene, { sensor: { amount: 50 }, limit: { amount: 100 } }).at('07:00');
    pin(one, 'limit', 52);
    one.at('07:01');
    pin(one, 'limit', 80);
    const near = nearMisses(one.at('07:02').journal, ['scene'], one.journal[0]!.time, one.now);
    expect(near.map(({ sentence }) => sentence)).toEqual([
      'scene nearly ran: sensor.amount was 50 at 07:00:00, 2 away from above 52 (limit.amount).',
    ]);
  });
});

describe('explaining a step that sent another property', () => {
  it('tells what that was, and why', () => {
    const actions: SceneFile['actions'] = [{ device: 'lamp', set: { level: { ...limit, times: 10 } } }];
    const one = home({ trigger: { type: 'time', value: '07:00' }, actions }, { limit: { amount: 3 } }).at(
      '06:59:10',
    );
    pin(one, 'limit', 4.2);
    const [step] = explained(one.at('07:05'), '07:00').run!.steps;
    expect(step!.does).toBe('lamp set level=42 (limit.amount times 10)');
    expect(step!.read!.map((read) => read.sentence)).toEqual([
      'limit.amount was 4.2: since 06:59:10, because you, at the command line, pinned it.',
    ]);
  });
});

describe('explaining a scene of TypeScript', () => {
  it('tells what its function looked at, each with who made it so', () => {
    const text = `export default {
  trigger: { type: 'time', value: '07:00' },
  conditions: [(home) => home.get('sensor', 'amount') > home.get('limit', 'amount')],
  actions: [{ notify: 'Hello' }],
};`;
    const scene = loadScene('scenes/scene.ts', text, undefined).scene as SceneFile;
    const one = home(scene, { sensor: { amount: 5 }, limit: { amount: 3 } }).at('06:59:10');
    pin(one, 'limit', 7);
    const { sentence, details } = explained(one.at('07:05'), '07:00');
    const words = "(home) => home.get('sensor', 'amount') > home.get('limit', 'amount')";
    expect(sentence).toBe(
      `scene did not run at 07:00:00 because ${words} was false, as sensor.amount was 5, limit.amount was 7.`,
    );
    expect(details).toEqual([
      'sensor.amount was 5: since 06:58:00, because the home started so; given before the start: sensor.amount.',
      'limit.amount was 7: since 06:59:10, because you, at the command line, pinned it.',
      `It would have run if ${words} had been true at 07:00:00.`,
    ]);
    // What if is answered by the function itself.
    const run = explained(one, '07:00').run!;
    expect(whatIf(one.journal, run.seq, [{ ...limit, value: 1 }])).toMatchObject({ would: true });
  });
});
