import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findingCodes } from '../../../src/core/check/index.ts';

const page = readFileSync(new URL('../../../docs/check.md', import.meta.url), 'utf8');

it('docs/check.md has every finding, in the order of the table, each with a lesson', () => {
  expect([...page.matchAll(/^### (.*)$/gm)].map(([, code]) => code)).toEqual(Object.keys(findingCodes));
  expect([...page.matchAll(/^Try it: `millet lesson (.*)`$/gm)].map(([, code]) => code)).toEqual(
    Object.keys(findingCodes),
  );
});

it('docs/check.md explains each in some words, and says what to do', () => {
  for (const section of page.split(/^### /m).slice(1)) {
    expect(section.length).toBeGreaterThan(300);
    expect(section).toContain('What to do: ');
  }
});
