import type { JournalKind, Outcome } from '../../core/journal.ts';

/**
 * What explanations are made of: plain data that can be sent as JSON. Times are local ISO times with offset; `seq` is
 * always the number of a journal line. Each `sentence` is finished English.
 */

/** A line of the journal in words: one link in a chain of causes, or one of the things that followed. */
export interface Link {
  readonly seq: number;
  readonly time: string;
  readonly kind: JournalKind;
  readonly sentence: string;
}

/** Where a value comes from. */
export interface Origin {
  /** Since when it has been so. */
  readonly since: string;
  /** The line that made it so. */
  readonly by: number;
  /** Who or what did it: `because you, at the command line, pinned it`, or `by itself`. */
  readonly because: string;
  /** From that line back to its root. */
  readonly chain: readonly Link[];
}

/** A property that stood as a value in a condition or a step. */
export interface ReadCheck {
  readonly device: string;
  readonly prop: string;
  /** What it was; null when unknown. */
  readonly value: unknown;
  readonly sentence: string;
  readonly origin?: Origin;
}

/** One condition of a scene, as it was judged. */
export interface ConditionCheck {
  /** In words: `motion_sensor.detected is true`. */
  readonly condition: string;
  readonly status: 'held' | 'did not hold' | 'unknown';
  /** Whether it kept the scene from running. All conditions are judged; those behind the first obstacle, too. */
  readonly decisive: boolean;
  readonly sentence: string;
  readonly wanted?: unknown;
  /** What it was; null when unknown. */
  readonly actual?: unknown;
  readonly origin?: Origin;
  /** The other properties that it was compared with. */
  readonly read?: readonly ReadCheck[];
  /** Parts of an `all`, `any` or `not`. */
  readonly parts?: readonly ConditionCheck[];
}

/** What followed from a request: a state that a device published, or an event. */
export interface Effect {
  readonly seq: number;
  readonly time: string;
  /** How long after the request, in milliseconds. */
  readonly afterMs: number;
  readonly sentence: string;
}

/** A request of a step with its reply and what came of it. */
export interface StepCall {
  readonly device: string;
  readonly method: string;
  readonly params?: unknown;
  readonly request: number;
  readonly sent: string;
  /** `undefined`: none came (yet). */
  readonly reply?: {
    readonly seq: number;
    readonly time: string;
    readonly afterMs: number;
    readonly ok: boolean;
    readonly sentence: string;
  };
  /** The first ones, and the last. */
  readonly effects: readonly Effect[];
  /** How many more there were in between. */
  readonly effectsLeftOut: number;
}

/** One step of a run, or one that it did not come to. */
export interface StepCheck {
  /** Its place: `0`, `2.then.1`. */
  readonly step: string;
  readonly does: string;
  readonly result: 'ok' | 'failed' | 'cancelled' | 'going on' | 'not done';
  readonly message?: string;
  readonly seq?: number;
  readonly began?: string;
  readonly tookMs?: number;
  /** The properties whose values it sent. */
  readonly read?: readonly ReadCheck[];
  readonly calls: readonly StepCall[];
}

/** Something that could have been otherwise. In a list, they happen in that order. */
export type Change =
  | { readonly device: string; readonly prop: string; readonly value: string | number | boolean }
  | { readonly device: string; readonly availability: 'online' | 'offline' }
  | { readonly device: string; readonly event: string; readonly data: Readonly<Record<string, unknown>> }
  /** It is another time of the day: local ISO time. */
  | { readonly time: string };

/** What would have had to be different for the scene to run. */
export interface Instead {
  readonly sentence: string;
  /** An example of it; empty where it takes more than values (a wait that was longer, another scene file). */
  readonly changes: readonly Change[];
}

export interface RunExplanation {
  readonly scene: string;
  readonly run: number;
  readonly seq: number;
  /** Which of its triggers, from 0; null: it was asked for. */
  readonly trigger: number | null;
  readonly reason: string;
  readonly began: string;
  readonly ended?: string;
  readonly outcome: Outcome | 'going on';
  readonly sentence: string;
  /** From the run back to its root. */
  readonly chain: readonly Link[];
  readonly conditions: readonly ConditionCheck[];
  readonly steps: readonly StepCheck[];
  /** For a run that was refused or skipped. */
  readonly instead?: Instead;
}

