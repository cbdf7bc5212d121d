import type { DeviceModel } from '../device/model.ts';
import { checkParams, commonMethods, own, writeProblem } from '../device/validate.ts';
import type { ValueSpec } from '../device/value.ts';
import { nearestName } from '../nearest.ts';
import { isOpenValue, referencesInText } from '../scene/fill.ts';
import { isReference } from '../scene/reference.ts';
import type { MethodStep, Reference, RepeatStep, SetStep, Step } from '../scene/schema.ts';
import { checkCondition } from './conditions.ts';
import { checkDevice } from './device.ts';
import type { Path, Report } from './finding.ts';
import { checkPublish } from './message.ts';
import { showName, unknownName } from './names.ts';
import { checkReference, sentProblem } from './reference.ts';
import type { SceneEnv } from './scene-env.ts';
import { checkSceneName } from './scene-name.ts';
import { valueProblem } from './value.ts';

export function checkSteps(
  steps: readonly Step[] | undefined,
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  for (const [index, step] of steps?.entries() ?? []) checkStep(step, env, [...path, index], report);
}

export function checkStep(step: Step, env: SceneEnv, path: Path, report: Report): void {
  if ('method' in step) checkMethod(step, env, path, report);
  else if ('set' in step) checkSet(step, env, path, report);
  else if ('if' in step) {
    checkCondition(step.if, env, [...path, 'if'], report);
    checkSteps(step.then, env, [...path, 'then'], report);
    checkSteps(step.else, env, [...path, 'else'], report);
  } else if ('wait_until' in step) checkCondition(step.wait_until, env, [...path, 'wait_until'], report);
  else if ('repeat' in step) checkRepeat(step, env, path, report);
  else if ('parallel' in step) {
    for (const [index, steps] of step.parallel.entries())
      checkSteps(steps, env, [...path, 'parallel', index], report);
  } else if ('publish' in step) checkPublish(step.publish, env, [...path, 'publish'], report);
  else if ('run' in step) checkRun(step.run, env, [...path, 'run'], report);
  else if ('notify' in step) checkNotify(step, env, path, report);
}

/** What a scene uses instead of the methods that every device has. */
const instead: Readonly<Record<string, string>> = {
  get_prop: 'a condition looks at a property: { device: ..., prop: ..., value: ... }',
  set_prop: 'a step sets properties with { device: ..., set: { ... } }',
  stimulate: 'with it people and tests play the world',
};

function checkMethod(step: MethodStep, env: SceneEnv, path: Path, report: Report): void {
  const model = checkDevice(step.device, env, [...path, 'device'], report)?.model;
  if (commonMethods.includes(step.method)) {
    report([...path, 'method'], `${step.method} is no step of a scene: ${instead[step.method]}`);
    return;
  }
  if (!model) {
    for (const [name, value] of Object.entries(step.params ?? {}))
      if (isReference(value)) checkReference(value, env, [...path, 'params', name], report);
    return;
  }
  const action = own(model.actions ?? {}, step.method);
  if (!action) {
    const names = Object.keys(model.actions ?? {});
    const sentence = `${step.device} has no method ${showName(step.method)}`;
    report([...path, 'method'], unknownName(sentence, step.method, names, 'it has'));
    return;
  }
  const specs = action.params ?? {};
  const called = `${step.device}.${step.method}`;
  const given = step.params ?? {};
  for (const [name, value] of Object.entries(given)) {
    const spec = own(specs, name);
    if (isReference(value))
      checkSent(value, `${called}.${name}`, spec, env, [...path, 'params', name], report);
  }
  const isRead = (name: string): boolean => Object.hasOwn(given, name) && isOpenValue(given[name]);
  const written = Object.fromEntries(Object.entries(specs).filter(([name]) => !isRead(name)));
  const plainly = Object.entries(given).filter(([name]) => !isRead(name) || !Object.hasOwn(specs, name));
  const checked = checkParams(called, written, step.params && Object.fromEntries(plainly));
  if (!Array.isArray(checked)) return;
  // A misspelt parameter also stands for the right one.
  const misspelt = Object.keys(step.params ?? {})
    .filter((name) => !Object.hasOwn(specs, name))
    .map((name) => nearestName(name, Object.keys(specs)));
  for (const { name, message } of checked) {
    const given = Object.hasOwn(step.params ?? {}, name);
    const spec = own(specs, name);
    if (!given && misspelt.includes(name)) continue;
    if (spec && given) {
      report(
        [...path, 'params', name],
        valueProblem(`${called}.${name}`, spec, step.params![name]) ?? message,
      );
    } else if (given) {
      report([...path, 'params', name], message, 'key');
    } else {
      report([...path, step.params ? 'params' : 'method'], message);
    }
  }
}

