import { MilletError } from '../core/errors.ts';
import { loadAll, runTests, type TestOptions } from './test-suite.ts';

/** `test [FILE...]`: runs scene tests. Returns 1 when one fails, or a file has mistakes. */
export async function test(
  names: readonly string[],
  options: TestOptions & { readonly watch?: boolean },
): Promise<number> {
  if (!options.watch) return runTests(await loadAll(names, options), options);
  if (options.json || options.story)
    throw new MilletError(`--watch does not go with ${options.json ? '--json' : '--story'}.`);
  return (await import('./test-watch.ts')).watchTests(names, options);
}
