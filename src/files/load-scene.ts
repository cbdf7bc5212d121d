import { checkScene, type SceneEnv } from '../core/check/index.ts';
import { type Scene, sceneSchema } from '../core/scene/schema.ts';
import { explainMismatch } from './explain.ts';
import { type Problem, sortProblems } from './problems.ts';
import { readSource } from './source.ts';

/** A scene, or why there is none. */
export interface LoadedScene {
  /** `undefined` when there are problems. */
  readonly scene: Scene | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Reads one scene. Never throws: whatever is wrong with the text is a problem, and all of them are told at once.
 *
 * @param file what the problems call it
 * @param env the home around it; without one, names and values are not checked
 */
export function loadScene(
  file: string,
  content: string | Uint8Array,
  env: SceneEnv | undefined,
): LoadedScene {
  const source = readSource(file, content);
  if (source.value === undefined) return { scene: undefined, problems: source.problems };
  const parsed = sceneSchema.safeParse(source.value);
  const findings = parsed.success
    ? env
      ? checkScene(parsed.data, env)
      : []
    : explainMismatch(sceneSchema, source.value, 'a scene');
  const problems = sortProblems([...source.problems, ...findings.map(source.problemOf)]);
  return { scene: parsed.success && problems.length === 0 ? parsed.data : undefined, problems };
}
