import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/*
 * Hooks of Node's module loader, for the models that a home brings along. Node 22 and later call them in the main
 * thread (`registerHooks`), Node 20 in a thread of their own (`register`); they fit both, because they only hand on
 * what the next hook returns.
 */

type Context = Readonly<Record<string, unknown>>;
type Next<Result> = (name: string, context: Context) => Result;

/** A home is no npm project: without this, its models could not import 'millet'. */
export function resolve<Result>(specifier: string, context: Context, next: Next<Result>) {
  if (specifier !== 'millet') return next(specifier, context);
  return { url: new URL('../index.js', import.meta.url).href, format: 'module', shortCircuit: true };
}

/**
 * Takes the types out of TypeScript, in the same way on every version of Node: some cannot, and some warn that they
 * can. Positions stay, so that the line in an error is the line in the file. What has no `package.json` is a module.
 */
export function load<Result>(url: string, context: Context, next: Next<Result>) {
  if (!isOwn(url)) return next(url, context);
  const path = fileURLToPath(url.replace(/[?#].*$/, ''));
  const text = readFileSync(path, 'utf8');
  return {
    format: 'module',
    source: path.endsWith('ts') ? stripTypes(text, path) : text,
    shortCircuit: true,
  };
}

/** Called with the URL of each home's directory, before its models are imported. */
export function initialize(home: string): void {
  homes.push(home);
}

const homes: string[] = [];

function isOwn(url: string): boolean {
  return (
    /\.(js|mjs|ts|mts)([?#]|$)/.test(url) &&
    !url.includes('/node_modules/') &&
    homes.some((home) => url.startsWith(home))
  );
}

function stripTypes(text: string, path: string): string {
  // Loaded only when there is TypeScript to strip: it is a megabyte of WebAssembly.
  const { transformSync } = createRequire(import.meta.url)(
    '@swc/wasm-typescript',
  ) as typeof import('@swc/wasm-typescript');
  try {
    return transformSync(text, { mode: 'strip-only', module: true, filename: path }).code ?? '';
  } catch (error) {
    throw asSyntaxError(error, path);
  }
}

/** It throws plain objects; Node would show them as `[object Object]`. */
function asSyntaxError(thrown: unknown, path: string): unknown {
  if (typeof thrown !== 'object' || thrown === null || !('message' in thrown)) return thrown;
  const { message, startLine, startColumn } = thrown as { message: string } & Record<string, unknown>;
  const error = new SyntaxError(message);
  error.stack = `SyntaxError: ${message}\n    at ${path}:${Number(startLine)}:${Number(startColumn) + 1}`;
  return error;
}
