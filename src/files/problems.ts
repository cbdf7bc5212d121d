/** A mistake in a file, with its place. */
export interface Problem {
  /** The file, as a path from the current directory or as it was named. */
  readonly file: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly severity?: 'error';
  /** The text of that line. */
  readonly source?: string;
}

/** How much of a line is shown before and behind the mistake, in characters: some lines are whole files. */
const reach = 100;

/** `scenes/x.yaml:7:14: message`, and below it the line with a caret under the place. */
export function formatProblem({ file, line, column, message, source }: Problem): string {
  const headline = `${file}:${line}:${column}: ${printable(message)}`;
  if (source === undefined || source.trim() === '') return headline;
  const at = column - 1;
  const cut = at > reach ? at - reach : 0;
  const before = (cut > 0 ? '...' : '') + printable(source.slice(cut, at));
  const behind = printable(source.slice(at, at + reach)) + (source.length > at + reach ? '...' : '');
  // Tabs stay tabs, so that the caret stands below its character however wide a tab is.
  const padding = before.replaceAll(/[^\t]/gu, (letter) => (isWide(letter) ? '  ' : ' '));
  return `${headline}\n    ${before}${behind.trimEnd()}\n    ${padding}^`;
}

/** By file, line and column. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(
    (one, other) => compare(one.file, other.file) || one.line - other.line || one.column - other.column,
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A file can hold anything; a terminal must not obey it. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  return text.replaceAll(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g, ' ');
}

/** Whether a terminal gives it two columns: the common East Asian blocks and emoji. */
function isWide(letter: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u.test(
    letter,
  );
}
