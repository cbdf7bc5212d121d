import { describe, expect, it } from 'vitest';
import { asMosquittoPub, asMosquittoSub, decode, differenceOf } from '../../src/dashboard/wire/packet.ts';
import type { WireRow } from '../../src/web/api.ts';

const row: WireRow = {
  number: 1,
  time: 0,
  from: 'outside',
  client: 'ui',
  topic: 'millet/hall_light/set',
  payload: '{"power":"on"}',
  bytes: 14,
  qos: 0,
  retain: false,
  seq: 3,
};

describe('a packet', () => {
  it('differs from the one before it on its topic by what changed', () => {
    expect(differenceOf('{"position":48,"moving":"opening"}', '{"position":53,"moving":"opening"}')).toEqual([
      { name: 'position', from: 48, to: 53 },
    ]);
    expect(differenceOf('{"a":1}', '{"b":1}')).toEqual([
      { name: 'a', from: 1, to: undefined },
      { name: 'b', from: undefined, to: 1 },
    ]);
    expect(differenceOf('online', 'offline')).toEqual([{ name: '', from: 'online', to: 'offline' }]);
    expect(differenceOf(undefined, '{"a":1}')).toEqual([]);
    expect(differenceOf('{"a":1}', '{"a":1}')).toEqual([]);
  });

  it('is decoded where it is JSON, and left as it is where not', () => {
    expect(decode('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(decode('{"a":')).toBe('{"a":');
  });

  it.each<[Partial<WireRow>, string, string]>([
    [{}, 'mqtt://127.0.0.1:1883', `mosquitto_pub -t millet/hall_light/set -m '{"power":"on"}'`],
    [
      { payload: '', retain: true },
      'mqtt://127.0.0.1:1884',
      'mosquitto_pub -p 1884 -t millet/hall_light/set -n -r',
    ],
    [
      { payload: `it's`, qos: 1 },
      'mqtt://broker.lan',
      `mosquitto_pub -h broker.lan -t millet/hall_light/set -m 'it'\\''s' -q 1`,
    ],
    [{ topic: '$(reboot)', payload: 'on' }, 'mqtt://localhost', `mosquitto_pub -t '$(reboot)' -m on`],
  ])('is a command for any shell: %j on %s', (change, broker, command) => {
    expect(asMosquittoPub({ ...row, ...change }, broker)).toBe(command);
  });

  it('can be listened for', () => {
    expect(asMosquittoSub('millet', 'mqtt://127.0.0.1:1884')).toBe(`mosquitto_sub -p 1884 -t 'millet/#' -v`);
  });
});
