import type { JournalEntry, Outcome } from '../../core/journal.ts';

/** A journal line as in docs/journal.md, but `time` is a number. */
export type JournalLine = JournalEntry;

export interface JournalPage {
  readonly entries: readonly JournalLine[];
  /** Ask for `before` (or `after`) this number to go on; null: that was all. */
  readonly more: number | null;
  /** The lines from `first` up to `end` are there; older ones have been dropped. */
  readonly first: number;
  readonly end: number;
}

/** A line with what led to it, root first, and what came of it directly. */
export interface JournalContext {
  readonly entry: JournalLine;
  readonly causes: readonly JournalLine[];
  readonly effects: readonly JournalLine[];
}

export interface RunSummary {
  /** The number of the journal line with which it began, and of that with which it ended. */
  readonly seq: number;
  readonly endSeq: number | null;
  readonly scene: string;
  readonly run: number;
  readonly began: number;
  readonly ended: number | null;
  /** Why it began. */
  readonly trigger: string;
  /** null: it goes on. */
  readonly outcome: Outcome | null;
  readonly reason: string | null;
}

/** A stretch of time for so many pixels. */
export interface Timeline {
  readonly from: number;
  readonly until: number;
  readonly lanes: readonly Lane[];
}

export type Lane = SceneLane | SegmentLane | NumberLane;

/** Runs, refusals and near misses of one scene. `count` is more than 1 where several fall on one pixel. */
export interface SceneLane {
  readonly kind: 'scene';
  readonly scene: string;
  readonly marks: readonly SceneMark[];
}

export interface SceneMark {
  readonly time: number;
  readonly ended: number | null;
  /** `near`: its trigger nearly fired; `due`: it will be started then; null: it goes on. */
  readonly outcome: Outcome | 'near' | 'due' | null;
  readonly seq: number | null;
  readonly count: number;
}

/** A boolean, an enum, a text, or the availability of a device (then `prop` is null). */
export interface SegmentLane {
  readonly kind: 'segments';
  readonly device: string;
  readonly prop: string | null;
  /** What it was from `time` on. `count` is how many changes fall on that pixel. */
  readonly segments: readonly { readonly time: number; readonly value: unknown; readonly count: number }[];
}

/** A number: for each pixel on which it changed, what it was first, at least, at most and last. */
export interface NumberLane {
  readonly kind: 'numbers';
  readonly device: string;
  readonly prop: string;
  readonly unit: string | null;
  readonly points: readonly {
    readonly time: number;
    readonly first: number;
    readonly min: number;
    readonly max: number;
    readonly last: number;
  }[];
}
