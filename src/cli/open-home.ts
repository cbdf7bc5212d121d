import type { DeviceModel } from '../core/device/model.ts';
import { MilletError } from '../core/errors.ts';
import type { Home } from '../core/home.ts';
import type { Scene } from '../core/scene/schema.ts';
import { loadHome } from '../files/load-home.ts';
import { formatProblem, type Problem } from '../files/problems.ts';
import type { SceneFile } from '../files/scene-files.ts';

/** A home that can be run: `problems` are those of scenes that were left out. */
export interface LoadedHome {
  readonly dir: string;
  readonly home: Home;
  readonly models: ReadonlyMap<string, DeviceModel>;
  readonly scenes: ReadonlyMap<string, Scene>;
  readonly problems: readonly Problem[];
  /** The files of all scenes, also of those that were left out. */
  readonly sceneFiles: readonly SceneFile[];
}

/** Loads a home and prints its problems. Throws a `MilletError` when there is no home, or none that could run. */
export async function openHome(dir: string, prefix?: string): Promise<LoadedHome> {
  const loaded = await loadHome(dir, { prefix });
  for (const problem of loaded.problems) console.error(formatProblem(problem));
  if (!loaded.home) throw new MilletError(`The home in ${dir} cannot be used: see above.`);
  if (loaded.problems.length > 0) console.error('What has errors is left out; all else is used.');
  return { ...loaded, home: loaded.home };
}
