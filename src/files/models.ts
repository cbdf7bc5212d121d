import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkModel } from '../core/check/index.ts';
import type { DeviceModel } from '../core/device/model.ts';
import { builtInFiles, ownFiles, prepareLoader } from './model-files.ts';
import type { Problem } from './problems.ts';

export interface LoadedModels {
  /** By the name that home files use. */
  readonly models: ReadonlyMap<string, DeviceModel>;
  readonly problems: readonly Problem[];
}

/**
 * Loads the built-in models, which are all files of our own `devices/`, and those that a home brings along: every
 * `.js`, `.mjs` and `.ts` file of a directory `devices/` beside its home.yaml. Never throws: a file that is no model
 * is a problem.
 *
 * @param options.fresh a home's own model that was saved since it was loaded is loaded anew
 */
export async function loadModels(
  homes: readonly string[] = [],
  { fresh = false }: { fresh?: boolean } = {},
): Promise<LoadedModels> {
  const paths = builtInFiles();
  const builtIn = paths.length;
  for (const home of homes) {
    const own = ownFiles(home);
    if (own.length > 0) prepareLoader(home);
    paths.push(...own);
  }
  const results = await Promise.all(paths.map((path, index) => loadModel(path, fresh && index >= builtIn)));
  const models = new Map<string, DeviceModel>();
  const problems: Problem[] = [];
  const firstOf = new Map<string, number>();
  for (const [index, result] of results.entries()) {
    if ('problem' in result) {
      problems.push(result.problem);
      continue;
    }
    const { model } = result.model;
    const first = firstOf.get(model);
    if (first === undefined) {
      firstOf.set(model, index);
      models.set(model, result.model);
    } else {
      const where = first < builtIn ? 'is built in' : `stands in ${paths[first]}`;
      problems.push(problemAt(paths[index]!, `a model ${model} ${where} already; it needs another name`));
    }
  }
  return { models, problems };
}

async function loadModel(
  path: string,
  fresh: boolean,
): Promise<{ model: DeviceModel } | { problem: Problem }> {
  let exported: unknown;
  try {
    const module: { default?: unknown } = await import(
      `${pathToFileURL(path).href}${fresh ? `?saved=${statSync(path).mtimeMs}` : ''}`
    );
    if (!('default' in module)) {
      const how = 'export default defineDevice({ ... })';
      return { problem: problemAt(path, `it has no default export; a file in devices/ has ${how}`) };
    }
    exported = module.default;
  } catch (error) {
    return { problem: failure(path, error) };
  }
  const mistake = checkModel(exported);
  return mistake === undefined ? { model: exported as DeviceModel } : { problem: problemAt(path, mistake) };
}

/** Why a file could not be loaded, at the line that its stack names. */
function failure(path: string, error: unknown): Problem {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const name = path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const place = new RegExp(`${name}:(\\d+)(?::(\\d+))?`).exec(stack);
  const words = failureWords(message.split('\n', 1)[0]!.slice(0, 200), error, path);
  return problemAt(path, words, Number(place?.[1] ?? 1), Number(place?.[2] ?? 1));
}

function failureWords(message: string, error: unknown, path: string): string {
  const unstrippable = /^TypeScript (.*) is not supported in strip-only mode/.exec(message);
  if (unstrippable)
    return `types are taken out, and nothing else is translated: it cannot have ${unstrippable[1]}`;
  if (/does not provide an export named/.test(message))
    return `${message}; a type is imported with \`import type\``;
  if (!(error instanceof SyntaxError)) return `it fails when it is loaded: ${message}`;
  return `it is not ${extname(path) === '.ts' ? 'TypeScript' : 'JavaScript'}: ${message}`;
}

function problemAt(file: string, message: string, line = 1, column = 1): Problem {
  return {
    file,
    line,
    column,
    message,
    severity: 'error',
    ...(line > 1 ? { source: lineOf(file, line) } : {}),
  };
}

function lineOf(file: string, line: number): string {
  return readFileSync(file, 'utf8').split(/\r?\n/)[line - 1] ?? '';
}
