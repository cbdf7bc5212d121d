import {
  type Change,
  explainEntry,
  explainProperty,
  explainScene,
  nearMisses,
  whatIf,
} from '../../analysis/explain/index.ts';
import { MilletError } from '../../core/errors.ts';
import type { JournalEntry } from '../../core/journal.ts';

/** What can be asked of a journal. Instants are milliseconds since the epoch; `end` is the last one that it tells of. */
export type Question =
  | { readonly ask: 'scene'; readonly scene: string; readonly at: number; readonly end: number }
  | {
      readonly ask: 'property';
      readonly device: string;
      readonly prop: string;
      readonly at: number;
      readonly end: number;
    }
  | { readonly ask: 'entry'; readonly seq: number }
  | {
      readonly ask: 'near';
      readonly scenes: readonly string[] | undefined;
      readonly from: number;
      readonly until: number;
    }
  | { readonly ask: 'what if'; readonly seq: number; readonly changes: readonly Change[] };

/** What came of a question. An error crosses between threads without what it is, so it is told apart here. */
export type Answer =
  | { readonly value: unknown }
  | { readonly refused: string; readonly hint: string | undefined }
  | { readonly mistake: string };

/** Answers from a journal, from its first line on. */
export function answer(entries: readonly JournalEntry[], question: Question): Answer {
  try {
    return { value: explain(entries, question) };
  } catch (error) {
    if (error instanceof MilletError) return { refused: error.message, hint: error.hint };
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
}

function explain(entries: readonly JournalEntry[], question: Question): unknown {
  switch (question.ask) {
    case 'scene':
      return explainScene(entries, question.scene, question.at, { end: question.end });
    case 'property':
      return explainProperty(entries, question.device, question.prop, question.at, { end: question.end });
    case 'entry':
      return explainEntry(entries, question.seq);
    case 'near':
      return nearMisses(entries, question.scenes, question.from, question.until);
    case 'what if':
      return whatIf(entries, question.seq, question.changes);
  }
}
