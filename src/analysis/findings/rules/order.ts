import type { JournalEntry, Outcome } from '../../../core/journal.ts';
import { nameOf } from '../../../core/scene/reference.ts';
import type { Condition, Scene } from '../../../core/scene/schema.ts';
import { sourcesOf } from '../../../core/scene/sources.ts';
import type { Analysis } from '../analysis.ts';
import { canCoincide } from '../coincide.ts';
import type { SceneFacts, ScenePath } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import type { Staging } from '../stage.ts';
import { storyOf } from '../story.ts';

/** Two scenes that one thing sets off, of which one looks at what the other changes: its values, or whether it runs. */
export function* order(analysis: Analysis): Generator<SceneFinding> {
  for (const reader of analysis.facts.values()) {
    const told = new Set<string>();
    for (const { path, writer, step } of looksAt(analysis, reader)) {
      if (writer === reader || told.has(writer.id)) continue;
      told.add(writer.id);
      const proof = differs(analysis, reader, writer);
      if (!proof) continue;
      yield {
        code: 'order',
        places: [
          { scene: reader.id, path },
          { scene: writer.id, path: step },
        ],
        message: `${reader.id} looks at what ${writer.id} changes at the same moment: what it does depends on which comes first`,
        suggestion: 'Let one follow the other, with a run step or another time',
        proof,
      };
    }
  }
}

interface Look {
  readonly path: ScenePath;
  readonly writer: SceneFacts;
  readonly step: ScenePath;
}

/** What a scene looks at, before any time passes in it, that another one changes. */
function* looksAt({ facts, writers }: Analysis, { conditions, steps }: SceneFacts): Generator<Look> {
  const looks: { condition: Condition; path: ScenePath }[] = [...conditions];
  for (const { step, path, late } of steps)
    if ('if' in step && !late) looks.push({ condition: step.if, path: [...path, 'if'] });
  for (const { condition, path } of looks) {
    for (const part of partsOf(condition)) {
      if ('prop' in part) {
        for (const { step } of sourcesOf(part).flatMap((source) => writers.get(nameOf(source)) ?? [])) {
          if (!step.late) yield { path, writer: facts.get(step.scene)!, step: step.path };
        }
      } else if ('type' in part && part.type === 'scene') {
        const writer = facts.get(part.scene);
        if (writer) yield { path, writer, step: writer.triggers[0]!.path };
      }
    }
  }
}

function* partsOf(condition: Condition): Generator<Condition> {
  if ('prop' in condition) yield condition;
  else if ('all' in condition) for (const part of condition.all) yield* partsOf(part);
  else if ('any' in condition) for (const part of condition.any) yield* partsOf(part);
  else if ('not' in condition) yield* partsOf(condition.not);
  else yield condition;
}

/** Played twice, with the ids so that either is the first by name. */
function differs(analysis: Analysis, reader: SceneFacts, writer: SceneFacts): Proof | undefined {
  // What is to be found out is in the way of staging it.
  const free = { ...reader, conditions: reader.conditions.filter(({ condition }) => !asksForRun(condition)) };
  for (const [index, { trigger }] of reader.triggers.entries()) {
    const match = writer.triggers.find((candidate) => canCoincide(trigger, candidate.trigger, analysis));
    if (!match) continue;
    const staging = analysis.stage(free, index, { also: [writer], together: match.trigger });
    if (!staging) continue;
    const first = inOrder(analysis, staging, reader, writer, ['a', 'b']);
    const second = inOrder(analysis, staging, reader, writer, ['b', 'a']);
    if (doingsOf(first, 'a') === doingsOf(second, 'b')) continue;
    const own = analysis.play(staging, [reader, writer]);
    const now = outcomesOf(own, reader.id);
    const [other] = [outcomesOf(first, 'a'), outcomesOf(second, 'b')].filter(
      (outcomes) => outcomes.join() !== now.join(),
    );
    return {
      scenario: staging,
      story: storyOf(own, analysis.household.home),
      expect: [{ scene: reader.id, outcome: other?.[0] ?? 'finished', times: 1 }],
    };
  }
  return undefined;
}

function asksForRun(condition: Condition): boolean {
  return [...partsOf(condition)].some((part) => 'type' in part && part.type === 'scene');
}

function inOrder(
  analysis: Analysis,
  staging: Staging,
  reader: SceneFacts,
  writer: SceneFacts,
  [first, second]: readonly [string, string],
): JournalEntry[] {
  const names = new Map([
    [reader.id, first],
    [writer.id, second],
  ]);
  return analysis.playAs(
    staging,
    new Map([
      [first, renamed(reader.scene, names)],
      [second, renamed(writer.scene, names)],
    ]),
  );
}

/** A scene in which other scenes have other ids. */
function renamed(scene: Scene, names: ReadonlyMap<string, string>): Scene {
  const rename = (data: unknown, key?: string): unknown => {
    if (typeof data === 'string') return key === 'scene' || key === 'run' ? (names.get(data) ?? data) : data;
    if (Array.isArray(data)) return data.map((item) => rename(item));
    if (typeof data !== 'object' || data === null) return data;
    return Object.fromEntries(Object.entries(data).map(([name, item]) => [name, rename(item, name)]));
  };
  return rename(scene) as Scene;
}

/** How the runs of a scene ended, and what they asked of devices. */
function doingsOf(journal: readonly JournalEntry[], scene: string): string {
  const runs = new Set(
    journal.flatMap((entry) => (entry.kind === 'run' && entry.scene === scene ? [entry.run] : [])),
  );
  const steps = journal.flatMap((entry) =>
    entry.kind === 'step' && runs.has(entry.run) && entry.result === undefined ? [entry.step] : [],
  );
  return [...outcomesOf(journal, scene), ...steps].join();
}

function outcomesOf(journal: readonly JournalEntry[], scene: string): Outcome[] {
  return journal.flatMap((entry) =>
    entry.kind === 'run_end' && entry.scene === scene ? [entry.outcome] : [],
  );
}
