import type { Scene, Step } from '../../core/scene/schema.ts';
import type { ScenePath } from './facts.ts';
import { listsIn } from './lists.ts';

/** A step and where it stands. */
export interface Located {
  readonly step: Step;
  readonly path: ScenePath;
  /** It, or a step that it stands in, has a time-out. */
  readonly limited: boolean;
}

/** A step, with those that are surely done after it, in their order. */
export type Line = readonly [Located, ...Located[]];

/** A line for each step of a scene. */
export function* linesOfScene({ actions, otherwise = [] }: Scene): Generator<Line> {
  yield* linesOf(actions, ['actions'], false, []);
  yield* linesOf(otherwise, ['otherwise'], false, []);
}

function* linesOf(
  steps: readonly Step[],
  path: ScenePath,
  limited: boolean,
  after: readonly Located[],
): Generator<Line> {
  const located = steps.map((step, index) => {
    const hasTimeout = 'timeout' in step && step.timeout !== undefined;
    return { step, path: [...path, index], limited: limited || hasTimeout };
  });
  for (const [index, one] of located.entries()) {
    const following = [...located.slice(index + 1), ...after];
    yield [one, ...following];
    // Behind a branch it goes on with what stands behind its `if`; a round is followed by the next one.
    for (const [inner, way] of listsIn(one.step)) {
      yield* linesOf(inner, [...one.path, ...way], one.limited, 'if' in one.step ? following : []);
    }
  }
}
