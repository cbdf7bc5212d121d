import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { doubtsOf } from '../src/cli/doubts.ts';
import { findingCodes } from '../src/core/check/index.ts';
import { loadHome } from '../src/files/load-home.ts';
import { loadTests, runTestOf } from '../src/testing/index.ts';
import { millet } from './cli/millet.ts';

const root = fileURLToPath(new URL('../lessons', import.meta.url));
const names = readdirSync(root).sort();

/** How many tests of the lesson fail in a home of it. */
async function failing(name: string, kind: string): Promise<number[]> {
  const home = await loadHome(join(root, name, kind));
  const file = join(root, name, 'lesson.test.yaml');
  const tests = await loadTests(file, () => Promise.resolve(home), home.dir);
  expect(tests.problems).toEqual([]);
  return tests.tests.map((_, index) => runTestOf(tests, index).failures.length);
}

async function codes(name: string, kind: string): Promise<string[]> {
  const home = await loadHome(join(root, name, kind));
  expect(home.problems).toEqual([]);
  return doubtsOf(home).doubts.map(({ code }) => code);
}

describe('the lessons', () => {
  it('are one for each finding', () => {
    expect(names).toEqual(Object.keys(findingCodes).sort());
  });

  it.each(names)('%s: the mistake is found, and nothing else; mended, nothing is', async (name) => {
    expect(await codes(name, 'broken')).toEqual([name]);
    expect(await codes(name, 'mended')).toEqual([]);
  });

  it.each(names)('%s: the test fails on the broken home and passes on the mended one', async (name) => {
    expect(Math.min(...(await failing(name, 'broken')))).toBeGreaterThan(0);
    expect(await failing(name, 'mended')).toEqual([0]);
  });

  it.each(names)('%s: the page says what goes wrong, why, how to see it and how to mend it', (name) => {
    const page = readFileSync(join(root, name, 'README.md'), 'utf8');
    expect(page.match(/^#+ .*$/gm)).toEqual([
      expect.stringMatching(/^# \S/),
      '## Why',
      '## See it',
      '## Mend it',
    ]);
    expect(page).toContain(`millet check --home lessons/${name}/broken`);
    expect(page).toContain(`docs/check.md#${name}`);
  });
});

describe('millet lesson', () => {
  it('lists the lessons', () => {
    const { code, out } = millet(['lesson']);
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, names.length)).toEqual(
      names.map((name) => expect.stringMatching(new RegExp(`^${name} +\\S`))),
    );
  });

  it('tells one from the mistake to how it is mended', () => {
    const { code, out, err } = millet(['lesson', 'left-on']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^What nobody switches off\n/);
    expect(out).toContain('scenes/radio.yaml:4:5: warning left-on: radio switches radio.power to on');
    expect(out).toContain('1 test in 1 file: 0 passed, 1 failed.');
    expect(out).toContain('+  - { delay: 1h30m }');
    expect(out).toContain('1 test in 1 file: 1 passed.');
    expect(out).toMatch(/lessons\/left-on\/mended: no findings\.\n$/);
  });

  it('says what lessons there are when it does not know one', () => {
    const { code, err } = millet(['lesson', 'lop']);
    expect(code).toBe(2);
    expect(err).toContain('There is no lesson lop. Did you mean loop?');
  });
});
