import { isRecord } from '../core/device/request.ts';
import type { ConditionReport, JournalEntry, StepReport } from '../core/journal.ts';
import type { Condition, Scene } from '../core/scene/schema.ts';
import { describeCondition, describeTrigger } from '../core/scene/words.ts';

/** Something of a scene that tests can exercise. */
export interface CoverItem {
  readonly kind: 'scene' | 'trigger' | 'condition' | 'branch';
  /** What must have been seen, all of it; see `seenIn`. */
  readonly needs: readonly string[];
  /** In words, as it is called when it was not seen. */
  readonly words: string;
}

/** How much of a scene was exercised. */
export interface SceneCoverage {
  readonly scene: string;
  readonly counts: Readonly<Record<CoverItem['kind'], { readonly seen: number; readonly of: number }>>;
  /** What was not, in words. */
  readonly missing: readonly string[];
}

/** What of each scene the journals exercised. `seen` is what `seenIn` gave, of all of them. */
export function coverageOf(scenes: ReadonlyMap<string, Scene>, seen: ReadonlySet<string>): SceneCoverage[] {
  return [...scenes].map(([id, scene]) => {
    const counts = {
      scene: { seen: 0, of: 0 },
      trigger: { seen: 0, of: 0 },
      condition: { seen: 0, of: 0 },
      branch: { seen: 0, of: 0 },
    };
    const missing: string[] = [];
    for (const { kind, needs, words } of itemsOf(scene)) {
      const count = needs.filter((need) => seen.has(`${id} ${need}`)).length;
      counts[kind].of += needs.length;
      counts[kind].seen += count;
      if (count < needs.length) missing.push(lack(kind, words, needs, (need) => seen.has(`${id} ${need}`)));
    }
    return { scene: id, counts, missing };
  });
}

/** What a journal exercised, as texts that begin with the scene's id. */
export function seenIn(entries: readonly JournalEntry[], scenes: ReadonlyMap<string, Scene>): Set<string> {
  const exercised = new Exercised(scenes);
  for (const entry of entries) exercised.take(entry);
  return exercised.seen;
}

/** Notes what a journal exercises, line by line. */
export class Exercised {
  readonly seen = new Set<string>();
  readonly #scenes: ReadonlyMap<string, Scene>;
  /** The steps that each run has done. */
  readonly #stepsOf = new Map<number, StepReport[]>();

  constructor(scenes: ReadonlyMap<string, Scene>) {
    this.#scenes = scenes;
  }

