import { showValue } from '../device/value.ts';
import type { ReadReport } from '../journal.ts';
import { type Called, callCode, callValue } from './call.ts';
import { type CodeCall, isCodeCall } from './code.ts';
import { isWholePayload, type OpenValue, openValuesOf } from './fill.ts';
import type { CodeContext } from './home-for-code.ts';
import { lookupIn, readAll, whyNoValue } from './lookup.ts';
import { nameOf } from './reference.ts';
import type { Reference, Step } from './schema.ts';

/** What stands for values in a step, as it is now. */
export interface ReadValues {
  /** Undefined, where `problem` says why one of them is nothing. */
  readonly look: ((open: OpenValue) => unknown) | undefined;
  readonly problem?: string;
  /** All properties that were looked at for that, each once. */
  readonly read: readonly ReadReport[];
}

/** Reads the properties and calls the functions that stand for values in a step. */
export function readValues(step: Step, context: CodeContext): ReadValues {
  const lookup = lookupIn(context.view);
  const given = new Map<OpenValue, unknown>();
  const read = new Map<string, ReadReport>();
  let problem: string | undefined;
  for (const open of openValuesOf(step)) {
    const found = isCodeCall(open) ? called(step, open, context) : referred(open, context);
    given.set(open, found.value);
    for (const report of found.read) read.set(nameOf(report), report);
    problem ??= found.problem;
  }
  const all = [...read.values()];
  if (problem !== undefined) return { look: undefined, problem, read: all };
  return { look: (open) => (isCodeCall(open) ? given.get(open) : lookup(open)), read: all };
}

function referred(reference: Reference, context: CodeContext): Called {
  const { view } = context;
  const { read = [] } = readAll([reference], view, context);
  const value = lookupIn(view)(reference);
  return value === undefined ? { problem: whyNoValue([reference], view), read } : { value, read };
}

function called(step: Step, call: CodeCall, context: CodeContext): Called {
  return isWholePayload(step, call) ? payloadOf(callCode(call, context)) : callValue(call, context);
}

/** What a function gives for a whole payload: a text, or whatever is JSON. */
function payloadOf(found: Called): Called {
  if (found.problem !== undefined) return found;
  try {
    const text = JSON.stringify(found.value) as string | undefined;
    if (text !== undefined) return { value: JSON.parse(text), read: found.read };
  } catch {
    // It is told below.
  }
  return { problem: `its function gave ${showValue(found.value)}, which is no JSON`, read: found.read };
}
