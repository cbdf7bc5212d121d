import { formatInstant } from '../core/calendar/index.ts';
import { formatJournalLine, type JournalEntry } from '../core/journal.ts';
import { reenact } from '../core/recording.ts';
import { type OpenRecording, openRecording } from './open-recording.ts';

export interface ReplayOptions {
  /** Where the models of the home's own are, if it has any: a journal carries the home, not its products. */
  readonly home: string;
  readonly json?: boolean;
}

interface Difference {
  readonly line: number;
  readonly recorded: string;
  readonly replayed: string | undefined;
}

/** `replay FILE`: feeds a journal's inputs again. Returns 1 and shows the first line that came out different. */
export async function replay(path: string, options: ReplayOptions): Promise<number> {
  const journal = await openRecording(path, options.home);
  const difference = firstDifference(journal);
  const { lines, torn } = journal;
  const { inputs } = journal.recording;
  if (options.json) {
    console.log(
      JSON.stringify({ lines: lines.length, inputs: inputs.length, torn, equal: !difference, difference }),
    );
  } else if (difference) {
    console.log(`${path}:${difference.line}: the replay is different from here on.`);
    console.log(`  recorded  ${difference.recorded}`);
    console.log(`  replayed  ${difference.replayed ?? '(nothing)'}`);
  } else {
    console.log(`Equal: ${lines.length} lines, ${inputs.length} inputs.`);
    if (torn) console.log('Its last line was cut off in the middle, and is left out.');
  }
  return difference ? 1 : 0;
}

function firstDifference({ recording, lines, models }: OpenRecording): Difference | undefined {
  const { timezone } = recording.options.home.location;
  let difference: Difference | undefined;
  let count = 0;
  const compare = (entry: JournalEntry): void => {
    const recorded = lines[count++];
    // A recording may end in the middle of an instant; what follows there is no difference.
    if (recorded === undefined || difference) return;
    const replayed = formatJournalLine(entry, (instant) => formatInstant(timezone, instant));
    if (replayed !== recorded) difference = { line: count, recorded, replayed };
  };
  reenact(recording, { models, sinks: [compare] });
  if (!difference && count < lines.length)
    difference = { line: count + 1, recorded: lines[count]!, replayed: undefined };
  return difference;
}
