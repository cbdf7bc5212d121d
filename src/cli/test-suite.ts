import { writeFileSync } from 'node:fs';
import { formatInstant } from '../core/calendar/index.ts';
import { MilletError } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import type { LoadedHome } from '../files/load-home.ts';
import { formatProblem, type Problem } from '../files/problems.ts';
import {
  coverageOf,
  findTestFiles,
  homeLoader,
  jobsOf,
  junitXml,
  type LoadedTests,
  loadTests,
  runSuite,
  runTestOf,
  type SceneCoverage,
  type TestResult,
} from '../testing/index.ts';
import { Output } from './output.ts';
import { createPaint } from './paint.ts';
import { Progress } from './progress.ts';
import { Story } from './story.ts';
import { coverageLines, reportLines } from './test-report.ts';

export interface TestOptions {
  readonly home: string;
  /** The files are for another home, and are to be run in this one. */
  readonly elsewhere?: boolean;
  readonly only?: string;
  readonly story?: boolean;
  readonly coverage?: boolean;
  readonly junit?: string;
  readonly json?: boolean;
}

/** The files that are meant, or else those of the home. */
export function testFiles(names: readonly string[], home: string): string[] {
  if (names.length > 0) return [...new Set(names)];
  const files = findTestFiles(home);
  if (files.length > 0) return files;
  throw new MilletError(`There are no scene tests in ${home === '.' ? 'this home' : home}.`, {
    hint: 'They stand beside the scenes, as scenes/NAME.test.yaml; docs/testing.md says how they look.',
  });
}

/** Loads the files that are meant, each with its home. */
export async function loadAll(
  names: readonly string[],
  { home, elsewhere }: TestOptions,
): Promise<LoadedTests[]> {
  const homeOf = homeLoader();
  // Not only its files: a home that is none says so better than a directory without tests.
  if (names.length === 0 || elsewhere) await homeOf(home);
  return Promise.all(
    testFiles(names, home).map((file) => loadTests(file, homeOf, elsewhere ? home : undefined)),
  );
}

/** Runs what was loaded, and tells of it in the ways that were asked for. */
export async function runTests(files: readonly LoadedTests[], options: TestOptions): Promise<number> {
  requireSome(files, options.only);
  if (options.story) return tellStories(files, options.only);
  const progress = new Progress(process.stderr);
  const results = await runSuite(files, {
    coverage: options.coverage ?? false,
    only: options.only,
    progress: ({ failures }, done, of) => progress.tell(done, of, failures.length > 0),
  });
  progress.clear();
  const problems = problemsOf(files);
  const coverage = options.coverage ? coverageOfHomes(files, results) : undefined;
  if (options.json) printJson(results, problems, coverage);
  else await printReport(files, results, problems, coverage);
  if (options.junit !== undefined) writeJunit(options.junit, files, results);
  return problems.length > 0 || results.some(({ failures }) => failures.length > 0) ? 1 : 0;
}

function requireSome(files: readonly LoadedTests[], only: string | undefined): void {
  if (only === undefined || jobsOf(files, only).length > 0 || problemsOf(files).length > 0) return;
  const names = files.flatMap(({ tests }) => tests.map(({ name }) => name));
  throw new MilletError(
    `No test is called ${JSON.stringify(only)}, nor has that in its name.${didYouMean(only, names)}`,
    {
      hint: `There are: ${names.slice(0, 20).join('; ')}.`,
    },
  );
}

/** The mistakes of the homes and of the files, each once. */
function problemsOf(files: readonly LoadedTests[]): Problem[] {
  const homes = new Set(files.map(({ home }) => home));
  return [
    ...[...homes].flatMap((home) => home?.problems ?? []),
    ...files.flatMap(({ problems }) => problems),
  ];
}

function coverageOfHomes(files: readonly LoadedTests[], results: readonly TestResult[]): SceneCoverage[] {
  const homes = new Map<LoadedHome, string[]>();
  for (const { file, home } of files) if (home) homes.set(home, [...(homes.get(home) ?? []), file]);
  return [...homes].flatMap(([{ scenes }, own]) => {
    const seen = results.filter(({ file }) => own.includes(file)).flatMap((result) => result.seen ?? []);
    return coverageOf(scenes, new Set(seen));
  });
}

function printJson(
  results: readonly TestResult[],
  problems: readonly Problem[],
  coverage: readonly SceneCoverage[] | undefined,
): void {
  const tests = results.map(({ seen: _seen, tookMs: _took, ...result }) => ({
    passed: result.failures.length === 0,
    ...result,
  }));
  const failed = tests.filter(({ passed }) => !passed).length;
  console.log(
    JSON.stringify({
      passed: tests.length - failed,
      failed,
      tests,
      problems,
      ...(coverage ? { coverage } : {}),
    }),
  );
}

async function printReport(
  files: readonly LoadedTests[],
  results: readonly TestResult[],
  problems: readonly Problem[],
  coverage: readonly SceneCoverage[] | undefined,
): Promise<void> {
  const paint = createPaint(process.stdout);
  const output = new Output(process.stdout);
  for (const problem of problems) output.line(formatProblem(problem));
  if (problems.length > 0) output.line('');
  for (const line of reportLines(files, results, paint)) output.line(line);
  if (coverage) for (const line of coverageLines(coverage, paint)) output.line(line);
  await output.end();
}

function writeJunit(path: string, files: readonly LoadedTests[], results: readonly TestResult[]): void {
  const tested = files.map(({ file, problems }) => {
    return { file, problems, results: results.filter((result) => result.file === file) };
  });
  try {
    writeFileSync(path, junitXml(tested));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(',')[0] : String(error);
    throw new MilletError(`The report ${path} cannot be written: ${reason}.`, { cause: error });
  }
}

/** Tells what happens in each test, and what came of it. */
async function tellStories(files: readonly LoadedTests[], only: string | undefined): Promise<number> {
  const paint = createPaint(process.stdout);
  const output = new Output(process.stdout);
  const results: TestResult[] = [];
  for (const { file, test: index } of jobsOf(files, only)) {
    const loaded = files[file]!;
    const { timezone } = loaded.home!.home!.location;
    const story = new Story(paint, (instant) => formatInstant(timezone, instant));
    output.line(paint.bold(`${loaded.file}: ${loaded.tests[index]!.name}`));
    const tell = (entry: Parameters<Story['tell']>[0]): void => {
      for (const line of story.tell(entry)) output.line(line);
    };
    results.push(runTestOf(loaded, index, { sinks: [tell] }));
    output.line('');
  }
  const problems = problemsOf(files);
  for (const problem of problems) output.line(formatProblem(problem));
  for (const line of reportLines(files, results, paint)) output.line(line);
  await output.end();
  return problems.length > 0 || results.some(({ failures }) => failures.length > 0) ? 1 : 0;
}
