import { showValue } from '../device/value.ts';
import type { ReadReport } from '../journal.ts';
import { callCode, callValue } from './call.ts';
import { isCodeCall } from './code.ts';
import { isWholePayload, type OpenValue, openValuesOf } from './fill.ts';
import type { CodeContext } from './home-for-code.ts';
import { lookupIn, readAll, whyNoValue } from './lookup.ts';
import { nameOf } from './reference.ts';
import type { Step } from './schema.ts';

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
  const { view } = context;
  const lookup = lookupIn(view);
  const values: unknown[] = [];
  const read = new Map<string, ReadReport>();
  let problem: string | undefined;
  const opens = openValuesOf(step);
  for (const open of opens) {
    const found = isCodeCall(open)
      ? isWholePayload(step, open)
        ? payloadOf(callCode(open, context))
        : callValue(open, context)
      : referred(lookup(open), open);
    values.push(found.value);
    for (const report of found.read) read.set(nameOf(report), report);
    problem ??= found.problem;
  }
  const all = [...read.values()];
  if (problem !== undefined) return { look: undefined, problem, read: all };
  // A text has its properties anew each time: those are found by name.
  return { look: (wanted) => values[opens.findIndex((open) => isSame(open, wanted))], read: all };

  function referred(
    value: unknown,
    open: Exclude<OpenValue, { function: number }>,
  ): ReturnType<typeof callValue> {
    const { read: own = [] } = readAll([open], view, context);
    return value === undefined ? { problem: whyNoValue([open], view), read: own } : { value, read: own };
  }
}

/** What a function gives for a whole payload: a text, or whatever is JSON. */
function payloadOf(called: ReturnType<typeof callCode>): ReturnType<typeof callCode> {
  if (called.problem !== undefined) return called;
  try {
    const text = JSON.stringify(called.value) as string | undefined;
    if (text !== undefined) return { value: JSON.parse(text), read: called.read };
  } catch {
    // It is told below.
  }
  return { problem: `its function gave ${showValue(called.value)}, which is no JSON`, read: called.read };
}

function isSame(open: OpenValue, wanted: OpenValue): boolean {
  if (open === wanted) return true;
  if (isCodeCall(open) || isCodeCall(wanted)) return false;
  return Object.keys(wanted).length === 2 && open.device === wanted.device && open.prop === wanted.prop;
}
