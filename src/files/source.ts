import type { Finding } from '../core/check/index.ts';
import type { Problem } from './problems.ts';
import { decodeText } from './text.ts';
import { type Flaw, parseYaml, type YamlText } from './yaml.ts';

/** A YAML or JSON file of a home, read: its data, and its mistakes with their places. */
export interface Source {
  readonly text: string;
  /** `undefined` when it could not be read; then there is a problem. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Gives a finding about the data its place in the file. */
  problemOf(finding: Finding): Problem;
}

/** Reads the content of a file. Never throws: whatever is wrong with it is a problem. */
export function readSource(file: string, content: string | Uint8Array): Source {
  const decoded =
    typeof content === 'string' ? { text: content.replace(/^\ufeff/, '') } : decodeText(content);
  const text = 'text' in decoded ? decoded.text : '';
  const yaml: YamlText =
    'text' in decoded
      ? parseYaml(text)
      : { value: undefined, flaws: [decoded.flaw], locate: () => ({ line: 1, column: 1 }) };
  let lines: string[] | undefined;
  const problem = ({ line, column, message }: Flaw): Problem => {
    lines ??= text.split(/\r?\n/);
    return { file, line, column, message, severity: 'error', source: lines[line - 1] ?? '' };
  };
  return {
    text,
    value: yaml.value,
    problems: yaml.flaws.map(problem),
    problemOf: ({ path, message, at }) => problem({ ...yaml.locate(path, at), message }),
  };
}
