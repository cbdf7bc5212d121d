import type { JournalSink } from '../core/journal.ts';
import { seenIn } from './coverage.ts';
import type { LoadedTests } from './load-tests.ts';
import type { TestedHome } from './plan.ts';
import { reproduce } from './reproduce.ts';
import { runTest } from './run-test.ts';
import type { Failure } from './verdict.ts';

/** A failure with its place in the file. */
export interface LocatedFailure extends Failure {
  readonly line: number;
  readonly column: number;
  /** The text of that line. */
  readonly source: string;
}

/** What came of one test, as plain data. */
export interface TestResult {
  readonly file: string;
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly failures: readonly LocatedFailure[];
  /** The command that shows the run. */
  readonly command: string;
  /** How long it took, in milliseconds of real time. */
  readonly tookMs: number;
  /** What it exercised, when that was asked for: see `seenIn`. */
  readonly seen?: readonly string[];
}

/** Runs one test of a file, by its number in it. */
export function runTestOf(
  loaded: LoadedTests,
  index: number,
  options: { coverage?: boolean; sinks?: readonly JournalSink[] } = {},
): TestResult {
  const test = loaded.tests[index]!;
  const tested = testedHome(loaded);
  const begun = performance.now();
  const { entries, failures } = runTest(test, tested, options.sinks);
  const tookMs = performance.now() - begun;
  const { line, column } = loaded.locate(['tests', index], '');
  const located = failures.map((failure): LocatedFailure => {
    const place = loaded.locate(['tests', index, ...failure.path], '');
    return { ...failure, line: place.line, column: place.column, source: place.source ?? '' };
  });
  return {
    file: loaded.file,
    name: test.name,
    line,
    column,
    failures: located,
    command: reproduce(test, {
      file: loaded.file,
      home: loaded.homeDir,
      elsewhere: loaded.elsewhere ?? false,
    }),
    tookMs,
    ...(options.coverage ? { seen: [...seenIn(entries, tested.scenes)] } : {}),
  };
}

/** The home of a file whose tests can be run. */
function testedHome({ home }: LoadedTests): TestedHome {
  return { home: home!.home!, models: home!.models, scenes: home!.scenes };
}
