import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  describeFault,
  type Fault,
  faultSchema,
  lengthOf,
  readFault,
} from '../../../src/core/device/fault.ts';
import { explainMismatch } from '../../../src/files/explain.ts';

const message = (payload: string): string => {
  try {
    return `read: ${JSON.stringify(readFault(payload))}`;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a fault as it is sent', () => {
  it.each([
    ['offline', { kind: 'offline' }],
    ['"jam"', { kind: 'jam' }],
    ['none', { kind: 'none' }],
    ['{"kind":"none","of":"slow"}', { kind: 'none', of: 'slow' }],
    ['{"kind":"slow","delay":"2s","for":"10m"}', { kind: 'slow', delay: '2s', for: '10m' }],
    [
      '{"kind":"drift","prop":"temperature","per_hour":-1.5}',
      { kind: 'drift', prop: 'temperature', per_hour: -1.5 },
    ],
  ])('%s is a word or an object', (payload, fault) => {
    expect(readFault(payload)).toEqual(fault);
  });

  it.each([
    [
      '',
      'There is no fault nothing; there are offline, slow, lossy, duplicated, stuck, drift, battery, jam, reboot or none.',
    ],
    [
      'ofline',
      'There is no fault ofline; there are offline, slow, lossy, duplicated, stuck, drift, battery, jam, reboot or none. Did you mean offline?',
    ],
    ['7', 'A fault is a word such as offline, or an object such as {"kind":"slow","delay":"2s"}, got 7.'],
    ['[1]', 'A fault is a word such as offline, or an object such as {"kind":"slow","delay":"2s"}, got [1].'],
    [
      '{"delay":"2s"}',
      'A fault is a word such as offline, or an object such as {"kind":"slow","delay":"2s"}, got {"delay":"2s"}.',
    ],
    ['slow', 'slow needs delay: a duration such as 2s, of at most 366d.'],
    [
      '{"kind":"slow","delay":"soon"}',
      'slow takes delay: a duration such as 2s, of at most 366d, got "soon".',
    ],
    [
      '{"kind":"slow","dealy":"2s","delay":"2s"}',
      'slow has no dealy; it takes delay or for. Did you mean delay?',
    ],
    [
      '{"kind":"lossy","share":30}',
      'lossy takes share: a number from 0 to 1, of which 0.3 is three in ten, got 30.',
    ],
    [
      '{"kind":"offline","for":"400d"}',
      'offline takes for: a duration such as 10m, of at most 366d, got "400d".',
    ],
    ['{"kind":"reboot","for":"1m"}', 'reboot has no for; it takes after.'],
    [
      '{"kind":"none","of":"slwo"}',
      'none takes of: offline, slow, lossy, duplicated, stuck, drift, battery, jam or reboot, got "slwo".',
    ],
    [
      '{"kind":"__proto__"}',
      'There is no fault __proto__; there are offline, slow, lossy, duplicated, stuck, drift, battery, jam, reboot or none.',
    ],
  ])('%s is refused with a sentence', (payload, sentence) => {
    expect(message(payload)).toBe(sentence);
  });

  it('is described in words, and lasts as long as it says', () => {
    const said = (fault: Fault): string => `${describeFault(fault)}, ${lengthOf(fault)}`;
    expect(said({ kind: 'slow', delay: '2s', for: '10m' })).toBe('slow by 2s, 600000');
    expect(said({ kind: 'lossy', share: 0.25 })).toBe(
      'lossy: 25 % of the messages to and from it get lost, undefined',
    );
    expect(said({ kind: 'reboot' })).toBe('rebooting, 5000');
    expect(said({ kind: 'reboot', after: '1m' })).toBe('rebooting, 60000');
  });

  it('is explained in a file by the same sentences', () => {
    const entry = z.strictObject({ at: z.string(), fault: faultSchema.optional().describe('What breaks.') });
    const explained = (fault: unknown) => explainMismatch(entry, { at: '07:00', fault }, 'an entry');
    expect(explained('jam')).toEqual([]);
    expect(explained({ kind: 'slow', delay: '2s' })).toEqual([]);
    expect(explained({ kind: 'slow', dealy: '2s' })).toEqual([
      { path: ['fault'], message: 'slow has no dealy; it takes delay or for. Did you mean delay?' },
    ]);
    expect(explained({ kind: 'slwo' })[0]!.message).toMatch(
      /^There is no fault slwo; .* Did you mean slow\?$/,
    );
  });

  it('has a schema that editors understand', () => {
    expect(z.toJSONSchema(faultSchema, { io: 'input' }).anyOf).toHaveLength(2);
  });
});
