import type { Cause } from '../journal.ts';
import { readsIn } from './condition.ts';
import type { Run, RunHost } from './run.ts';
import type { StepLog } from './step-log.ts';
import {
  type Answer,
  type Call,
  EndRun,
  type StepContext,
  type Steps,
  type StepTimeout,
  type Wish,
} from './wish.ts';

export type Done = (answer: Answer, cause: Cause) => void;

/** How a strand came to an end by itself: with what its steps returned, or with what ends the whole run. */
export type StrandEnd<Result> = { readonly result: Result } | { readonly endRun: EndRun };

/** What came of a wish: steps go on with an answer, or something is thrown into them. */
interface Reply {
  readonly done: Done;
  readonly fail: (error: EndRun, cause: Cause) => void;
}

/** Steps of a run that are done one after the other, and what they wait for. A parallel step has one for each branch. */
export class Strand<Result = unknown> {
  readonly run: Run;
  /** The run of another scene that it waits for. */
  awaited: Run | undefined;
  readonly #host: RunHost;
  readonly #log: StepLog;
  readonly #steps: Steps<Result>;
  readonly #ended: (end: StrandEnd<Result>, cause: Cause) => void;
  /** How to take back what it has asked for. */
  #forget: (() => void) | undefined;
  /** While it waits for a parallel step. */
  #branches: readonly Strand<void>[] = [];
  /** It goes on in this very instant: when the states of devices have arrived, or because what it awaited is so. */
  #settling = false;
  #over = false;

  constructor(options: {
    run: Run;
    host: RunHost;
    log: StepLog;
    steps: (context: StepContext) => Steps<Result>;
    ended: (end: StrandEnd<Result>, cause: Cause) => void;
  }) {
    this.run = options.run;
    this.#host = options.host;
    this.#log = options.log;
    this.#ended = options.ended;
    this.#steps = options.steps(this.#context());
  }

  start(): void {
    this.#resume(() => this.#steps.next({ ok: true }));
  }

