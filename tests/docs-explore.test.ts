import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { knobKinds } from '../src/explore/knobs.ts';
import { loadRules } from '../src/explore/load-rules.ts';
import { loadHome } from '../src/files/load-home.ts';
import { homeLoader, loadTests, runTestOf } from '../src/testing/index.ts';
import { demoHome } from './cli/millet.ts';
import { directoryWith } from './files/homes.ts';

const page = readFileSync(new URL('../docs/explore.md', import.meta.url), 'utf8');
const [rules = '', test = ''] = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text]) => text!);

describe('docs/explore.md', () => {
  it('has a rule for the demo home, and a test that shows how it is broken', async () => {
    const dir = directoryWith({
      'rules.yaml': rules,
      'x.test.yaml': `home: ${JSON.stringify(demoHome)}\n${test}`,
    });
    const { home, models, scenes } = await loadHome(demoHome);
    const env = { home: home!, models, scenes: new Set(scenes.keys()) };
    const read = loadRules(`${dir}/rules.yaml`, env);
    expect(read.problems).toEqual([]);
    const loaded = await loadTests(`${dir}/x.test.yaml`, homeLoader());
    expect(loaded.problems).toEqual([]);
    expect(loaded.tests[0]!.never).toEqual(read.rules!.never);
    const { failures } = runTestOf(loaded, 0);
    expect(failures.map(({ path }) => path)).toEqual([['never', 0]]);
    expect(failures[0]!.because.join('\n')).toContain('car-is-near ran');
  });

  it('names everything that can be left out', () => {
    for (const kind of [...knobKinds, 'residents']) expect(page).toContain(`\`${kind}\``);
  });
});
