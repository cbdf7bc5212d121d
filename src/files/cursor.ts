import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';

/** Where the cursor stands in the data of a YAML text. */
export interface CursorPlace {
  /** The keys and indexes that lead to the object or list around it. */
  readonly path: readonly (string | number)[];
  /** The keys of the objects on the way with their values, as far as they can be read: outermost first. */
  readonly around: readonly Readonly<Record<string, unknown>>[];
  /** A key of an object, or a value; for a value, of which key (or of which entry of a list). */
  readonly role: 'key' | 'value';
  readonly key: string | number | undefined;
  /** What is being written, in characters from the beginning of the text. */
  readonly from: number;
  readonly to: number;
  readonly isQuoted: boolean;
}

const mark = 'x7cursor7x';

/**
 * Finds what is being written at `offset`, in a text that need not be whole: a mark is put there, and the parser, which
 * mends what it can, is asked where it has got to. `undefined`: in a comment, or nowhere.
 */
export function cursorPlace(text: string, offset: number): CursorPlace | undefined {
  const before = /["']?[\w.:-]*$/.exec(text.slice(0, offset))?.[0] ?? '';
  const quote = /^["']/.exec(before)?.[0] ?? '';
  const behind = /^[\w.-]*/.exec(text.slice(offset))?.[0] ?? '';
  const from = offset - before.length;
  const closing = quote !== '' && text.startsWith(quote, offset + behind.length) ? quote : '';
  const to = offset + behind.length + closing.length;
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, from);
  if (/(^|\s)#/.test(line)) return undefined;
  // At the beginning of a line stands a key; below `set:` a word alone would be taken for its value.
  const fillings = line.trim() === '' ? [`${mark}: `, mark] : [mark, `${mark}: `];
  for (const filling of fillings) {
    const document = parseDocument(
      `${text.slice(0, from)}${filling}${text.slice(to).replace(/^\s*:/, filling === mark ? ':' : '')}`,
      {
        version: '1.2',
        schema: 'core',
        uniqueKeys: false,
        prettyErrors: false,
        logLevel: 'silent',
      },
    );
    const found = document.contents && find(document.contents, [], []);
    if (found) return { ...found, from, to, isQuoted: quote !== '' };
  }
  return undefined;
}

type Found = Pick<CursorPlace, 'path' | 'around' | 'role' | 'key'>;

function find(
  node: Node,
  path: readonly (string | number)[],
  around: CursorPlace['around'],
): Found | undefined {
  if (isMap(node)) return findInMap(node, path, around);
  if (!isSeq(node)) return isMark(node) ? { path, around, role: 'key', key: undefined } : undefined;
  for (const [index, item] of node.items.entries()) {
    if (isMark(item)) return { path, around, role: 'value', key: index };
    const found = find(item as Node, [...path, index], around);
    if (found) return found;
  }
  return undefined;
}

function findInMap(
  node: YAMLMap,
  path: readonly (string | number)[],
  around: CursorPlace['around'],
): Found | undefined {
  const pairs = node.items;
  const own: Record<string, unknown> = {};
  for (const { key, value } of pairs) {
    if (isScalar(key) && !isMark(key))
      own[String(key.value)] = isScalar(value) && !isMark(value) ? value.value : null;
  }
  const here = [...around, own];
  for (const { key, value } of pairs) {
    if (isMark(key)) return { path, around: here, role: 'key', key: undefined };
    const name = isScalar(key) ? String(key.value) : '';
    if (isMark(value)) return { path, around: here, role: 'value', key: name };
    const found = value ? find(value as Node, [...path, name], here) : undefined;
    if (found) return found;
  }
  return undefined;
}

function isMark(node: unknown): boolean {
  return isScalar(node) && node.value === mark;
}
