import type { YAMLError } from 'yaml';

type ErrorCode = YAMLError['code'];

const quotes = 'put it in quotes';

/** What the parser's findings mean for people. Codes that are not here keep the parser's own words. */
const sentences: Partial<Record<ErrorCode, string | ((message: string) => string)>> = {
  ALIAS_PROPS: `a text that begins with * needs quotes`,
  BAD_ALIAS: 'a text that begins with * needs quotes, such as "*/15 * * * *"',
  BAD_DQ_ESCAPE: (message) => {
    const sequence = /\\./.exec(message)?.[0] ?? '\\';
    return `${sequence} means nothing between double quotes; write \\\\ for a backslash, or use single quotes`;
  },
  BAD_INDENT: (message) => {
    return (
      unclosed(message) ??
      'the indentation does not fit: the keys of one object, and the entries of one list, begin in the same column'
    );
  },
  BAD_SCALAR_START: (message) => {
    const character = /character (\S)/.exec(message)?.[1];
    return `a text cannot begin with ${character ?? 'this character'}; ${quotes}`;
  },
  BLOCK_AS_IMPLICIT_KEY:
    'a second key cannot follow here: a text with ": " in it needs quotes, and the next key a line of its own, indented like its neighbours',
  BLOCK_IN_FLOW: 'lines that begin with "- " or are indented cannot stand between { } or [ ]',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters; is a quote or a line break missing?',
  MISSING_CHAR: (message) => {
    const quote = /closing (["'])/.exec(message)?.[1];
    if (quote !== undefined) return `this ${quote} is not closed`;
    if (/map keys need/.test(message)) return 'a key needs ": " and a value after it';
    return unclosed(message) ?? ownWords(message);
  },
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line, with ": " after it; is a colon or a quote missing?',
  MULTIPLE_DOCS: '--- begins a second document here; a file holds one',
  NON_STRING_KEY:
    'a key must be a name, not a list or an object; a text that begins with { or [ needs quotes',
  RESOURCE_EXHAUSTION: 'it is nested too deep',
  TAB_AS_INDENT: 'a tab cannot indent; use spaces',
  TAG_RESOLVE_FAILED: (message) => {
    const tag = /!\S*/.exec(message.replace('tag:yaml.org,2002:', '!!'))?.[0].slice(0, 40) ?? '!this';
    return `tags such as ${tag} mean nothing here; a text that begins with ! needs quotes`;
  },
  UNEXPECTED_TOKEN: (message) =>
    /alias/.test(message)
      ? 'a text that begins with * needs quotes, such as "*/15 * * * *"'
      : /at node end/.test(message)
        ? 'something follows where the value has ended; is a comma or a quote missing?'
        : ownWords(message),
};

/** A finding of the YAML parser as half a sentence. */
export function yamlSentence(error: YAMLError): string {
  const sentence = sentences[error.code] ?? ownWords;
  return typeof sentence === 'string' ? sentence : sentence(error.message);
}

function unclosed(message: string): string | undefined {
  const bracket = /end with a ([\]}])/.exec(message)?.[1];
  if (bracket === undefined) return undefined;
  return `this ${bracket === '}' ? '{' : '['} is not closed: a ${bracket} is missing, or lines within it are not indented`;
}

function ownWords(message: string): string {
  const line = message.split('\n', 1)[0]!;
  return `it is not YAML: ${line.slice(0, 1).toLowerCase()}${line.slice(1, 200)}`;
}
