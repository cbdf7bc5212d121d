import type { JournalEntry } from '../core/journal.ts';
import type { Simulation } from '../core/simulation.ts';
import { showChanges } from './changes.ts';
import type { Paint } from './paint.ts';
import { table } from './table.ts';

/** How everything stands: the people, and each device with its properties. */
export class StateTable {
  /** Where people went last, and when. */
  readonly #people = new Map<string, { room: string; since: number }>();

  readonly sink = (entry: JournalEntry): void => {
    if (entry.kind !== 'world') return;
    const { person, room, time } = entry;
    if (typeof person !== 'string' || typeof room !== 'string') return;
    if (this.#people.get(person)?.room !== room) this.#people.set(person, { room, since: time });
  };

  lines(paint: Paint, simulation: Simulation): string[] {
    const { clock, devices } = simulation;
    const people = [...this.#people].map(([person, { room, since }]) => {
      const where = room === 'away' ? 'away' : `in the ${room}`;
      return [person, `${where} since ${simulation.formatTime(since).slice(11, 16)}`];
    });
    const rows = [...devices].map(([id, { store }]) => [id, showChanges(store.readable()).join(', ')]);
    const all = [...people.sort(byName), ...rows.sort(byName)];
    return ['', `At ${simulation.formatTime(clock.now)}:`, ...table(paint, ['who', 'is'], all)];
  }
}

function byName([a = '']: readonly string[], [b = '']: readonly string[]): number {
  return a < b ? -1 : 1;
}