  take(entry: JournalEntry): void {
    const { seen } = this;
    if (entry.kind === 'step' && entry.result !== undefined) {
      const { step, does = '', result, message } = entry;
      // Rounds of a repeat and tries of a retry (`2.do#3.1`, `2#2`) are the same step.
      const report = {
        step: step.replaceAll(/#\d+/g, ''),
        does,
        result,
        ...(message === undefined ? {} : { message }),
      };
      const steps = this.#stepsOf.get(entry.run) ?? [];
      steps.push(report);
      this.#stepsOf.set(entry.run, steps);
    } else if (entry.kind === 'run') {
      seen.add(`${entry.scene} run`);
      if (entry.trigger === null) seen.add(`${entry.scene} asked`);
    } else if (entry.kind === 'trigger' && entry.fired) {
      seen.add(`${entry.scene} trigger ${entry.trigger}`);
    } else if (entry.kind === 'run_end') {
      const { scene, outcome, conditions, run } = entry;
      const steps = this.#stepsOf.get(run) ?? [];
      this.#stepsOf.delete(run);
      for (const [index, report] of conditions.entries())
        for (const judged of judgements(report, `${index}`)) seen.add(`${scene} ${judged}`);
      const list = outcome === 'refused' ? 'otherwise' : 'actions';
      if (outcome === 'refused' && this.#scenes.get(scene)?.otherwise) seen.add(`${scene} otherwise`);
      for (const taken of branchesTaken(steps, list)) seen.add(`${scene} ${taken}`);
    }
  }
}

function lack(
  kind: CoverItem['kind'],
  words: string,
  needs: readonly string[],
  has: (need: string) => boolean,
): string {
  if (kind === 'scene') return 'it never ran';
  if (kind === 'trigger') return `never fired: ${words}`;
  if (kind === 'branch') return `never taken: ${words}`;
  const [holds, fails] = needs.map(has);
  const never = holds ? 'false' : fails ? 'true' : 'judged';
  return `never ${never}: ${words}`;
}

function itemsOf(scene: Scene): CoverItem[] {
  const triggers = [scene.trigger].flat().map((trigger, index): CoverItem => {
    // A scene that is only asked for has no trigger that fires.
    const need = trigger.type === 'manual' ? 'asked' : `trigger ${index}`;
    return { kind: 'trigger', needs: [need], words: describeTrigger(trigger) };
  });
  return [
    { kind: 'scene', needs: ['run'], words: 'the scene' },
    ...triggers,
    ...(scene.conditions ?? []).flatMap((condition, index) => conditionItems(condition, `${index}`)),
    ...branchItems(scene.actions, 'actions'),
    ...(scene.otherwise ? [{ kind: 'branch', needs: ['otherwise'], words: 'otherwise' } as const] : []),
    ...branchItems(scene.otherwise ?? [], 'otherwise'),
  ];
}

function conditionItems(condition: Condition, place: string): CoverItem[] {
  const within = (parts: readonly Condition[]): CoverItem[] =>
    parts.flatMap((part, index) => conditionItems(part, `${place}.${index}`));
  if (!('prop' in condition)) {
    if ('all' in condition) return within(condition.all);
    if ('any' in condition) return within(condition.any);
    if ('not' in condition) return within([condition.not]);
  }
  const needs = [`condition ${place} true`, `condition ${place} false`];
  return [{ kind: 'condition', needs, words: describeCondition(condition) }];
}

function judgements(report: ConditionReport, place: string): string[] {
  if (report.parts) return report.parts.flatMap((part, index) => judgements(part, `${place}.${index}`));
  return report.holds === null ? [] : [`condition ${place} ${report.holds}`];
}

/**
 * The branches of a list of steps: any key of a step with steps in it is one (`then`, `else`, `do`), or several where
 * it holds lists of them (`parallel`); an `if` without `else` has that one all the same. A step that says what its
 * failure means has the branch in which it fails.
 */
function branchItems(steps: readonly unknown[], place: string): CoverItem[] {
  return steps.flatMap((step, index) => {
    if (!isRecord(step)) return [];
    const here = `${place}.${index}`;
    const items: CoverItem[] = [];
    const add = (branch: string, words = branch): void =>
      void items.push({
        kind: 'branch',
        needs: [`${here}.${branch}`],
        words: `${words} of step ${stepName(here)}`,
      });
    for (const [key, value] of Object.entries(step)) {
      if (!Array.isArray(value) || value.length === 0) continue;
      if (value.every(isRecord)) {
        add(key);
        items.push(...branchItems(value, `${here}.${key}`));
      } else if (value.every(Array.isArray)) {
        for (const [lane, list] of value.entries()) {
          add(`${key}.${lane}`);
          items.push(...branchItems(list, `${here}.${key}.${lane}`));
        }
      }
    }
    if ('if' in step && !step.else) add('else');
    if (step.on_error !== undefined || step.timeout !== undefined) add('fails', 'the failure');
    return items;
  });
}

/** `actions.2.then.0` as the journal calls it: `2.then.0`. */
function stepName(place: string): string {
  return place.startsWith('actions.') ? place.slice('actions.'.length) : place;
}

function branchesTaken(steps: readonly StepReport[], list: string): string[] {
  const places = steps.map(({ step }) => step);
  return steps.flatMap(({ step, result, message }) => {
    const taken: string[] = [];
    const parts = step.split('.');
    // `2.then.0` took `2.then`; `2.parallel.1.0` took `2.parallel.1`.
    if (parts.length > 1) taken.push(`${list}.${parts.slice(0, -1).join('.')}`);
    if (result === 'failed') taken.push(`${list}.${step}.fails`);
    const isElse =
      message === 'it did not hold' || !places.some((place) => place.startsWith(`${step}.then.`));
    if (isElse) taken.push(`${list}.${step}.else`);
    return taken;
  });
}
