import { parseDuration } from '../calendar/index.ts';
import type { PropertyTrigger, Trigger } from '../scene/schema.ts';
import { checkBounds, checkComparison, checkHysteresis, isEmptyComparison } from './comparison.ts';
import { checkDevice, checkEvent, checkProperty } from './device.ts';
import type { Path, Report } from './finding.ts';
import { checkMessage } from './message.ts';
import { checkReferences } from './reference.ts';
import type { SceneEnv } from './scene-env.ts';
import { checkSceneName } from './scene-name.ts';
import { valueProblem } from './value.ts';

export function checkTrigger(trigger: Trigger, env: SceneEnv, path: Path, report: Report): void {
  switch (trigger.type) {
    case 'property':
      checkPropertyTrigger(trigger, env, path, report);
      break;
    case 'event':
      checkEvent(trigger, env, path, report);
      break;
    case 'availability':
      checkDevice(trigger.device, env, [...path, 'device'], report);
      break;
    case 'scene':
      checkSceneName(trigger.scene, env, [...path, 'scene'], report);
      break;
    case 'message':
      checkMessage(trigger, env, path, report);
      break;
    case 'every':
      if (parseDuration(trigger.value) === 0) {
        report(
          [...path, 'value'],
          'every takes an interval of at least 1ms, such as 1h: 0s would be without end',
        );
      }
      break;
    case 'time':
    case 'cron':
    case 'sun':
    case 'start':
    case 'manual':
      break;
  }
}

function checkPropertyTrigger(trigger: PropertyTrigger, env: SceneEnv, path: Path, report: Report): void {
  const { changed, from } = trigger;
  if (isEmptyComparison(trigger) && changed === undefined && from === undefined) {
    const message =
      'a property trigger needs what it waits for: value, not, above, below, between or in, or changed: true';
    report(path, message);
  }
  checkBounds(trigger, path, report);
  const spec = checkProperty(trigger, env, path, report);
  const name = `${trigger.device}.${trigger.prop}`;
  checkHysteresis(trigger, spec, name, path, report);
  if (from !== undefined && from === trigger.value) {
    report([...path, 'from'], `it cannot change from ${String(from)} to ${String(from)}`);
  }
  checkReferences(trigger, spec, env, path, report);
  if (!spec) return;
  checkComparison(trigger, spec, name, path, report);
  const problem = from === undefined ? undefined : valueProblem(name, spec, from);
  if (problem !== undefined) report([...path, 'from'], problem);
}
