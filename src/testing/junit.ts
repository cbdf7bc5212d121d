import type { Problem } from '../files/problems.ts';
import type { TestResult } from './run-file.ts';

/** One file of tests as JUnit sees it. */
export interface TestedFile {
  readonly file: string;
  readonly results: readonly TestResult[];
  /** Why its tests could not be run. */
  readonly problems: readonly Problem[];
}

/** The results in the XML that JUnit made common: a suite for each file, an error for a file that is wrong. */
export function junitXml(files: readonly TestedFile[]): string {
  const suites = files.map(suite);
  const total = (key: 'tests' | 'failures' | 'errors'): number =>
    suites.reduce((sum, each) => sum + each.counts[key], 0);
  const counts = `tests="${total('tests')}" failures="${total('failures')}" errors="${total('errors')}"`;
  const body = suites.map(({ xml }) => xml).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="millet test" ${counts}>\n${body}</testsuites>\n`;
}

function suite({ file, results, problems }: TestedFile) {
  const failures = results.filter((result) => result.failures.length > 0).length;
  const counts = {
    tests: results.length + (problems.length > 0 ? 1 : 0),
    failures,
    errors: problems.length > 0 ? 1 : 0,
  };
  const seconds = results.reduce((sum, { tookMs }) => sum + tookMs, 0) / 1000;
  const attributes = `name="${escapeXml(file)}" tests="${counts.tests}" failures="${counts.failures}" errors="${counts.errors}" time="${seconds.toFixed(3)}"`;
  const cases = results.map(testCase).join('');
  const error = problems.length > 0 ? errorCase(file, problems) : '';
  return { counts, xml: `  <testsuite ${attributes}>\n${cases}${error}  </testsuite>\n` };
}

function testCase({ file, line, name, failures, tookMs, command }: TestResult): string {
  const head = `    <testcase classname="${escapeXml(file)}" name="${escapeXml(name)}" file="${escapeXml(file)}" line="${line}" time="${(tookMs / 1000).toFixed(3)}"`;
  if (failures.length === 0) return `${head}/>\n`;
  const told = failures.map(({ line: at, column, expected, seen, because }) => {
    const text = [
      `${file}:${at}:${column}`,
      `expected  ${expected}`,
      ...seen.map((each) => `seen      ${each}`),
      ...because.map((each) => `because   ${each}`),
      `see it    ${command}`,
    ].join('\n');
    return `      <failure message="${escapeXml(expected)}">${escapeXml(text)}</failure>\n`;
  });
  return `${head}>\n${told.join('')}    </testcase>\n`;
}

function errorCase(file: string, problems: readonly Problem[]): string {
  const text = problems
    .map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`)
    .join('\n');
  const name = escapeXml(file);
  return `    <testcase classname="${name}" name="can be read" file="${name}">\n      <error message="${escapeXml(problems[0]!.message)}">${escapeXml(text)}</error>\n    </testcase>\n`;
}

/** A text within XML 1.0, also within quotes. What XML cannot hold at all becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(unspeakable, '\ufffd')
    .replaceAll(loneSurrogate, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\r', '&#13;');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const unspeakable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const loneSurrogate = /\p{Surrogate}/gu;
