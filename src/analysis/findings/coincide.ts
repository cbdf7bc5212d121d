import { topicMatches } from '../../core/bus/topic.ts';
import { parseDuration } from '../../core/calendar/index.ts';
import type { EventTrigger, PropertyTrigger, Trigger } from '../../core/scene/schema.ts';
import type { Analysis } from './analysis.ts';
import { specOf } from './constraints.ts';
import { nextOf } from './moments.ts';
import { intersect, isEmpty, possibleSet } from './values.ts';

/** How far ahead instants are compared, and how many of each trigger. */
const aheadMs = 28 * 86_400_000;
const mostInstants = 500;
/** Triggers that wait for something else than the clock, this close together, count as one occasion, in ms. */
const closeMs = 10_000;

/**
 * Whether one thing could set off both: the same instant, the same event, the same change. Simulation has the last
 * word; this saves it from trying every pair.
 */
export function canCoincide(one: Trigger, other: Trigger, analysis: Analysis): boolean {
  if (one.type === 'time' && other.type === 'time') {
    const [times, others] = [one, other].map(({ value }) => (Array.isArray(value) ? value : [value]));
    const sameDay = !one.days || !other.days || one.days.some((day) => other.days!.includes(day));
    return sameDay && times!.some((time) => others!.some((candidate) => plain(candidate) === plain(time)));
  }
  if (isFixed(one) && isFixed(other)) return shareInstant(one, other, analysis);
  if (one.type === 'property' && other.type === 'property') return sameChange(one, other, analysis);
  if (one.type === 'event' && other.type === 'event') return sameEvent(one, other);
  if (isOfDevice(one) && isOfDevice(other)) return one.device === other.device;
  if (one.type === 'message' && other.type === 'message')
    return topicMatches(one.topic, other.topic) || topicMatches(other.topic, one.topic);
  if (one.type === 'every' && other.type === 'every')
    return parseDuration(one.value) === parseDuration(other.value);
  return false;
}

/** `07:00` and `07:00:00` are the same. */
function plain(time: string): string {
  return time.length === 5 ? `${time}:00` : time;
}

function isFixed({ type }: Trigger): boolean {
  return type === 'time' || type === 'cron' || type === 'sun';
}

function isOfDevice(trigger: Trigger): trigger is Extract<Trigger, { device: string }> {
  return 'device' in trigger;
}

function shareInstant(one: Trigger, other: Trigger, analysis: Analysis): boolean {
  const instants = instantsOf(other, analysis);
  for (const instant of instantsOf(one, analysis)) if (instants.has(instant)) return true;
  return false;
}

const known = new WeakMap<Analysis, Map<string, ReadonlySet<number>>>();

function instantsOf(trigger: Trigger, analysis: Analysis): ReadonlySet<number> {
  const triggers = known.get(analysis) ?? new Map<string, ReadonlySet<number>>();
  known.set(analysis, triggers);
  const key = JSON.stringify(trigger);
  let instants = triggers.get(key);
  if (!instants) {
    instants = new Set(enumerate(trigger, analysis));
    triggers.set(key, instants);
  }
  return instants;
}

function* enumerate(trigger: Trigger, { household, day }: Analysis): Generator<number> {
  const next = nextOf(trigger, household.home);
  let instant = next?.(day);
  for (let count = 0; instant !== undefined && count < mostInstants; count++) {
    if (instant > day + aheadMs) return;
    yield instant;
    instant = next!(instant);
  }
}

/** Another property of the same device may change in the same moment. */
function sameChange(one: PropertyTrigger, other: PropertyTrigger, { household }: Analysis): boolean {
  if (one.device !== other.device) return false;
  const lasting = ({ for: held }: PropertyTrigger): number => (held === undefined ? 0 : parseDuration(held));
  if (Math.abs(lasting(one) - lasting(other)) > closeMs) return false;
  if (one.prop !== other.prop) return true;
  const spec = specOf(one, household);
  return spec !== undefined && !isEmpty(intersect(possibleSet(spec, one), possibleSet(spec, other)));
}

function sameEvent(one: EventTrigger, other: EventTrigger): boolean {
  if (one.device !== other.device || one.event !== other.event) return false;
  return Object.entries(one.where ?? {}).every(
    ([name, value]) => other.where?.[name] === undefined || other.where[name] === value,
  );
}
