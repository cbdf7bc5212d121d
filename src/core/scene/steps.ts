import { parseDuration } from '../calendar/index.ts';
import { Failures } from './failures.ts';
import { openValuesOf } from './fill.ts';
import { retryOf } from './retry.ts';
import type { IfStep, ParallelStep, RepeatStep, Step, WaitStep } from './schema.ts';
import { maxRounds } from './trail.ts';
import {
  type Answer,
  EndRun,
  type OpenStep,
  type StepContext,
  type Steps,
  type StepsResult,
  StepTimeout,
  type Wish,
} from './wish.ts';
import { describeStep } from './words.ts';

/** Every step that can fail, or take time. */
type Work = Exclude<Step, { stop: string }>;

/** Where steps stand, and what they share with the steps around them. */
interface Surroundings {
  readonly context: StepContext;
  readonly failures: Failures;
}

/** Of how many rounds of a repeat the report of a run tells. */
const toldRounds = 10;

/**
 * A run: yields what it wants, and is resumed with what came of it. There are no promises; cancelling a run is
 * closing its generator.
 */
export function* performSteps(steps: readonly Step[], context: StepContext): Steps<StepsResult> {
  const failures = new Failures();
  try {
    yield* sequence(steps, '', { context, failures });
  } catch (end) {
    if (end instanceof EndRun) return end.result;
    throw end;
  }
  if (failures.none) return { outcome: 'finished', reason: 'every step was done' };
  return { outcome: 'partial', reason: failures.reason };
}

function* sequence(steps: readonly Step[], path: string, around: Surroundings): Steps<void> {
  for (const [index, step] of steps.entries()) yield* oneStep(step, `${path}${index}`, around);
}

/** A step with all its tries. */
function* oneStep(step: Step, path: string, around: Surroundings): Steps<void> {
  if ('stop' in step) {
    around.context.end(around.context.begin(path, { does: describeStep(step) }), 'ok');
    throw new EndRun({ outcome: 'stopped', reason: step.stop });
  }
  const { times, waitMs, wait } = retryOf(step);
  for (let attempt = 1; ; attempt++) {
    const left = times + 1 - attempt;
    const again =
      left > 0 ? `trying again in ${wait}, ${left === 1 ? 'once' : `${left} times`} at most` : undefined;
    const answer = yield* attemptStep(step, attempt === 1 ? path : `${path}#${attempt}`, around, again);
    if (answer.ok) return;
    if (again !== undefined) {
      yield { do: 'delay', ms: waitMs };
      continue;
    }
    const tries = attempt === 1 ? '' : ` ${attempt} times, at last`;
    const reason = `step ${path} (${describeStep(step)}) failed${tries}: ${answer.message}`;
    if (step.on_error === 'stop') throw new EndRun({ outcome: 'failed', reason });
    around.failures.add(reason);
    return;
  }
}

/** @param again what follows if it fails */
function* attemptStep(
  step: Work,
  path: string,
  around: Surroundings,
  again: string | undefined,
): Steps<Answer> {
  const { context } = around;
  if (openValuesOf(step).length > 0) return yield* sendRead(step, path, around, again);
  const open = context.begin(path, { does: describeStep(step), ...notified(step) });
  return yield* attemptBegun(step, open, around, again);
}

/** A step that sends what properties are at this moment, or what functions make of them. */
function* sendRead(
  written: Work,
  path: string,
  around: Surroundings,
  again: string | undefined,
): Steps<Answer> {
  const { context } = around;
  yield { do: 'settle' };
  const { step, does, read, problem } = context.fill(written);
  const open = context.begin(path, { does, read, ...(step ? notified(step) : {}) });
  if (step) return yield* attemptBegun(step, open, around, again);
  return close(open, { ok: false, message: problem }, around, again);
}

/** What people are shown while the step is done. */
function notified(step: Work): { notify?: string } {
  return 'notify' in step && typeof step.notify === 'string' ? { notify: step.notify } : {};
}

