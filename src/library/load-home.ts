import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DeviceModel } from '../core/device/model.ts';
import { MilletError } from '../core/errors.ts';
import type { Home } from '../core/home.ts';
import type { Scene } from '../core/scene/schema.ts';
import { loadHome as loadFiles } from '../files/load-home.ts';
import { formatProblem } from '../files/problems.ts';

/** A home without mistakes, ready to be simulated as often as you like. */
export interface LoadedHome {
  /** What home.yaml says. */
  readonly home: Home;
  /** Its products by name: the built-in ones, and those of its own `devices/`. */
  readonly models: ReadonlyMap<string, DeviceModel>;
  /** Its scenes by id. */
  readonly scenes: ReadonlyMap<string, Scene>;
}

/**
 * Loads the home in a directory: its `home.yaml`, and the `scenes/` and `devices/` beside it.
 *
 * @param dir a path from the current directory, or a URL such as `new URL('..', import.meta.url)`
 * @throws {MilletError} when there is no home, or when one of its files has a mistake; the message then lists every
 *   mistake with file, line and column
 */
export async function loadHome(dir: string | URL): Promise<LoadedHome> {
  const path = typeof dir === 'string' ? dir : relative('.', fileURLToPath(dir)) || '.';
  const { home, models, scenes, problems } = await loadFiles(path);
  if (!home || problems.length > 0) {
    const count = problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`;
    throw new MilletError(`The home in ${path} has ${count}:\n${problems.map(formatProblem).join('\n')}`, {
      hint: 'millet check says the same.',
    });
  }
  return { home, models, scenes };
}
