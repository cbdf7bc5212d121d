/** The version of the journal's form. A reader refuses one it does not know. */
export const journalFormat = 1;

/** How a run ended. */
export type Outcome = 'finished' | 'refused' | 'failed' | 'partial' | 'stopped' | 'replaced' | 'skipped';

/** A property whose value stands as a value in a scene, as it was read; null: it was unknown. */
export interface ReadReport {
  readonly device: string;
  readonly prop: string;
  readonly value: unknown;
  /** Since when it had this value (ISO time), and the `seq` of what set it. */
  readonly since?: string;
  readonly by?: number;
}

/** One condition as it was judged. `holds` is null when the value was unknown. */
export interface ConditionReport {
  /** In words: `motion_sensor.detected is true`. */
  readonly condition: string;
  readonly holds: boolean | null;
  readonly wanted?: unknown;
  /** The value it had; null when unknown. */
  readonly actual?: unknown;
  /** Since when it had this value (ISO time), and the `seq` of what set it. */
  readonly since?: string;
  readonly by?: number;
  /** Why a function gave no answer, as half a sentence. */
  readonly problem?: string;
  /** The other properties that it was compared with, or that its function has looked at. */
  readonly read?: readonly ReadReport[];
  /** Parts of an `all`, `any` or `not`. */
  readonly parts?: readonly ConditionReport[];
}

/** One step of a finished run. */
export interface StepReport {
  /** Its place: `0`, `2.then.1`. */
  readonly step: string;
  readonly does: string;
  readonly result: 'ok' | 'failed' | 'cancelled';
  readonly message?: string;
  /** The properties whose values it sent. */
  readonly read?: readonly ReadReport[];
}

/**
 * The kinds of journal lines and what each carries beside `seq`, `time`, `kind` and `cause`.
 * See docs/journal.md.
 */
export interface JournalKinds {
  start: {
    format: number;
    seed: number;
    timezone: string;
    home: unknown;
    scenes: Record<string, unknown>;
    /** What was set or pinned before the start: device -> property -> value. */
    given: Record<string, Record<string, unknown>>;
    residents: boolean;
    prefix: string;
  };
  input: { input: Input };
  request: { device: string; id: string | number | null; method: string; params?: unknown };
  reply: {
    device: string;
    id: string | number | null;
    result?: unknown;
    error?: { code: number; message: string; data?: Readonly<Record<string, number>> };
  };
  state: { device: string; props: Record<string, unknown> };
  event: { device: string; event: string; data: Record<string, unknown> };
  availability: { device: string; value: 'online' | 'offline' };
  trigger: { scene: string; trigger: number; type: string; fired: boolean; reason: string };
  run: { scene: string; run: number; trigger: number | null; reason: string };
  step: {
    scene: string;
    run: number;
    step: string;
    does?: string;
    result?: StepReport['result'];
    message?: string;
    read?: readonly ReadReport[];
    notify?: string;
  };
  run_end: {
    scene: string;
    run: number;
    outcome: Outcome;
    reason: string;
    conditions: readonly ConditionReport[];
    steps: readonly StepReport[];
  };
  clock: { entry: string };
  world: { what: string; [detail: string]: unknown };
}

/** Everything that can enter the home from outside. */
export type Input =
  | {
      type: 'message';
      topic: string;
      payload: string;
      responseTopic?: string;
      correlation?: string;
      retained?: true;
    }
  | { type: 'scene'; scene: string; definition: unknown };

export type JournalKind = keyof JournalKinds;

/** One line. `time` is in milliseconds since the epoch here, and local ISO time with offset in a file. */
export type JournalEntry = {
  [Kind in JournalKind]: {
    seq: number;
    time: number;
    kind: Kind;
    cause: number | undefined;
  } & JournalKinds[Kind];
}[JournalKind];

/** What led to something: a journal line, and the scene runs on the way back to its root. */
export interface Cause {
  readonly seq: number;
  readonly kind: JournalKind;
  readonly trail: Trail | undefined;
}

/** The scene runs in a chain of causes, newest first. */
export interface Trail {
  readonly scene: string;
  /** Why that run began, in words. */
  readonly reason: string;
  /** When it began: milliseconds since the epoch. */
  readonly at: number;
  /** How many runs the chain has, this one included. */
  readonly length: number;
  readonly before: Trail | undefined;
  /**
   * What all chains with the same root share: how many of their runs are the third or a later one, and how many rounds
   * their repeats have gone in the instant `at`.
   */
  readonly spread: { runs: number; rounds: number; at: number };
}

export type JournalSink = (entry: JournalEntry) => void;

/** Numbers the lines and hands each to its sinks (a list in memory, a file, the terminal's story). */
export class Journal {
  #next = 0;
  readonly #sinks: JournalSink[] = [];

  /** How many lines have been written. */
  get length(): number {
    return this.#next;
  }

  addSink(sink: JournalSink): void {
    this.#sinks.push(sink);
  }

  /** Writes a line and returns it as a cause for what follows from it. */
  append<Kind extends JournalKind>(
    time: number,
    kind: Kind,
    cause: Cause | undefined,
    fields: JournalKinds[Kind],
    trail: Trail | undefined = cause?.trail,
  ): Cause {
    const seq = this.#next++;
    if (this.#sinks.length > 0) {
      const entry = { seq, time, kind, cause: cause?.seq, ...fields } as unknown as JournalEntry;
      for (const sink of this.#sinks) sink(entry);
    }
    return { seq, kind, trail };
  }
}

/** A line as it stands in a file: one JSON object, `time` as local ISO time with offset. */
export function formatJournalLine(entry: JournalEntry, formatTime: (instant: number) => string): string {
  const json = JSON.stringify(entry);
  // `seq` and `time` come first in every entry; all but the time stands as it is. A copy would cost more than the rest.
  const begin = `{"seq":${entry.seq},"time":`;
  return `${begin}"${formatTime(entry.time)}"${json.slice(begin.length + String(entry.time).length)}`;
}
