import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import type { Finding, Path } from '../core/check/index.ts';
import { MilletError } from '../core/errors.ts';
import { withConstants } from '../files/constants.ts';
import { explainMismatch } from '../files/explain.ts';
import { type LoadedHome, loadHome } from '../files/load-home.ts';
import { type Problem, sortProblems } from '../files/problems.ts';
import { fileNames, readContent } from '../files/scene-files.ts';
import { readSource, type Source } from '../files/source.ts';
import { checkTestFile } from './check-test.ts';
import { testForms } from './forms.ts';
import { type SceneTest, testFileSchema } from './schema.ts';

/** A file of tests, as it was read. */
export interface LoadedTests {
  readonly file: string;
  /** The directory of its home, as a path from the current one. */
  readonly homeDir: string;
  /** It is not the home that the file is for. */
  readonly elsewhere?: true;
  /** `undefined` when it cannot be loaded: then there are problems. */
  readonly home: LoadedHome | undefined;
  /** Empty when there are problems. */
  readonly tests: readonly SceneTest[];
  readonly problems: readonly Problem[];
  /** The place of something in the file, and the text of that line. */
  locate(path: Path, message: string): Problem;
}

/** Gives the home in a directory: many files share one. */
export type HomeLoader = (dir: string) => Promise<LoadedHome>;

/** Loads each home once; with `fresh`, also models that were saved since they were loaded before. */
export function homeLoader(options: { fresh?: boolean } = {}): HomeLoader {
  const homes = new Map<string, Promise<LoadedHome>>();
  return (dir) => {
    const loaded = homes.get(dir) ?? loadHome(dir, options);
    homes.set(dir, loaded);
    return loaded;
  };
}

/** The files of tests beside the scenes of a home, by name. */
export function findTestFiles(home: string): string[] {
  const directory = join(home, 'scenes');
  return fileNames(directory)
    .filter((name) => /^[^.].*\.test\.(yaml|yml|json)$/.test(name))
    .map((name) => join(directory, name));
}

/**
 * Reads a file of tests and the home they are for. Whatever is wrong with its text is a problem, and all of them are
 * told at once.
 *
 * @param elsewhere a home for them, whatever the file says
 * @throws {MilletError} when there is no such file
 */
export async function loadTests(file: string, homeOf: HomeLoader, elsewhere?: string): Promise<LoadedTests> {
  const content = readContent(file);
  if (!content) {
    throw new MilletError(`There is no file ${file}.`, {
      hint: 'Tests stand in scenes/NAME.test.yaml, or in any file that you name.',
    });
  }
  if ('unreadable' in content) throw new MilletError(`${file} cannot be read: ${content.unreadable}.`);
  const source = readSource(file, content);
  const named = (source.value as { home?: unknown } | null | undefined)?.home;
  const homeDir = elsewhere ?? homeDirOf(file, typeof named === 'string' ? named : undefined);
  const base = {
    file,
    homeDir,
    ...(elsewhere === undefined ? {} : { elsewhere: true as const }),
    tests: [],
    locate: locator(source),
  };
  let home: LoadedHome;
  try {
    home = await homeOf(homeDir);
  } catch (error) {
    if (!(error instanceof MilletError)) throw error;
    const path = named === undefined ? [] : ['home'];
    const hint = named === undefined ? '; say where it is with home: DIR' : '';
    const message = `${error.message.replace(/\.$/, '')}${hint}`;
    return { ...base, home: undefined, problems: [...source.problems, source.problemOf({ path, message })] };
  }
  if (source.value === undefined) return { ...base, home, problems: source.problems };
  const filled = withConstants(source.value, home.home?.constants);
  const parsed = testFileSchema.safeParse(filled.data);
  const findings = findingsOf(parsed, filled, home);
  const problems = sortProblems([...source.problems, ...findings.map(source.problemOf)]);
  const tests = parsed.success && home.home && problems.length === 0 ? parsed.data.tests : [];
  return { ...base, home, tests, problems };
}

/** A home with mistakes has no constants and nothing to check names against: it tells its own mistakes. */
function findingsOf(
  parsed: ReturnType<typeof testFileSchema.safeParse>,
  filled: ReturnType<typeof withConstants>,
  { home, models, sceneFiles }: LoadedHome,
): readonly Finding[] {
  // Where a name is not known, what would stand there is not either.
  if (filled.findings.length > 0) return home ? filled.findings : [];
  if (!parsed.success) return explainMismatch(testFileSchema, filled.data, 'a test file', testForms);
  if (!home) return [];
  return checkTestFile(parsed.data, { home, models, scenes: new Set(sceneFiles.map(({ id }) => id)) });
}

/** Where the home of a file of tests is: where it says, above scenes/, or around it. */
export function homeDirOf(file: string, named: string | undefined): string {
  const directory = dirname(file);
  if (named !== undefined) return isAbsolute(named) ? named : normalize(join(directory, named));
  const isAbove = basename(resolve(directory)) === 'scenes' || !existsSync(join(directory, 'home.yaml'));
  return normalize(isAbove ? join(directory, '..') : directory);
}

function locator(source: Source): LoadedTests['locate'] {
  return (path, message) => source.problemOf({ path, message });
}
