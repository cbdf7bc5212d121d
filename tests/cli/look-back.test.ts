import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoHome, millet } from './millet.ts';

let dir: string;
let recorded: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'millet-look-back-'));
  recorded = join(dir, 'session.jsonl');
  const sets = ['air_purifier.pm2_5=150@07:03', 'coffee_maker.power=off@07:04'];
  const span = ['--from', '2026-03-02T06:55', '--for', '30m'];
  millet(['simulate', ...span, ...sets.flatMap((set) => ['--set', set]), '--journal', recorded]);
});
afterAll(() => rmSync(dir, { recursive: true }));

const lookBack = (...args: string[]) => millet(['simulate', '--journal-in', recorded, ...args]);
const state = (out: string, device: string) => out.match(new RegExp(`^${device} +(.*)$`, 'm'))?.[1];

describe('millet simulate --journal-in', () => {
  it.each([
    ['06:59:59', 'status idle, power off, water 1200, beans 250', 'position 0, moving stopped'],
    ['07:00:04', 'status heating, power on, water 1200, beans 250', 'position 4'],
    ['07:00:30', 'status heating, power on, water 1200, beans 250', 'position 100, moving stopped'],
    ['07:04:01', 'status idle, power off, water 1160, beans 242', 'position 100, moving stopped'],
  ])('shows how everything stood at %s', (until, coffee, curtain) => {
    const { out, code } = lookBack('--until', until);
    expect(code).toBe(0);
    expect(out).toContain(`At 2026-03-02T${until}.000+08:00:`);
    expect(state(out, 'coffee_maker')).toBe(coffee);
    expect(state(out, 'smart_curtain')).toContain(curtain);
    expect(state(out, 'lin')).toBe('in the bedroom since 06:55');
  });

  it('tells the story up to there, or a part of it', () => {
    const whole = lookBack('--until', '07:05').out;
    expect(whole).toContain('06:55:00 lin is busy in the bedroom');
    expect(whole).toContain('▶ morning-routine runs');
    expect(whole).not.toContain('clear-the-air runs');
    const part = lookBack('--from', '07:02', '--until', '07:09').out;
    expect(part).not.toContain('morning-routine runs');
    expect(part).toContain('◀ somebody asks air_purifier: stimulate pm2_5=150');
    expect(part).toContain('07:08:00 ▶ clear-the-air runs');
  });

  it('gives the recorded lines with --json', () => {
    const { out } = lookBack('--until', '07:05', '--json');
    const lines = readFileSync(recorded, 'utf8');
    expect(out.length).toBeGreaterThan(5_000);
    expect(lines.startsWith(out)).toBe(true);
    expect(lookBack('--json').out).toBe(lines);
  });
});

