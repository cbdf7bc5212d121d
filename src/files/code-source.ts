import { createRequire } from 'node:module';
import { placeIn, runCode, takeOut } from '../core/scene/code.ts';
import { locateInCode } from './code-place.ts';
import type { Problem } from './problems.ts';
import type { Source } from './source.ts';
import { decodeText } from './text.ts';
import type { Flaw } from './yaml.ts';

/** A scene file of TypeScript, read: what it exports, as data, and the code that its functions are in. */
export interface CodeSource extends Source {
  /** `undefined`: there is no function in it. */
  readonly code: string | undefined;
  /** Tells what is wrong at a place of the text. */
  problemAt(flaw: Flaw): Problem;
}

/**
 * Reads a scene file of TypeScript: takes its types out, and runs it. Never throws: whatever is wrong with it is a
 * problem. Lines and columns of the code are those of the file.
 */
export function readCode(file: string, content: string | Uint8Array): CodeSource {
  const decoded =
    typeof content === 'string' ? { text: content.replace(/^\ufeff/, '') } : decodeText(content);
  const text = 'text' in decoded ? decoded.text : '';
  const lines = text.split(/\r?\n/);
  const problem = ({ line, column, message }: Flaw): Problem => {
    return { file, line, column, message, severity: 'error', source: lines[line - 1] ?? '' };
  };
  const refuse = (...flaws: Flaw[]): CodeSource => ({
    text,
    value: undefined,
    problems: flaws.map(problem),
    problemOf: ({ message }) => problem({ line: 1, column: 1, message }),
    code: undefined,
    problemAt: problem,
  });
  if ('flaw' in decoded) return refuse(decoded.flaw);
  const plain = withoutTypes(text);
  if ('flaw' in plain) return refuse(plain.flaw);
  const flaws = rulesBroken(plain.script);
  if (flaws.length > 0) return refuse(...flaws);
  const code = asBody(plain.script);
  let exported: ReturnType<typeof takeOut>;
  try {
    exported = takeOut(runCode(code));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return refuse({
      line: 1,
      column: 1,
      ...placeIn(error),
      message: `it fails when it is loaded: ${words.split('\n', 1)[0]!.slice(0, 200)}`,
    });
  }
  if (exported.data === undefined) {
    const message = 'it has no default export; a scene of TypeScript has export default defineScene({ ... })';
    return refuse({ line: 1, column: 1, message });
  }
  return {
    text,
    value: exported.data,
    problems: [],
    problemOf: ({ path, message, at }) => problem({ ...locateInCode(code, path, at), message }),
    code: exported.functions.length > 0 ? code : undefined,
    problemAt: problem,
  };
}

/** JavaScript with everything where it was, or what is no TypeScript. */
function withoutTypes(text: string): { readonly script: string } | { readonly flaw: Flaw } {
  // Loaded only when there is TypeScript to strip: it is a megabyte of WebAssembly.
  const { transformSync } = createRequire(import.meta.url)(
    '@swc/wasm-typescript',
  ) as typeof import('@swc/wasm-typescript');
  try {
    return { script: transformSync(text, { mode: 'strip-only', module: true }).code ?? '' };
  } catch (error) {
    const { message, startLine = 1, startColumn = 0 } = error as Partial<Record<string, unknown>>;
    const words = String(message ?? error).split('\n', 1)[0]!;
    return {
      flaw: {
        line: Number(startLine),
        column: Number(startColumn) + 1,
        message: `it is not TypeScript: ${words}`,
      },
    };
  }
}

const imports = /^import\b[^'"]*(['"])(.*?)\1/gm;
const kept = /^(let|var)\s/gm;

/** What a scene may not do: it stands by itself, and remembers nothing. */
function rulesBroken(script: string): Flaw[] {
  const at = (index: number, message: string): Flaw => {
    const before = script.slice(0, index).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1, message };
  };
  const foreign = [...script.matchAll(imports)].filter(([, , name]) => name !== 'millet');
  return [
    ...foreign.map(({ index, 2: name }) => {
      return at(
        index,
        `a scene imports from "millet" alone, not from ${JSON.stringify(name)}: its journal must have all of it`,
      );
    }),
    ...[...script.matchAll(kept)].map(({ index, 1: word }) => {
      return at(index, `${word} would keep something from one time to the next; use const, and ask the home`);
    }),
  ];
}

/** A module as the body of a function: every line and column stays where it was. */
function asBody(script: string): string {
  return script
    .replaceAll(/^import\b([^'"]*?)from(\s*)(['"])millet\3/gm, (_, names: string, space: string) => {
      return `const ${names.replaceAll(/\bas\b/g, ': ')}=   ${space}millet  `;
    })
    .replaceAll(/^export default(?:[ \t]|\b)/gm, 'millet.default=')
    .replaceAll(/^export(?= (const|function|class)\b)/gm, '      ');
}
