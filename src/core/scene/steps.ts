import type { Condition, IfStep, Step } from './schema.ts';
import { describeStep } from './words.ts';

/** What a run wants the engine to do. It goes on when the engine answers. */
export type Wish =
  | { readonly do: 'call'; readonly device: string; readonly method: string; readonly params: unknown }
  | { readonly do: 'delay'; readonly ms: number }
  | { readonly do: 'run'; readonly scene: string };

/** The answer to a wish; `message` says what came of it, or why it failed. */
export interface Answer {
  readonly ok: boolean;
  readonly message?: string | undefined;
}

/** What the steps of a run can ask of their run, without any time passing. */
export interface StepContext {
  durationMs(text: string): number;
  holds(condition: Condition): boolean;
  /** The devices that a message without `to` goes to. */
  notifyTargets(): readonly string[];
  begin(step: string, does: string, notify?: string): void;
  end(step: string, does: string, result: 'ok' | 'failed', message?: string): void;
  /** Arranges that the run is interrupted with `token` after `ms`. Returns how to call that off. */
  interruptAfter(ms: number, token: StepTimeout): () => void;
}

/** Thrown into a run's generator when the time of one of its steps is up. */
export class StepTimeout {
  readonly step: string;

  constructor(step: string) {
    this.step = step;
  }
}

/** How the steps came to an end. */
export interface StepsResult {
  readonly outcome: 'finished' | 'partial' | 'failed' | 'stopped';
  readonly reason: string;
}

/** Ends a run from within: a `stop` step, or a failed step with `on_error: stop`. */
class EndRun {
  readonly result: StepsResult;

  constructor(result: StepsResult) {
    this.result = result;
  }
}

/**
 * A run: yields what it wants, and is resumed with what came of it. There are no promises; cancelling a run is
 * closing its generator.
 */
export function* performSteps(
  steps: readonly Step[],
  context: StepContext,
): Generator<Wish, StepsResult, Answer> {
  const failures: string[] = [];
  try {
    yield* sequence(steps, '', context, failures);
  } catch (end) {
    if (end instanceof EndRun) return end.result;
    throw end;
  }
  if (failures.length > 0) return { outcome: 'partial', reason: failures.join('; ') };
  return { outcome: 'finished', reason: 'every step was done' };
}

function* sequence(
  steps: readonly Step[],
  path: string,
  context: StepContext,
  failures: string[],
): Generator<Wish, void, Answer> {
  for (const [index, step] of steps.entries()) yield* oneStep(step, `${path}${index}`, context, failures);
}

function* oneStep(
  step: Step,
  path: string,
  context: StepContext,
  failures: string[],
): Generator<Wish, void, Answer> {
  const does = describeStep(step);
  context.begin(path, does, 'notify' in step ? step.notify : undefined);
  if ('stop' in step) {
    context.end(path, does, 'ok');
    throw new EndRun({ outcome: 'stopped', reason: step.stop });
  }
  const token = new StepTimeout(path);
  const callOff =
    step.timeout === undefined ? undefined : context.interruptAfter(context.durationMs(step.timeout), token);
  let answer: Answer;
  try {
    answer = yield* perform(step, path, context, failures);
  } catch (error) {
    if (error !== token) throw error;
    answer = { ok: false, message: `not done within ${step.timeout}` };
  } finally {
    callOff?.();
  }
  context.end(path, does, answer.ok ? 'ok' : 'failed', answer.message);
  if (answer.ok) return;
  const reason = `step ${path} (${does}) failed: ${answer.message}`;
  if (step.on_error === 'stop') throw new EndRun({ outcome: 'failed', reason });
  failures.push(reason);
}

const done: Answer = { ok: true };

function* perform(
  step: Exclude<Step, { stop: string }>,
  path: string,
  context: StepContext,
  failures: string[],
): Generator<Wish, Answer, Answer> {
  if ('method' in step)
    return yield { do: 'call', device: step.device, method: step.method, params: step.params ?? {} };
  if ('set' in step) return yield { do: 'call', device: step.device, method: 'set_prop', params: step.set };
  if ('delay' in step) return yield { do: 'delay', ms: context.durationMs(step.delay) };
  if ('run' in step) return yield { do: 'run', scene: step.run };
  if ('notify' in step) return yield* notify(step.notify, step.to, context);
  return yield* branch(step, path, context, failures);
}

function* branch(
  step: IfStep,
  path: string,
  context: StepContext,
  failures: string[],
): Generator<Wish, Answer, Answer> {
  if (context.holds(step.if)) {
    yield* sequence(step.then, `${path}.then.`, context, failures);
    return { ok: true, message: 'it held' };
  }
  if (step.else) yield* sequence(step.else, `${path}.else.`, context, failures);
  return { ok: true, message: 'it did not hold' };
}

function* notify(
  text: string,
  to: string | undefined,
  context: StepContext,
): Generator<Wish, Answer, Answer> {
  const failed: string[] = [];
  for (const device of to === undefined ? context.notifyTargets() : [to]) {
    const answer = yield { do: 'call', device, method: 'notify', params: { text } };
    if (!answer.ok) failed.push(answer.message ?? device);
  }
  return failed.length > 0 ? { ok: false, message: failed.join('; ') } : done;
}