function* attemptBegun(
  step: Work,
  open: OpenStep,
  around: Surroundings,
  again: string | undefined,
): Steps<Answer> {
  const { context } = around;
  const token = new StepTimeout(`not done within ${step.timeout}`);
  const callOff =
    step.timeout === undefined ? undefined : context.interruptAfter(parseDuration(step.timeout), token);
  let answer: Answer;
  try {
    answer = yield* perform(step, open.step, around);
  } catch (error) {
    if (error !== token) throw error;
    answer = { ok: false, message: 'wait_until' in step ? missed(step, context) : token.message };
  } finally {
    callOff?.();
  }
  return close(open, answer, around, again);
}

function close(open: OpenStep, answer: Answer, { context }: Surroundings, again: string | undefined): Answer {
  if (answer.ok) context.end(open, 'ok', answer.message);
  else context.end(open, 'failed', again === undefined ? answer.message : `${answer.message}; ${again}`);
  return answer;
}

function* perform(step: Work, path: string, around: Surroundings): Steps<Answer> {
  const { context } = around;
  const ask = (devices: readonly string[], method: string, params: unknown): Wish => {
    return { do: 'call', devices, call: { method, params, hasTimeout: step.timeout !== undefined } };
  };
  if ('method' in step) return yield ask([step.device], step.method, step.params ?? {});
  if ('set' in step) return yield ask([step.device], 'set_prop', step.set);
  if ('delay' in step) return yield { do: 'delay', ms: parseDuration(step.delay) };
  if ('wait_until' in step) {
    yield { do: 'settle' };
    return yield { do: 'wait', condition: step.wait_until };
  }
  if ('run' in step) {
    yield { do: 'settle' };
    return yield { do: 'run', scene: step.run };
  }
  if ('notify' in step) {
    const devices = step.to === undefined ? context.notifyTargets() : [step.to];
    // Without such a device there is still the journal, which the terminal and the page show.
    return devices.length === 0 ? { ok: true } : yield ask(devices, 'notify', { text: step.notify });
  }
  if ('publish' in step) return context.publish(step.publish);
  if ('repeat' in step) return yield* repeat(step, path, around);
  if ('parallel' in step) return yield* parallel(step, path, around);
  return yield* branch(step, path, around);
}

function* branch(step: IfStep, path: string, around: Surroundings): Steps<Answer> {
  yield { do: 'settle' };
  if (around.context.holds(step.if)) {
    yield* sequence(step.then, `${path}.then.`, around);
    return { ok: true, message: 'it held' };
  }
  if (step.else) yield* sequence(step.else, `${path}.else.`, around);
  return { ok: true, message: 'it did not hold' };
}

function* repeat(step: RepeatStep, path: string, around: Surroundings): Steps<Answer> {
  const { times = Number.POSITIVE_INFINITY, while: as, until } = step.repeat;
  const { context } = around;
  let round = 0;
  while (round < times) {
    if (as) yield { do: 'settle' };
    if (as && !context.holds(as)) break;
    if (!context.goRound()) {
      const why = `it went round ${maxRounds} times without any time passing; give it a delay or a wait_until`;
      return { ok: false, message: why };
    }
    round++;
    if (round > toldRounds) context.leaveOut(`${path}.do#${round - toldRounds}.`);
    yield* sequence(step.do, `${path}.do#${round}.`, around);
    if (until) yield { do: 'settle' };
    if (until && context.holds(until)) break;
  }
  return { ok: true, message: round === 1 ? 'one round' : `${round} rounds` };
}

function* parallel(
  { parallel: branches }: ParallelStep,
  path: string,
  { failures }: Surroundings,
): Steps<Answer> {
  return yield {
    do: 'branch',
    branches: branches.map((steps, index) => {
      return (context: StepContext) => sequence(steps, `${path}.parallel.${index}.`, { context, failures });
    }),
  };
}

function missed({ wait_until: condition, timeout }: WaitStep, context: StepContext): string {
  return `not so within ${timeout}: ${context.obstacle(condition)}`;
}
