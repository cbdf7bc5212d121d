import { topicMatches } from '../../core/bus/topic.ts';
import type { JournalEntry } from '../../core/journal.ts';
import type { Entry } from './history.ts';

/** A message that came in from outside. */
export type ForeignMessage = Entry<'input'> & {
  readonly input: Extract<Entry<'input'>['input'], { type: 'message' }>;
};

/** Whether a line is a message from outside that a filter of topics lets by, and that is news. */
export function isMessageOn(filter: string, entry: JournalEntry): entry is ForeignMessage {
  if (entry.kind !== 'input' || entry.input.type !== 'message') return false;
  return entry.input.retained !== true && topicMatches(filter, entry.input.topic);
}
