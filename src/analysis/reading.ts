import { isCodeCall } from '../core/scene/code.ts';
import { describeComparison } from '../core/scene/comparison.ts';
import { fillText } from '../core/scene/fill.ts';
import { describeReference, isReference, plain } from '../core/scene/reference.ts';
import type {
  Condition,
  PropertyTrigger,
  RepeatStep,
  Scene,
  SentValue,
  Step,
  Trigger,
} from '../core/scene/schema.ts';
import { describeCondition, describeOpen, describeStep, describeTrigger } from '../core/scene/words.ts';

/** A scene in plain English, whole and by its parts. */
export interface Reading {
  /** `At 07:00, if the motion sensor's detected is true: tell the smart curtain to open.` */
  readonly sentence: string;
  readonly triggers: readonly string[];
  readonly conditions: readonly string[];
  readonly actions: readonly string[];
  readonly otherwise: readonly string[];
}

/** What people call a device, by its id. */
export type NameOf = (device: string) => string | undefined;

/** Reads a scene aloud. */
export function readScene(scene: Scene, nameOf: NameOf = () => undefined): Reading {
  const call = (device: string): string => `the ${lowerFirst(nameOf(device) ?? device.replaceAll('_', ' '))}`;
  const all: readonly Trigger[] = Array.isArray(scene.trigger) ? scene.trigger : [scene.trigger];
  const triggers = all.map((trigger) => readTrigger(trigger, call));
  const conditions = (scene.conditions ?? []).map((condition) => readCondition(condition, call));
  const actions = scene.actions.map((step) => readStep(step, call));
  const otherwise = (scene.otherwise ?? []).map((step) => readStep(step, call));
  const when = upperFirst(triggers.join(', or '));
  const provided = conditions.length === 0 ? '' : `, if ${conditions.join(' and ')}`;
  const instead = otherwise.length === 0 ? '' : ` Otherwise: ${otherwise.join('; ')}.`;
  return {
    sentence: `${when}${provided}: ${actions.join('; ')}.${instead}`,
    triggers: triggers.map(upperFirst),
    conditions: conditions.map(upperFirst),
    actions: actions.map(upperFirst),
    otherwise: otherwise.map(upperFirst),
  };
}

type Call = (device: string) => string;

function readTrigger(trigger: Trigger, call: Call): string {
  switch (trigger.type) {
    case 'time': {
      const times = Array.isArray(trigger.value) ? listOr(trigger.value) : trigger.value;
      return `at ${times}${trigger.days === undefined ? '' : ` on ${listAnd(trigger.days)}`}`;
    }
    case 'cron':
      return `on the schedule "${trigger.value}"`;
    case 'every':
      return `every ${trigger.value}`;
    case 'property':
      return readPropertyTrigger(trigger, call);
    case 'event':
      return `when ${call(trigger.device)} reports ${words(trigger.event)}${details(trigger.where, call)}`;
    case 'availability': {
      const how = trigger.value === 'online' ? 'comes online' : 'goes offline';
      return `when ${call(trigger.device)} ${how}${staying(trigger.for)}`;
    }
    case 'start':
      return 'when the home starts';
    case 'manual':
      return 'when somebody asks for it';
    case 'sun':
      return `at ${describeTrigger(trigger)}`;
    case 'scene':
    case 'message':
      return `when ${describeTrigger(trigger)}`;
  }
}

function readPropertyTrigger(trigger: PropertyTrigger, call: Call): string {
  const name = property(trigger.device, trigger.prop, call);
  const wanted = describeComparison(trigger, valueIn(call));
  const from = trigger.from === undefined ? '' : ` from ${plain(trigger.from)}`;
  const to =
    wanted === '' ? ' changes' : trigger.changed ? ` changes, and is ${wanted}` : ` becomes ${wanted}`;
  return `when ${name}${to}${from}${staying(trigger.for)}`;
}

