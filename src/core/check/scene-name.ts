import type { Path, Report } from './finding.ts';
import { showName, unknownName } from './names.ts';
import type { SceneEnv } from './scene-env.ts';

/** The name of another scene, or of the scene itself. */
export function checkSceneName(id: string, env: SceneEnv, path: Path, report: Report): void {
  if (env.scenes.has(id) || id === env.self) return;
  const others = [...env.scenes].filter((scene) => scene !== env.self);
  report(path, unknownName(`there is no scene ${showName(id)}`, id, others, 'there are'));
}
