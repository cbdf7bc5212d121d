import { setImmediate } from 'node:timers/promises';
import { findTestFiles, loadTests, runTestOf, type TestResult, testPool } from '../testing/index.ts';
import type { TestedScene } from '../web/index.ts';
import type { LoadedHome } from './open-home.ts';

/**
 * Runs the tests in `scenes/<scene>.test.yaml` on the home as its files are. `undefined`: there is no such file. A thread
 * runs them, so that a live home is not kept waiting.
 *
 * @param home the home around them, with the scenes that are in use
 */
export async function testsOfScene(scene: string, home: LoadedHome): Promise<TestedScene | undefined> {
  const file = findTestFiles(home.dir).find((path) => nameOf(path) === scene);
  if (file === undefined) return undefined;
  // Read anew, all files of the home would hold it up; these names are all that a file of tests is checked by.
  const sceneFiles = [...home.scenes.keys()].map((id) => ({ id, file: id, content: new Uint8Array() }));
  const loaded = await loadTests(file, async () => ({
    ...home,
    files: [],
    prefix: undefined,
    sceneFiles,
    mentions: new Map(),
    ruleNames: new Set(),
  }));
  const pool = testPool(1, { files: [{ file }], coverage: false });
  const results: TestResult[] = [];
  try {
    for (const test of loaded.tests.keys()) {
      results.push(pool ? await pool.run({ file: 0, test }) : runTestOf(loaded, test));
      await setImmediate();
    }
  } finally {
    await pool?.close();
  }
  return {
    file,
    problems: loaded.problems,
    tests: results.map(({ name, line, failures, command }) => ({
      name,
      line,
      passed: failures.length === 0,
      failures: failures.map(({ expected, seen, because, line: place }) => {
        return { line: place, expected, seen, because };
      }),
      command,
    })),
  };
}

function nameOf(path: string): string | undefined {
  return /([^/\\]+)\.test\.(?:yaml|yml|json)$/.exec(path)?.[1];
}
