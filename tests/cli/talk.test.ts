import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBroker } from '../../src/mqtt/broker.ts';
import { millet, RunningMillet } from './millet.ts';

let home: RunningMillet;
let url: string;

beforeAll(async () => {
  home = new RunningMillet(['run', '--mqtt-port', '0', '--at', '2026-03-02T12:00', '--no-residents']);
  url = await home.url();
});
afterAll(async () => {
  expect(await home.stop()).toBe(0);
});

const talk = (...args: string[]) => millet([...args, '--broker', url]);

describe('talking to a running home', () => {
  it('reads properties, all of them or some', () => {
    expect(talk('get', 'air_purifier', 'power', 'level')).toEqual({
      code: 0,
      out: 'power  off\nlevel  7\n',
      err: '',
    });
    expect(talk('get', 'coffee_maker').out).toBe(
      'status  idle\npower   off\nwater   1200 ml\nbeans   250 g\n',
    );
    expect(JSON.parse(talk('get', 'coffee_maker', 'status', '--json').out)).toEqual({ status: 'idle' });
  });

  it('sets properties as people type them: on, "on" and numbers', () => {
    expect(talk('set', 'hall_light', 'power=on', 'brightness=42')).toEqual({ code: 0, out: 'ok\n', err: '' });
    expect(talk('set', 'hall_light', 'power="off"').out).toBe('ok\n');
    expect(talk('get', 'hall_light', 'power', 'brightness').out).toBe('power       off\nbrightness  42 %\n');
  });

  it('calls methods with parameters', () => {
    expect(talk('call', 'smart_curtain', 'open', 'percent=30')).toEqual({ code: 0, out: 'ok\n', err: '' });
    expect(talk('call', 'smart_curtain', 'stop').out).toBe('ok\n');
  });

  it('pins a reading, and lets go of it with null', () => {
    expect(talk('stimulate', 'motion_sensor', 'detected=true').code).toBe(0);
    expect(talk('get', 'motion_sensor', 'detected').out).toBe('detected  true\n');
    expect(talk('stimulate', 'motion_sensor', 'detected=null').code).toBe(0);
  });

  it('runs a scene and says how it went; its conditions count', () => {
    const refused = talk('trigger', 'lights-out');
    expect(refused.out).toContain('lights-out refused: because hall_light.power was off, not on');
    expect(refused.code).toBe(1);
    expect(JSON.parse(talk('trigger', 'lights-out', '--json').out)).toMatchObject({ outcome: 'refused' });
    expect(talk('trigger', 'good-night')).toMatchObject({ code: 0 });
  });

  it('ends with 1 when the device refuses, with its own words', () => {
    expect(talk('stimulate', 'coffee_maker', 'water=0').code).toBe(0);
    const { code, err } = talk('call', 'coffee_maker', 'brew', 'type=espresso');
    expect(code).toBe(1);
    expect(err).toMatch(/^coffee_maker refused: no water.*\(-4008\)\n$/);
  });

  it.each<[string[], string]>([
    [['get', 'air_purifer'], 'There is no device air_purifer. Did you mean air_purifier?'],
    [['get', 'air_purifier', 'levl'], 'Did you mean level?'],
    [['set', 'air_purifier', 'levl=3'], 'air_purifier has no levl. Did you mean level?'],
    [['set', 'air_purifier', 'level=99'], 'level takes an integer from 0 to 14, got "99".'],
    [
      ['set', 'air_purifier', 'mode=atuo'],
      'mode takes auto, sleep or favorite, got "atuo". Did you mean auto?',
    ],
    [['set', 'air_purifier', 'level'], 'Expected NAME=VALUE, got level.'],
    [['call', 'coffee_maker', 'bre'], 'coffee_maker has no bre. Did you mean brew?'],
    [['call', 'coffee_maker', 'brew', 'typ=espresso'], 'coffee_maker.brew has no typ. Did you mean type?'],
    [['trigger', 'good-nigth'], 'Did you mean good-night?'],
    [['stimulate', 'motion_sensor', 'detectd=true'], 'motion_sensor has no detectd. Did you mean detected?'],
  ])('%j says: %s', (args, message) => {
    const { code, out, err } = talk(...args);
    expect(`${out}${err}`).toContain(message);
    expect(code).toBeGreaterThan(0);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('says at once that a device is offline', () => {
    talk('fault', 'kettle', 'offline');
    const { code, err } = talk('get', 'kettle');
    expect(err).toBe(
      'kettle is offline.\nWhere a fault keeps it away, `millet fault kettle none` mends that.\n',
    );
    expect(code).toBe(2);
    talk('fault', 'kettle', 'none');
  });

  it('watches what devices publish', async () => {
    const watching = new RunningMillet(['watch', 'hall_light', '--broker', url]);
    await watching.said(/hall_light power off/);
    talk('set', 'hall_light', 'power=on');
    await watching.said(/hall_light power off -> on/);
    expect(await watching.stop('SIGINT')).toBe(0);
  });

  it('says that no broker answers', async () => {
    const broker = await startBroker({ host: '127.0.0.1', port: 0 });
    await broker.stop();
    const { code, err } = millet(['get', 'air_purifier', '--broker', broker.url]);
    expect(err).toContain(`No broker answers at ${broker.url}`);
    expect(err).toContain('Start a home with: millet run');
    expect(code).toBe(2);
  });

  it('says that no home speaks on the broker', async () => {
    const { code, err } = millet(['get', 'air_purifier', '--broker', url, '--topic-prefix', 'nobody']);
    expect(err).toContain('No home with the topic prefix nobody speaks on this broker.');
    expect(code).toBe(2);
  });
});
