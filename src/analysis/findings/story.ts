import { formatInstant } from '../../core/calendar/index.ts';
import type { Home } from '../../core/home.ts';
import type { JournalEntry } from '../../core/journal.ts';
import { plain } from '../../core/scene/comparison.ts';

/** The lines of a journal that a person needs to see what happened, with local times. */
export function storyOf(journal: readonly JournalEntry[], { location }: Home): string[] {
  const lines: string[] = [];
  /** What follows from something that somebody did, or from a scene; the weather and what it brings do not. */
  const concerned = new Set<number>();
  for (const entry of journal) {
    const follows = entry.cause !== undefined && concerned.has(entry.cause);
    if (follows || entry.kind === 'input' || entry.kind === 'trigger' || entry.kind === 'run')
      concerned.add(entry.seq);
    else continue;
    const words = wordsOf(entry);
    // Everything says at the start how it stands; that is no news.
    if (words !== undefined && entry.time > journal[0]!.time) {
      lines.push(`${formatInstant(location.timezone, entry.time).slice(11, 19)} ${words}`);
    }
  }
  return lines;
}

function wordsOf(entry: JournalEntry): string | undefined {
  switch (entry.kind) {
    case 'state': {
      const props = Object.entries(entry.props).map(([name, value]) => `${name} ${plain(value)}`);
      return `${entry.device}: ${props.join(', ')}`;
    }
    case 'run':
      return `${entry.scene} runs: ${entry.reason}`;
    case 'run_end':
      return `${entry.scene} ${entry.outcome}: ${entry.reason}`;
    case 'event':
      return `${entry.device}: ${entry.event}`;
    case 'availability':
      return `${entry.device} is ${entry.value}`;
    case 'reply':
      return entry.error && `${entry.device} refused: ${entry.error.message}`;
    case 'start':
    case 'input':
    case 'request':
    case 'trigger':
    case 'step':
    case 'clock':
    case 'world':
      return undefined;
  }
}
