import type { EventSpec, PropertySpec } from '../device/model.ts';
import { own, readProblem } from '../device/validate.ts';
import type { ValueSpec } from '../device/value.ts';
import type { Path, Report } from './finding.ts';
import { findDevice, type KnownDevice, showName, unknownName } from './names.ts';
import type { SceneEnv } from './scene-env.ts';
import { valueProblem } from './value.ts';

/** The device at `path`'s key `device`, unless there is none or nothing is known of it. */
export function checkDevice(id: string, env: SceneEnv, path: Path, report: Report): KnownDevice | undefined {
  const device = findDevice(env.home, env.models, id);
  if (typeof device !== 'string') return device;
  report(path, device);
  return undefined;
}

/** The readable property that a trigger or a condition looks at, unless there is none or nothing is known of it. */
export function checkProperty(
  { device: id, prop }: { device: string; prop: string },
  env: SceneEnv,
  path: Path,
  report: Report,
): PropertySpec | undefined {
  const model = checkDevice(id, env, [...path, 'device'], report)?.model;
  if (!model) return undefined;
  const problem = readProblem(model, prop);
  if (!problem) return own(model.properties, prop);
  report([...path, 'prop'], problem.message);
  return undefined;
}

/** An event that a trigger waits for, and what it must carry. */
export function checkEvent(
  trigger: { device: string; event: string; where?: Readonly<Record<string, unknown>> | undefined },
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  const model = checkDevice(trigger.device, env, [...path, 'device'], report)?.model;
  if (!model) return;
  const events: Readonly<Record<string, EventSpec>> = model.events ?? {};
  const event = own(events, trigger.event);
  if (!event) {
    const sentence = `${trigger.device} has no event ${showName(trigger.event)}`;
    const names = Object.keys(events);
    const message =
      names.length === 0
        ? `${sentence}; a ${modelName(env, trigger.device)} has no events`
        : unknownName(sentence, trigger.event, names, 'it has');
    report([...path, 'event'], message);
    return;
  }
  const data: Readonly<Record<string, ValueSpec>> = event.data ?? {};
  for (const [name, value] of Object.entries(trigger.where ?? {})) {
    const spec = own(data, name);
    if (spec) {
      const problem = valueProblem(`${trigger.event}.${name}`, spec, value);
      if (problem !== undefined) report([...path, 'where', name], problem);
      continue;
    }
    const names = Object.keys(data);
    const sentence = `the event ${trigger.event} carries no ${showName(name)}`;
    const message =
      names.length === 0
        ? `${sentence}; it carries nothing`
        : unknownName(sentence, name, names, 'it carries');
    report([...path, 'where', name], message, 'key');
  }
}

function modelName({ home }: SceneEnv, id: string): string {
  return own(home.devices, id)?.model ?? 'device';
}
