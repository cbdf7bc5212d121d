import type { ReadReport } from '../journal.ts';
import type { Condition, PublishStep, Step } from './schema.ts';

/** What is asked of a device. */
export interface Call {
  readonly method: string;
  readonly params: unknown;
  /** Whether the step ends the wait by itself; otherwise the usual time for replies counts. */
  readonly hasTimeout: boolean;
}

/** Steps at work: they yield what they want, and are resumed with what came of it. */
export type Steps<Result> = Generator<Wish, Result, Answer>;

/** What a run wants the engine to do. It goes on when the engine answers. */
export type Wish =
  /** To all of the devices at once: one that does not answer must not keep a message from the others. */
  | { readonly do: 'call'; readonly devices: readonly string[]; readonly call: Call }
  | { readonly do: 'delay'; readonly ms: number }
  | { readonly do: 'run'; readonly scene: string }
  /** Answered when the condition holds. */
  | { readonly do: 'wait'; readonly condition: Condition }
  /** Several strands of steps at once; answered when all have ended, or one ends the whole run. */
  | { readonly do: 'branch'; readonly branches: readonly ((context: StepContext) => Steps<void>)[] }
  /** What conditions look at must have arrived: the states that devices published with their replies. */
  | { readonly do: 'settle' };

/** The answer to a wish; `message` says what came of it, or why it failed. */
export interface Answer {
  readonly ok: boolean;
  readonly message?: string | undefined;
}

/** A step that has begun and not ended. */
export interface OpenStep {
  /** Its place: `0`, `2.then.1`, in the third round of a repeat `2.do#3.1`, at a second try `0#2`. */
  readonly step: string;
}

/** What is written down when a step begins: what it does in words, what it read for that, and what it tells people. */
export interface StepBegins {
  readonly does: string;
  readonly read?: readonly ReadReport[];
  readonly notify?: string;
}

/** A step with values in the places of properties; without one, `problem` says why. */
export interface Filled<Sent extends Step> {
  readonly step: Sent | undefined;
  readonly problem?: string;
  readonly does: string;
  readonly read: readonly ReadReport[];
}

/** What the steps of a run can ask of their run, without any time passing. */
export interface StepContext {
  holds(condition: Condition): boolean;
  /** What keeps a condition from holding, as half a sentence. */
  obstacle(condition: Condition): string;
  /** The devices that a message without `to` goes to. */
  notifyTargets(): readonly string[];
  /** Publishes to a topic that is not the home's. */
  publish(message: PublishStep['publish']): Answer;
  /** Puts what properties are now in the places where they stand as values. */
  fill<Sent extends Step>(step: Sent): Filled<Sent>;
  begin(step: string, begins: StepBegins): OpenStep;
  end(open: OpenStep, result: 'ok' | 'failed', message?: string): void;
  /** Leaves steps whose place begins like this out of the run's report. The journal has them all. */
  leaveOut(place: string): void;
  /** Counts a round of a repeat. False when there have been too many in one instant. */
  goRound(): boolean;
  /** Arranges that the steps are interrupted with `token` after `ms`. Returns how to call that off. */
  interruptAfter(ms: number, token: StepTimeout): () => void;
}

/** Thrown into steps when the time of one of them is up. */
export class StepTimeout {
  /** What came of it, in words. */
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** How the steps came to an end. */
export interface StepsResult {
  readonly outcome: 'finished' | 'partial' | 'failed' | 'stopped';
  readonly reason: string;
}

/** Thrown to end a run from within: by a `stop` step, or a failed step with `on_error: stop`. */
export class EndRun {
  readonly result: StepsResult;

  constructor(result: StepsResult) {
    this.result = result;
  }
}
