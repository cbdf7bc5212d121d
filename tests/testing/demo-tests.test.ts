import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { coverageOf, findTestFiles, homeLoader, loadTests, runTestOf } from '../../src/testing/index.ts';

const home = relative(process.cwd(), fileURLToPath(new URL('../../', import.meta.url))) || '.';
const homeOf = homeLoader();
const files = await Promise.all(findTestFiles(home).map((file) => loadTests(file, homeOf)));

describe('the tests of the demo home', () => {
  it('are there for every scene', () => {
    const names = readdirSync(`${home}/scenes`);
    const scenes = names
      .filter((name) => /^[^.]+\.yaml$/.test(name))
      .map((name) => name.slice(0, -'.yaml'.length));
    expect(names.filter((name) => name.endsWith('.test.yaml'))).toEqual(
      scenes.map((id) => `${id}.test.yaml`),
    );
    expect(scenes.length).toBeGreaterThanOrEqual(17);
  });

  it('have no mistakes', () => {
    expect(files.flatMap(({ problems }) => problems)).toEqual([]);
  });

  const all = files.flatMap((loaded) =>
    loaded.tests.map((test, index) => [loaded.file, test.name, loaded, index] as const),
  );
  it.each(all)('%s: %s', (_file, _name, loaded, index) => {
    expect(runTestOf(loaded, index).failures).toEqual([]);
  });

  it('exercise every trigger, both ways of every condition, and every branch', () => {
    const seen = all.flatMap(([, , loaded, index]) => runTestOf(loaded, index, { coverage: true }).seen!);
    const missing = coverageOf(files[0]!.home!.scenes, new Set(seen)).filter(
      (scene) => scene.missing.length > 0,
    );
    expect(missing.map((each) => `${each.scene}: ${each.missing.join(', ')}`)).toEqual([]);
  });
});
