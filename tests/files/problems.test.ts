import { describe, expect, it } from 'vitest';
import { formatProblem, type Problem, sortProblems } from '../../src/files/problems.ts';

const problem = (given: Partial<Problem>): Problem => ({
  file: 'scenes/x.yaml',
  line: 7,
  column: 14,
  message: 'level takes an integer from 0 to 14, got 99',
  ...given,
});
const headline = 'scenes/x.yaml:7:14: level takes an integer from 0 to 14, got 99';

describe('formatProblem', () => {
  it('shows the place, and the line with a caret', () => {
    expect(formatProblem(problem({ source: '  set: { level: 99 }' }))).toBe(
      `${headline}\n      set: { level: 99 }\n                 ^`,
    );
  });

  it.each([undefined, '', '   '])('shows no line when there is none to see: %j', (source) => {
    expect(formatProblem(problem({ source }))).toBe(headline);
  });

  it('keeps tabs in front of the caret, so that it stands where the character does', () => {
    expect(
      formatProblem(problem({ column: 3, source: '\t a' }))
        .split('\n')
        .slice(1),
    ).toEqual(['    \t a', '    \t ^']);
  });

  it('gives wide characters two columns', () => {
    const shown = formatProblem(problem({ column: 6, source: '米家: x' }))
      .split('\n')
      .slice(1);
    expect(shown).toEqual(['    米家: x', '           ^']);
  });

  it('cuts long lines around the place', () => {
    const source = `${'a'.repeat(500)}X${'b'.repeat(500)}`;
    const [, line, caret] = formatProblem(problem({ column: 501, source })).split('\n');
    expect(line).toBe(`    ...${'a'.repeat(100)}X${'b'.repeat(99)}...`);
    expect(line![caret!.indexOf('^')]).toBe('X');
  });

  it('lets no line of a file command the terminal', () => {
    expect(formatProblem(problem({ source: 'a: \u001b[31mred' }))).toContain('a:  [31mred');
  });
});

describe('sortProblems', () => {
  it('goes by file, line and column', () => {
    const places: [string, number, number][] = [
      ['b', 1, 1],
      ['a', 10, 1],
      ['a', 9, 5],
      ['a', 9, 12],
      ['a', 9, 4],
    ];
    const sorted = sortProblems(places.map(([file, line, column]) => problem({ file, line, column })));
    expect(sorted.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
      'a:9:4',
      'a:9:5',
      'a:9:12',
      'a:10:1',
      'b:1:1',
    ]);
  });
});
