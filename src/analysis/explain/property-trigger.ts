import { formatDuration, parseDuration } from '../../core/calendar/index.ts';
import { describeComparison, matches, plain, wantedOf } from '../../core/scene/comparison.ts';
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
  if (!known) return lookAtUnknown(trigger, question);
  const name = `${trigger.device}.${trigger.prop}`;
  const words = describeComparison(trigger);
  const written = known.cause && history.entry(known.cause.seq);
  const origin = written && originOf(history, written);
  const value = plain(known.value);
  const so = `since ${clockAt(moment, known.since)}${origin ? `, ${origin.because}` : ''}`;
  const facts = { wanted: wantedIn(trigger), actual: known.value, ...(origin ? { origin } : {}) };
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
  const way = wayTo(trigger, { now: known.value, isArmed, also: question.conditions, seen });
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
  if (matches(trigger, known.value)) {
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
  const missedBy = distanceTo(trigger, known.value);
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

function lookAtUnknown(trigger: PropertyTrigger, { moment }: TriggerQuestion): Finding {
  const { device, prop } = trigger;
  const { view } = moment.context;
  const offline = view.availability(device) === 'offline';
  const since = view.availabilitySince(device);
  const written = since?.cause && moment.history.entry(since.cause.seq);
  const origin = written && offline ? originOf(moment.history, written) : undefined;
  const why = offline
    ? `because ${device} was offline since ${clockAt(moment, since!.since)}${origin ? `, ${origin.because}` : ''}`
    : `because nothing had been heard of it`;
  const words = describeComparison(trigger);
  return {
    status: 'unknown',
    sentence: `${device}.${prop} was unknown, ${why}.`,
    wanted: wantedIn(trigger),
    actual: null,
    ...(origin ? { origin } : {}),
    need: {
      clauses: [`${device} had been online, and ${prop} had come to be ${words === '' ? 'another' : words}`],
      changes: undefined,
    },
  };
}

function wantedIn(trigger: PropertyTrigger): unknown {
  return isEachChange(trigger) ? 'another value' : wantedOf(trigger);
}

function changesOf({ device, prop }: PropertyTrigger, way: readonly Plain[]): Change[] {
  return way.map((value) => ({ device, prop, value }));
}
