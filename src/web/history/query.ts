import type { JournalEntry, JournalKind } from '../../core/journal.ts';
import type { JournalContext, JournalPage } from '../api.ts';
import type { History } from './history.ts';

/** Which journal lines are asked for. */
export interface JournalQuery {
  readonly after?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
  readonly kinds?: ReadonlySet<JournalKind> | undefined;
  readonly device?: string | undefined;
  readonly scene?: string | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** How many lines are looked at for one page: a filter that finds next to nothing must not hold up the home. */
const mostSeen = 50_000;

/** A page of the journal, oldest first: the first lines after `after`, or else the last ones before `before`. */
export function journalPage(history: History, query: JournalQuery): JournalPage {
  const { entries, first, end } = history;
  const low = Math.max(
    query.after === undefined ? 0 : query.after + 1 - first,
    query.from === undefined ? 0 : history.indexAfter(query.from - 1),
    0,
  );
  const high = Math.min(
    query.before === undefined ? entries.length : query.before - first,
    query.until === undefined ? entries.length : history.indexAfter(query.until),
    entries.length,
  );
  const found: JournalEntry[] = [];
  const forward = query.after !== undefined;
  let index = forward ? low : high - 1;
  for (let seen = 0; index >= low && index < high && found.length < query.limit && seen < mostSeen; seen++) {
    const entry = entries[index]!;
    if (isAskedFor(entry, query)) found.push(entry);
    index += forward ? 1 : -1;
  }
  const isOver = forward ? index >= high : index < low;
  // To go on: after the last line that was looked at, or before it.
  const more = isOver ? null : entries[index]!.seq + (forward ? -1 : 1);
  return { entries: forward ? found : found.reverse(), more, first, end };
}

/** A line with what led to it, root first, and what came of it directly. */
export function journalContext(history: History, entry: JournalEntry): JournalContext {
  const causes: JournalEntry[] = [];
  for (let seq = entry.cause; seq !== undefined; ) {
    const cause = history.entry(seq);
    if (!cause) break;
    causes.unshift(cause);
    seq = cause.cause;
  }
  return { entry, causes, effects: effectsOf(history, entry) };
}

function effectsOf({ entries, first }: History, { seq }: JournalEntry): JournalEntry[] {
  const effects: JournalEntry[] = [];
  const start = seq + 1 - first;
  const stop = Math.min(entries.length, start + mostSeen);
  for (let index = start; index < stop; index++)
    if (entries[index]!.cause === seq) effects.push(entries[index]!);
  return effects;
}

function isAskedFor(entry: JournalEntry, { kinds, device, scene }: JournalQuery): boolean {
  if (kinds && !kinds.has(entry.kind)) return false;
  if (device !== undefined && !('device' in entry && entry.device === device)) return false;
  if (scene === undefined) return true;
  if (entry.kind === 'input') return entry.input.type === 'scene' && entry.input.scene === scene;
  return 'scene' in entry && entry.scene === scene;
}
