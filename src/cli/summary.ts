import { formatDuration } from '../core/calendar/index.ts';
import type { JournalEntry, Outcome } from '../core/journal.ts';

/** Counts the runs of a session by scene and outcome. */
export class Summary {
  readonly #runs = new Map<string, Map<Outcome, number>>();
  #lines = 0;

  readonly sink = (entry: JournalEntry): void => {
    this.#lines++;
    if (entry.kind !== 'run_end') return;
    const outcomes = this.#runs.get(entry.scene) ?? new Map<Outcome, number>();
    outcomes.set(entry.outcome, (outcomes.get(entry.outcome) ?? 0) + 1);
    this.#runs.set(entry.scene, outcomes);
  };

  /** @param lengthMs how long the session was, in milliseconds of the home's time */
  lines(home: string, lengthMs: number): string[] {
    const heading = `\n${home}, ${formatDuration(lengthMs)}: ${this.#lines} journal lines.`;
    if (this.#runs.size === 0) return [heading, 'No scene ran.'];
    const width = Math.max(...[...this.#runs.keys()].map((scene) => scene.length));
    const rows = [...this.#runs].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      heading,
      ...rows.map(([scene, outcomes]) => {
        const counts = [...outcomes].map(([outcome, count]) => `${outcome} ${count}`);
        return `  ${scene.padEnd(width)}  ${counts.join(', ')}`;
      }),
    ];
  }
}
