import type { Analysis } from '../analysis.ts';
import { constraintsOf } from '../constraints.ts';
import type { StepFact } from '../facts.ts';
import type { SceneFinding } from '../finding.ts';
import { intersect, isEmpty, type ValueSet } from '../values.ts';

/** Steps that stand behind a `stop`, and branches whose condition the way to them excludes. */
export function* unreachable(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    let stopped: readonly (string | number)[] | undefined;
    for (const fact of facts.steps) {
      if (stopped && isBehind(fact.path, stopped)) {
        yield {
          code: 'unreachable',
          places: [
            { scene: facts.id, path: fact.path },
            { scene: facts.id, path: stopped },
          ],
          message: 'this is never reached: the stop before it ends the run',
          suggestion: 'Put the stop into an if, or take away what stands behind it',
        };
        stopped = undefined;
      } else if ('stop' in fact.step) {
        stopped = fact.path;
      } else if ('if' in fact.step) {
        yield* deadBranches(analysis, fact);
      }
    }
  }
}

/** Whether a step comes after another one of the same list. */
function isBehind(path: StepFact['path'], stop: StepFact['path']): boolean {
  const parent = stop.slice(0, -1);
  return (
    path.length === stop.length &&
    parent.every((part, index) => path[index] === part) &&
    Number(path.at(-1)) > Number(stop.at(-1))
  );
}

function* deadBranches(analysis: Analysis, fact: StepFact): Generator<SceneFinding> {
  // What came before may have been changed meanwhile, by this scene or by anybody.
  if (fact.late || !('if' in fact.step)) return;
  for (const [holds, name] of [
    [true, 'then'],
    [false, 'else'],
  ] as const) {
    if (!fact.step[name]) continue;
    const own = { condition: fact.step.if, path: [...fact.path, 'if'], holds };
    if (!excluded(analysis, [...fact.guards, own])) continue;
    yield {
      code: 'unreachable',
      places: [{ scene: fact.scene, path: [...fact.path, name] }],
      message: `this branch is never taken: what led here already decides the condition`,
      suggestion: 'Take the if away, or change one of the two conditions',
    };
  }
}

function excluded({ household }: Analysis, guards: StepFact['guards']): boolean {
  const known = new Map<string, ValueSet>();
  for (const { device, prop, set } of constraintsOf(guards, household)) {
    const property = `${device}.${prop}`;
    const before = known.get(property);
    const both = before ? intersect(before, set) : set;
    if (isEmpty(both)) return true;
    known.set(property, both);
  }
  return false;
}
