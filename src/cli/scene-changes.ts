import type { Recording } from '../core/recording.ts';
import type { LoadedHome } from './open-home.ts';

/** What became of scenes while a session was not running. */
export interface SceneChanges {
  /** As inputs, by id; null: removed. */
  readonly changes: readonly { readonly scene: string; readonly definition: unknown }[];
  /** Those whose files have mistakes now, and which the session has as they were. */
  readonly broken: readonly string[];
}

/** What becomes of a scene whose file has mistakes. */
export function becomesOf(id: string, isThere: boolean): string {
  return isThere
    ? `The scene ${id} goes on as it was before.`
    : `There is no scene ${id} before that is put right.`;
}

/** Compares the scenes of a home, as they are now, with those that a session had at its end. */
export function changedScenes(
  { options, inputs }: Recording,
  { scenes, sceneFiles, problems }: LoadedHome,
): SceneChanges {
  const had = new Map<string, unknown>(options.scenes);
  for (const { input } of inputs) {
    if (input.type !== 'scene') continue;
    if (input.definition === null) had.delete(input.scene);
    else had.set(input.scene, input.definition);
  }
  const mistaken = new Set(problems.map(({ file }) => file));
  const broken = new Set(sceneFiles.filter(({ file }) => mistaken.has(file)).map(({ id }) => id));
  const saved = [...scenes]
    .filter(([id, scene]) => JSON.stringify(had.get(id)) !== JSON.stringify(scene))
    .map(([scene, definition]) => ({ scene, definition }));
  const gone = [...had.keys()].filter((id) => !scenes.has(id));
  const removed = gone.filter((id) => !broken.has(id)).map((scene) => ({ scene, definition: null }));
  const changes = [...saved, ...removed].sort((a, b) => (a.scene < b.scene ? -1 : 1));
  return { changes, broken: gone.filter((id) => broken.has(id)) };
}
