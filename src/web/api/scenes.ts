import { z } from 'zod';
import type { ConditionReport, Outcome } from '../../core/journal.ts';
import { idPattern } from '../../core/topics.ts';
import type { ApiError } from './error.ts';

export interface SceneSummary {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly file: string;
  /** The scene takes part. false: its file has mistakes, and there was no sound one before; or it is a template. */
  readonly running: boolean;
  /** It has parameters, and takes part only through its uses. */
  readonly template: boolean;
  readonly problems: readonly Diagnostic[];
  /** Plain English: `At 07:00, if ...: ...`. */
  readonly reading: string;
  readonly triggers: readonly string[];
  readonly next: number | null;
  readonly last: {
    readonly run: number;
    readonly time: number;
    readonly outcome: Outcome;
    readonly reason: string;
  } | null;
}

/** One scene with its file. */
export interface SceneFile extends SceneSummary {
  readonly text: string;
  /** Of the text: goes with a save, so that nobody writes over what somebody else has saved meanwhile. */
  readonly version: string;
  /** The scene as it runs; null where it does not. */
  readonly definition: unknown;
  readonly now: SceneNow;
}

/** How a scene's conditions stand at this moment. */
export interface SceneNow {
  /** Would it run? null: a value is unknown. */
  readonly holds: boolean | null;
  readonly conditions: readonly ConditionReport[];
  /** Why it would not, in words. */
  readonly obstacle: string | null;
}

export interface Diagnostic {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** How many characters it marks; at least 1. */
  readonly length: number;
  readonly message: string;
  readonly severity: 'error';
  /** What could stand there instead: the nearest right name. */
  readonly suggestion: string | null;
}

export const checkTextSchema = z.strictObject({
  /** Left out: a scene that has no name yet. */
  id: z.string().max(64).optional(),
  text: z.string().max(1_000_000),
});
export type CheckTextBody = z.input<typeof checkTextSchema>;

/** What the validator says of a text; the command line says the same. */
export interface CheckedText {
  readonly problems: readonly Diagnostic[];
  /** null while there are mistakes. */
  readonly reading: SceneReading | null;
  readonly now: SceneNow | null;
  readonly next: number | null;
}

/** A scene in plain English, by its parts, so that each can be marked true or false. */
export interface SceneReading {
  /** All of it, in one sentence. */
  readonly sentence: string;
  readonly triggers: readonly string[];
  readonly conditions: readonly string[];
  readonly actions: readonly string[];
  readonly otherwise: readonly string[];
}

export const completeSchema = z.strictObject({
  text: z.string().max(1_000_000),
  /** Where the cursor stands, in characters from the beginning. */
  offset: z.int().nonnegative(),
});
export type CompleteBody = z.input<typeof completeSchema>;

export interface Completions {
  /** What the choice takes the place of, in characters from the beginning. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
}

export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'device' | 'property' | 'method' | 'event' | 'scene';
  /** What is inserted, where that is more than the label. */
  readonly insert?: string;
  readonly detail?: string;
}

export const saveSceneSchema = z.strictObject({
  text: z.string().max(1_000_000),
  /** The `version` that was read; null: it must not exist yet; left out: whatever is there. */
  version: z.string().max(64).nullable().optional(),
});
export type SaveSceneBody = z.input<typeof saveSceneSchema>;

/** A text with mistakes is refused with status 422 and `problems`, and nothing is written. */
export interface RefusedScene extends ApiError {
  readonly problems: readonly Diagnostic[];
}

/** The tests of a scene, run on its home as the files are. */
export interface SceneTests {
  readonly file: string;
  /** Mistakes in that file; then no test is run. */
  readonly problems: readonly Diagnostic[];
  readonly tests: readonly TestOutcome[];
}

export interface TestOutcome {
  readonly name: string;
  /** Where it begins in its file, from 1. */
  readonly line: number;
  readonly passed: boolean;
  readonly failures: readonly TestFailure[];
  /** The command that shows the run. */
  readonly command: string;
}

export interface TestFailure {
  readonly line: number;
  readonly expected: string;
  readonly seen: readonly string[];
  /** How what was seen came about, from its last change back to the root. */
  readonly because: readonly string[];
}

export const sceneIdSchema = z.string().regex(idPattern);
