import { formatInstant } from '../core/calendar/index.ts';
import {
  checkCondition,
  checkDevice,
  checkEvent,
  checkSceneName,
  checkStep,
  collectFindings,
  type Finding,
  type Path,
  type Report,
  type SceneEnv,
  showName,
  unknownName,
  valueProblem,
} from '../core/check/index.ts';
import { checkFault } from '../core/device/fault.ts';
import { faultProblem } from '../core/device/fault-problem.ts';
import type { DeviceModel } from '../core/device/model.ts';
import { commonMethods, own, stimulateProblem } from '../core/device/validate.ts';
import { MilletError } from '../core/errors.ts';
import type { Rule } from '../core/scene/rule.ts';
import type { Condition } from '../core/scene/schema.ts';
import { momentOf } from './moments.ts';
import { isCounted } from './run-test.ts';
import type { CountExpectation, SceneTest, TestAction, TestFile } from './schema.ts';

/**
 * What is wrong with a file of tests whose shape is right: names that do not exist, values that cannot be, times that
 * lie outside of the test, and tests that could not fail.
 */
export function checkTestFile({ tests }: TestFile, env: SceneEnv): Finding[] {
  return collectFindings((report) => {
    const names = new Map<string, number>();
    for (const [index, test] of tests.entries()) {
      const path: Path = ['tests', index];
      if (names.has(test.name))
        report([...path, 'name'], `a test before it has the name ${JSON.stringify(test.name)} already`);
      names.set(test.name, index);
      checkTest(test, env, path, report);
    }
  });
}

function checkTest(test: SceneTest, env: SceneEnv, path: Path, report: Report): void {
  const { timezone } = env.home.location;
  const from = momentOf(test.from, timezone, 0);
  const until = momentOf(test.until, timezone, from);
  if (until <= from) {
    const begin = formatInstant(timezone, from);
    report([...path, 'until'], `it ends before it begins: from is ${begin}`);
  }
  const within = (text: string | undefined, place: Path): void => {
    if (text === undefined || until <= from) return;
    const instant = momentOf(text, timezone, from);
    if (instant >= from && instant <= until) return;
    const side = instant < from ? 'before the test begins' : 'after the test has ended';
    report(place, `${formatInstant(timezone, instant)} is ${side}: it goes ${spanOf(from, until, timezone)}`);
  };
  for (const [device, values] of Object.entries(test.given ?? {}))
    checkGiven(device, values, env, [...path, 'given', device], report);
  for (const [index, action] of (test.do ?? []).entries()) {
    const place: Path = [...path, 'do', index];
    within(action.at, [...place, 'at']);
    checkAction(action, env, place, report);
  }
  for (const [index, expectation] of (test.expect ?? []).entries()) {
    const place: Path = [...path, 'expect', index];
    if ('at' in expectation) within(expectation.at, [...place, 'at']);
    if (isCounted(expectation)) {
      const counted = expectation as CountExpectation;
      for (const [end, text] of counted.between?.entries() ?? []) within(text, [...place, 'between', end]);
      checkCounted(counted, env, place, report);
    } else {
      checkCondition(expectation as Condition, env, place, report);
    }
  }
  for (const kind of ['never', 'always'] as const) {
    for (const [index, rule] of (test[kind] ?? []).entries())
      checkCondition(rule satisfies Rule as Condition, env, [...path, kind, index], report);
  }
  if ([test.expect, test.never, test.always].every((list) => !list || list.length === 0))
    report(path, 'it expects nothing, so it cannot fail: it needs expect, never or always');
}

function spanOf(from: number, until: number, timezone: string): string {
  return `from ${formatInstant(timezone, from)} until ${formatInstant(timezone, until)}`;
}

function checkGiven(
  id: string,
  values: Readonly<Record<string, unknown>>,
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  const model = modelAt(id, env, path, report, 'key');
  if (!model) return;
  for (const [name, value] of Object.entries(values)) {
    const spec = own(model.properties, name);
    const problem = spec ? valueProblem(`${id}.${name}`, spec, value) : undefined;
    if (!spec) {
      const names = Object.keys(model.properties);
      report(
        [...path, name],
        unknownName(`${id} has no property ${showName(name)}`, name, names, 'it has'),
        'key',
      );
    } else if (!spec.reading && !spec.access.includes('w')) {
      report(
        [...path, name],
        `${id}.${name} can be neither set nor pinned: the device decides it by itself`,
        'key',
      );
    } else if (problem !== undefined) {
      report([...path, name], problem);
    }
  }
}