describe('millet simulate --fork-at', () => {
  it('goes on with other inputs, and its journal is one that replays equal', () => {
    const file = join(dir, 'fork.jsonl');
    const { out, code } = lookBack(
      ...['--fork-at', '07:03:30', '--set', 'air_purifier.pm2_5=20@07:05', '--set', 'hall_light.power=on'],
      ...['--until', '07:30', '--journal', file],
    );
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Forked at 2026-03-02T07:03:30\.000\+08:00\. Of the inputs of .*, 1 came before, and 1 are left out\.\n/,
    );
    expect(out).toContain('07:03:30 ◀ somebody asks hall_light: set_prop power=on');
    expect(out).not.toContain('clear-the-air runs');
    const [fork, original] = [file, recorded].map((path) => readFileSync(path, 'utf8').split('\n'));
    const until = original!.findIndex((line) => line.includes('T07:03:30') || line.includes('T07:04:00'));
    expect(until).toBeGreaterThan(50);
    expect(fork!.slice(0, until)).toEqual(original!.slice(0, until));
    expect(millet(['replay', file])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Equal: .* 3 inputs/),
    });
  });

  it('keeps the morning routine from running as docs/simulate.md says', () => {
    const docs = readFileSync(join(demoHome, 'docs/simulate.md'), 'utf8');
    const [, command] = /^millet (simulate --journal-in day\.jsonl --fork-at .* --set .*)$/m.exec(docs)!;
    const { out } = millet(command!.replace('day.jsonl', recorded).split(' '));
    expect(out).toContain(
      '07:00:00 ✗ morning-routine did not run because motion_sensor.detected was false, not true',
    );
    const [, asked] = /--fork-at (.*) --until/.exec(command!)!;
    expect(readFileSync(join(demoHome, 'README.md'), 'utf8')).toContain(`\`--fork-at ${asked}\``);
  });

  it('goes on alone past the end of the recording', () => {
    const { out } = lookBack('--fork-at', '07:25', '--until', '09:00');
    expect(out).toContain('08:06:31 lin leaves');
  });

  it('answers what would have been with other scenes', () => {
    const scenes = join(dir, 'scenes');
    cpSync(join(demoHome, 'scenes'), scenes, { recursive: true });
    rmSync(join(scenes, 'smoke.yaml'));
    const routine = join(scenes, 'morning-routine.yaml');
    writeFileSync(routine, readFileSync(routine, 'utf8').replace('"07:00"', '"07:02"'));
    const file = join(dir, 'scenes.jsonl');
    const { out, code } = lookBack('--fork-at', '06:58', '--scenes', scenes, '--journal', file);
    expect(code).toBe(0);
    expect(out).toContain('06:58:00 ◀ scene morning-routine was saved and is used from now on');
    expect(out).toContain('06:58:00 ◀ scene smoke was removed');
    expect(out.match(/◀ scene/g)).toHaveLength(2);
    expect(out).toContain('07:02:00 ▶ morning-routine runs: time 07:02');
    expect(out).not.toContain('07:00:00 ▶ morning-routine');
    expect(millet(['replay', file])).toMatchObject({ code: 0, out: expect.stringMatching(/ 2 inputs/) });
  });

  it('leaves a scene as it was whose new file has a mistake, says so, and ends with 1', () => {
    const scenes = join(dir, 'broken');
    mkdirSync(scenes);
    cpSync(join(demoHome, 'scenes'), scenes, { recursive: true });
    writeFileSync(join(scenes, 'morning-routine.yaml'), 'trigger: { type: tim }\n');
    const { out, err, code } = lookBack('--fork-at', '06:58', '--scenes', scenes);
    expect(code).toBe(1);
    expect(err).toContain('morning-routine.yaml:1:');
    expect(err).toContain('The scene morning-routine goes on as it was before.');
    expect(out).toContain('07:00:00 ▶ morning-routine runs: time 07:00');
  });

  it.each<[string, string[], string]>([
    ['an end after the recording', ['--until', '09:00'], 'there is nothing later to look back at'],
    ['a fork after the recording', ['--fork-at', '09:00'], '--fork-at 09:00: '],
    ['an end before the fork', ['--fork-at', '07:02', '--until', '07:00'], '--until lies before --fork-at'],
    ['another seed', ['--seed', '2'], '--seed does not go with --journal-in'],
    ['nobody', ['--no-residents'], '--no-residents does not go with --journal-in'],
    ['a set without a fork', ['--set', 'hall_light.power=on'], '--fork-at TIME goes on from there'],
    ['scenes without a fork', ['--scenes', 'scenes'], '--fork-at TIME goes on from there'],
    [
      'a set before the fork',
      ['--fork-at', '07:02', '--set', 'hall_light.power=on@07:00'],
      'outside of what is simulated',
    ],
    [
      'scenes that are not there',
      ['--fork-at', '07:02', '--scenes', '/nowhere'],
      'there is no directory /nowhere',
    ],
    [
      'a file that is not there',
      ['--journal-in', '/nowhere.jsonl'],
      'The journal /nowhere.jsonl cannot be read',
    ],
  ])('says in one sentence what is wrong with %s, and ends with 2', (_what, args, message) => {
    const { code, out, err } = lookBack(...args);
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it('does not write over the recording', () => {
    const before = readFileSync(recorded, 'utf8');
    const { code, err } = lookBack('--fork-at', '07:02', '--journal', recorded);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('would write over') });
    expect(readFileSync(recorded, 'utf8')).toBe(before);
  });

  it('refuses --fork-at and --scenes where nothing is looked back at', () => {
    for (const [option, value] of [
      ['--fork-at', '07:00'],
      ['--scenes', 'scenes'],
    ]) {
      const { code, err } = millet(['simulate', '--for', '1m', option!, value!]);
      expect({ code, err }).toEqual({
        code: 2,
        err: expect.stringContaining(`${option} goes with --journal-in`),
      });
    }
  });
});
