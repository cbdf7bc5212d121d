import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Deed, Proof, Scenario } from '../analysis/findings/index.ts';
import { formatInstant } from '../core/calendar/index.ts';
import { MilletError } from '../core/errors.ts';
import type { LoadedHome } from '../files/load-home.ts';
import { homeDirOf, loadTests, runTestOf, type SceneTest, testYaml } from '../testing/index.ts';
import type { Doubt } from './doubts.ts';

/** A test that shows a finding. */
export interface WrittenTest {
  readonly doubt: Doubt;
  readonly file: string;
  /** What runs it. */
  readonly command: string;
}

/**
 * Writes a scene test for each finding that was seen to happen: it fails as long as the mistake is there. A test that
 * passes in the whole home, where other scenes have their say, shows nothing, and is not written.
 *
 * @throws {MilletError} when a file is there already, or cannot be written
 */
export async function writeTests(
  doubts: readonly Doubt[],
  loaded: LoadedHome,
  directory: string,
): Promise<WrittenTest[]> {
  const written: WrittenTest[] = [];
  const taken = new Set<string>();
  for (const doubt of doubts) {
    if (!doubt.proof) continue;
    const file = freeName(directory, `${doubt.scene ?? 'home'}-${doubt.code}`, taken);
    if (existsSync(file)) {
      throw new MilletError(`${file} is there already, and is not overwritten.`, {
        hint: 'Name another directory with --write-tests, or take the file away.',
      });
    }
    const home =
      resolve(homeDirOf(file, undefined)) === resolve(loaded.dir)
        ? undefined
        : relative(resolve(directory), resolve(loaded.dir)) || '.';
    write(directory, file, testYaml(testOf(doubt, doubt.proof, loaded), { header: headerOf(doubt), home }));
    const tests = await loadTests(file, () => Promise.resolve(loaded));
    if (tests.problems.length > 0) throw new Error(`${file}: ${tests.problems[0]!.message}`);
    if (runTestOf(tests, 0).failures.length > 0)
      written.push({ doubt, file, command: `millet test ${file}` });
    else rmSync(file);
  }
  return written;
}

function freeName(directory: string, name: string, taken: Set<string>): string {
  for (let number = 1; ; number++) {
    const file = join(directory, `${name}${number === 1 ? '' : `-${number}`}.test.yaml`);
    if (taken.has(file)) continue;
    taken.add(file);
    return file;
  }
}

function headerOf({ code, message, suggestion, places }: Doubt): string[] {
  return [
    `millet check found ${code}: ${message}.`,
    `${suggestion}.`,
    'This test fails as long as it is so. What it expects is a guess: turn it around where the other is meant.',
    ...places.slice(0, 1).map(({ file, line, column }) => `${file}:${line}:${column}`),
  ];
}

function testOf({ code, scene }: Doubt, { scenario, expect }: Proof, { home }: LoadedHome): SceneTest {
  const { timezone } = home!.location;
  return {
    name: `shows ${code} of ${scene}`,
    ...wholeTimes(scenario, timezone),
    residents: 'off',
    ...(Object.keys(scenario.given).length > 0 ? { given: copyOf(scenario.given) } : {}),
    ...(scenario.deeds.length > 0
      ? { do: scenario.deeds.map(({ at, deed }) => actionOf(local(at, timezone), deed)) }
      : {}),
    expect: expect as NonNullable<SceneTest['expect']>,
  };
}

function wholeTimes({ from, until }: Scenario, timezone: string): { from: string; until: string } {
  return { from: local(from, timezone), until: local(until, timezone) };
}

/** `2026-03-02T07:00:00`, with fractions only where there are any. */
function local(instant: number, timezone: string): string {
  return formatInstant(timezone, instant)
    .replace(/[+-][0-9]{2}:[0-9]{2}$|Z$/, '')
    .replace(/\.000$/, '');
}

function actionOf(at: string, deed: Deed): NonNullable<SceneTest['do']>[number] {
  if ('scene' in deed) return { at, scene: deed.scene };
  if ('set' in deed) return { at, device: deed.device, set: { ...deed.set } };
  if ('stimulate' in deed) return { at, device: deed.device, stimulate: { ...deed.stimulate } };
  if ('method' in deed) {
    const params = deed.params as Record<string, string>;
    return { at, device: deed.device, method: deed.method, params: { ...params } };
  }
  const [, device, last] = /^millet\/([^/]+)\/(fault)$/.exec(deed.topic) ?? [];
  return last === undefined
    ? { at, message: { topic: deed.topic, payload: deed.payload } }
    : { at, device: device!, fault: deed.payload };
}

function copyOf(given: Scenario['given']): NonNullable<SceneTest['given']> {
  return Object.fromEntries(Object.entries(given).map(([device, values]) => [device, { ...values }]));
}

function write(directory: string, file: string, text: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(',')[0] : String(error);
    throw new MilletError(`The test ${file} cannot be written: ${reason}.`, { cause: error });
  }
}
