import type { JournalEntry, Outcome } from '../../core/journal.ts';
import type { RunSummary } from '../api.ts';

/** How many runs of each outcome stay, however old: dull ones do not push out the interesting ones. */
const keptOfEach = 20;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A trigger that nearly fired. */
export interface Near {
  readonly seq: number;
  readonly time: number;
  readonly reason: string;
}

/** What one scene has done. */
export class SceneHistory {
  #runs: RunSummary[] = [];
  readonly near: Near[] = [];
  readonly #open = new Map<number, Writable<RunSummary>>();

  /** In the order in which they began. */
  get runs(): readonly RunSummary[] {
    return this.#runs;
  }

  take(entry: Extract<JournalEntry, { kind: 'run' | 'run_end' | 'trigger' }>): void {
    switch (entry.kind) {
      case 'run':
        this.#begin(entry);
        return;
      case 'run_end':
        this.#end(entry);
        return;
      case 'trigger':
        if (!entry.fired) this.near.push({ seq: entry.seq, time: entry.time, reason: entry.reason });
        return;
    }
  }

  /** Newest first: at most `limit` of each outcome, and all that go on. */
  latest(limit: number, outcome?: Outcome): RunSummary[] {
    const counts = new Map<Outcome | null, number>();
    const found: RunSummary[] = [];
    for (let index = this.runs.length - 1; index >= 0; index--) {
      const run = this.runs[index]!;
      if (outcome !== undefined && run.outcome !== outcome) continue;
      const count = counts.get(run.outcome) ?? 0;
      if (count >= limit) continue;
      counts.set(run.outcome, count + 1);
      found.push(run);
    }
    return found;
  }

  forgetBefore(seq: number): void {
    const kept = new Set(this.latest(keptOfEach));
    this.#runs = this.#runs.filter((run) => run.seq >= seq || kept.has(run));
    const near = this.near.findIndex((each) => each.seq >= seq);
    this.near.splice(0, near === -1 ? this.near.length : near);
  }

  #begin({ seq, time, scene, run, reason }: Extract<JournalEntry, { kind: 'run' }>): void {
    const summary = {
      seq,
      endSeq: null,
      scene,
      run,
      began: time,
      ended: null,
      trigger: reason,
      outcome: null,
      reason: null,
    };
    this.#runs.push(summary);
    this.#open.set(run, summary);
  }

  #end({ seq, time, run, outcome, reason }: Extract<JournalEntry, { kind: 'run_end' }>): void {
    const open = this.#open.get(run);
    if (!open) return;
    this.#open.delete(run);
    open.endSeq = seq;
    open.ended = time;
    open.outcome = outcome;
    open.reason = reason;
  }
}
