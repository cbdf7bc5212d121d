import type { HomeContext } from '../device/context.ts';
import type { Cause, ConditionReport, Outcome, StepReport } from '../journal.ts';
import type { SceneRuns } from './runs.ts';
import type { Condition, PublishStep, Step } from './schema.ts';
import { StepLog } from './step-log.ts';
import { performSteps } from './steps.ts';
import { type Done, Strand } from './strand.ts';
import { countRound } from './trail.ts';
import type { Answer, Call, Filled, StepsResult } from './wish.ts';

/** What a run needs from the engine. What is asked for can be taken back with the function that is returned. */
export interface RunHost {
  readonly home: HomeContext;
  judge(condition: Condition): ConditionReport;
  obstacle(condition: Condition): string;
  notifyTargets(): readonly string[];
  fill<Sent extends Step>(step: Sent): Filled<Sent>;
  publish(message: PublishStep['publish'], cause: Cause): Answer;
  call(device: string, call: Call, cause: Cause, done: Done): () => void;
  /** Runs another scene; `done` is called when that run has ended, or at once when there is none. */
  runScene(scene: string, caller: Awaiter, cause: Cause, done: Done): () => void;
  /** Waits until a condition holds. */
  awaitCondition(condition: Condition, run: Run, waiting: Waiting): () => void;
  /** It begins its steps. */
  started(run: Run): void;
  ended(run: Run, outcome: Outcome, reason: string): void;
}

export interface Waiting {
  /** It holds. What follows comes in this same instant, but not within this call. */
  met(): void;
  goOn(cause: Cause | undefined): void;
}

/** Steps that wait for the run of another scene. */
export interface Awaiter {
  readonly run: Run;
  awaited: Run | undefined;
}

export interface RunOptions {
  readonly scene: string;
  readonly number: number;
  /** Its line in the journal. */
  readonly cause: Cause;
  readonly steps: readonly Step[];
  readonly conditions: readonly ConditionReport[];
  /** Why the conditions refused it: its steps are the `otherwise` ones. */
  readonly refusal: string | undefined;
  /** Why it must not go on: it is part of a circle, or of one that widens. */
  readonly circle: string | undefined;
  /** The runs of its scene, this one among them. */
  readonly runs: SceneRuns;
  /** The steps of another run that wait for this one. */
  readonly caller?: Awaiter | undefined;
  readonly onEnd?: ((outcome: Outcome, reason: string, cause: Cause) => void) | undefined;
}

/** One run of a scene, from the moment its conditions were judged until its `run_end`. */
export class Run {
  readonly options: RunOptions;
  readonly startedAt: number;
  readonly #host: RunHost;
  readonly #log: StepLog;
  readonly #strand: Strand<StepsResult>;
  #answeredAt: number | undefined;
  #over = false;

  constructor(host: RunHost, options: RunOptions) {
    this.#host = host;
    this.options = options;
    this.startedAt = host.home.clock.now;
    this.#log = new StepLog(host.home, options.scene, options.number, options.cause);
    this.#strand = new Strand({
      run: this,
      host,
      log: this.#log,
      steps: (context) => performSteps(options.steps, context),
      ended: (end) => {
        const { outcome, reason } = 'result' in end ? end.result : end.endRun.result;
        this.end(outcome, reason);
      },
    });
    if (options.caller) options.caller.awaited = this;
  }

  /** The present instant: milliseconds since the epoch. */
  get now(): number {
    return this.#host.home.clock.now;
  }

  /** When a device last replied to it, or to a run that it waited for. */
  get answeredAt(): number | undefined {
    return this.#answeredAt;
  }

  /** The runs of other scenes that it waits for. */
  get awaited(): readonly Run[] {
    return this.#strand.allAwaited;
  }

  /** What led to its end: its last step's reply or timer, or whatever cut it short. */
  get latest(): Cause {
    return this.#log.latest;
  }

  /** Every step that has begun, in that order. */
  get steps(): readonly StepReport[] {
    return this.#log.reports;
  }

  start(): void {
    this.#host.started(this);
    this.#strand.start();
  }

  /** Cuts it short, because of something else. */
  cancel(outcome: 'replaced', reason: string, cause: Cause): void {
    if (this.#over) return;
    this.#strand.cancel(reason, cause);
    this.end(outcome, reason);
  }

  /** Ends it. What the conditions refused is refused, whatever came of its `otherwise`. */
  end(outcome: Outcome, reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#strand.cancel(reason);
    // What a `stop` within an `if` has left open.
    this.#log.cutShort(reason);
    const { refusal } = this.options;
    if (refusal === undefined) this.#host.ended(this, outcome, reason);
    else if (outcome === 'finished' || outcome === 'refused') this.#host.ended(this, 'refused', refusal);
    else this.#host.ended(this, 'refused', `${refusal}; otherwise: ${reason}`);
  }

  noteAnswer(at: number | undefined): void {
    if (at !== undefined) this.#answeredAt = Math.max(at, this.#answeredAt ?? at);
  }

  goRound(): boolean {
    return countRound(this.options.cause.trail!, this.now);
  }
}
