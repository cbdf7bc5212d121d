import { nextSunEdge, nextWindowEdge } from '../calendar/index.ts';
import type { Cause } from '../journal.ts';
import { callCondition } from './call.ts';
import { type ConditionContext, windowOf } from './condition.ts';
import { readTime } from './home-for-code.ts';
import type { Waiting } from './run.ts';
import type { CodeCall, Condition } from './schema.ts';
import { sunWindowOf } from './sun.ts';
import { type PlainCondition, plainConditions } from './walk.ts';

export interface WaitHost {
  now(): number;
  holds(condition: Condition): boolean;
  /** When time alone may next make a difference to a condition. */
  nextLook(condition: Condition): number | undefined;
  /** Is told of whatever may make a difference to a condition, but for time. Returns how to end that. */
  watch(condition: Condition, look: (cause: Cause | undefined) => void): () => void;
  /** Plans something for an instant. Returns how to call it off. */
  plan(due: number, run: () => void): () => void;
}

/**
 * Waits until a condition holds; it may do so for a moment only. Whoever waits goes on in the same instant, in the order
 * of the scenes. Returns how to end the wait.
 */
export function awaitCondition(condition: Condition, host: WaitHost, { met, goOn }: Waiting): () => void {
  if (host.holds(condition)) {
    goOn(undefined);
    return () => {};
  }
  const hasCode = plainConditions(condition).some((plain) => 'function' in plain);
  let callOff: (() => void) | undefined;
  let plannedFor: number | undefined;
  const plan = (): void => {
    const due = host.nextLook(condition);
    if (due === plannedFor) return;
    callOff?.();
    plannedFor = due;
    callOff = due === undefined ? undefined : host.plan(due, () => look(undefined));
  };
  const look = (cause: Cause | undefined): void => {
    if (!host.holds(condition)) {
      if (plannedFor !== undefined && plannedFor <= host.now()) plannedFor = undefined;
      // A function may have looked at something else this time.
      if (hasCode) {
        unwatch();
        unwatch = host.watch(condition, look);
      }
      plan();
      return;
    }
    callOff?.();
    unwatch();
    met();
    callOff = host.plan(host.now(), () => goOn(cause));
  };
  let unwatch = host.watch(condition, look);
  plan();
  return () => {
    callOff?.();
    unwatch();
  };
}

/** The next instant after the present one at which time alone may change a condition. */
export function nextLook(condition: Condition, context: ConditionContext): number | undefined {
  const instants = plainConditions(condition)
    .map((plain) => nextLookAt(plain, context))
    .filter((instant) => instant !== undefined);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

function nextLookAt(condition: PlainCondition, context: ConditionContext): number | undefined {
  const { now, timezone, place } = context;
  if ('prop' in condition) {
    const held = context.held(condition);
    const due = held?.since === undefined ? undefined : held.since + held.forMs;
    return due !== undefined && due > now ? due : undefined;
  }
  if ('function' in condition) return nextLookOfCode(condition, context);
  switch (condition.type) {
    case 'time':
      return nextWindowEdge(windowOf(condition), timezone, now);
    case 'sun':
      return nextSunEdge(sunWindowOf(condition), place, now);
    case 'availability':
    case 'scene':
      return undefined;
  }
}

/** A function that has looked at the time may say something else in the next minute. */
function nextLookOfCode(condition: CodeCall, context: ConditionContext): number | undefined {
  const { read } = callCondition(condition, context);
  const looked = read.some(({ device, prop }) => device === readTime.device && prop === readTime.prop);
  return looked ? (Math.floor(context.now / MINUTE) + 1) * MINUTE : undefined;
}

const MINUTE = 60_000;