function checkAction(action: TestAction, env: SceneEnv, path: Path, report: Report): void {
  if ('scene' in action) checkSceneName(action.scene, env, [...path, 'scene'], report);
  else if ('set' in action || 'method' in action) checkStep(action, env, path, report);
  else if ('stimulate' in action) checkStimulate(action, env, path, report);
  else if ('fault' in action) checkBreak(action, env, path, report);
}

function checkStimulate(
  { device, stimulate }: Extract<TestAction, { stimulate: unknown }>,
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  const model = checkDevice(device, env, [...path, 'device'], report)?.model;
  if (!model) return;
  for (const [name, value] of Object.entries(stimulate)) {
    const problem = stimulateProblem(model, name, value);
    if (!problem) continue;
    const spec = own(model.properties, name);
    const place = [...path, 'stimulate', name];
    if (spec?.reading) report(place, valueProblem(`${device}.${name}`, spec, value) ?? problem.message);
    else report(place, problem.message, 'key');
  }
}

function checkBreak(
  { device, fault }: Extract<TestAction, { fault: unknown }>,
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  if (!checkDevice(device, env, [...path, 'device'], report)) return;
  const model = env.models.get(env.home.devices[device]?.model ?? '');
  try {
    const given = checkFault(fault);
    const problem = model && given.kind !== 'none' ? faultProblem(device, model, given) : undefined;
    if (problem !== undefined) report([...path, 'fault'], problem);
  } catch (error) {
    if (!(error instanceof MilletError)) throw error;
    report([...path, 'fault'], error.message);
  }
}

function checkCounted(expectation: CountExpectation, env: SceneEnv, path: Path, report: Report): void {
  const { times, at_least, at_most, between } = expectation;
  if (times !== undefined && (at_least !== undefined || at_most !== undefined))
    report([...path, 'times'], 'times says exactly how often; leave out at_least and at_most', 'key');
  if (at_least !== undefined && at_most !== undefined && at_least > at_most)
    report([...path, 'at_most'], `at most ${at_most} cannot be at least ${at_least}`);
  if (between && between[0] > between[1] && between.every((text) => text.includes('T')))
    report([...path, 'between'], 'between goes from the earlier time to the later');
  if ('scene' in expectation) checkSceneName(expectation.scene, env, [...path, 'scene'], report);
  else if ('event' in expectation) checkEvent(expectation, env, path, report);
  else if ('set' in expectation)
    checkStep({ device: expectation.device, set: expectation.set }, env, path, report);
  else if ('notify' in expectation) {
    if (expectation.to !== undefined) checkDevice(expectation.to, env, [...path, 'to'], report);
  } else checkMethod(expectation, env, path, report);
}

function checkMethod(
  { device, method, params = {} }: Extract<CountExpectation, { method: string }>,
  env: SceneEnv,
  path: Path,
  report: Report,
): void {
  const model = checkDevice(device, env, [...path, 'device'], report)?.model;
  if (!model || commonMethods.includes(method)) return;
  const actions = model.actions ?? {};
  const action = own(actions, method);
  if (!action) {
    const sentence = `${device} has no method ${showName(method)}`;
    report([...path, 'method'], unknownName(sentence, method, Object.keys(actions), 'it has'));
    return;
  }
  const specs = action.params ?? {};
  for (const [name, value] of Object.entries(params)) {
    const spec = own(specs, name);
    const place = [...path, 'params', name];
    const problem = spec && valueProblem(`${device}.${method}.${name}`, spec, value);
    const sentence = `${device}.${method} has no parameter ${showName(name)}`;
    if (!spec) report(place, unknownName(sentence, name, Object.keys(specs), 'it takes'), 'key');
    else if (problem !== undefined) report(place, problem);
  }
}

/** The model of a device that stands as a key, or a report that there is none. */
function modelAt(id: string, env: SceneEnv, path: Path, report: Report, at: 'key'): DeviceModel | undefined {
  return checkDevice(id, env, path, (_place, message) => report(path, message, at))?.model;
}
