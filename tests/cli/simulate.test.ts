import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { millet } from './millet.ts';

const morning = ['simulate', '--from', '2026-03-02T06:55', '--for', '10m'];
const withMotion = [...morning, '--set', 'motion_sensor.detected=true', '--json'];

interface Line {
  seq: number;
  time: string;
  kind: string;
  cause?: number;
  [field: string]: unknown;
}

const lines = (text: string): Line[] => {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
};

describe('millet simulate', () => {
  it('gives the same bytes twice, in any time zone of the machine', () => {
    const outputs = ['UTC', 'America/St_Johns', 'Asia/Kathmandu'].map((TZ) =>
      millet(withMotion, { env: { TZ } }),
    );
    expect(outputs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(outputs[0]!.out.length).toBeGreaterThan(5_000);
    expect(outputs[1]!.out).toBe(outputs[0]!.out);
    expect(outputs[2]!.out).toBe(outputs[0]!.out);
  });

  it('prints the whole journal with --json, and nothing else', () => {
    const { out, err } = millet(withMotion);
    expect(err).toBe('');
    const journal = lines(out);
    expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_line, index) => index));
    expect(journal[0]).toMatchObject({
      kind: 'start',
      time: '2026-03-02T06:55:00.000+08:00',
      format: 1,
      seed: 1,
      given: { motion_sensor: { detected: true } },
    });
    const end = journal.find(({ kind, scene }) => kind === 'run_end' && scene === 'morning-routine');
    expect(end).toMatchObject({ outcome: 'finished' });
    expect(end!.time.slice(0, 19)).toBe('2026-03-02T07:00:00');
  });

  it('tells a story to people: what ran, what it did, and how the runs ended', () => {
    const { out, code } = millet([...morning, '--set', 'motion_sensor.detected=true']);
    expect(code).toBe(0);
    expect(out).toContain(
      [
        '07:00:00 ▶ morning-routine runs: time 07:00',
        '           ✓ smart_curtain.open percent=100 → moving opening',
        '           ✓ coffee_maker.brew type=espresso → power on, status heating',
      ].join('\n'),
    );
    expect(out).toMatch(
      /\n {9}■ morning-routine finished \(\d+ ms\)\n07:00:08 {3}smart_curtain: position 100/,
    );
    expect(out).toMatch(/\nmorning-routine +1 /);
  });

  it('tells it line by line as it comes with --verbose', () => {
    const { out } = millet([...morning, '--set', 'motion_sensor.detected=true', '--verbose']);
    expect(out).toMatch(/07:00:00 {3}✓ coffee_maker\.brew type=espresso \(\d+ ms\)\n/);
    expect(out).toMatch(/07:00:08 {3}smart_curtain: position 100, moving stopped\n/);
  });

  it('tells why a scene did not run', () => {
    const { out } = millet([...morning, '--no-residents']);
    expect(out).toContain(
      '07:00:00 ✗ morning-routine did not run because motion_sensor.detected was false, not true',
    );
  });

  it('takes --set with a time as an input then', () => {
    const { out } = millet([
      ...morning,
      '--no-residents',
      '--set',
      'motion_sensor.detected=true@06:59',
      '--json',
    ]);
    const journal = lines(out);
    const input = journal.find(({ kind }) => kind === 'input')!;
    expect(input).toMatchObject({ time: '2026-03-02T06:59:00.000+08:00' });
    expect(input.cause).toBeUndefined();
    expect(journal.find(({ kind }) => kind === 'run_end')).toMatchObject({ outcome: 'finished' });
  });

  it('writes the journal to a file, the same as on standard output', () => {
    const dir = mkdtempSync(join(tmpdir(), 'millet-journal-'));
    const file = join(dir, 'journal.jsonl');
    const { out } = millet([...withMotion, '--journal', file]);
    expect(readFileSync(file, 'utf8')).toBe(out);
    rmSync(dir, { recursive: true });
  });

  it('gives another day for another seed', () => {
    const seeds = ['1', '1', '2'].map((seed) => millet([...morning, '--seed', seed, '--json']).out);
    expect(seeds[1]).toBe(seeds[0]);
    expect(seeds[2]).not.toBe(seeds[0]);
  });

  it.each<[string, string[], string]>([
    ['a date that is none', ['--from', '2026-02-30T06:00'], '--from: '],
    [
      'an end before the beginning',
      ['--from', '2026-03-02T06:00', '--until', '2026-03-01T06:00'],
      '--until lies before --from',
    ],
    ['both kinds of end', ['--until', '07:00', '--for', '1h'], 'Give one of --until, --for and --days'],
    ['a duration without unit', ['--for', '10'], '--for: '],
    [
      'an unknown device',
      ['--set', 'motion_sensr.detected=true'],
      'There is no device motion_sensr. Did you mean motion_sensor?',
    ],
    [
      'an unknown property',
      ['--set', 'motion_sensor.detectd=true'],
      'motion_sensor has no property detectd. Did you mean detected?',
    ],
    [
      'a value that does not fit',
      ['--set', 'air_purifier.level=99'],
      'level takes an integer from 0 to 14, got "99".',
    ],
    [
      'a value the device decides',
      ['--set', 'smart_curtain.moving=opening'],
      'the device decides it by itself',
    ],
    ['a set without value', ['--set', 'motion_sensor.detected'], 'Expected DEVICE.PROP=VALUE'],
    [
      'a time outside',
      [...morning.slice(1), '--set', 'motion_sensor.detected=true@09:00'],
      'outside of what is simulated',
    ],
    ['no days', ['--days', '0'], 'It takes a number of days from 1'],
    ['days and an end', ['--days', '2', '--for', '1h'], 'Give one of --until, --for and --days'],
    ['a seed that is none', ['--seed', 'x'], 'It takes a whole number.'],
    [
      'a journal that cannot be written',
      ['--journal', '/nowhere/at/all.jsonl'],
      'The journal /nowhere/at/all.jsonl cannot be written',
    ],
    ['a home that is none', ['--home', '/nowhere'], 'There is no directory /nowhere.'],
  ])('says in one sentence what is wrong with %s, and ends with 2', (_what, args, message) => {
    const { code, out, err } = millet(['simulate', ...args]);
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(existsSync('/nowhere')).toBe(false);
  });
});
