import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireRow } from '../../src/web/api.ts';
import { History } from '../../src/web/history/history.ts';
import { wholeJournal } from '../../src/web/why/questions.ts';
import { ServedHome } from './served-home.ts';

describe('why', () => {
  let home: ServedHome;
  beforeAll(async () => {
    home = await ServedHome.start({ residents: false });
    await home.jumpTo('07:02');
  });
  afterAll(() => home.stop());

  it('a scene did not run: one sentence that names device, property, wanted and actual value', async () => {
    const why = await home.get('/api/explain/scene/morning-routine?at=07:00');
    expect(why).toMatchObject({ scene: 'morning-routine', verdict: 'refused' });
    expect(why.sentence).toContain('motion_sensor.detected was false, not true');
    expect(why.conditions[0]).toMatchObject({
      status: 'did not hold',
      decisive: true,
      wanted: true,
      actual: false,
    });
  });

  it('a scene would have run: the same run judged with motion, and nothing is touched', async () => {
    const before = (await home.get('/api/state')).seq;
    const values = { motion_sensor: { detected: true } };
    const { json } = await home.ask('/api/what-if', {
      body: { scene: 'morning-routine', at: '07:00', values },
    });
    expect(json).toMatchObject({ scene: 'morning-routine', would: true });
    expect((await home.get('/api/state')).seq).toBe(before);
    const none = await home.ask('/api/what-if', { body: { scene: 'good-night', at: '07:00', values } });
    expect(none.status).toBe(404);
    expect(none.json.error.message).toBe('good-night was not to run up to 2026-03-02 07:00:00.');
  });

  it('a property is what it is, and by whom: the page itself, over its client ui', async () => {
    await home.ask('/api/devices/hall_light/set', { body: { props: { power: 'on' } } });
    await home.jumpTo('07:03');
    const why = await home.get('/api/explain/property/hall_light/power');
    expect(why).toMatchObject({ device: 'hall_light', prop: 'power', value: 'on' });
    expect(why.sentence).toContain('on the page');
    expect(why.origin.chain.map(({ kind }: { kind: string }) => kind)).toEqual(['state', 'request', 'input']);
  });

  it('a packet was sent: the line that it is, what led to it and what it led to', async () => {
    const { rows }: { rows: WireRow[] } = await home.get('/api/wire?limit=1000');
    const number = (topic: string): number => rows.find((row) => row.topic === topic)!.number;
    const kind = async (topic: string) => (await home.get(`/api/explain/packet/${number(topic)}`)).kind;
    expect(await kind('millet/hall_light/rpc')).toBe('input');
    expect(await kind('millet/hall_light/rpc/reply')).toBe('reply');
    expect(await kind('millet/scenes/morning-routine/trace')).toBe('run_end');
    const state = rows.findLast(({ topic }) => topic === 'millet/hall_light/state')!;
    const why = await home.get(`/api/explain/packet/${state.number}`);
    expect(why.chain.map((link: { kind: string }) => link.kind)).toEqual(['request', 'input']);
    expect((await home.ask('/api/explain/packet/999999')).status).toBe(404);
    const clock = await home.ask(`/api/explain/packet/${number('millet/clock')}`);
    expect(clock.json.error.message).toBe('No journal line belongs to this packet.');
  });

  it('in a fork, too: one sentence says why the curtain stays shut', async () => {
    await home.stimulate('motion_sensor', { detected: true });
    await home.jumpTo('07:04');
    await home.ask('/api/scenes/morning-routine/run', { body: {} });
    await home.jumpTo('07:05');
    const inputs = [{ device: 'motion_sensor', stimulate: { detected: false } }];
    const fork = (await home.ask('/api/forks', { body: { at: '07:02', inputs } })).json;
    const [difference] = fork.differences;
    expect(difference).toMatchObject({ scene: 'morning-routine', was: 'finished', is: 'refused' });
    const why = await home.get(`/api/explain/scene/morning-routine?at=${difference.time}&fork=${fork.id}`);
    expect(why.verdict).toBe('refused');
    expect(why.sentence).toContain('motion_sensor.detected was false, not true');
  });

  it('near misses are listed, and what is unknown is said to be', async () => {
    await home.stimulate('air_purifier', { pm2_5: 74 });
    await home.jumpTo('07:10');
    const misses = await home.get('/api/near-misses?scene=clear-the-air');
    expect(misses[0]).toMatchObject({ scene: 'clear-the-air' });
    const nobody = await home.ask('/api/explain/scene/good-nigth');
    expect(nobody.json.error.message).toBe('There is no scene good-nigth. Did you mean good-night?');
    const nothing = await home.ask('/api/explain/property/hall_light/colour');
    expect(nothing.status).toBe(400);
  });
});

it('an explanation says that it cannot be given when the beginning of the session is gone', () => {
  const history = new History(10);
  for (let seq = 0; seq < 50; seq++) {
    history.sink({ seq, time: seq, kind: 'state', cause: undefined, device: 'x', props: { y: seq } });
  }
  expect(() => wholeJournal(history)).toThrow(
    /lines of this session are not kept any more, and an explanation needs them\.$/,
  );
});
