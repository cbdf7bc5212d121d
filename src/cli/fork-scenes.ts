import { existsSync } from 'node:fs';
import type { DeviceModel } from '../core/device/model.ts';
import { MilletError } from '../core/errors.ts';
import type { Input } from '../core/journal.ts';
import type { Recording } from '../core/recording.ts';
import { formatProblem } from '../files/problems.ts';
import { loadSceneFile, readSceneFiles } from '../files/scene-files.ts';
import { becomesOf } from './scene-changes.ts';

/**
 * The scenes of a directory as inputs, for a session to go on with them from `at` on: those that are new or different,
 * and those that are there no more. Prints what is wrong with a file; that scene stays as it was.
 */
export function forkScenes(
  dir: string,
  recording: Recording,
  at: number,
  models: ReadonlyMap<string, DeviceModel>,
): { inputs: readonly Input[]; sound: boolean } {
  if (!existsSync(dir)) throw new MilletError(`--scenes: there is no directory ${dir}.`);
  const { home } = recording.options;
  const before = scenesAt(recording, at);
  const files = readSceneFiles(dir);
  const gone = new Set(before.keys());
  const inputs: Input[] = [];
  let sound = true;
  for (const file of files) {
    const { scene, problems } = loadSceneFile(file, files, { home, models });
    for (const problem of problems) console.error(formatProblem(problem));
    if (problems.length > 0) console.error(becomesOf(file.id, before.has(file.id)));
    sound &&= problems.length === 0;
    gone.delete(file.id);
    if (scene && JSON.stringify(scene) !== JSON.stringify(before.get(file.id)))
      inputs.push({ type: 'scene', scene: file.id, definition: scene });
  }
  for (const scene of gone) inputs.push({ type: 'scene', scene, definition: null });
  return { inputs, sound };
}

/** The scenes that a session had at an instant, after the inputs of that instant. */
function scenesAt({ options, inputs }: Recording, at: number): Map<string, unknown> {
  const scenes = new Map<string, unknown>(options.scenes);
  for (const { at: then, input } of inputs) {
    if (then > at || input.type !== 'scene') continue;
    if (input.definition === null) scenes.delete(input.scene);
    else scenes.set(input.scene, input.definition);
  }
  return scenes;
}