function checkSet(step: SetStep, env: SceneEnv, path: Path, report: Report): void {
  const model = checkDevice(step.device, env, [...path, 'device'], report)?.model;
  const values = Object.entries(step.set);
  if (values.length === 0) report([...path, 'set'], 'set needs at least one property with a value');
  if (!model) {
    for (const [name, value] of values)
      if (isReference(value)) checkReference(value, env, [...path, 'set', name], report);
    return;
  }
  for (const [name, value] of values) checkWrite(model, name, value, env, [...path, 'set', name], report);
}

/** A property whose value is sent to a property or a parameter; without a `spec`, nobody knows what that takes. */
function checkSent(
  reference: Reference,
  name: string,
  spec: ValueSpec | undefined,
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  const other = checkReference(reference, env, path, report);
  const problem = spec && other && sentProblem(name, spec, reference, other);
  if (problem !== undefined) report(path, problem);
}

function checkNotify(
  { notify, to }: Extract<Step, { notify: unknown }>,
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  if (to !== undefined) checkTarget(to, env, [...path, 'to'], report);
  if (typeof notify !== 'string') return;
  // All that is wrong there is at one place: the text.
  for (const reference of referencesInText(notify))
    checkReference(reference, env, [], (_, message) => report([...path, 'notify'], message));
}

/** @param model under the name of its device */
function checkWrite(
  model: DeviceModel,
  name: string,
  value: unknown,
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  const spec = own(model.properties, name);
  const problem = writeProblem(model, name, value);
  if (isReference(value)) {
    checkSent(value, `${model.model}.${name}`, spec, env, path, report);
  }
  // What a function gives, nobody knows.
  if (isOpenValue(value) && spec?.access.includes('w')) return;
  if (!problem) return;
  if (!spec) report(path, problem.message, 'key');
  else if (!spec.access.includes('w')) report(path, `${model.model}.${problem.message}`, 'key');
  else report(path, valueProblem(`${model.model}.${name}`, spec, value) ?? problem.message);
}

function checkRepeat({ repeat, do: steps }: RepeatStep, env: SceneEnv, path: Path, report: Report): void {
  const place = [...path, 'repeat'];
  if (Object.keys(repeat).length === 0)
    report(place, 'repeat needs times, while or until: how long it goes on');
  if (repeat.while) checkCondition(repeat.while, env, [...place, 'while'], report);
  if (repeat.until) checkCondition(repeat.until, env, [...place, 'until'], report);
  checkSteps(steps, env, [...path, 'do'], report);
}

function checkRun(id: string, env: SceneEnv, path: Path, report: Report): void {
  if (id === env.self) {
    report(path, `${id} cannot run itself; for a second time, use a trigger`);
  } else {
    checkSceneName(id, env, path, report);
  }
}

function checkTarget(id: string, env: SceneEnv, path: Path, report: Report): void {
  const model = checkDevice(id, env, path, report)?.model;
  if (!model || own(model.actions ?? {}, 'notify')) return;
  const able = Object.entries(env.home.devices)
    .filter(([, device]) => {
      const other = device.model === undefined ? undefined : env.models.get(device.model);
      return other && own(other.actions ?? {}, 'notify');
    })
    .map(([device]) => device);
  const end = able.length > 0 ? `; ${able.join(', ')} can` : '; leave out `to`, and the terminal shows it';
  report(path, `${id} cannot show messages${end}`);
}
