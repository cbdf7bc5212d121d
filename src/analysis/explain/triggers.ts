import { Payload } from '../../core/bus/payload.ts';
import { formatDuration, localAt } from '../../core/calendar/index.ts';
import { listOr } from '../../core/device/value.ts';
import { plain } from '../../core/scene/comparison.ts';
import { carries } from '../../core/scene/messages.ts';
import { sayNews } from '../../core/scene/scene-watch.ts';
import { scheduleOf } from '../../core/scene/schedule.ts';
import type {
  AvailabilityTrigger,
  EventTrigger,
  MessageTrigger,
  SceneTrigger,
  Trigger,
} from '../../core/scene/schema.ts';
import { describeTrigger } from '../../core/scene/words.ts';
import { originOf } from './causes.ts';
import { type Finding, standingOf, type TriggerQuestion } from './finding.ts';
import type { Entry } from './history.ts';
import { type ForeignMessage, isMessageOn } from './messages.ts';
import { clockAt, type Moment } from './moment.ts';
import { type Need, noNeed } from './needs.ts';
import { lookAtProperty } from './property-trigger.ts';
import type { TriggerCheck } from './types.ts';

/** How a trigger stood, and what it would have needed to fire then. */
export interface TriggerAnswer {
  readonly check: TriggerCheck;
  readonly need: Need;
}

/** Why a trigger did not fire at a moment, or that it did. */
export function checkTrigger(question: TriggerQuestion): TriggerAnswer {
  const { scene, index, trigger, moment, until } = question;
  const fired = moment.history.entries.filter((entry): entry is Entry<'trigger'> => {
    if (entry.kind !== 'trigger' || !entry.fired || entry.time >= until) return false;
    return entry.scene === scene && entry.trigger === index;
  });
  const last = fired.findLast(({ time }) => time < moment.at);
  const now = fired.find(({ time }) => time >= moment.at);
  const { need, ...found } = now
    ? {
        status: 'fired' as const,
        sentence: `It fired at ${clockAt(moment, now.time)}${now.reason === describeTrigger(trigger) ? '' : `: ${now.reason}`}.`,
        need: noNeed,
      }
    : (nearly(question) ?? look(question));
  return {
    check: {
      trigger: index,
      words: describeTrigger(trigger),
      type: trigger.type,
      ...found,
      ...(last ? { last: moment.history.iso(last.time) } : {}),
    },
    need,
  };
}

function look(question: TriggerQuestion): Finding {
  const { trigger } = question;
  switch (trigger.type) {
    case 'time':
    case 'cron':
    case 'every':
    case 'sun':
      return lookAtClock(trigger, question);
    case 'property':
      return lookAtProperty(trigger, question);
    case 'availability':
      return lookAtAvailability(trigger, question);
    case 'event':
      return lookForEvent(trigger, question);
    case 'scene':
      return lookAtScene(trigger, question);
    case 'message':
      return lookForMessage(trigger, question);
    case 'start': {
      const at = clockAt(question.moment, question.moment.history.start.time);
      return never(`It fires once, when the home starts, which was at ${at}.`, 'the home had started then');
    }
    case 'manual':
      return never('It never fires by itself, and nobody asked for the scene.', 'somebody had asked for it');
  }
}

function never(sentence: string, clause: string): Finding {
  return { status: 'never by itself', sentence, need: { clauses: [clause], changes: undefined } };
}

/** A wait that began or broke within the stretch. */
function nearly({ told, moment, trigger }: TriggerQuestion): Finding | undefined {
  const last = told.findLast(({ line }) => !line.fired);
  if (!last || !('for' in trigger)) return undefined;
  const { time, reason } = last.line;
  const at = clockAt(moment, time);
  return {
    status: last.said?.waits ? 'waiting' : 'wait broken',
    sentence: last.said?.waits
      ? `It began to wait at ${at}: ${reason}.`
      : `It nearly fired at ${at}: ${reason}.`,
    need: { clauses: [`it had stayed so for ${trigger.for}`], changes: undefined },
  };
}

function lookAtClock(
  trigger: Extract<Trigger, { type: 'time' | 'cron' | 'every' | 'sun' }>,
  { moment, until }: TriggerQuestion,
): Finding {
  const { history, at } = moment;
  const due = scheduleOf(trigger, history.whereabouts)?.(at);
  if (due === undefined) {
    return { status: 'never by itself', sentence: 'It never comes.', need: noNeed };
  }
  const next = history.iso(due);
  const when = `${clockAt(moment, due)}${isSameDay(moment, due) ? '' : ` (${dayOf(moment, due)})`}`;
  const need = { clauses: [`it had been ${when}`], changes: [{ time: next }] };
  if (trigger.type === 'time' && trigger.days !== undefined) {
    const anyDay = scheduleOf({ ...trigger, days: undefined }, history.whereabouts)!(at - 1)!;
    if (anyDay < until) {
      const sentence = `It was ${dayOf(moment, anyDay)}, and it fires on ${trigger.days.join(', ')} only; next at ${when}.`;
      return { status: 'wrong day', sentence, next, need };
    }
  }
  const sentence = `It was not yet time: it is due next at ${when}, ${formatDuration(due - at)} later.`;
  return { status: 'not due', sentence, next, need };
}

