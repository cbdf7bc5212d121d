import type { Condition, Scene } from '../scene/schema.ts';
import { checkCondition } from './conditions.ts';
import { collectFindings, type Finding, type Path, type Report } from './finding.ts';
import type { SceneEnv } from './scene-env.ts';
import { checkSteps } from './steps.ts';
import { checkTrigger } from './triggers.ts';

/**
 * What is wrong with a scene whose shape is right: names that do not exist, values that cannot be, comparisons that
 * make no sense. A device of which no model is known is not checked.
 */
export function checkScene(scene: Scene, env: SceneEnv): Finding[] {
  return collectFindings((report) => {
    if (Array.isArray(scene.trigger)) {
      for (const [index, trigger] of scene.trigger.entries()) {
        checkTrigger(trigger, env, ['trigger', index], report);
      }
    } else {
      checkTrigger(scene.trigger, env, ['trigger'], report);
    }
    checkConditions(scene.conditions, env, ['conditions'], report);
    checkSteps(scene.actions, env, ['actions'], report);
    checkSteps(scene.otherwise, env, ['otherwise'], report);
    const modes = [scene.mode, ...[scene.trigger].flat().map((trigger) => trigger.mode)];
    if (scene.max !== undefined && !modes.includes('queued') && !modes.includes('parallel')) {
      const mode = scene.mode ?? 'single';
      report(
        ['max'],
        `max counts the runs of mode queued or parallel; in mode ${mode} there is one at most`,
        'key',
      );
    }
  });
}

function checkConditions(
  conditions: readonly Condition[] | undefined,
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  for (const [index, condition] of conditions?.entries() ?? []) {
    checkCondition(condition, env, [...path, index], report);
  }
}
