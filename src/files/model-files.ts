import { existsSync, readdirSync, realpathSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { basename, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { initialize, load, resolve } from './model-hooks.ts';

/** Compiled code finds compiled models; where TypeScript itself is run, as in tests, it finds their sources. */
const ending = extname(fileURLToPath(import.meta.url));
const builtIn = fileURLToPath(new URL('../../devices/', import.meta.url));
/** In a checkout, the sources of the compiled ones. */
const sources = fileURLToPath(new URL('../../../devices/', import.meta.url));

/** The files of the models that come with Millet. */
export function builtInFiles(): string[] {
  const files = filesIn(builtIn, [ending]);
  if (ending === '.ts' || !existsSync(sources)) return files;
  // The compiler leaves behind what it made of a source that is gone.
  const names = new Set(filesIn(sources, ['.ts']).map((path) => basename(path, '.ts')));
  return files.filter((path) => names.has(basename(path, ending)));
}

/** The files of the models that a home brings along. Our own, when the home is Millet itself, are built in. */
export function ownFiles(home: string): string[] {
  const directory = join(home, 'devices');
  if (!existsSync(directory)) return [];
  const real = realpathSync(directory);
  const ours = [builtIn, sources].filter((path) => existsSync(path)).map((path) => realpathSync(path));
  return ours.includes(real) ? [] : filesIn(directory, ['.js', '.mjs', '.ts']);
}

/** Lets the models of a home import 'millet', and be written in TypeScript. */
export function prepareLoader(home: string): void {
  // Whoever runs our own sources also takes care of TypeScript.
  if (ending === '.ts') return;
  // Modules are known by their real paths.
  const url = pathToFileURL(`${realpathSync(home)}/`).href;
  if (prepared.has(url)) return;
  prepared.add(url);
  const { registerHooks } = nodeModule as { registerHooks?: (hooks: object) => void };
  if (registerHooks) {
    if (prepared.size === 1) registerHooks({ resolve, load });
    initialize(url);
  } else {
    nodeModule.register('./model-hooks.js', import.meta.url, { data: url });
  }
}

const prepared = new Set<string>();

function filesIn(directory: string, endings: readonly string[]): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.') && !entry.name.endsWith('.d.ts'))
    .filter(({ name }) => endings.includes(extname(name)))
    .map(({ name }) => join(directory, name))
    .sort();
}
