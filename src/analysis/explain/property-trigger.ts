import { formatDuration, parseDuration } from '../../core/calendar/index.ts';
import {
  describeComparison,
  filledIn,
  matches,
  plain,
  referencesIn,
  wantedOf,
} from '../../core/scene/comparison.ts';
import { lookupIn } from '../../core/scene/lookup.ts';
import { nameOf, sayWith } from '../../core/scene/reference.ts';
import type { PropertyTrigger } from '../../core/scene/schema.ts';
import { isEachChange } from '../../core/scene/watch.ts';
import { originOf } from './causes.ts';
import { type Finding, standingOf, type TriggerQuestion } from './finding.ts';
import { clockAt } from './moment.ts';
import type { Change } from './types.ts';
import { distanceTo, type Plain, valuesSeen } from './values.ts';
import { wayTo } from './way.ts';

/** Why a property trigger did not fire: no match, no edge, not armed again, still waiting, or unknown. */
export function lookAtProperty(trigger: PropertyTrigger, question: TriggerQuestion): Finding {
  const { moment, watch } = question;
  const { history, context, at } = moment;
  const known = context.view.property(trigger.device, trigger.prop);
  if (!known) return lookAtUnknown(trigger, trigger, question);
  const lookup = lookupIn(context.view);
  const filled = filledIn(trigger, lookup);
  if (!filled) return lookAtUnknown(trigger, unreadIn(trigger, question), question);
  const name = `${trigger.device}.${trigger.prop}`;
  const words = describeComparison(trigger, sayWith(lookup));
  const written = known.cause && history.entry(known.cause.seq);
  const origin = written && originOf(history, written);
  const value = plain(known.value);
  const so = `since ${clockAt(moment, known.since)}${origin ? `, ${origin.because}` : ''}`;
  const facts = { wanted: wantedIn(filled), actual: known.value, ...(origin ? { origin } : {}) };
  const { edge, waitingSince } = standingOf(watch) ?? {};
  if (waitingSince !== undefined) {
    const waited = formatDuration(at - waitingSince);
    const begun = clockAt(moment, at - parseDuration(trigger.for!));
    const clause = `${name} had been ${isEachChange(trigger) ? 'left alone' : words} since ${begun}`;
    return {
      status: 'waiting',
      sentence: `It waits: ${name} was ${value} for ${waited} of ${trigger.for}; ${so}.`,
      ...facts,
      need: { clauses: [clause], changes: undefined },
    };
  }
  const isArmed = edge?.matched !== true;
  const seen = valuesSeen(history, trigger.device, trigger.prop);
  const also = question.conditions.flatMap((condition) => filledIn(condition, lookup) ?? []);
  const way = wayTo(filled, { now: known.value, isArmed, also, seen });
  const need = (clause: string) => ({ clauses: [clause], changes: way && changesOf(trigger, way) });
  const when = clockAt(moment, at);
  const held = trigger.for === undefined ? '' : ` and stayed so for ${trigger.for}`;
  const from = trigger.from === undefined ? '' : ` from ${plain(trigger.from)}`;
  if (isEachChange(trigger)) {
    const to = words === '' ? '' : ` to ${words}`;
    return {
      status: 'no match',
      sentence: `${name} did not change${to}: it was ${value} ${so}.`,
      ...facts,
      need: need(`${name} had changed${from}${to} at ${when}${held}`),
    };
  }
  const again = need(`${name} had ceased to be ${words} and then come to be so again${held}`);
  if (matches(filled, known.value)) {
    const rule = `a trigger fires when a value comes to be ${words}, not while it is`;
    return {
      status: 'matched already',
      sentence: `${name} was ${value} already, ${so}; ${rule}.`,
      ...facts,
      need: again,
    };
  }
  if (!isArmed) {
    const rule = `it was ${words} before, and must move ${trigger.hysteresis} away from that (hysteresis) before it can fire again`;
    return { status: 'not armed again', sentence: `${name} was ${value}; ${rule}.`, ...facts, need: again };
  }
  const missedBy = distanceTo(filled, known.value);
  const short = missedBy === undefined ? '' : `, ${missedBy} away`;
  const not = trigger.not === undefined ? 'not' : 'and it must be';
  return {
    status: 'no match',
    sentence: `${name} was ${value}, ${not} ${words}${short}; ${so}.`,
    ...facts,
    ...(missedBy === undefined ? {} : { missedBy }),
    need: need(`${name} had come${from} to be ${words} at ${when}${held}`),
  };
}

/** The first property among those that a trigger compares with of which nothing is known, or no number. */
function unreadIn(trigger: PropertyTrigger, { moment }: TriggerQuestion): Property {
  const references = referencesIn(trigger);
  return references.find((one) => lookupIn(moment.context.view)(one) === undefined) ?? references[0]!;
}

type Property = Pick<PropertyTrigger, 'device' | 'prop'>;

/** Of the property itself, or of one that it is compared with, nothing is known. */
function lookAtUnknown(
  trigger: PropertyTrigger,
  { device, prop }: Property,
  { moment }: TriggerQuestion,
): Finding {
  const { view } = moment.context;
  const offline = view.availability(device) === 'offline';
  const since = view.availabilitySince(device);
  const written = since?.cause && moment.history.entry(since.cause.seq);
  const origin = written && offline ? originOf(moment.history, written) : undefined;
  const why = offline
    ? `because ${device} was offline since ${clockAt(moment, since!.since)}${origin ? `, ${origin.because}` : ''}`
    : `because nothing had been heard of it`;
  const words = describeComparison(trigger);
  const own = device === trigger.device && prop === trigger.prop;
  const come = `${own ? prop : nameOf(trigger)} had come to be ${words === '' ? 'another' : words}`;
  return {
    status: 'unknown',
    sentence: `${device}.${prop} was unknown, ${why}.`,
    wanted: wantedIn(trigger),
    actual: null,
    ...(origin ? { origin } : {}),
    need: { clauses: [`${device} had been online, and ${come}`], changes: undefined },
  };
}

function wantedIn(trigger: PropertyTrigger): unknown {
  return isEachChange(trigger) ? 'another value' : wantedOf(trigger);
}

function changesOf({ device, prop }: PropertyTrigger, way: readonly Plain[]): Change[] {
  return way.map((value) => ({ device, prop, value }));
}
