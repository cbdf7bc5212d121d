import { existsSync } from 'node:fs';
import { explainProperty, explainScene } from '../analysis/explain/index.ts';
import { formatInstant, parseInstant } from '../core/calendar/index.ts';
import { MilletError } from '../core/errors.ts';
import type { JournalEntry } from '../core/journal.ts';
import { SimulatedHome } from '../core/simulated-home.ts';
import { readEntries } from '../files/journal-entries.ts';
import { SessionDir } from '../files/session-dir.ts';
import { showProperty, showScene } from './explanation.ts';
import { readFaults } from './faults.ts';
import { openHome } from './open-home.ts';
import { createPaint } from './paint.ts';
import { inOrder, readSets } from './sets.ts';
import { askedInstant } from './span.ts';

export interface ExplainCommandOptions {
  readonly home: string;
  readonly at: string;
  readonly journal?: string;
  readonly from?: string;
  readonly seed?: number;
  readonly set: readonly string[];
  readonly fault: readonly string[];
  readonly residents: boolean;
  readonly json?: boolean;
}

/** What there is to explain from. */
interface Source {
  readonly entries: readonly JournalEntry[];
  readonly at: number;
  /** The instant up to which it tells everything. */
  readonly end: number;
  /** Where it comes from, in a sentence. */
  readonly told: string;
}

/** `explain SCENE` or `explain DEVICE.PROP`: why something happened at a time, or why it did not. */
export async function explain(subject: string, options: ExplainCommandOptions): Promise<number> {
  const { entries, at, end, told } = await openSource(subject, options);
  const dot = subject.indexOf('.');
  const paint = createPaint(process.stdout);
  const print = (explanation: unknown, show: () => string[]): void => {
    console.log(options.json ? JSON.stringify(explanation) : [...show(), '', paint.dim(told)].join('\n'));
  };
  if (dot < 0) {
    const explanation = explainScene(entries, subject, at, { end });
    print(explanation, () => showScene(explanation, paint));
  } else {
    const [device, prop] = [subject.slice(0, dot), subject.slice(dot + 1)];
    const explanation = explainProperty(entries, device, prop, at, { end });
    print(explanation, () => showProperty(explanation, paint));
  }
  return 0;
}

async function openSource(subject: string, options: ExplainCommandOptions): Promise<Source> {
  const { from, seed, set, fault, residents } = options;
  const simulates =
    from !== undefined || seed !== undefined || set.length > 0 || fault.length > 0 || !residents;
  if (options.journal !== undefined) {
    if (simulates) {
      throw new MilletError(
        'Give --journal, or what a simulation takes (--from, --seed, --set, --fault, --no-residents).',
      );
    }
    return recorded(options.journal, options.at);
  }
  const session = SessionDir.journalOf(options.home);
  if (simulates || !existsSync(session)) return simulated(subject, options);
  const stop = SessionDir.stopOf(options.home);
  return recorded(session, options.at, stop && Date.parse(stop.time));
}

/** @param lastSeen when its home was last seen, which may be later than the last line: since then nothing happened */
function recorded(path: string, time: string, lastSeen = Number.NEGATIVE_INFINITY): Source {
  const { entries, recording } = readEntries(path);
  const { timezone } = recording.options.home.location;
  const { start } = recording.options;
  const end = Math.max(recording.end, lastSeen);
  const last = askedInstant('--at', time, timezone, end);
  // A time alone is that of the last day on which this journal has it.
  const before = askedInstant('--at', time, timezone, end - 86_400_000);
  const at = last > end && before >= start ? before : last;
  if (at < start || at > end) {
    const text = (instant: number): string => formatInstant(timezone, instant).slice(0, 19);
    const where = at < start ? 'before' : 'after';
    throw new MilletError(
      `--at: ${text(at)} lies ${where} what the journal ${path} tells of: ${text(start)} to ${text(end)}.`,
      { hint: 'Name a time within it. With --from, the day is simulated instead.' },
    );
  }
  return { entries, at, end, told: `From the journal ${path}.` };
}

async function simulated(subject: string, options: ExplainCommandOptions): Promise<Source> {
  const loaded = await openHome(options.home);
  const { home, models, scenes, problems, sceneFiles } = loaded;
  const own = sceneFiles.find(({ id }) => id === subject);
  if (own && problems.some(({ file }) => file === own.file))
    throw new MilletError(`${subject} does not run at all: its file has mistakes.`);
  const { timezone } = home.location;
  const at = askedInstant('--at', options.at, timezone, Date.now());
  const midnight = parseInstant('00:00', timezone, at);
  const from = options.from === undefined ? midnight : askedInstant('--from', options.from, timezone, at);
  if (from > at) {
    const text = (instant: number): string => formatInstant(timezone, instant).slice(0, 19);
    throw new MilletError(`--from lies after --at: ${text(from)} is after ${text(at)}.`);
  }
  // To the end of the day, so that it is known how everything ended. No day is longer than 25 hours.
  const end = parseInstant('00:00', timezone, midnight + 30 * 3_600_000);
  const span = { from, until: end };
  const { given, inputs: sets } = readSets(options.set, loaded, span);
  const inputs = inOrder([...sets, ...readFaults(options.fault, loaded, span)]);
  const entries: JournalEntry[] = [];
  const { seed = 1, residents } = options;
  const simulation = new SimulatedHome({
    home,
    models,
    scenes,
    start: from,
    seed,
    given,
    residents,
    sinks: [(entry) => entries.push(entry)],
  });
  simulation.start();
  for (const { at: instant, input } of inputs) simulation.input(instant, input);
  simulation.advanceTo(end);
  const who = residents ? '' : ', nobody at home';
  const told = `Simulated from ${formatInstant(timezone, from).slice(0, 16)}, seed ${seed}${who}.`;
  return { entries, at, end, told };
}
