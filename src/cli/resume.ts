import { statSync } from 'node:fs';
import { formatInstant } from '../core/calendar/index.ts';
import { MilletError } from '../core/errors.ts';
import type { Input, JournalEntry, JournalSink } from '../core/journal.ts';
import { type Recording, reenact } from '../core/recording.ts';
import type { SimulatedHome } from '../core/simulated-home.ts';
import { JournalComparison } from '../files/journal-comparison.ts';
import { type ScannedJournal, scanJournal } from '../files/journal-reader.ts';
import { LineFile } from '../files/line-file.ts';
import type { SessionDir, Stop } from '../files/session-dir.ts';
import { Keeper } from './keeper.ts';
import type { LoadedHome } from './open-home.ts';
import type { OpenedSession, SessionRequest } from './open-session.ts';
import { becomesOf, changedScenes } from './scene-changes.ts';

const keptAsItIs = 'It is left as it is. `millet run --fresh` puts it aside and begins a new session.';

/**
 * Goes on with the session in `dir`: its inputs are fed to a new simulation, whose journal must be the one that was
 * kept. Returns a sentence instead when its home is another one now, so that a new session has to begin. Throws a
 * `MilletError` when it cannot go on; the journal is then as it was.
 */
export function resume(
  loaded: LoadedHome,
  request: SessionRequest,
  dir: SessionDir,
  stop: Stop | undefined,
  sinks: readonly JournalSink[],
  failed: (error: MilletError) => void,
): Omit<OpenedSession, 'speed' | 'paused'> | string {
  const scanned = scan(dir.journal);
  const { recording, count } = scanned;
  const { options } = recording;
  if (JSON.stringify(options.home) !== JSON.stringify(loaded.home)) {
    return 'home.yaml is not what it was when the last session stopped, so a new one begins.';
  }
  otherWishes(options, request);

  const formatTime = (instant: number): string => formatInstant(loaded.home.location.timezone, instant);
  const rest: JournalEntry[] = [];
  let keep: JournalSink = (entry) => rest.push(entry);
  const home = relive(dir.journal, recording, loaded, {
    formatTime,
    beyond: (entry) => keep(entry),
    sinks,
  });
  const notes: string[] = [];
  const missing = (stop?.lines ?? 0) - home.simulation.journal.length;
  if (missing > 0) {
    const lines = missing === 1 ? 'line is' : `${missing} lines are`;
    notes.push(`The last ${lines} missing in ${dir.journal}: it goes on from those that are there.`);
  } else if (stop) {
    standAt(home, Date.parse(stop.time));
  }
  const stopped = home.simulation.clock.now;

  const keeper = Keeper.goOn(dir, formatTime, failed, { lines: count, size: scanned.size });
  for (const entry of rest) keeper.sink(entry);
  keep = keeper.sink;
  notes.push(`The session goes on where it stopped, at ${formatTime(stopped)}.`);
  notes.push(...takeScenes(home, loaded, recording));
  if (request.catchUp) notes.push(catchUp(home, stopped, wallOf(dir, stop), formatTime));
  keeper.flush();
  return {
    simulation: { ...options, models: loaded.models },
    resumed: home,
    time: home.simulation.clock.now,
    notes,
    flush: keeper.flush,
    paced: keeper.paced,
    close() {
      keeper.close();
      dir.close();
    },
  };
}

function scan(path: string): ScannedJournal {
  try {
    return scanJournal(path);
  } catch (error) {
    if (!(error instanceof MilletError)) throw error;
    throw new MilletError(error.message, { hint: keptAsItIs, cause: error });
  }
}

/** What belongs to a session from its beginning cannot be asked for when it goes on. */
function otherWishes(
  { seed, prefix = 'millet', residents = true }: Recording['options'],
  request: SessionRequest,
) {
  const wishes: readonly [boolean, string, string][] = [
    [request.seed !== undefined && request.seed !== seed, `--seed ${request.seed}`, `the seed ${seed}`],
    [
      request.topicPrefix !== undefined && request.topicPrefix !== prefix,
      `--topic-prefix ${request.topicPrefix}`,
      `the topic prefix ${prefix}`,
    ],
    [!request.residents && residents, '--no-residents', 'residents'],
  ];
  for (const [other, wish, has] of wishes) {
    if (!other) continue;
    throw new MilletError(`The last session of this home has ${has}, and cannot go on with ${wish}.`, {
      hint: `Leave ${wish} out to go on with it, or add --fresh to begin a new one.`,
    });
  }
}

/** Lives through a journal again. Throws a `MilletError` at the first line that does not come out the same. */
function relive(
  journal: string,
  recording: Recording,
  { models }: LoadedHome,
  options: { formatTime: (instant: number) => string; beyond: JournalSink; sinks: readonly JournalSink[] },
): SimulatedHome {
  const comparison = new JournalComparison(new LineFile(journal), options);
  const home = reenact(recording, {
    models,
    sinks: [comparison.sink, ...options.sinks],
    halted: () => comparison.difference !== undefined,
  });
  comparison.finish();
  const { difference } = comparison;
  if (!difference) return home;
  throw new MilletError(
    `${journal}:${difference.line}: the session cannot go on, because this line would be another one now: the journal was edited, or Millet or a device's model was changed.`,
    { hint: `\`millet replay ${journal}\` shows the difference. ${keptAsItIs}` },
  );
}

/** Lets the clock pass on from the last line to where it stopped: what was due in between has left no line. */
function standAt(home: SimulatedHome, time: number): void {
  const { clock, journal } = home.simulation;
  const lines = journal.length;
  home.advanceTo(time - 1, () => journal.length > lines);
  clock.advanceTo(Math.min(time, clock.nextDue ?? time));
}

/** Scenes that were edited meanwhile enter now, as they do while the home runs. */
function takeScenes(home: SimulatedHome, loaded: LoadedHome, recording: Recording): string[] {
  const { changes, broken } = changedScenes(recording, loaded);
  for (const { scene, definition } of changes) {
    const input: Input = { type: 'scene', scene, definition };
    home.input(home.simulation.clock.now, input);
  }
  const saved = changes.filter(({ definition }) => definition !== null).map(({ scene }) => scene);
  const removed = changes.filter(({ definition }) => definition === null).map(({ scene }) => scene);
  return [
    ...(saved.length > 0 ? [`Scenes that were saved meanwhile: ${saved.join(', ')}.`] : []),
    ...(removed.length > 0 ? [`Scenes that were removed meanwhile: ${removed.join(', ')}.`] : []),
    ...broken.map((scene) => becomesOf(scene, true)),
  ];
}

/** Simulates as much time as has passed outside since the session stopped. */
function catchUp(
  home: SimulatedHome,
  stopped: number,
  wall: number,
  formatTime: (instant: number) => string,
): string {
  const missed = Math.max(0, Date.now() - wall);
  const before = home.simulation.journal.length;
  home.advanceTo(stopped + missed);
  const lines = home.simulation.journal.length - before;
  return `Caught up to ${formatTime(stopped + missed)}: ${lines} lines were added to the journal.`;
}

/** When it stopped, outside; after a crash of which nothing is known, when its journal was last written. */
function wallOf(dir: SessionDir, stop: Stop | undefined): number {
  return stop ? Date.parse(stop.wall) : statSync(dir.journal).mtimeMs;
}
