import { parseDuration } from '../../core/calendar/index.ts';
import { scheduleOf } from '../../core/scene/schedule.ts';
import type { Step } from '../../core/scene/schema.ts';
import { stepsIn } from '../../core/scene/walk.ts';
import { describeStep, describeTrigger } from '../../core/scene/words.ts';
import type { History, RunRecord } from './history.ts';
import type { PropertyExplanation } from './types.ts';

type MayChange = PropertyExplanation['mayChange'][number];

/** How many are named. */
const most = 5;

/**
 * Who may change a property after an instant: steps that are still to come in runs that go on, and then the scenes that
 * ask its device for something, those that the clock starts first.
 */
export function whoMayChange(history: History, device: string, prop: string, at: number): MayChange[] {
  const steps = [...history.runs.values()].flatMap((record) =>
    stepsToCome(history, record, device, prop, at),
  );
  const scenes = history.sceneIds().flatMap((id) => sceneToCome(history, id, device, prop, at));
  const inOrder = scenes.sort((a, b) => (a.time ?? '~').localeCompare(b.time ?? '~'));
  return [...steps, ...inOrder].slice(0, most);
}

function stepsToCome(
  history: History,
  { begun, steps, ended }: RunRecord,
  device: string,
  prop: string,
  at: number,
): MayChange[] {
  if (begun.time > at || (ended && ended.time <= at)) return [];
  const { scene } = history.sceneAt(begun.scene, begun.time);
  const begunSteps = new Map(steps.filter(({ time }) => time <= at).map((line) => [line.step, line]));
  let delay: number | undefined;
  return (scene?.actions ?? []).flatMap((step, index): MayChange[] => {
    const line = begunSteps.get(`${index}`);
    if (line) {
      delay = 'delay' in step && line.time <= at ? line.time + parseDuration(step.delay) : undefined;
      return [];
    }
    if (!touches(step, device, prop)) return [];
    const when = delay === undefined ? '' : ` at ${history.clock(delay, at)}`;
    const sentence = `${begun.scene} goes on, and comes to this step${when}: ${describeStep(step)}.`;
    return [{ scene: begun.scene, ...(delay === undefined ? {} : { time: history.iso(delay) }), sentence }];
  });
}

function sceneToCome(history: History, id: string, device: string, prop: string, at: number): MayChange[] {
  const { scene } = history.sceneAt(id, at);
  const step =
    scene && [...scene.actions, ...(scene.otherwise ?? [])].find((one) => touches(one, device, prop));
  if (!scene || !step) return [];
  const triggers = Array.isArray(scene.trigger) ? scene.trigger : [scene.trigger];
  const due = triggers
    .map((trigger) => scheduleOf(trigger, history.whereabouts)?.(at))
    .filter((time) => time !== undefined);
  const time = due.length === 0 ? undefined : Math.min(...due);
  const when =
    time === undefined
      ? `when it runs (${triggers.map(describeTrigger).join('; ')})`
      : `at ${history.clock(time, at)}, if its conditions hold then`;
  const sentence = `${id} may change it ${when}: ${describeStep(step)}.`;
  return [{ scene: id, ...(time === undefined ? {} : { time: history.iso(time) }), sentence }];
}

/** Whether a step, or one within it, may change a property. What a method does is the device's affair. */
function touches(step: Step, device: string, prop: string): boolean {
  if ('method' in step) return step.device === device;
  if ('set' in step) return step.device === device && Object.hasOwn(step.set, prop);
  return stepsIn(step).some((inner) => touches(inner, device, prop));
}
