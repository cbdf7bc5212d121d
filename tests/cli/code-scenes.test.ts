import { existsSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { millet, RunningMillet } from './millet.ts';
import { SmallHome } from './small-home.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Fades the bulb for as long as somebody is there, by what its functions say. */
const follow = `import { defineScene } from 'millet';

const step = 5;

export default defineScene({
  trigger: { type: 'every', value: '30s' },
  conditions: [(home) => home.isOnline('bulb') && home.time.minute !== 0],
  actions: [
    {
      device: 'bulb',
      set: { brightness: (home: { get(device: string, prop: string): number }) => (home.get('bulb', 'brightness') % 90) + step },
    },
    { wait_until: (home) => home.get('bulb', 'brightness') > 200, timeout: '50s' },
  ],
  mode: 'restart',
});
`;

function homeInCode(): SmallHome {
  const small = new SmallHome();
  cleanups.push(() => small.remove());
  writeFileSync(join(small.dir, 'scenes', 'follow.ts'), follow);
  return small;
}

describe('a scene of TypeScript', () => {
  it('is checked, simulated, and replayed and explained from the journal alone', () => {
    const { dir } = homeInCode();
    const journal = join(mkdtempSync(join(tmpdir(), 'millet-code-')), 'journal.jsonl');
    cleanups.push(() => rmSync(join(journal, '..'), { recursive: true }));
    expect(millet(['check', '--home', dir]).out).toContain('no mistakes');
    const from = ['--from', '2026-03-02T06:58', '--for', '10m', '--journal', journal];
    expect(millet(['simulate', '--home', dir, ...from])).toMatchObject({ code: 0, err: '' });
    unlinkSync(join(dir, 'scenes', 'follow.ts'));
    const count = readFileSync(journal, 'utf8').trimEnd().split('\n').length;
    expect(millet(['replay', journal])).toEqual({
      code: 0,
      out: `Equal: ${count} lines, 0 inputs.\n`,
      err: '',
    });
    const why = millet(['explain', 'follow', '--at', '2026-03-02T07:00', '--journal', journal]);
    expect(why.out).toContain(
      'was false, as bulb.availability was online, clock.time was 2026-03-02T07:00:00.000+08:00',
    );
  });

  it('goes on after kill -9 as it was, and is loaded anew when it is saved', {
    timeout: 60_000,
  }, async () => {
    const small = homeInCode();
    const args = ['run', '--home', small.dir, '--mqtt-port', '0', '--no-dashboard'];
    const first = new RunningMillet([...args, '--at', '2026-03-02T06:58', '--speed', '120']);
    await first.said(/^Ready/m);
    await until(
      () => small.lines.filter(({ kind, scene }) => kind === 'run' && scene === 'follow').length > 3,
    );
    await first.stop('SIGKILL');
    const second = new RunningMillet(args);
    cleanups.push(() => second.stop('SIGTERM'));
    await second.said(/^Ready/m);
    expect(second.out).toContain('The session goes on where it stopped');
    writeFileSync(join(small.dir, 'scenes', 'follow.ts'), follow.replace('step = 5', 'step = 7'));
    await until(() => small.lines.some(({ input }) => input?.scene === 'follow'));
    expect(small.lines.find(({ input }) => input?.scene === 'follow')).toMatchObject({
      input: { definition: { code: expect.stringContaining('step = 7') } },
    });
    writeFileSync(join(small.dir, 'scenes', 'follow.ts'), follow.replace('step = 5;', 'step = ;'));
    await second.said(/follow\.ts:3:14: it is not TypeScript/);
    await second.stop('SIGTERM');
    const count = small.lines.length;
    expect(millet(['replay', small.session('journal.jsonl')]).out).toBe(`Equal: ${count} lines, 1 inputs.\n`);
  });

  it('is typed by millet types', () => {
    const { dir } = homeInCode();
    const { code, out } = millet(['types', '--home', dir]);
    expect([code, out]).toEqual([
      0,
      `Wrote ${join(dir, 'millet.d.ts')}.\nWrote ${join(dir, 'tsconfig.json')}.\n`,
    ]);
    expect(readFileSync(join(dir, 'millet.d.ts'), 'utf8')).toContain(
      `type SceneId = "busy" | "follow" | "slow" | "still";`,
    );
    expect(existsSync(join(dir, 'tsconfig.json'))).toBe(true);
    expect(millet(['types', '--home', dir]).out).toBe(`${join(dir, 'millet.d.ts')} is as it should be.\n`);
    expect(millet(['check', '--home', dir]).out).toContain('no mistakes');
  });
});
