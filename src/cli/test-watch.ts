import { basename, dirname, resolve } from 'node:path';
import { watch } from 'chokidar';
import { MilletError } from '../core/errors.ts';
import { homeLoader, type LoadedTests, loadTests } from '../testing/index.ts';
import { runTests, type TestOptions, testFiles } from './test-suite.ts';

/** How long the files must be quiet before the tests are run again, in milliseconds: editors save in several steps. */
const quietMs = 30;

/**
 * Runs the tests, and again whenever their home, its scenes or its models are saved, until it is stopped. Where only
 * files of tests were saved, only those are run again: what comes of the others cannot have changed.
 */
export async function watchTests(names: readonly string[], options: TestOptions): Promise<number> {
  let homeOf = homeLoader();
  const run = async (changed?: ReadonlySet<string>): Promise<LoadedTests[]> => {
    const begun = performance.now();
    const onlyTests = changed !== undefined && changed.size > 0 && [...changed].every(isTestFile);
    if (!onlyTests) homeOf = homeLoader({ fresh: true });
    let loaded: LoadedTests[] = [];
    try {
      const all = testFiles(names, options.home);
      const wanted = onlyTests ? all.filter((file) => changed.has(basename(file))) : all;
      loaded = await Promise.all(
        wanted.map((file) => loadTests(file, homeOf, options.elsewhere ? options.home : undefined)),
      );
      await runTests(loaded, options);
    } catch (error) {
      if (!(error instanceof MilletError)) throw error;
      console.log([error.message, error.hint ?? ''].join('\n').trimEnd());
    }
    const took = Math.round(performance.now() - begun);
    console.log(`\nRan in ${took} ms. Waiting for changes; end with Ctrl+C.`);
    return loaded;
  };
  const files = await run();
  const homes = new Set([options.home, ...files.map(({ homeDir }) => homeDir)].map((dir) => resolve(dir)));
  const named = new Set(names.map((file) => resolve(file)));
  const watcher = await watchFiles(homes, named, async (changed) => {
    if (process.stdout.isTTY) console.clear();
    await run(changed);
  });
  console.log('Watching the tests, and the homes they are for.');
  await new Promise<void>((stop) => {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  await watcher.close();
  return 0;
}

/** Calls `saved` with the names of the files that were saved, one time after the other. */
async function watchFiles(
  homes: ReadonlySet<string>,
  named: ReadonlySet<string>,
  saved: (names: ReadonlySet<string>) => Promise<void>,
): Promise<{ close(): Promise<void> }> {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let changed = new Set<string>();
  const note = (path: string): void => {
    changed.add(basename(path));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const names = changed;
      changed = new Set();
      // One after the other, so that no two reports mix.
      running = running.then(() => saved(names));
    }, quietMs);
  };
  const watcher = watch([...homes, ...[...named].map((file) => dirname(file))], {
    ignoreInitial: true,
    atomic: false,
    depth: 1,
    ignored: (path) => !isOfInterest(path, homes, named),
  });
  watcher.on('all', (_event, path) => note(path));
  // Of changes of a file that follow each other within 50 ms, chokidar tells only the first; the system tells all.
  watcher.on('raw', (_event, path) => {
    // It tells of everything beside the files, too, such as the report that --junit writes.
    if (typeof path === 'string' && /\.(yaml|yml|json|js|mjs|ts)$/.test(path)) note(path);
  });
  await new Promise<void>((ready) => watcher.once('ready', ready));
  return {
    async close() {
      clearTimeout(timer);
      await watcher.close();
      await running;
    },
  };
}

function isTestFile(name: string): boolean {
  return /\.test\.(yaml|yml|json)$/.test(name);
}

/** A home's directory, its home.yaml, and what stands in scenes/ and devices/; and the files that were named. */
function isOfInterest(path: string, homes: ReadonlySet<string>, named: ReadonlySet<string>): boolean {
  if (homes.has(path) || named.has(path)) return true;
  if ([...named].some((file) => dirname(file) === path)) return true;
  const parent = dirname(path);
  if (homes.has(parent)) return ['home.yaml', 'scenes', 'devices'].includes(basename(path));
  return homes.has(dirname(parent)) && ['scenes', 'devices'].includes(basename(parent));
}
