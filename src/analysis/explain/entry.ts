import type { JournalEntry } from '../../core/journal.ts';
import { chainOf, linkOf } from './causes.ts';
import { History } from './history.ts';
import type { EntryExplanation } from './types.ts';

/** How many of the direct effects are told. */
const mostEffects = 50;

/**
 * What led to a line of the journal, and what it led to.
 *
 * @throws {MilletError} when there is no line of that number
 */
export function explainEntry(entries: readonly JournalEntry[], seq: number): EntryExplanation {
  const history = new History(entries);
  const entry = history.entry(seq);
  const effects: JournalEntry[] = [];
  const led = new Set([seq]);
  // Causes come before what they cause: one way through the rest finds everything.
  for (let at = seq + 1; at < entries.length; at++) {
    const { cause } = entries[at]!;
    if (cause === undefined || !led.has(cause)) continue;
    led.add(at);
    if (cause === seq && effects.length < mostEffects) effects.push(entries[at]!);
  }
  return {
    ...linkOf(history, entry),
    chain: chainOf(history, entry).slice(1),
    effects: effects.map((effect) => linkOf(history, effect)),
    led: led.size - 1,
  };
}
