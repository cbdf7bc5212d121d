import type { ScenePath } from './facts.ts';
import type { Scenario } from './scenario.ts';

/** Something in a scene that is valid, and probably not what its author wants. */
export interface SceneFinding {
  readonly code: FindingCode;
  /** Every place that is involved, the one to blame first. */
  readonly places: readonly Place[];
  /** What is the case, as one sentence without a full stop. */
  readonly message: string;
  /** What to do about it, as one sentence without a full stop. */
  readonly suggestion: string;
  /** What shows it, if it was seen to happen. Without one it is only possible. */
  readonly proof?: Proof;
}

/** A place in a scene's file. */
export interface Place {
  readonly scene: string;
  readonly path: ScenePath;
}

/** A stretch of the home's time in which the thing happened. */
export interface Proof {
  readonly scenario: Scenario;
  /** What happened in it, a line each, with local times. */
  readonly story: readonly string[];
}

/** Every code, with how bad it is and why it matters. */
export const findingCodes = {
  never: { severity: 'error', why: 'what waits for it is never done' },
  always: {
    severity: 'warning',
    why: 'a condition that always holds keeps nothing out, so it is probably not the one that was meant',
  },
  'left-on': { severity: 'warning', why: 'it stays on until somebody notices' },
  'missing-trigger': {
    severity: 'warning',
    why: 'a scene looks at its conditions only at the moment when a trigger fires',
  },
  interrupted: {
    severity: 'warning',
    why: 'a device that is still at work refuses the second command, or begins anew',
  },
  repeats: { severity: 'warning', why: 'what is done twice is not the same as done once' },
  unreachable: { severity: 'warning', why: 'it stands there and is never done' },
  'clock-change': {
    severity: 'warning',
    why: 'on the night when the clocks change there is no such time, or it comes twice',
  },
  loop: { severity: 'error', why: 'scenes that set each other off never come to rest' },
  conflict: {
    severity: 'warning',
    why: 'the last one wins silently, and which one is last may differ from day to day',
  },
} as const satisfies Readonly<Record<string, { severity: 'error' | 'warning'; why: string }>>;

export type FindingCode = keyof typeof findingCodes;
