import { describe, expect, it } from 'vitest';
import { type EdgeAction, initialEdge, observe } from '../../../src/core/scene/edge.ts';

/** What the trigger does at each observation: 1 matches, 0 does not, ? unknown. */
function actions(observations: string, hasFor: boolean): EdgeAction[] {
  let state = initialEdge;
  return [...observations].map((sign) => {
    const seen = observe(state, sign === '?' ? undefined : sign === '1', hasFor);
    state = seen.state;
    return seen.action;
  });
}

describe('an edge without for', () => {
  it.each([
    ['does not fire because the home started with a match', '1', ['none']],
    ['fires when it comes to match', '01', ['none', 'fire']],
    ['does not fire again while it goes on matching', '0111', ['none', 'fire', 'none', 'none']],
    ['fires each time anew', '0101', ['none', 'fire', 'none', 'fire']],
    [
      'does not fire when a device comes back with the match it had',
      '01?1',
      ['none', 'fire', 'none', 'none'],
    ],
    ['does not fire when a device that matched at the start comes back', '1?1', ['none', 'none', 'none']],
    ['fires when a device comes back with a match it did not have', '0?1', ['none', 'none', 'fire']],
    ['does not fire when it ceased to match while away', '01?0', ['none', 'fire', 'none', 'none']],
    ['does not fire on a first value after the unknown', '?1', ['none', 'none']],
  ] as const)('%s', (_title, observations, expected) => {
    expect(actions(observations, false)).toEqual(expected);
  });
});

describe('an edge with for', () => {
  it.each([
    ['begins to wait when it comes to match', '01', ['none', 'wait']],
    ['goes on waiting while it matches', '0111', ['none', 'wait', 'none', 'none']],
    ['breaks the wait when it ceases to match', '010', ['none', 'wait', 'break']],
    ['breaks the wait when it becomes unknown', '01?', ['none', 'wait', 'break']],
    ['waits anew when it comes back still matching', '01?1', ['none', 'wait', 'break', 'wait']],
    ['does not break twice', '01?0', ['none', 'wait', 'break', 'none']],
    ['does not wait because the home started with a match', '11', ['none', 'none']],
  ] as const)('%s', (_title, observations, expected) => {
    expect(actions(observations, true)).toEqual(expected);
  });
});
