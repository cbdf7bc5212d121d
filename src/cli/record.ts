import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { formatInstant, parseInstant } from '../core/calendar/index.ts';
import { checkHome } from '../core/check/index.ts';
import { MilletError } from '../core/errors.ts';
import { formatJournalLine, type JournalEntry } from '../core/journal.ts';
import { reenact } from '../core/recording.ts';
import { readJournal } from '../files/journal-reader.ts';
import { endedRuns, followRun, recordTest, type Session, testYaml } from '../testing/index.ts';
import { asked } from './asked.ts';
import { type LoadedHome, openHome } from './open-home.ts';
import { homeKey, writeTest } from './write-test.ts';

export interface RecordOptions {
  readonly home: string;
  readonly scene: string;
  readonly at?: string;
  readonly out?: string;
}

/**
 * `record JOURNAL --scene ID`: writes a scene test that reproduces a run of the scene. Returns 1 when the home as it is
 * now does otherwise, which the test then shows.
 */
export async function record(path: string, options: RecordOptions): Promise<number> {
  if (options.out !== undefined && existsSync(options.out)) {
    throw new MilletError(`${options.out} is there already, and is not overwritten.`, {
      hint: 'Choose another file with --out.',
    });
  }
  const loaded = await openHome(options.home);
  const session = readSession(path, loaded);
  const { timezone } = session.recording.options.home.location;
  const time = (instant: number): string => formatInstant(timezone, instant);
  const recorded = followRun(session.entries, chooseRun(session, options, path));
  const { home, scenes } = session.recording.options;
  const now = recordTest(session, recorded, loaded);
  const test = now.test ?? recordTest(session, recorded, { home, scenes, models: session.models }).longest;
  const { run, end } = recorded;
  const header = [
    `Recorded from ${basename(path)}: ${run.scene} began at ${time(run.time)} (${run.reason})`,
    `and ${end.outcome === 'refused' ? 'was refused' : `ended as ${end.outcome}`}: ${end.reason}.`,
  ];
  const text = testYaml(test, { header, home: homeKey(options.out, options.home) });
  const say = options.out === undefined ? console.error : console.log;
  if (options.out === undefined) process.stdout.write(text);
  else writeTest(options.out, text);
  say(`${run.scene} began at ${time(run.time)} and ended as ${end.outcome}.`);
  if (now.test) {
    say(
      `The test begins at ${test.from}. It was run, and passes${options.out === undefined ? '' : `: millet test ${options.out}`}.`,
    );
    return 0;
  }
  say('The test was run, and fails: the home or its scenes are not what they were when this was recorded,');
  say('or a scene was saved meanwhile. It tells what was seen then.');
  return 1;
}

/** The session again, line by line as it was recorded. */
function readSession(path: string, { models }: LoadedHome): Session {
  const { recording, lines } = readJournal(path);
  const { home } = recording.options;
  const problem = checkHome(home, models)[0];
  const hint = `Find out where with: millet replay ${path}`;
  if (problem)
    throw new MilletError(`The home of this journal cannot be simulated here: ${problem.message}.`, { hint });
  const { timezone } = home.location;
  const entries: JournalEntry[] = [];
  let isSame = true;
  const keep = (entry: JournalEntry): void => {
    const line = lines[entries.length];
    // It may end in the middle of an instant; what follows there was not seen.
    if (line === undefined) return;
    isSame &&= line === formatJournalLine(entry, (instant) => formatInstant(timezone, instant));
    entries.push(entry);
  };
  reenact(recording, { models, sinks: [keep] });
  if (!isSame) throw new MilletError(`${path} does not come out equal when it is simulated again.`, { hint });
  return { recording, models, entries };
}

function chooseRun({ recording, entries }: Session, { scene, at }: RecordOptions, path: string) {
  const runs = endedRuns(entries, scene);
  if (runs.length === 0) {
    const others = new Set(entries.flatMap((entry) => (entry.kind === 'run_end' ? [entry.scene] : [])));
    throw new MilletError(`No run of ${scene} has ended in ${path}.`, {
      hint:
        others.size > 0
          ? `Those of these scenes have: ${[...others].sort().join(', ')}.`
          : 'No scene ran in it.',
    });
  }
  if (at === undefined) return runs.at(-1)!;
  const { home, start } = recording.options;
  const instant = asked('--at', () => parseInstant(at, home.location.timezone, start));
  const distance = ({ run }: (typeof runs)[number]): number => Math.abs(run.time - instant);
  return runs.reduce((best, run) => (distance(run) < distance(best) ? run : best));
}
