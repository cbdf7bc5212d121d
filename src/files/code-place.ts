import type { Path } from '../core/check/index.ts';

/**
 * Where something stands in the code of a scene, as line and column: goes along the object literal that it exports. What
 * is put together elsewhere, by a constant or a function, is where that is named.
 *
 * @param at whether the key at the end of the path is to blame, or its value (default)
 */
export function locateInCode(
  code: string,
  path: Path,
  at: 'key' | 'value' = 'value',
): { readonly line: number; readonly column: number } {
  const begin = /^millet\.default=\s*(?:defineScene\s*\(\s*)?/m.exec(code);
  const start = begin ? begin.index + begin[0].length : 0;
  const before = code.slice(0, find(code, start, path, at)).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function find(code: string, start: number, [part, ...rest]: Path, at: 'key' | 'value'): number {
  if (part === undefined) return start;
  for (const entry of entriesOf(code, start)) {
    if (entry.name !== part) continue;
    return rest.length === 0 && at === 'key' ? entry.key : find(code, entry.value, rest, at);
  }
  return start;
}

interface Entry {
  readonly name: string | number;
  readonly key: number;
  readonly value: number;
}

/** The entries of the object or list literal that begins there; none, if there is no such thing. */
function* entriesOf(code: string, start: number): Generator<Entry> {
  const isList = code[start] === '[';
  if (!isList && code[start] !== '{') return;
  let index = 0;
  for (let at = skipBlank(code, start + 1); at < code.length && !/[\]}]/.test(code[at]!); index++) {
    const key = isList ? undefined : /^(?:([\w$]+)|(['"])(.*?)\2)\s*:\s*/.exec(code.slice(at));
    const value = skipBlank(code, at + (key?.[0].length ?? 0));
    if (isList) yield { name: index, key: at, value };
    else if (key) yield { name: key[1] ?? key[3]!, key: at, value };
    const end = skipValue(code, value);
    at = skipBlank(code, code[end] === ',' ? end + 1 : end);
  }
}

/** Past blanks and comments. */
function skipBlank(code: string, start: number): number {
  const blank = /(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/y;
  blank.lastIndex = start;
  blank.exec(code);
  return blank.lastIndex;
}

/** Past a value: up to the comma behind it, or the end of what it stands in. */
function skipValue(code: string, start: number): number {
  let depth = 0;
  for (let at = start; at < code.length; at++) {
    const sign = code[at]!;
    if (/["'`]/.test(sign)) at = endOfText(code, at);
    else if (sign === '/' && /[/*]/.test(code[at + 1] ?? '')) at = skipBlank(code, at) - 1;
    else if (/[([{]/.test(sign)) depth++;
    else if (/[)\]}]/.test(sign) && depth-- === 0) return at;
    else if (sign === ',' && depth === 0) return at;
  }
  return code.length;
}

/** The last character of a text in quotes. What stands in a template, however deep, is part of it. */
function endOfText(code: string, start: number): number {
  const quote = code[start]!;
  for (let at = start + 1; at < code.length; at++) {
    if (code[at] === '\\') at++;
    else if (code[at] === quote) return at;
    else if (quote === '`' && code.startsWith('${', at)) at = skipValue(code, at + 2);
  }
  return code.length;
}
