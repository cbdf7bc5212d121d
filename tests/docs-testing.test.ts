import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { homeLoader, loadTests, runTestOf } from '../src/testing/index.ts';
import { demoHome } from './cli/millet.ts';
import { directoryWith } from './files/homes.ts';

const page = readFileSync(new URL('../docs/testing.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text]) => text!);
const homeOf = homeLoader();

describe('docs/testing.md', () => {
  it('has examples', () => {
    expect(examples).toHaveLength(4);
  });

  it.each(examples.map((text) => [/name: (.*)/.exec(text)![1]!, text]))(
    'has a true example: %s',
    async (_name, text) => {
      const dir = directoryWith({ 'x.test.yaml': `home: ${JSON.stringify(demoHome)}\n${text}` });
      const loaded = await loadTests(`${dir}/x.test.yaml`, homeOf);
      expect(loaded.problems).toEqual([]);
      expect(runTestOf(loaded, 0).failures).toEqual([]);
    },
  );
});
