import type { FindingCode } from '../../core/check/index.ts';
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
  /** It follows from the files alone: there is nothing that would have to be tried. */
  readonly certain?: true;
}

/** A place in a scene's file, or without a scene in the home's. */
export interface Place {
  readonly scene?: string;
  readonly path: ScenePath;
}

/** A stretch of the home's time in which the thing happened. */
export interface Proof {
  readonly scenario: Scenario;
  /** What happened in it, a line each, with local times. */
  readonly story: readonly string[];
  /** What would be so if the mistake were not there, as in the `expect` of a scene test. */
  readonly expect: readonly Wanted[];
}

/** An entry of the `expect` of a scene test. */
export type Wanted = Readonly<Record<string, unknown>>;
