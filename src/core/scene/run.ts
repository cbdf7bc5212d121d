import type { HomeContext } from '../device/context.ts';
import type { Cause, ConditionReport, Outcome, StepReport } from '../journal.ts';
import type { SceneRuns } from './runs.ts';
import type { Condition, Step } from './schema.ts';
import { StepLog } from './step-log.ts';
import {
  type Answer,
  type Call,
  performSteps,
  type StepContext,
  type StepsResult,
  type StepTimeout,
  type Wish,
} from './steps.ts';

export type Done = (answer: Answer, cause: Cause) => void;

/** What a run needs from the engine. What is asked for can be taken back with the function that is returned. */
export interface RunHost {
  readonly home: HomeContext;
  holds(condition: Condition): boolean;
  notifyTargets(): readonly string[];
  call(device: string, call: Call, cause: Cause, done: Done): () => void;
  /** Runs another scene; `done` is called when that run has ended, or at once when there is none. */
  runScene(scene: string, caller: Run, cause: Cause, done: Done): () => void;
  /** It begins its steps. */
  started(run: Run): void;
  ended(run: Run, outcome: Outcome, reason: string): void;
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
  /** The run whose step waits for this one. */
  readonly caller?: Run | undefined;
  readonly onEnd?: ((outcome: Outcome, reason: string, cause: Cause) => void) | undefined;
}

/** One run of a scene, from the moment its conditions were judged until its `run_end`. */
export class Run {
  readonly options: RunOptions;
  readonly startedAt: number;
  /** The run of another scene that it waits for. */
  awaited: Run | undefined;
  /** When a device last replied to it, or to a run that it waited for. */
  #answeredAt: number | undefined;
  readonly #host: RunHost;
  readonly #log: StepLog;
  readonly #generator: Generator<Wish, StepsResult, Answer>;
  /** How to take back what it has asked for. */
  #forget: (() => void) | undefined;
  /** It goes on in this very instant, when the states of devices have arrived. */
  #settling = false;
  #over = false;

  constructor(host: RunHost, options: RunOptions) {
    this.#host = host;
    this.options = options;
    this.startedAt = host.home.clock.now;
    this.#log = new StepLog(host.home, options.scene, options.number, options.cause);
    this.#generator = performSteps(options.steps, this.#stepContext());
    if (options.caller) options.caller.awaited = this;
  }

  /** The present instant: milliseconds since the epoch. */
  get now(): number {
    return this.#host.home.clock.now;
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
    this.#resume(() => this.#generator.next({ ok: true }));
  }

  /** Cuts it short, because of something else. */
  cancel(outcome: 'replaced', reason: string, cause: Cause): void {
    if (this.#over) return;
    this.#takeBack();
    this.#generator.return({ outcome: 'stopped', reason });
    this.#log.latest = cause;
    this.end(outcome, reason);
  }

  /** Ends it. What the conditions refused is refused, whatever came of its `otherwise`. */
  end(outcome: Outcome, reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#log.cutShort(reason);
    const { refusal } = this.options;
    if (refusal === undefined) this.#host.ended(this, outcome, reason);
    else if (outcome === 'finished' || outcome === 'refused') this.#host.ended(this, 'refused', refusal);
    else this.#host.ended(this, 'refused', `${refusal}; otherwise: ${reason}`);
  }

  /** Lets the steps go on until they wait for something. */
  #resume(go: () => IteratorResult<Wish, StepsResult>): void {
    // Iterating instead of recursing: ten thousand steps that are answered at once must not overflow the stack.
    let next: (() => IteratorResult<Wish, StepsResult>) | undefined = go;
    while (next && !this.#over) {
      const result: IteratorResult<Wish, StepsResult> = next();
      next = undefined;
      if (result.done) {
        this.end(result.value.outcome, result.value.reason);
        return;
      }
      let granted = false;
      const forget = this.#grant(result.value, (answer, cause) => {
        this.#noteAnswer(result.value);
        this.#forget = undefined;
        this.awaited = undefined;
        this.#log.latest = cause;
        const goOn = () => this.#generator.next(answer);
        if (granted) this.#resume(goOn);
        else next = goOn;
      });
      granted = true;
      // What it asked for may have put another run in its place.
      if (this.#over) forget();
      else if (!next) this.#forget = forget;
    }
  }

  #grant(wish: Wish, done: Done): () => void {
    const cause = this.#log.current;
    switch (wish.do) {
      case 'call':
        return this.#call(wish.devices, wish.call, cause, done);
      case 'run':
        return this.#host.runScene(wish.scene, this, cause, done);
      case 'delay':
        return this.#later(wish.ms, () => done({ ok: true }, cause));
      case 'settle':
        return this.#settle(() => done({ ok: true }, this.#log.latest));
    }
  }

  #noteAnswer({ do: asked }: Wish): void {
    if (asked === 'call') this.#answeredAt = this.#host.home.clock.now;
    else if (asked === 'run' && this.awaited) this.#answeredAt = this.awaited.#answeredAt ?? this.#answeredAt;
  }

  #later(ms: number, run: () => void): () => void {
    const { clock } = this.#host.home;
    const entry = clock.schedule(clock.now + ms, run);
    return () => clock.cancel(entry);
  }

  /** Calls `go` in this instant, but after the state that a device publishes with its reply. */
  #settle(go: () => void): () => void {
    if (this.#answeredAt !== this.#host.home.clock.now) {
      go();
      return () => {};
    }
    this.#settling = true;
    const callOff = this.#later(0, () => {
      this.#settling = false;
      go();
    });
    return () => {
      this.#settling = false;
      callOff();
    };
  }

  /** Answers when all devices have. */
  #call(devices: readonly string[], call: Call, cause: Cause, done: Done): () => void {
    const failures: string[] = [];
    let left = devices.length;
    const forget = devices.map((device) => {
      return this.#host.call(device, call, cause, ({ ok, message }, answered) => {
        if (!ok) failures.push(message ?? device);
        left--;
        if (left > 0) return;
        done(failures.length === 0 ? { ok: true } : { ok: false, message: failures.join('; ') }, answered);
      });
    });
    return () => {
      for (const each of forget) each();
    };
  }

  #stepContext(): StepContext {
    const log = this.#log;
    return {
      holds: (condition) => this.#host.holds(condition),
      notifyTargets: () => this.#host.notifyTargets(),
      begin: (step, does, notify) => log.begin(step, does, notify),
      end: (open, result, message) => log.end(open, result, message),
      interruptAfter: (ms, token) => this.#interruptAfter(ms, token),
    };
  }

  #interruptAfter(ms: number, token: StepTimeout): () => void {
    // What is done at the very last instant still counts, so that is let by first.
    const expire = (): void => {
      if (this.#settling) callOff = this.#later(0, expire);
      else this.#interrupt(token);
    };
    let callOff = this.#later(ms, () => {
      callOff = this.#later(0, expire);
    });
    return () => callOff();
  }

  #interrupt(token: StepTimeout): void {
    if (this.#over) return;
    this.#takeBack();
    this.#resume(() => this.#generator.throw(token));
  }

  #takeBack(): void {
    this.#forget?.();
    this.#forget = undefined;
    this.awaited = undefined;
  }
}
