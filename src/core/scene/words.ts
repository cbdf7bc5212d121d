import { listOr } from '../device/value.ts';
import { describeCode, isCodeCall } from './code.ts';
import { describeComparison } from './comparison.ts';
import { fillPayload, isOpenValue, type OpenValue } from './fill.ts';
import { describeReference, plain } from './reference.ts';
import type { Rule } from './rule.ts';
import { sayNews } from './scene-watch.ts';
import type {
  Condition,
  PublishStep,
  RepeatStep,
  SentValue,
  Step,
  TimeCondition,
  Trigger,
} from './schema.ts';
import { describeSunPoint, describeSunWindow } from './sun.ts';

/** A step in a few words, as traces and the terminal show it: `smart_curtain.open percent=100`. */
export function describeStep(step: Step): string {
  return describeSent(step, step);
}

/**
 * The same of a step that sends what other properties are: `smart_bulb set brightness=40 (light_sensor.illuminance)`.
 *
 * @param sent the step with the values
 */
export function describeSent<Sent extends Step>(step: Sent, sent: Sent): string {
  if ('method' in step)
    return `${step.device}.${step.method}${assignments(step.params ?? {}, 'method' in sent ? sent.params : {})}`;
  if ('set' in step) return `${step.device} set${assignments(step.set, 'set' in sent ? sent.set : {})}`;
  if ('delay' in step) return `delay ${step.delay}`;
  if ('if' in step) return `if ${describeCondition(step.if)}`;
  if ('wait_until' in step) return `wait until ${describeCondition(step.wait_until)}`;
  if ('repeat' in step) return `repeat ${describeRounds(step)}`;
  if ('parallel' in step)
    return step.parallel.length === 1 ? 'do one thing' : `do ${step.parallel.length} things at once`;
  if ('publish' in sent) return describePublish(sent);
  if ('run' in step) return `run ${step.run}`;
  if ('notify' in sent)
    return `notify ${isCodeCall(sent.notify) ? describeCode(sent.notify) : JSON.stringify(sent.notify)}${sent.to === undefined ? '' : ` to ${sent.to}`}`;
  return `stop: ${'stop' in step ? step.stop : ''}`;
}

function describeRounds({ repeat: { times, while: as, until } }: RepeatStep): string {
  const parts = [
    ...(as ? [`while ${describeCondition(as)}`] : []),
    ...(until ? [`until ${describeCondition(until)}`] : []),
  ];
  const count = times === 1 ? 'once' : `${times} times`;
  if (times !== undefined) parts.push(parts.length === 0 ? count : `${count} at most`);
  return parts.length === 0 ? 'without end' : parts.join(', ');
}

function describePublish({ publish: { topic, payload = '', retain } }: PublishStep): string {
  const what = payload === '' ? 'an empty message' : plain(fillPayload(payload, describeOpen));
  return `publish ${what} to ${topic}${retain ? ', to be kept' : ''}`;
}

/** A condition in words: `motion_sensor.detected is true`. */
export function describeCondition(condition: Condition): string {
  if ('prop' in condition) {
    const held = condition.for === undefined ? '' : ` for ${condition.for}`;
    return `${condition.device}.${condition.prop} is ${describeComparison(condition)}${held}`;
  }
  if ('all' in condition) return condition.all.map(describeCondition).join(' and ');
  if ('any' in condition) return `(${condition.any.map(describeCondition).join(' or ')})`;
  if ('not' in condition) return `not (${describeCondition(condition.not)})`;
  if ('function' in condition) return describeCode(condition);
  if (condition.type === 'availability') return `${condition.device} is ${condition.value}`;
  if (condition.type === 'scene') return `${condition.scene} is ${condition.value}`;
  if (condition.type === 'sun') return `time is ${describeSunWindow(condition)}`;
  return `time is ${describeWindow(condition)}`;
}

/** A part of the day in words: `from 22:00 before 06:00 on sat`. */
export function describeWindow({ after, before, days }: TimeCondition): string {
  return [
    ...(after === undefined ? [] : [`from ${after}`]),
    ...(before === undefined ? [] : [`before ${before}`]),
    ...(days === undefined ? [] : [`on ${days.join(', ')}`]),
  ].join(' ');
}

/** A trigger in words: `time 07:00 on mon, tue`, `air_purifier.pm2_5 above 75 for 5m`. */
export function describeTrigger(trigger: Trigger): string {
  switch (trigger.type) {
    case 'time': {
      const times = Array.isArray(trigger.value) ? trigger.value.join(', ') : trigger.value;
      return `time ${times}${trigger.days === undefined ? '' : ` on ${trigger.days.join(', ')}`}`;
    }
    case 'cron':
      return `cron ${trigger.value}`;
    case 'every':
      return `every ${trigger.value}`;
    case 'sun':
      return describeSunPoint(trigger.value, trigger.offset);
    case 'property': {
      const to = describeComparison(trigger);
      const parts = [
        `${trigger.device}.${trigger.prop}`,
        ...(trigger.changed ? ['changed'] : []),
        ...(trigger.from === undefined ? [] : [`from ${plain(trigger.from)}`]),
        trigger.from === undefined || to === '' ? to : `to ${to}`,
        ...(trigger.for === undefined ? [] : [`for ${trigger.for}`]),
      ];
      return parts.filter((part) => part !== '').join(' ');
    }
    case 'event':
      return `${trigger.device} event ${trigger.event}${trigger.where ? assignments(trigger.where) : ''}`;
    case 'availability':
      return `${trigger.device} ${trigger.value}${trigger.for === undefined ? '' : ` for ${trigger.for}`}`;
    case 'scene': {
      const news = Array.isArray(trigger.value) ? trigger.value : [trigger.value];
      return `${trigger.scene} ${listOr(news.map(sayNews))}`;
    }
    case 'message': {
      const text = trigger.payload === undefined ? '' : ` ${plain(trigger.payload)}`;
      return `message${text} on ${trigger.topic}${assignments(trigger.where ?? {})}`;
    }
    case 'start':
      return 'the home starts';
    case 'manual':
      return 'asked for';
  }
}

function assignments(
  values: Readonly<Record<string, SentValue>>,
  sent: Readonly<Record<string, SentValue>> = values,
): string {
  return Object.entries(values)
    .map(([name, value]) => {
      const known = sent[name];
      if (!isOpenValue(value)) return ` ${name}=${plain(value)}`;
      const words = describeOpen(value);
      return isOpenValue(known) ? ` ${name}=${words}` : ` ${name}=${plain(known)} (${words})`;
    })
    .join('');
}

/** What stands for a value, in words. */
export function describeOpen(open: OpenValue): string {
  return isCodeCall(open) ? describeCode(open) : describeReference(open);
}

/** A rule in words: `a.power is on and b.open is true, for 1m`. */
export function describeRule({ for: lasting, ...condition }: Rule): string {
  const words = describeCondition(condition as Condition);
  return lasting === undefined ? words : `${words}, for ${lasting}`;
}
