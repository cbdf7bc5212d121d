import { isScalar, LineCounter, type ParsedNode, parseDocument, type YAMLError } from 'yaml';
import type { Path } from '../core/check/index.ts';
import { yamlSentence } from './yaml-sentences.ts';
import { placeOf, YamlTree } from './yaml-tree.ts';

interface Position {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

/** Something that keeps a text from being read, or from being read without doubt. */
export interface Flaw extends Position {
  readonly message: string;
}

export interface YamlText {
  /** `undefined` when the text could not be read at all; then there is a flaw. */
  readonly value: unknown;
  readonly flaws: readonly Flaw[];
  /** Where a path stands in the text; for one that is not there, the nearest object or list around it. */
  locate(path: Path, at?: 'key' | 'value'): Position;
}

/** Far more than a home of a thousand devices takes; a bigger file was not written for us. */
const maxCharacters = 1_000_000;

/** Reads one YAML 1.2 or JSON document as plain data. Never throws. */
export function parseYaml(text: string): YamlText {
  const lines = new LineCounter();
  const end = text.trimEnd().length;
  const position = (offset: number): Position => {
    // Where something is missing at the end, the parser points behind the last line break.
    const { line, col } = lines.linePos(Math.max(0, Math.min(offset, end)));
    return line === 0 ? { line: 1, column: 1 } : { line, column: col };
  };
  const unreadable = (offset: number, message: string): YamlText => ({
    value: undefined,
    flaws: [{ ...position(offset), message }],
    locate: () => ({ line: 1, column: 1 }),
  });
  if (text.length > maxCharacters) {
    return unreadable(0, `the file has ${text.length} characters; at most ${maxCharacters} are read`);
  }
  const control = controlCharacters.exec(text);
  if (control) {
    // The parser, which counts the lines otherwise, never sees this text.
    for (let start = 0; start >= 0; start = text.indexOf('\n', start) + 1 || -1) lines.addNewLine(start);
    const code = control[0].charCodeAt(0).toString(16).padStart(4, '0');
    return unreadable(
      control.index,
      `there is a control character here (U+${code.toUpperCase()}); take it out`,
    );
  }
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    // Tags that make dates and sets of texts, and merge keys, would give data that JSON does not know.
    resolveKnownTags: false,
    stringKeys: true,
    prettyErrors: false,
    // The parser compares each key with all others; `YamlTree` finds double ones in one go.
    uniqueKeys: false,
    lineCounter: lines,
  });
  const error = worst([...document.errors, ...document.warnings]);
  if (error) return unreadable(placeOf(error, document.contents, text), yamlSentence(error));
  if (isNothing(document.contents)) return unreadable(0, 'the file is empty');
  const tree = new YamlTree(document.contents);
  const lineOf = (offset: number): number => position(offset).line;
  return {
    value: tree.value,
    flaws: tree.flaws.map(({ offset, message }) => ({ ...position(offset), message: message(lineOf) })),
    locate: (path, at = 'value') => position(tree.locate(path, at)),
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]/;

/** Neither a value nor anything that stands for one, such as `~` and `null`. */
function isNothing(contents: ParsedNode | null): contents is null {
  return contents === null || (isScalar(contents) && contents.source === '');
}

/** One syntax error causes others: only one is worth telling. */
function worst(errors: readonly YAMLError[]): YAMLError | undefined {
  return errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION') ?? errors[0];
}
