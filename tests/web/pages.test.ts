import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeFrame, ServerFrame, WholeFrame } from '../../src/web/api.ts';
import { until } from '../until.ts';
import { ServedHome } from './served-home.ts';

const at = (time: string): number => Date.parse(`2026-03-02T${time}+08:00`);

const changes = (frame: ServerFrame): frame is ChangeFrame => frame.type === 'changes';

describe('a page', () => {
  let home: ServedHome;
  beforeEach(async () => {
    home = await ServedHome.start({ residents: false });
  });
  afterEach(() => home.stop());

  it('gets the whole home first, and then what changes, the latest of each value', async () => {
    const page = home.page();
    const whole = (await page.next()) as WholeFrame;
    expect(whole).toMatchObject({ type: 'whole', frame: 1, home: { name: 'Demo home' }, forks: [] });
    expect(whole.state.devices.smart_curtain!.props.position!.value).toBe(0);
    expect(whole.scenes.map(({ id }) => id)).toEqual(home.sceneIds);
    await home.stimulate('motion_sensor', { detected: true });
    await home.jumpTo('07:00:30');
    const seen: ChangeFrame[] = [];
    await page.until((frame) => {
      if (changes(frame)) seen.push(frame);
      return changes(frame) && frame.clock.time === at('07:00:30');
    });
    const positions = seen.flatMap(({ devices }) => devices?.smart_curtain?.props?.position ?? []);
    expect(positions.at(-1)).toMatchObject({ value: 100, since: at('07:00:08.023') });
    const kinds = seen.flatMap(({ entries }) => entries ?? []).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['input', 'trigger', 'run', 'run_end']));
    expect(kinds).not.toContain('state');
    expect(seen.map(({ frame }) => frame)).toEqual(seen.map((_, index) => index + 2));
  });

  it('that does not acknowledge gets one frame and no other; once it does, all that it has missed at once', async () => {
    const page = home.page();
    await page.opened;
    await until(() => page.frames.length === 1, 'the first frame');
    await home.stimulate('motion_sensor', { detected: true });
    for (let minute = 1; minute <= 30; minute++) await home.jumpTo(`07:${String(minute).padStart(2, '0')}`);
    expect(page.frames).toHaveLength(1);
    page.say({ type: 'ack', frame: 1 });
    await until(() => page.frames.length === 2, 'the second frame');
    const frame = page.frames[1] as ChangeFrame;
    expect(frame.clock.time).toBe(at('07:30:00'));
    expect(frame.devices!.smart_curtain!.props!.position!.value).toBe(100);
    expect(frame.seq).toBe((await home.get('/api/state')).seq);
  });

  it('that claims to have seen what it was not sent gains nothing by it', async () => {
    const page = home.page();
    await page.opened;
    await until(() => page.frames.length === 1, 'the first frame');
    page.say({ type: 'ack', frame: 1_000_000 });
    await home.jumpTo('07:10');
    const { seq } = await home.get('/api/state');
    expect(seq).toBeGreaterThan(50);
    expect(page.frames).toHaveLength(1);
  });

  it('gets packets when it asks for them, filtered, and is told how many were left out', async () => {
    const page = home.page();
    await page.next();
    page.say({ type: 'wire', on: true, filter: 'curtain' });
    await home.ask('/api/clock', { body: { action: 'play' } });
    await home.ask('/api/devices/smart_curtain/call', { body: { method: 'open', params: { percent: 3 } } });
    await home.ask('/api/devices/hall_light/set', { body: { props: { power: 'on' } } });
    const rows: string[] = [];
    await page.until((frame) => {
      if (changes(frame)) rows.push(...(frame.wire ?? []).map(({ topic }) => topic));
      return rows.includes('millet/smart_curtain/state');
    });
    expect(rows.slice(0, 2)).toEqual(['millet/smart_curtain/rpc', 'millet/smart_curtain/rpc/reply']);
    expect(rows.filter((topic) => !topic.includes('curtain'))).toEqual([]);
  });

  it('is told how many packets were left out where there were too many for a frame', async () => {
    const page = home.page();
    await page.next();
    page.say({ type: 'wire', on: true });
    await home.ask('/api/clock', { body: { action: 'speed', speed: 2 } });
    const rowed = (frame: ServerFrame): boolean => changes(frame) && frame.wire !== undefined;
    // It is not acknowledged, so that all that follows comes in one frame.
    const held = await page.hold(rowed);
    const before = (await home.get('/api/wire')).end;
    for (let count = 0; count < 300; count++) {
      home.session.home.input({ type: 'message', topic: 'millet/smart_curtain/get', payload: '' });
    }
    await home.jumpTo('06:59');
    const crossed = (await home.get('/api/wire')).end - before;
    expect(crossed).toBeGreaterThanOrEqual(300);
    page.say({ type: 'ack', frame: held.frame });
    const { wire, skippedWire, messages } = (await page.next()) as ChangeFrame;
    expect(wire).toHaveLength(200);
    expect(wire!.map(({ topic }) => topic)).toContain('millet/smart_curtain/state');
    expect(messages).toBeGreaterThanOrEqual(crossed);
    expect(skippedWire).toBe(messages - 200);
  });

  it('is told of a fork, and of a change of pace', async () => {
    const page = home.page();
    await page.next();
    await home.jumpTo('07:01');
    await home.ask('/api/forks', { body: { at: '06:59' } });
    const told = await page.until((frame) => changes(frame) && frame.forks !== undefined);
    expect((told as ChangeFrame).forks).toEqual(['f1']);
    await home.ask('/api/clock', { body: { action: 'speed', speed: 'max' } });
    await page.until((frame) => frame.clock.speed === 'max');
  });
});
