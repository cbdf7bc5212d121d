import { showValue } from '../device/value.ts';
import type { ReadReport } from '../journal.ts';
import { type CodeCall, functionOf, placeIn } from './code.ts';
import { type CodeContext, homeForCode, UnknownProperty } from './home-for-code.ts';

/** What came of calling a function of a scene: what it gave, or why that is nothing; and what it has looked at. */
export interface Called {
  readonly value?: unknown;
  /** As half a sentence. */
  readonly problem?: string;
  readonly read: readonly ReadReport[];
}

/** Calls a function of a scene. Whatever it does, this does not throw. */
export function callCode(call: CodeCall, context: CodeContext): Called {
  const body = functionOf(call);
  if (!body) return { problem: 'its function is not in the code of the scene', read: [] };
  const { home, read } = homeForCode(context);
  try {
    const value = body(home);
    return isPromise(value)
      ? { problem: 'its function gave a promise; it must answer at once, without async', read: read() }
      : { value, read: read() };
  } catch (error) {
    return { problem: failureOf(error), read: read() };
  }
}

/** The same for a condition, which is true or false. */
export function callCondition(call: CodeCall, context: CodeContext): Called {
  const called = callCode(call, context);
  if (called.problem !== undefined || typeof called.value === 'boolean') return called;
  const problem = `its function gave ${showValue(called.value)}, which is neither true nor false`;
  return { problem, read: called.read };
}

/** The same for a value that is sent to a device. */
export function callValue(call: CodeCall, context: CodeContext): Called {
  const called = callCode(call, context);
  const { value } = called;
  const isPlain = typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
  if (called.problem !== undefined || isPlain) return called;
  const problem = `its function gave ${showValue(value)}, which is no number, text, true or false`;
  return { problem, read: called.read };
}

function failureOf(error: unknown): string {
  if (error instanceof UnknownProperty) return error.message;
  const words = error instanceof Error ? String(error.message) : showValue(error);
  const place = placeIn(error);
  const where = place ? ` (line ${place.line}, column ${place.column})` : '';
  return `its function failed: ${words.split('\n', 1)[0]!.slice(0, 200)}${where}`;
}

function isPromise(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}
