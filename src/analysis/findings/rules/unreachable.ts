import type { Outcome } from '../../../core/journal.ts';
import type { Scene, Step, Trigger } from '../../../core/scene/schema.ts';
import type { Analysis } from '../analysis.ts';
import { constraintsOf } from '../constraints.ts';
import type { SceneFacts, ScenePath, StepFact } from '../facts.ts';
import type { SceneFinding } from '../finding.ts';
import { listsIn } from '../lists.ts';
import { intersect, type ValueSet } from '../values.ts';
import { verdictOf } from '../verdict.ts';

/**
 * Steps that stand behind a `stop`, branches whose condition the way to them decides, and triggers that wait for an
 * end that the runs of another scene never have.
 */
export function* unreachable(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    yield* behindStops(facts.id, facts.scene.actions, ['actions']);
    yield* behindStops(facts.id, facts.scene.otherwise ?? [], ['otherwise']);
    for (const fact of facts.steps) yield* deadBranches(analysis, fact);
    yield* silentTriggers(analysis, facts);
  }
}

function* behindStops(scene: string, steps: readonly Step[], path: ScenePath): Generator<SceneFinding> {
  for (const [index, step] of steps.entries()) {
    const here = [...path, index];
    for (const [inner, key] of listsIn(step)) yield* behindStops(scene, inner, [...here, ...key]);
    if (!ends(step) || index === steps.length - 1) continue;
    yield {
      code: 'unreachable',
      places: [
        { scene, path: [...path, index + 1] },
        { scene, path: here },
      ],
      message: 'this is never reached: what stands before it always ends the run',
      suggestion: 'Put the stop into an if, or take away what stands behind it',
      certain: true,
    };
    return;
  }
}

/** Whether a step always ends the run. */
function ends(step: Step): boolean {
  if ('stop' in step) return true;
  return 'if' in step && step.then.some(ends) && (step.else ?? []).some(ends);
}

/** Branches that the conditions on the way to an `if` exclude. */
function* deadBranches({ household }: Analysis, fact: StepFact): Generator<SceneFinding> {
  // What came before may have been changed meanwhile, by this scene or by anybody.
  if (fact.late || !('if' in fact.step) || fact.guards.length === 0) return;
  // The rule about conditions tells what is decided by itself.
  if (verdictOf(fact.step.if, household) !== 'open') return;
  const known = new Map<string, ValueSet>();
  for (const { device, prop, set } of constraintsOf(fact.guards, household)) {
    const before = known.get(`${device}.${prop}`);
    known.set(`${device}.${prop}`, before ? intersect(before, set) : set);
  }
  const verdict = verdictOf(fact.step.if, household, known);
  const dead = verdict === 'never' ? 'then' : verdict === 'always' && fact.step.else ? 'else' : undefined;
  if (dead === undefined) return;
  yield {
    code: 'unreachable',
    places: [
      { scene: fact.scene, path: [...fact.path, dead] },
      { scene: fact.scene, path: [...fact.path, 'if'] },
      { scene: fact.scene, path: fact.guards.at(-1)!.path },
    ],
    message: `this branch is never taken: what led here already decides the condition`,
    suggestion: 'Take the if away, or change one of the two conditions',
    certain: true,
  };
}

/** Triggers on ends of another scene's runs that cannot be. */
function* silentTriggers({ facts }: Analysis, { id, triggers }: SceneFacts): Generator<SceneFinding> {
  for (const { trigger, path } of triggers) {
    if (trigger.type !== 'scene') continue;
    const other = facts.get(trigger.scene);
    const why = other && whyNever(trigger, other.scene);
    if (why === undefined) continue;
    yield {
      code: 'unreachable',
      places: [{ scene: id, path: [...path, 'value'] }],
      message: `this trigger never fires: ${trigger.scene} ${why}`,
      suggestion: 'Name an end that its runs can have',
      certain: true,
    };
  }
}

function whyNever(
  { value }: Extract<Trigger, { type: 'scene' }>,
  { conditions = [], mode = 'single', actions }: Scene,
): string | undefined {
  const reasons: Partial<Record<Outcome | 'started', string>> = {
    ...(conditions.length === 0 ? { refused: 'has no conditions that could refuse it' } : {}),
    ...(mode === 'restart' ? {} : { replaced: `is never replaced: its mode is ${mode}` }),
    ...(mode === 'restart' ? { skipped: 'is never skipped: its mode is restart' } : {}),
    ...(has(actions, (step) => 'stop' in step) ? {} : { stopped: 'has no stop step' }),
    ...(has(actions, (step) => 'on_error' in step && step.on_error === 'stop')
      ? {}
      : { failed: 'has no step with on_error: stop' }),
  };
  const why = (Array.isArray(value) ? value : [value]).map((each) => reasons[each]);
  return why.every((reason) => reason !== undefined) ? why[0] : undefined;
}

function has(steps: readonly Step[], is: (step: Step) => boolean): boolean {
  return steps.some((step) => is(step) || listsIn(step).some(([inner]) => has(inner, is)));
}
