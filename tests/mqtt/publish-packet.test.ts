import { describe, expect, it } from 'vitest';
import { encodePublish } from '../../src/mqtt/publish-packet.ts';

describe('a PUBLISH packet', () => {
  it.each<[string, Parameters<typeof encodePublish>, string]>([
    ['in MQTT 3.1.1', [4, 'a/b', 'hi', false], '30 07 0003 612f62 6869'],
    ['in MQTT 5, without properties', [5, 'a/b', 'hi', false], '30 08 0003 612f62 00 6869'],
    ['that the broker keeps', [4, 'a/b', 'hi', true], '31 07 0003 612f62 6869'],
    ['that is empty', [4, 'a', '', true], '31 03 0001 61'],
    ['of bytes', [4, 'a', Buffer.from([0xff, 0x00]), false], '30 05 0001 61 ff00'],
    ['with more bytes than characters', [4, 'ü', '€', false], '30 07 0002 c3bc e282ac'],
  ])('%s is these bytes', (_what, args, expected) => {
    expect(encodePublish(...args).toString('hex')).toBe(expected.replaceAll(' ', ''));
  });

  it.each([
    [127, '7f'],
    [128, '8001'],
    [16_383, 'ff7f'],
    [16_384, '808001'],
    [2_097_151, 'ffff7f'],
    [2_097_152, '80808001'],
  ])('says a length of %i in %s', (length, expected) => {
    const packet = encodePublish(4, 'a', 'x'.repeat(length - 3), false);
    expect(packet.toString('hex', 1, 1 + expected.length / 2)).toBe(expected);
    expect(packet).toHaveLength(1 + expected.length / 2 + length);
  });
});
