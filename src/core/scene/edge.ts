/** What a trigger that waits for an edge does about a new observation. */
export type EdgeAction = 'none' | 'fire' | 'wait' | 'break';

/**
 * The edge of a property or availability trigger, as a small state machine.
 *
 * It fires when the observed thing *comes to* match: not while it goes on matching, not because the home started,
 * and not because a device came back with what it had. With `for`, the edge only begins a wait; ceasing to match,
 * or becoming unknown, breaks it; when a device comes back still matching, an interrupted wait begins anew.
 */
export interface EdgeState {
  /** How it stood when last known; undefined before anything was known. */
  readonly matched: boolean | undefined;
  /** An edge has been seen and its `for` is not yet over: it waits, or was interrupted by the unknown. */
  readonly pending: boolean;
  readonly known: boolean;
}

export const initialEdge: EdgeState = { matched: undefined, pending: false, known: false };

/** It matches, and there is nothing to wait for: it has fired, or it came to match in a way that does not count. */
export const settledEdge: EdgeState = { matched: true, pending: false, known: true };

/** One observation: does it match now (`undefined`: it is unknown), and is this a change that can be an edge? */
export function observe(
  state: EdgeState,
  matched: boolean | undefined,
  hasFor: boolean,
): { readonly state: EdgeState; readonly action: EdgeAction } {
  if (matched === undefined) {
    return { state: { ...state, known: false }, action: state.pending && state.known ? 'break' : 'none' };
  }
  const next = { matched, pending: false, known: true };
  if (!matched) return { state: next, action: state.pending && state.known ? 'break' : 'none' };
  if (state.matched === false)
    return hasFor ? { state: { ...next, pending: true }, action: 'wait' } : { state: next, action: 'fire' };
  if (state.pending) return { state: { ...next, pending: true }, action: state.known ? 'none' : 'wait' };
  return { state: next, action: 'none' };
}
