import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { millet, RunningMillet } from './millet.ts';

let dir: string;
let whole: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'millet-replay-'));
  const args = ['simulate', '--from', '2026-03-02T06:55', '--for', '10m', '--json'];
  whole = millet([
    ...args,
    '--set',
    'coffee_maker.water=0',
    '--set',
    'motion_sensor.detected=true@06:58',
  ]).out;
});
afterAll(() => rmSync(dir, { recursive: true }));

function replay(text: string) {
  const file = join(dir, 'journal.jsonl');
  writeFileSync(file, text);
  return millet(['replay', file]);
}

describe('millet replay', () => {
  it('says that a journal comes out equal, with its inputs', () => {
    const count = whole.trimEnd().split('\n').length;
    expect(replay(whole)).toEqual({ code: 0, out: `Equal: ${count} lines, 1 inputs.\n`, err: '' });
  });

  it('shows the first line that comes out different, and ends with 1', () => {
    const edited = whole.replace('"value":"online"', '"value":"offline"');
    const { code, out } = replay(edited);
    expect(code).toBe(1);
    expect(out).toMatch(
      /journal\.jsonl:\d+: the replay is different from here on\.\n {2}recorded .*offline.*\n {2}replayed .*online/,
    );
  });

  it('notices a line too many at the end', () => {
    const lines = whole.trimEnd().split('\n');
    const last = { ...JSON.parse(lines.at(-1)!), seq: lines.length, kind: 'world', what: 'nothing' };
    const { code, out } = replay(`${whole}${JSON.stringify(last)}\n`);
    expect(code).toBe(1);
    expect(out).toContain('replayed  (nothing)');
  });

  it('leaves out a last line that was cut off in the middle', () => {
    const { code, out } = replay(whole.slice(0, -20));
    expect(code).toBe(0);
    expect(out).toContain('cut off in the middle');
  });

  it.each<[string, (text: string) => string, string]>([
    ['an empty file', () => '', ':1: this is no line of a Millet journal: it is empty.'],
    [
      'a file that is no journal',
      () => 'hello\n',
      ':1: this is no line of a Millet journal: it is not JSON.',
    ],
    [
      'a format of another version',
      (text) => text.replace('"format":1', '"format":99'),
      'has the format 99; this Millet reads 1.',
    ],
    [
      'lines that end as on Windows',
      (text) => text.replaceAll('\n', '\r\n'),
      ':1: this is no line of a Millet journal: it ends with CR LF; some program has converted the line breaks',
    ],
    [
      'JSON of something else',
      () => '{"name":"x"}\n',
      ':1: this is no line of a Millet journal: its seq is missing',
    ],
    ['a journal without its beginning', (text) => text.slice(text.indexOf('\n') + 1), 'its seq is 1, not 0'],
    [
      'lines in another order',
      (text) => {
        const [first, second, third, ...rest] = text.split('\n');
        return [first, third, second, ...rest].join('\n');
      },
      ':2: this is no line of a Millet journal: its seq is 2, not 1.',
    ],
    [
      'a home with a model that is not here',
      (text) => text.replace('"model":"kettle"', '"model":"samovar"'),
      'cannot be replayed here',
    ],
  ])('refuses %s in one sentence, and ends with 2', (_what, spoil, message) => {
    const { code, err } = replay(spoil(whole));
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });

  it('replays a live session that was driven by hand and killed', async () => {
    const file = join(dir, 'live.jsonl');
    const home = new RunningMillet([
      'run',
      '--mqtt-port',
      '0',
      '--at',
      '2026-03-02T06:58',
      '--speed',
      '60',
      '--journal',
      file,
    ]);
    const url = await home.url();
    millet(['stimulate', 'air_purifier', 'pm2_5=150', '--broker', url]);
    millet(['set', 'hall_light', 'power=on', '--broker', url]);
    await home.said(/morning-routine finished/);
    await home.stop('SIGKILL');
    expect(millet(['replay', file])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Equal: \d+ lines, [2-9] inputs\.\n/),
    });
    expect(readFileSync(file, 'utf8').length).toBeGreaterThan(1000);
  });
});
