import type { JournalKind, JournalKinds } from '../core/journal.ts';

/** A line of the journal as it stands in a file: `time` is local ISO time with offset. See docs/journal.md. */
export type JournalLine = {
  [Kind in JournalKind]: {
    readonly seq: number;
    readonly time: string;
    readonly kind: Kind;
    /** The `seq` of what led to it. */
    readonly cause: number | undefined;
  } & JournalKinds[Kind];
}[JournalKind];
