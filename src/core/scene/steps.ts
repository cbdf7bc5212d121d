import { parseDuration } from '../calendar/index.ts';
import type { Condition, IfStep, Step } from './schema.ts';
import { describeStep } from './words.ts';

/** What is asked of a device. */
export interface Call {
  readonly method: string;
  readonly params: unknown;
  /** Whether the step ends the wait by itself; otherwise the usual time for replies counts. */
  readonly hasTimeout: boolean;
}

/** What a run wants the engine to do. It goes on when the engine answers. */
export type Wish =
  /** To all of the devices at once: one that does not answer must not keep a message from the others. */
  | { readonly do: 'call'; readonly devices: readonly string[]; readonly call: Call }
  | { readonly do: 'delay'; readonly ms: number }
  | { readonly do: 'run'; readonly scene: string }
  /** What conditions look at must have arrived: the states that devices published with their replies. */
  | { readonly do: 'settle' };

/** The answer to a wish; `message` says what came of it, or why it failed. */
export interface Answer {
  readonly ok: boolean;
  readonly message?: string | undefined;
}

/** A step that has begun and not ended. */
export interface OpenStep {
  /** Its place: `0`, `2.then.1`. */
  readonly step: string;
}

/** What the steps of a run can ask of their run, without any time passing. */
export interface StepContext {
  holds(condition: Condition): boolean;
  /** The devices that a message without `to` goes to. */
  notifyTargets(): readonly string[];
  begin(step: string, does: string, notify?: string): OpenStep;
  end(open: OpenStep, result: 'ok' | 'failed', message?: string): void;
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
  if (failures.length === 0) return { outcome: 'finished', reason: 'every step was done' };
  const more = failures.length - mostFailures;
  const told = more > 0 ? [...failures.slice(0, mostFailures), `and ${more} more`] : failures;
  return { outcome: 'partial', reason: told.join('; ') };
}

/** How many failures a reason names; the steps tell them all. */
const mostFailures = 5;

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
  const open = context.begin(path, does, 'notify' in step ? step.notify : undefined);
  if ('stop' in step) {
    context.end(open, 'ok');
    throw new EndRun({ outcome: 'stopped', reason: step.stop });
  }
  const token = new StepTimeout(path);
  const callOff =
    step.timeout === undefined ? undefined : context.interruptAfter(parseDuration(step.timeout), token);
  let answer: Answer;
  try {
    answer = yield* perform(step, path, context, failures);
  } catch (error) {
    if (error !== token) throw error;
    answer = { ok: false, message: `not done within ${step.timeout}` };
  } finally {
    callOff?.();
  }
  context.end(open, answer.ok ? 'ok' : 'failed', answer.message);
  if (answer.ok) return;
  const reason = `step ${path} (${does}) failed: ${answer.message}`;
  if (step.on_error === 'stop') throw new EndRun({ outcome: 'failed', reason });
  failures.push(reason);
}

function* perform(
  step: Exclude<Step, { stop: string }>,
  path: string,
  context: StepContext,
  failures: string[],
): Generator<Wish, Answer, Answer> {
  const ask = (devices: readonly string[], method: string, params: unknown): Wish => {
    return { do: 'call', devices, call: { method, params, hasTimeout: step.timeout !== undefined } };
  };
  if ('method' in step) return yield ask([step.device], step.method, step.params ?? {});
  if ('set' in step) return yield ask([step.device], 'set_prop', step.set);
  if ('delay' in step) return yield { do: 'delay', ms: parseDuration(step.delay) };
  if ('run' in step) {
    yield { do: 'settle' };
    return yield { do: 'run', scene: step.run };
  }
  if ('notify' in step) {
    const devices = step.to === undefined ? context.notifyTargets() : [step.to];
    // Without such a device there is still the journal, which the terminal and the page show.
    return devices.length === 0 ? { ok: true } : yield ask(devices, 'notify', { text: step.notify });
  }
  return yield* branch(step, path, context, failures);
}

function* branch(
  step: IfStep,
  path: string,
  context: StepContext,
  failures: string[],
): Generator<Wish, Answer, Answer> {
  yield { do: 'settle' };
  if (context.holds(step.if)) {
    yield* sequence(step.then, `${path}.then.`, context, failures);
    return { ok: true, message: 'it held' };
  }
  if (step.else) yield* sequence(step.else, `${path}.else.`, context, failures);
  return { ok: true, message: 'it did not hold' };
}
