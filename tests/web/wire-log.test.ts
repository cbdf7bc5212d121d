import { describe, expect, it } from 'vitest';
import { WireLog } from '../../src/web/live/wire-log.ts';

function crossed(clientId: string | undefined, topic: string, payload = '{}') {
  const wire = new WireLog('school');
  wire.push({ clientId, topic, payload: Buffer.from(payload), qos: 0, retain: false }, 0, 0);
  const { from, client } = wire.row(0)!;
  return [from, client];
}

describe('a packet of the wire', () => {
  it.each([
    ['millet-lamp-1a2b', 'school/lamp/state', 'home', 'lamp'],
    ['millet-engine-1a2b', 'school/lamp/rpc', 'home', 'engine'],
    ['millet-ui-1a2b', 'school/lamp/rpc', 'outside', 'ui'],
    ['a-stranger', 'school/lamp/state', 'outside', 'a-stranger'],
  ])('of the client %s on %s is from %s, by %s', (clientId, topic, from, client) => {
    expect(crossed(clientId, topic)).toEqual([from, client]);
  });

  it.each([
    ['school/lamp/state', 'home'],
    ['school/lamp/availability', 'home'],
    ['school/lamp/event/click', 'home'],
    ['school/lamp/rpc/reply', 'home'],
    ['school/scenes/morning-routine/trace', 'home'],
    ['school/clock', 'home'],
    ['school/lamp/rpc', 'outside'],
    ['school/lamp/set', 'outside'],
    ['school/lamp/get', 'outside'],
    ['school/lamp/fault', 'outside'],
    ['school/scenes/morning-routine/run', 'outside'],
    ['schools/lamp/state', 'outside'],
    ['bell', 'outside'],
  ])('on %s is from %s where the broker does not tell who has published', (topic, from) => {
    expect(crossed(undefined, topic)).toEqual([from, null]);
  });

  it('that is a request of a scene is from home also there, and of anybody else from outside', () => {
    const request = (id: string | number) => JSON.stringify({ id, method: 'open', params: {} });
    expect(crossed(undefined, 'school/curtain/rpc', request('engine-7'))).toEqual(['home', null]);
    for (const id of [7, 'me-7', 'engine-x']) {
      expect(crossed(undefined, 'school/curtain/rpc', request(id))).toEqual(['outside', null]);
    }
    expect(crossed(undefined, 'schools/curtain/rpc', request('engine-7'))).toEqual(['outside', null]);
  });
});
