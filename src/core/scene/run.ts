import type { ClockEntry } from '../clock.ts';
import type { HomeContext } from '../device/device.ts';
import type { Cause, ConditionReport, Outcome, StepReport } from '../journal.ts';
import type { Condition, Step } from './schema.ts';
import {
  type Answer,
  performSteps,
  type StepContext,
  type StepsResult,
  type StepTimeout,
  type Wish,
} from './steps.ts';

/** What a run needs from the engine. */
export interface RunHost {
  readonly home: HomeContext;
  holds(condition: Condition): boolean;
  durationMs(text: string): number;
  notifyTargets(): readonly string[];
  call(
    device: string,
    method: string,
    params: unknown,
    cause: Cause,
    done: (answer: Answer, cause: Cause) => void,
  ): () => void;
  /** Runs another scene; `done` is called when that run has ended, or at once when there is none. */
  runScene(scene: string, cause: Cause, by: string, done: (answer: Answer, cause: Cause) => void): () => void;
  ended(run: Run, outcome: Outcome, reason: string): void;
}

/** One run of a scene, from the moment its conditions were judged until its `run_end`. */
export class Run {
  readonly scene: string;
  readonly number: number;
  readonly cause: Cause;
  readonly startedAt: number;
  readonly conditions: readonly ConditionReport[];
  readonly steps: StepReport[] = [];
  /** Called with the outcome after the end; the scene that asked for this run waits for it. */
  readonly onEnd: ((outcome: Outcome, reason: string, cause: Cause) => void) | undefined;
  /** What led to whatever the run does next. */
  #latest: Cause;
  /** The steps that have begun and not ended, outermost first. */
  readonly #open: { step: string; does: string; begun: Cause }[] = [];
  readonly #host: RunHost;
  readonly #generator: Generator<Wish, StepsResult, Answer>;
  /** How to take back what it is waiting for. */
  #forget: (() => void) | undefined;
  readonly #refusal: string | undefined;
  #over = false;
  /** The generator is running; an answer that comes at once must wait until it has yielded. */
  #busy = false;

  constructor(
    host: RunHost,
    options: {
      scene: string;
      number: number;
      cause: Cause;
      steps: readonly Step[];
      conditions: readonly ConditionReport[];
      /** Set when the conditions refused the run and its steps are the `otherwise` ones. */
      refusal: string | undefined;
      onEnd?: ((outcome: Outcome, reason: string, cause: Cause) => void) | undefined;
    },
  ) {
    this.#host = host;
    this.scene = options.scene;
    this.number = options.number;
    this.cause = options.cause;
    this.#latest = options.cause;
    this.startedAt = host.home.clock.now;
    this.conditions = options.conditions;
    this.#refusal = options.refusal;
    this.onEnd = options.onEnd;
    this.#generator = performSteps(options.steps, this.#stepContext());
  }

  start(): void {
    this.#resume(() => this.#generator.next({ ok: true }));
  }

  /** Ends the run from outside: it is replaced, or its scene is. */
  cancel(outcome: Outcome, reason: string): void {
    if (this.#over) return;
    this.#forget?.();
    this.#generator.return({ outcome: 'stopped', reason });
    for (const open of this.#open.splice(0).reverse()) this.#endStep(open, 'cancelled', reason);
    this.#end(outcome, reason);
  }

  #resume(go: () => IteratorResult<Wish, StepsResult>): void {
    // Iterating instead of recursing: a scene of ten thousand instant steps must not overflow the stack.
    let next: (() => IteratorResult<Wish, StepsResult>) | undefined = go;
    while (next && !this.#over) {
      this.#busy = true;
      const result: IteratorResult<Wish, StepsResult> = next();
      next = undefined;
      if (result.done) {
        this.#busy = false;
        this.#finish(result.value);
        return;
      }
      let answered: (() => IteratorResult<Wish, StepsResult>) | undefined;
      this.#forget = this.#grant(result.value, (answer, cause) => {
        this.#forget = undefined;
        this.#latest = cause;
        const go = () => this.#generator.next(answer);
        if (this.#busy) answered = go;
        else this.#resume(go);
      });
      this.#busy = false;
      if (answered) {
        this.#forget = undefined;
        next = answered;
      }
    }
  }

  #grant(wish: Wish, done: (answer: Answer, cause: Cause) => void): () => void {
    const cause = this.#open.at(-1)?.begun ?? this.#latest;
    switch (wish.do) {
      case 'call':
        return this.#host.call(wish.device, wish.method, wish.params, cause, done);
      case 'run':
        return this.#host.runScene(wish.scene, cause, this.scene, done);
      case 'delay': {
        const { clock } = this.#host.home;
        const entry = clock.schedule(clock.now + wish.ms, () => done({ ok: true }, cause));
        return () => clock.cancel(entry);
      }
    }
  }

  #finish(result: StepsResult): void {
    if (this.#refusal !== undefined) this.#end('refused', this.#refusal);
    else this.#end(result.outcome, result.reason);
  }

  #end(outcome: Outcome, reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#host.ended(this, outcome, reason);
  }

  /** What led to the end of the run: its last step's reply, timer or refusal. */
  get latest(): Cause {
    return this.#latest;
  }

  #stepContext(): StepContext {
    const host = this.#host;
    const { home } = host;
    return {
      durationMs: (text) => host.durationMs(text),
      holds: (condition) => host.holds(condition),
      notifyTargets: () => host.notifyTargets(),
      begin: (step, does, notify) => {
        const { scene, number: run } = this;
        const fields = { scene, run, step, does, ...(notify === undefined ? {} : { notify }) };
        const begun = home.journal.append(home.clock.now, 'step', this.#latest, fields);
        this.#open.push({ step, does, begun });
        this.#latest = begun;
      },
      end: (step, does, result, message) => {
        // A step that was interrupted takes the steps within it along.
        while (this.#open.length > 0 && this.#open.at(-1)!.step !== step) {
          this.#endStep(this.#open.pop()!, 'cancelled', message);
        }
        this.#endStep(this.#open.pop() ?? { step, does }, result, message);
      },
      interruptAfter: (ms, token) => {
        const entry: ClockEntry = home.clock.schedule(home.clock.now + ms, () => this.#interrupt(token));
        return () => home.clock.cancel(entry);
      },
    };
  }

  #endStep(
    { step, does }: { step: string; does: string },
    result: StepReport['result'],
    message: string | undefined,
  ): void {
    const { home } = this.#host;
    const { scene, number: run } = this;
    const said = message === undefined ? {} : { message };
    this.steps.push({ step, does, result, ...said });
    this.#latest = home.journal.append(home.clock.now, 'step', this.#latest, {
      scene,
      run,
      step,
      does,
      result,
      ...said,
    });
  }

  #interrupt(token: StepTimeout): void {
    if (this.#over) return;
    this.#forget?.();
    this.#forget = undefined;
    this.#resume(() => this.#generator.throw(token));
  }
}
