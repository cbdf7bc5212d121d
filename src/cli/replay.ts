import { formatInstant } from '../core/calendar/index.ts';
import { type Recording, reenact } from '../core/recording.ts';
import { type Difference, JournalComparison } from '../files/journal-comparison.ts';
import { scanJournal } from '../files/journal-reader.ts';
import { LineFile } from '../files/line-file.ts';
import { modelsFor } from './open-recording.ts';

export interface ReplayOptions {
  /** Where the models of the home's own are, if it has any: a journal carries the home, not its products. */
  readonly home: string;
  readonly json?: boolean;
}

/** `replay FILE`: feeds a journal's inputs again. Returns 1 and shows the first line that came out different. */
export async function replay(path: string, options: ReplayOptions): Promise<number> {
  const { recording, count, torn } = scanJournal(path);
  const difference = await firstDifference(path, recording, options.home);
  const { inputs } = recording;
  if (options.json) {
    console.log(
      JSON.stringify({ lines: count, inputs: inputs.length, torn, equal: !difference, difference }),
    );
  } else if (difference) {
    console.log(`${path}:${difference.line}: the replay is different from here on.`);
    console.log(`  recorded  ${difference.recorded}`);
    console.log(`  replayed  ${difference.replayed ?? '(nothing)'}`);
  } else {
    console.log(`Equal: ${count} lines, ${inputs.length} inputs.`);
    if (torn) console.log('Its last line was cut off in the middle, and is left out.');
  }
  return difference ? 1 : 0;
}

async function firstDifference(
  path: string,
  recording: Recording,
  dir: string,
): Promise<Difference | undefined> {
  const { home } = recording.options;
  const models = await modelsFor(home, dir);
  const formatTime = (instant: number): string => formatInstant(home.location.timezone, instant);
  const comparison = new JournalComparison(new LineFile(path), { formatTime });
  reenact(recording, {
    models,
    sinks: [comparison.sink],
    halted: () => comparison.difference !== undefined,
  });
  comparison.finish();
  return comparison.difference;
}
