import type { z } from 'zod';
import { isRecord } from '../device/request.ts';
import { type Condition, conditionSchema, type Scene, stepSchema, triggerSchema } from '../scene/schema.ts';
import { checkCondition } from './conditions.ts';
import { collectFindings, type Finding, type Path, type Report } from './finding.ts';
import type { SceneEnv } from './scene-env.ts';
import { checkStep, checkSteps } from './steps.ts';
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

/**
 * The same for what was to be a scene and is not of its shape: of its triggers, conditions and steps those that are sound
 * by themselves.
 */
export function checkSoundParts(data: unknown, env: SceneEnv): Finding[] {
  if (!isRecord(data)) return [];
  return collectFindings((report) => {
    const check = <T>(key: string, schema: z.ZodType<T>, checkPart: CheckPart<T>): void => {
      const value = data[key];
      const parts = Array.isArray(value)
        ? value.map((part, index) => [part, [key, index]])
        : [[value, [key]]];
      for (const [part, path] of parts as [unknown, Path][]) {
        const parsed = schema.safeParse(part);
        if (parsed.success) checkPart(parsed.data, env, path, report);
      }
    };
    check('trigger', triggerSchema, checkTrigger);
    check('conditions', conditionSchema, checkCondition);
    check('actions', stepSchema, checkStep);
    check('otherwise', stepSchema, checkStep);
  });
}

type CheckPart<T> = (part: T, env: SceneEnv, path: Path, report: Report) => void;

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