/** A run in one sentence. */
export interface RunGlance {
  readonly run: number;
  readonly seq: number;
  readonly began: string;
  readonly outcome: Outcome | 'going on';
  readonly sentence: string;
}

/** How a trigger stood at a moment, and why it did not fire. */
export interface TriggerCheck {
  readonly trigger: number;
  /** In words: `air_purifier.pm2_5 above 75 for 5m`. */
  readonly words: string;
  readonly type: string;
  readonly status:
    | 'fired'
    | 'waiting'
    | 'wait broken'
    | 'not due'
    | 'wrong day'
    | 'no match'
    | 'matched already'
    | 'not armed again'
    | 'unknown'
    | 'did not happen'
    | 'never by itself';
  readonly sentence: string;
  readonly wanted?: unknown;
  readonly actual?: unknown;
  /** How far the value was from what was wanted. */
  readonly missedBy?: number;
  readonly origin?: Origin;
  /** When it last fired before, and when it is due next, if the clock says so. */
  readonly last?: string;
  readonly next?: string;
}

/** A trigger that nearly fired. */
export interface NearMiss {
  readonly scene: string;
  readonly trigger: number;
  readonly words: string;
  readonly kind:
    | 'waiting'
    | 'wait broken'
    | 'threshold'
    | 'not armed again'
    | 'other value before'
    | 'other data';
  readonly time: string;
  readonly seq: number;
  readonly sentence: string;
  readonly missedBy?: number;
}

export interface SceneExplanation {
  readonly scene: string;
  readonly name?: string;
  /** The stretch that was asked about: a whole minute where a whole minute was named. */
  readonly at: string;
  readonly until: string;
  readonly verdict:
    | 'ran'
    | 'refused'
    | 'skipped'
    | 'waited'
    | 'wait broken'
    | 'not triggered'
    | 'no such scene';
  readonly sentence: string;
  /** Sentences that go on from there. */
  readonly details: readonly string[];
  /** The run that is explained. */
  readonly run?: RunExplanation;
  /** Others of its runs in that stretch. */
  readonly otherRuns: readonly RunGlance[];
  /** Where there was none: the one that was nearest to it in time. */
  readonly nearest?: RunGlance;
  readonly triggers: readonly TriggerCheck[];
  /** Those of the run, or how they stood at that moment. */
  readonly conditions: readonly ConditionCheck[];
  readonly instead?: Instead;
  /** Triggers that nearly fired in the minutes before: of this scene first, then of others. */
  readonly near: readonly NearMiss[];
}

export interface PropertyExplanation {
  readonly device: string;
  readonly prop: string;
  readonly at: string;
  readonly sentence: string;
  readonly details: readonly string[];
  readonly known: boolean;
  readonly value?: unknown;
  /** What it was before. */
  readonly before?: { readonly value: unknown; readonly since: string; readonly by: number };
  readonly origin?: Origin;
  /** The next change that the journal knows of. */
  readonly next?: {
    readonly value: unknown;
    readonly time: string;
    readonly by: number;
    readonly sentence: string;
  };
  /** Who else may change it: steps that are still to come, and scenes that the clock will start. */
  readonly mayChange: readonly {
    readonly scene: string;
    readonly time?: string;
    readonly sentence: string;
  }[];
}

export interface EntryExplanation extends Link {
  /** From what led to it back to its root. */
  readonly chain: readonly Link[];
  /** What it led to directly. */
  readonly effects: readonly Link[];
  /** How many lines it led to in all. */
  readonly led: number;
}

export interface WhatIf {
  readonly scene: string;
  readonly run?: number;
  readonly would: boolean;
  readonly sentence: string;
  readonly changes: readonly Change[];
  readonly conditions: readonly ConditionCheck[];
}
