import type { JournalEntry } from '../core/journal.ts';

type RunLine = Extract<JournalEntry, { kind: 'run' }>;
type RunEnd = Extract<JournalEntry, { kind: 'run_end' }>;

/** A run of a scene in a recorded journal, and what came of it. */
export interface RecordedRun {
  readonly run: RunLine;
  readonly end: RunEnd;
  /** Every line that it led to, itself included; not what other scenes made of that by themselves. */
  readonly effects: readonly JournalEntry[];
  /** When what it set in motion had come to rest. */
  readonly rest: number;
}

/** What follows within so long belongs together: a curtain that moves, a cup that runs. */
const pauseMs = 60_000;
/** No test needs to wait longer for things to come to rest. */
const longestRestMs = 1_800_000;

/** The runs of a scene that have ended, in order. */
export function endedRuns(entries: readonly JournalEntry[], scene: string): { run: RunLine; end: RunEnd }[] {
  const begun = new Map<number, RunLine>();
  const ended: { run: RunLine; end: RunEnd }[] = [];
  for (const entry of entries) {
    if (entry.kind === 'run' && entry.scene === scene) begun.set(entry.run, entry);
    if (entry.kind !== 'run_end' || entry.scene !== scene) continue;
    const run = begun.get(entry.run);
    if (run) ended.push({ run, end: entry });
  }
  return ended.sort((a, b) => a.run.seq - b.run.seq);
}

/** Follows what a run led to. */
export function followRun(
  entries: readonly JournalEntry[],
  { run, end }: { run: RunLine; end: RunEnd },
): RecordedRun {
  const caused = new Set([run.seq]);
  const effects: JournalEntry[] = [run];
  let rest = end.time;
  for (let index = run.seq + 1; index < entries.length; index++) {
    const entry = entries[index]!;
    // A scene that fires because of it has a test of its own.
    if (entry.kind === 'trigger' || entry.cause === undefined || !caused.has(entry.cause)) continue;
    if (entry.time > Math.min(rest + pauseMs, end.time + longestRestMs)) break;
    caused.add(entry.seq);
    effects.push(entry);
    rest = Math.max(rest, entry.time);
  }
  return { run, end, effects, rest };
}

/** The properties that the run changed last, with the values that they have at `until`. */
export function endPositions(
  entries: readonly JournalEntry[],
  effects: readonly JournalEntry[],
  until: number,
): { device: string; prop: string; value: unknown }[] {
  const caused = new Set(effects.map(({ seq }) => seq));
  const last = new Map<string, { device: string; prop: string; value: unknown; seq: number }>();
  for (const entry of entries) {
    if (entry.kind !== 'state' || entry.time > until) continue;
    for (const [prop, value] of Object.entries(entry.props))
      last.set(`${entry.device}.${prop}`, { device: entry.device, prop, value, seq: entry.seq });
  }
  return [...last.values()]
    .filter(({ seq }) => caused.has(seq))
    .map(({ device, prop, value }) => ({ device, prop, value }));
}
