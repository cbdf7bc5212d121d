import type { Step } from '../../core/scene/schema.ts';
import type { ScenePath } from './facts.ts';

/** The lists of steps right within a step, each with the way to it. */
export function listsIn(step: Step): (readonly [readonly Step[], ScenePath])[] {
  if ('if' in step)
    return [
      [step.then, ['then']],
      [step.else ?? [], ['else']],
    ];
  if ('repeat' in step) return [[step.do, ['do']]];
  if ('parallel' in step) return step.parallel.map((steps, branch) => [steps, ['parallel', branch]]);
  return [];
}