function readCondition(condition: Condition, call: Call): string {
  if ('prop' in condition) {
    const held = condition.for === undefined ? '' : `, and has been for ${condition.for}`;
    return `${property(condition.device, condition.prop, call)} is ${describeComparison(condition, valueIn(call))}${held}`;
  }
  if ('all' in condition) return condition.all.map((part) => readCondition(part, call)).join(' and ');
  if ('any' in condition)
    return `either ${condition.any.map((part) => readCondition(part, call)).join(' or ')}`;
  if ('not' in condition) return `it is not so that ${readCondition(condition.not, call)}`;
  if ('function' in condition) return `the function ${describeCondition(condition)} says so`;
  if (condition.type === 'availability') return `${call(condition.device)} is ${condition.value}`;
  return describeCondition(condition).replace(/^time is/, 'the time is');
}

function readStep(step: Step, call: Call): string {
  if ('method' in step)
    return `tell ${call(step.device)} to ${words(step.method)}${details(step.params, call)}`;
  if ('set' in step) {
    const values = Object.entries(step.set).map(
      ([name, value]) => `${words(name)} to ${valueIn(call)(value)}`,
    );
    return `set ${call(step.device)}'s ${listAnd(values)}`;
  }
  if ('delay' in step) return `wait ${step.delay}`;
  if ('if' in step) {
    const then = readSteps(step.then, call);
    const other = readSteps(step.else ?? [], call);
    return `if ${readCondition(step.if, call)}, ${then}${other === '' ? '' : `, or else ${other}`}`;
  }
  if ('run' in step) return `run ${step.run}`;
  if ('notify' in step) {
    const text = isCodeCall(step.notify)
      ? describeOpen(step.notify)
      : fillText(step.notify, ({ device, prop }) => `(${property(device, prop, call)})`);
    return `tell ${step.to === undefined ? 'everybody' : call(step.to)}: ${isCodeCall(step.notify) ? valueIn(call)(step.notify) : JSON.stringify(text)}`;
  }
  if ('wait_until' in step) return `wait until ${readCondition(step.wait_until, call)}`;
  if ('repeat' in step) return `repeat ${readRounds(step, call)}: ${readSteps(step.do, call)}`;
  if ('parallel' in step) {
    return `at the same time: ${step.parallel.map((steps) => readSteps(steps, call)).join(', and ')}`;
  }
  if ('publish' in step) return describeStep(step);
  return `stop, because ${step.stop}`;
}

function readSteps(steps: readonly Step[], call: Call): string {
  return steps.map((step) => readStep(step, call)).join('; ');
}

function readRounds({ repeat: { times, while: as, until } }: RepeatStep, call: Call): string {
  const parts = [
    ...(as ? [`as long as ${readCondition(as, call)}`] : []),
    ...(until ? [`until ${readCondition(until, call)}`] : []),
  ];
  const count = times === 1 ? 'once' : `${times} times`;
  if (times !== undefined) parts.push(parts.length === 0 ? count : `${count} at most`);
  return parts.length === 0 ? 'without end' : parts.join(', ');
}

function property(device: string, prop: string, call: Call): string {
  return `${call(device)}'s ${words(prop)}`;
}

function staying(duration: string | undefined): string {
  return duration === undefined ? '' : ` and stays so for ${duration}`;
}

function details(values: Readonly<Record<string, SentValue>> | undefined, call: Call): string {
  const list = Object.entries(values ?? {}).map(([name, value]) => `${words(name)} ${valueIn(call)(value)}`);
  return list.length === 0 ? '' : ` (${list.join(', ')})`;
}

/** How a value is called: a property that stands as one by the name of its device. */
function valueIn(call: Call): (value: SentValue) => string {
  return (value) => {
    if (isCodeCall(value)) return `what ${describeOpen(value)} gives`;
    return isReference(value)
      ? describeReference(value, property(value.device, value.prop, call))
      : plain(value);
  };
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}

function listAnd(parts: readonly string[]): string {
  return list(parts, 'and');
}

function listOr(parts: readonly string[]): string {
  return list(parts, 'or');
}

function list(parts: readonly string[], word: string): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;
}

function upperFirst(text: string): string {
  return text === '' ? text : text[0]!.toUpperCase() + text.slice(1);
}

/** `Light in the hall` in the middle of a sentence; `TV` stays. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