  /**
   * Cuts it short, with all its branches. Steps that have not ended are `cancelled`, for this reason.
   *
   * @param cause what cut it short, where that is not something of its own
   */
  cancel(why: string, cause?: Cause): void {
    if (this.#over) return;
    this.#over = true;
    this.#takeBack(why, cause);
    if (cause) this.#log.latest = cause;
    this.#steps.return(undefined as Result);
    this.#log.cutShort(why);
  }

  /** The runs of other scenes that it and its branches wait for. */
  get allAwaited(): Run[] {
    const own = this.awaited ? [this.awaited] : [];
    return [...own, ...this.#branches.flatMap((strand) => strand.allAwaited)];
  }

  /** Lets the steps go on until they wait for something. */
  #resume(go: () => IteratorResult<Wish, Result>): void {
    // Iterating instead of recursing: ten thousand steps that are answered at once must not overflow the stack.
    let next: (() => IteratorResult<Wish, Result>) | undefined = go;
    while (next && !this.#over) {
      const result = this.#step(next);
      next = undefined;
      if (!result) return;
      let granted = false;
      const goOn = (step: () => IteratorResult<Wish, Result>, cause: Cause): void => {
        this.#forget = undefined;
        this.#branches = [];
        this.#noteAnswer(result);
        this.awaited = undefined;
        this.#log.latest = cause;
        if (granted) this.#resume(step);
        else next = step;
      };
      const forget = this.#grant(result, {
        done: (answer, cause) => goOn(() => this.#steps.next(answer), cause),
        fail: (error, cause) => goOn(() => this.#steps.throw(error), cause),
      });
      granted = true;
      // What it asked for may have put another run in its place.
      if (this.#over) forget();
      else if (!next) this.#forget = forget;
    }
  }

  /** The next wish, or `undefined` at the end. */
  #step(go: () => IteratorResult<Wish, Result>): Wish | undefined {
    let end: StrandEnd<Result>;
    try {
      const { done, value } = go();
      if (!done) return value;
      end = { result: value };
    } catch (error) {
      if (!(error instanceof EndRun)) throw error;
      end = { endRun: error };
    }
    this.#over = true;
    if ('endRun' in end) this.#log.cutShort(end.endRun.result.reason);
    this.#ended(end, this.#log.latest);
    return undefined;
  }

  #grant(wish: Wish, { done, fail }: Reply): () => void {
    const cause = this.#log.current;
    switch (wish.do) {
      case 'call':
        return this.#call(wish.devices, wish.call, cause, done);
      case 'run':
        return this.#host.runScene(wish.scene, this, cause, done);
      case 'delay':
        return this.#later(wish.ms, () => done({ ok: true }, cause));
      case 'wait':
        return this.#host.awaitCondition(wish.condition, this.run, {
          met: () => {
            this.#settling = true;
          },
          goOn: (because) => {
            this.#settling = false;
            done({ ok: true }, because ?? cause);
          },
        });
      case 'branch':
        return this.#branch(wish.branches, { done, fail });
      case 'settle':
        return this.#settle(() => done({ ok: true }, this.#log.latest));
    }
  }

  #noteAnswer({ do: asked }: Wish): void {
    if (asked === 'call') this.run.noteAnswer(this.run.now);
    else if (asked === 'run' && this.awaited) this.run.noteAnswer(this.awaited.answeredAt);
  }

  #later(ms: number, run: () => void): () => void {
    const { clock } = this.#host.home;
    const entry = clock.schedule(clock.now + ms, run);
    return () => clock.cancel(entry);
  }

  /** Calls `go` in this instant, but after the state that a device publishes with its reply. */
  #settle(go: () => void): () => void {
    if (this.run.answeredAt !== this.run.now) {
      go();
      return () => {};
    }
    this.#settling = true;
    return this.#later(0, () => {
      this.#settling = false;
      go();
    });
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

  /** Answers when all branches have ended, or when one ends the run: then the others are cut short. */
  #branch(branches: readonly ((context: StepContext) => Steps<void>)[], { done, fail }: Reply): () => void {
    let left = branches.length;
    const strands = branches.map((steps): Strand<void> => {
      return new Strand<void>({
        run: this.run,
        host: this.#host,
        log: this.#log.fork(),
        steps,
        ended: (end, cause) => {
          left--;
          if ('endRun' in end) {
            for (const strand of strands) strand.cancel(end.endRun.result.reason);
            fail(end.endRun, cause);
          } else if (left === 0) {
            done({ ok: true }, cause);
          }
        },
      });
    });
    this.#branches = strands;
    for (const strand of strands) if (!strand.#over) strand.start();
    return () => {};
  }

  #context(): StepContext {
    const host = this.#host;
    const log = this.#log;
    return {
      holds: (condition) => {
        const report = host.judge(condition);
        log.note(readsIn(report));
        return report.holds === true;
      },
      obstacle: (condition) => host.obstacle(condition),
      notifyTargets: () => host.notifyTargets(),
      publish: (message) => host.publish(message, log.current),
      fill: (step) => host.fill(step),
      begin: (step, begins) => log.begin(step, begins),
      end: (open, result, message) => log.end(open, result, message),
      leaveOut: (place) => log.leaveOut(place),
      goRound: () => this.run.goRound(),
      interruptAfter: (ms, token) => this.#interruptAfter(ms, token),
    };
  }

  get #isSettling(): boolean {
    return this.#settling || this.#branches.some((strand) => strand.#isSettling);
  }

  #interruptAfter(ms: number, token: StepTimeout): () => void {
    // What is done at the very last instant still counts, so that is let by first.
    const expire = (): void => {
      if (this.#isSettling) callOff = this.#later(0, expire);
      else this.#interrupt(token);
    };
    let callOff = this.#later(ms, () => {
      callOff = this.#later(0, expire);
    });
    return () => callOff();
  }

  #interrupt(token: StepTimeout): void {
    if (this.#over) return;
    this.#takeBack(token.message);
    this.#resume(() => this.#steps.throw(token));
  }

  #takeBack(why: string, cause?: Cause): void {
    for (const strand of this.#branches) strand.cancel(why, cause);
    this.#branches = [];
    this.#forget?.();
    this.#forget = undefined;
    this.#settling = false;
    this.awaited = undefined;
  }
}
