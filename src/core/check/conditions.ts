import type { Condition, SunCondition } from '../scene/schema.ts';
import { checkBounds, checkComparison, isEmptyComparison } from './comparison.ts';
import { checkDevice, checkProperty } from './device.ts';
import type { Path, Report } from './finding.ts';
import { checkReferences } from './reference.ts';
import type { SceneEnv } from './scene-env.ts';
import { checkSceneName } from './scene-name.ts';

export function checkCondition(condition: Condition, env: SceneEnv, path: Path, report: Report): void {
  // First, because a property condition may have a `not` of its own.
  if ('prop' in condition) {
    if (isEmptyComparison(condition)) {
      report(
        path,
        'a property condition needs what it compares with: value, not, above, below, between or in',
      );
    }
    checkBounds(condition, path, report);
    const spec = checkProperty(condition, env, path, report);
    if (spec) checkComparison(condition, spec, `${condition.device}.${condition.prop}`, path, report);
    checkReferences(condition, spec, env, path, report);
  } else if ('all' in condition) {
    for (const [index, part] of condition.all.entries()) {
      checkCondition(part, env, [...path, 'all', index], report);
    }
  } else if ('any' in condition) {
    for (const [index, part] of condition.any.entries()) {
      checkCondition(part, env, [...path, 'any', index], report);
    }
  } else if ('not' in condition) {
    checkCondition(condition.not, env, [...path, 'not'], report);
  } else if ('type' in condition) {
    checkPlain(condition, env, path, report);
  }
}

function checkPlain(
  condition: Extract<Condition, { type: string }>,
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  switch (condition.type) {
    case 'time': {
      const { after, before, days } = condition;
      if (after === undefined && before === undefined && days === undefined) {
        report(path, 'a time condition needs after, before or days');
      }
      break;
    }
    case 'sun':
      checkSun(condition, path, report);
      break;
    case 'scene':
      checkSceneName(condition.scene, env, [...path, 'scene'], report);
      break;
    case 'availability':
      checkDevice(condition.device, env, [...path, 'device'], report);
      break;
  }
}

function checkSun(condition: SunCondition, path: Path, report: Report): void {
  if (condition.after === undefined && condition.before === undefined) {
    report(path, 'a sun condition needs after or before: sunrise, sunset, dawn, dusk or noon');
  }
  for (const end of ['after', 'before'] as const) {
    if (condition[end] !== undefined || condition[`${end}_offset`] === undefined) continue;
    report(
      [...path, `${end}_offset`],
      `${end}_offset needs ${end}: it says how much later or earlier`,
      'key',
    );
  }
}
