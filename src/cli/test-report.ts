import type { LoadedTests, SceneCoverage, TestResult } from '../testing/index.ts';
import type { Paint } from './paint.ts';

/** What came of the tests of some files, for people: a line for each file, then each failing test in full. */
export function reportLines(
  files: readonly LoadedTests[],
  results: readonly TestResult[],
  paint: Paint,
): string[] {
  const lines: string[] = [];
  let failed = 0;
  for (const { file, problems } of files) {
    const own = results.filter((result) => result.file === file);
    const bad = own.filter(({ failures }) => failures.length > 0).length;
    failed += bad;
    if (own.length === 0 && problems.length === 0) continue;
    const mark = bad > 0 || problems.length > 0 ? paint.bad('✗') : paint.good('✓');
    const what =
      problems.length > 0 ? 'has mistakes' : `${tests(own.length)}${bad > 0 ? `, ${bad} failed` : ''}`;
    lines.push(`${mark} ${file}  ${paint.dim(what)}`);
  }
  for (const result of results) if (result.failures.length > 0) lines.push('', ...failingTest(result, paint));
  const passed = results.length - failed;
  const count = new Set(results.map(({ file }) => file)).size;
  const where = `${tests(results.length)} in ${count} ${count === 1 ? 'file' : 'files'}`;
  const end =
    failed === 0 ? paint.good(`${passed} passed`) : `${passed} passed, ${paint.bad(`${failed} failed`)}`;
  return [...lines, '', `${where}: ${end}.`];
}

/** How much of the scenes the tests exercised, as a table, and below each scene what they did not. */
export function coverageLines(coverage: readonly SceneCoverage[], paint: Paint): string[] {
  const head = ['scene', 'ran', 'triggers', 'conditions', 'branches'];
  const rows = coverage.map(({ scene, counts }) => {
    const cell = ({ seen, of }: { seen: number; of: number }): string => (of === 0 ? '-' : `${seen}/${of}`);
    return [
      scene,
      counts.scene.seen > 0 ? 'yes' : 'no',
      cell(counts.trigger),
      cell(counts.condition),
      cell(counts.branch),
    ];
  });
  const sum = (kind: keyof SceneCoverage['counts']): string => {
    const all = coverage.map(({ counts }) => counts[kind]);
    const [seen, of] = [all.reduce((n, c) => n + c.seen, 0), all.reduce((n, c) => n + c.of, 0)];
    return `${seen}/${of}`;
  };
  const total = ['all', sum('scene'), sum('trigger'), sum('condition'), sum('branch')];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...[...rows, total].map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [
    '',
    paint.dim(line(head)),
    ...coverage.flatMap(({ missing }, index) => [
      line(rows[index]!),
      ...missing.map((text) => `  ${paint.blocked('·')} ${text}`),
    ]),
    paint.bold(line(total)),
  ];
}

function failingTest({ file, name, failures, command }: TestResult, paint: Paint): string[] {
  return [
    `${paint.bad('✗')} ${paint.bold(name)}`,
    ...failures.flatMap(({ line, column, source, expected, seen, because }) => [
      `  ${file}:${line}:${column}`,
      `      ${paint.dim(source.trim())}`,
      ...labelled('expected', [expected]),
      ...labelled('seen', seen),
      ...labelled('because', because),
    ]),
    ...labelled('see it', [command]),
  ];
}

function labelled(label: string, lines: readonly string[]): string[] {
  return lines.map((text, index) => `    ${(index === 0 ? label : '').padEnd(8)}  ${text}`);
}

function tests(count: number): string {
  return `${count} ${count === 1 ? 'test' : 'tests'}`;
}