function lookAtAvailability(trigger: AvailabilityTrigger, { moment, watch }: TriggerQuestion): Finding {
  const { history, context, at } = moment;
  const { device, value: wanted } = trigger;
  const actual = context.view.availability(device);
  const since = context.view.availabilitySince(device);
  const held = trigger.for === undefined ? '' : ` and stayed so for ${trigger.for}`;
  const clauses = [`${device} had gone ${wanted} at ${clockAt(moment, at)}${held}`];
  if (actual === undefined || !since) {
    const sentence = `Nothing had been heard of ${device}.`;
    return { status: 'unknown', sentence, wanted, actual: null, need: { clauses, changes: undefined } };
  }
  const written = since.cause && history.entry(since.cause.seq);
  const origin = written && originOf(history, written);
  const facts = { wanted, actual, ...(origin ? { origin } : {}) };
  const so = `${device} was ${actual} since ${clockAt(moment, since.since)}${origin ? `, ${origin.because}` : ''}`;
  const waitingSince = standingOf(watch)?.waitingSince;
  if (waitingSince !== undefined) {
    const sentence = `It waits: ${so}, for ${formatDuration(at - waitingSince)} of ${trigger.for}.`;
    return { status: 'waiting', sentence, ...facts, need: { clauses, changes: undefined } };
  }
  const change = { device, availability: wanted };
  if (actual !== wanted) {
    const sentence = `${so}; it did not go ${wanted}.`;
    return { status: 'no match', sentence, ...facts, need: { clauses, changes: [change] } };
  }
  const other = wanted === 'online' ? 'offline' : 'online';
  const need = {
    clauses: [`${device} had gone ${other} and then ${wanted} again${held}`],
    changes: [{ device, availability: other } as const, change],
  };
  const sentence = `${so}; a trigger fires when it goes ${wanted}, not while it is.`;
  return { status: 'matched already', sentence, ...facts, need };
}

function lookForEvent(
  { device, event, where = {} }: EventTrigger,
  { moment, until }: TriggerQuestion,
): Finding {
  const { history } = moment;
  const last = history.entries.findLast((entry): entry is Entry<'event'> => {
    return entry.kind === 'event' && entry.device === device && entry.event === event && entry.time < until;
  });
  const data = Object.entries(where).map(([name, value]) => `${name} ${plain(value)}`);
  const asked = data.length === 0 ? '' : ` with ${data.join(', ')}`;
  const need = {
    clauses: [`${device} had reported ${event}${asked} at ${clockAt(moment, moment.at)}`],
    changes: [{ device, event, data: where }],
  };
  const facts = { wanted: where, need, status: 'did not happen' as const };
  if (!last) return { ...facts, sentence: `${device} has not reported ${event} at all.` };
  const origin = originOf(history, last);
  const carried = Object.entries(last.data).map(([name, value]) => `${name} ${plain(value)}`);
  const other = Object.entries(where).some(([name, value]) => last.data[name] !== value);
  const but = other ? `, with ${carried.join(', ') || 'nothing'} and not${asked.replace(' with', '')}` : '';
  return {
    ...facts,
    sentence: `${device} last reported ${event} at ${clockAt(moment, last.time)}${but}, ${origin.because}.`,
    actual: last.data,
    origin,
  };
}

function lookAtScene(trigger: SceneTrigger, { moment, until }: TriggerQuestion): Finding {
  const { history, at } = moment;
  const last = [...history.runs.values()].findLast(({ begun }) => {
    return begun.scene === trigger.scene && begun.time < until;
  });
  const wanted = trigger.value;
  const news = listOr((Array.isArray(wanted) ? wanted : [wanted]).map(sayNews));
  const need = {
    clauses: [`it had come about at ${clockAt(moment, at)} that ${trigger.scene} ${news}`],
    changes: undefined,
  };
  const facts = { status: 'did not happen' as const, wanted, need };
  if (!last) return { ...facts, sentence: `${trigger.scene} has not run at all.` };
  const { ended } = last;
  const sentence =
    ended && ended.time < until
      ? `${trigger.scene} last ${sayNews(ended.outcome)} at ${clockAt(moment, ended.time)}.`
      : `${trigger.scene} was still going on; it had begun at ${clockAt(moment, last.begun.time)}.`;
  return { ...facts, sentence, actual: ended?.outcome ?? 'going on' };
}

function lookForMessage(trigger: MessageTrigger, { moment, until }: TriggerQuestion): Finding {
  const { history, at } = moment;
  const last = history.entries.findLast((entry): entry is ForeignMessage => {
    return entry.time < until && isMessageOn(trigger.topic, entry);
  });
  const words = describeTrigger(trigger);
  const need = { clauses: [`there had been a ${words} at ${clockAt(moment, at)}`], changes: undefined };
  const facts = { status: 'did not happen' as const, wanted: words, need };
  if (!last) return { ...facts, sentence: `No message from outside has come on ${trigger.topic} at all.` };
  const { payload } = last.input;
  const other = carries(Payload.text(payload), trigger) ? '' : ', which is not what it waits for';
  const sentence = `The last message on ${trigger.topic} came at ${clockAt(moment, last.time)}: ${plain(payload)}${other}.`;
  return { ...facts, sentence, actual: payload, origin: originOf(history, last) };
}

function isSameDay({ history, at }: Moment, instant: number): boolean {
  return history.iso(at).slice(0, 10) === history.iso(instant).slice(0, 10);
}

function dayOf({ history }: Moment, instant: number): string {
  return dayNames[localAt(history.timezone, instant).weekday]!;
}

const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
