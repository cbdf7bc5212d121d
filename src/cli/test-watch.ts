import { basename, dirname, resolve } from 'node:path';
import { watch } from 'chokidar';
import { MilletError } from '../core/errors.ts';
import type { LoadedTests } from '../testing/index.ts';
import { loadAll, runTests, type TestOptions } from './test-suite.ts';

/** How long the files must be quiet before the tests are run again, in milliseconds: editors save in several steps. */
const quietMs = 30;

/** Runs the tests, and again whenever one of them, their home, its scenes or its models are saved; until it is stopped. */
export async function watchTests(names: readonly string[], options: TestOptions): Promise<number> {
  const run = async (): Promise<LoadedTests[]> => {
    const begun = performance.now();
    let files: LoadedTests[] = [];
    try {
      files = await loadAll(names, options, true);
      await runTests(files, options);
    } catch (error) {
      if (!(error instanceof MilletError)) throw error;
      console.log([error.message, error.hint ?? ''].join('\n').trimEnd());
    }
    console.log(
      `\nRan in ${Math.round(performance.now() - begun)} ms. Waiting for changes; end with Ctrl+C.`,
    );
    return files;
  };
  const files = await run();
  const homes = new Set([options.home, ...files.map(({ homeDir }) => homeDir)].map((dir) => resolve(dir)));
  const named = new Set(names.map((file) => resolve(file)));
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const again = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // One after the other, so that no two reports mix.
      running = running.then(() => {
        if (process.stdout.isTTY) console.clear();
        return run();
      });
    }, quietMs);
  };
  const watcher = watch([...homes, ...[...named].map((file) => dirname(file))], {
    ignoreInitial: true,
    atomic: false,
    depth: 1,
    ignored: (path) => !isOfInterest(path, homes, named),
  });
  watcher.on('all', again);
  watcher.on('raw', again);
  await new Promise<void>((ready) => watcher.once('ready', ready));
  // What changed while the watcher was on its way.
  await new Promise<void>((stop) => {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  clearTimeout(timer);
  await watcher.close();
  await running;
  return 0;
}

/** A home's directory, its home.yaml, and what stands in scenes/ and devices/; and the files that were named. */
function isOfInterest(path: string, homes: ReadonlySet<string>, named: ReadonlySet<string>): boolean {
  if (homes.has(path) || named.has(path)) return true;
  if ([...named].some((file) => dirname(file) === path)) return true;
  const parent = dirname(path);
  if (homes.has(parent)) return ['home.yaml', 'scenes', 'devices'].includes(basename(path));
  return homes.has(dirname(parent)) && ['scenes', 'devices'].includes(basename(parent));
}
