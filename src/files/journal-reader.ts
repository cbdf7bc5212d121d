import { z } from 'zod';
import { MilletError } from '../core/errors.ts';
import { homeSchema } from '../core/home.ts';
import { type Input, journalFormat } from '../core/journal.ts';
import type { Recording, TimedInput } from '../core/recording.ts';
import { storedSceneSchema } from '../core/scene/schema.ts';
import { valueSchema } from '../core/schema.ts';
import { LineFile } from './line-file.ts';
import { systemReason } from './system-reason.ts';

const timeText = z.iso.datetime({ offset: true });

/** What a replay needs of the first line. */
const startLine = z.object({
  seq: z.literal(0),
  time: timeText,
  kind: z.literal('start'),
  seed: z.int().nonnegative(),
  prefix: z.string().min(1),
  residents: z.boolean(),
  home: homeSchema,
  scenes: z.record(z.string(), storedSceneSchema),
  given: z.record(z.string(), z.record(z.string(), valueSchema)),
});

const inputLine = z.object({
  time: timeText,
  input: z.union([
    z.object({
      type: z.literal('message'),
      topic: z.string(),
      payload: z.string(),
      responseTopic: z.string().optional(),
      correlation: z.string().optional(),
      retained: z.literal(true).optional(),
    }),
    z.object({ type: z.literal('scene'), scene: z.string(), definition: storedSceneSchema.nullable() }),
  ]),
});

/** What a journal says of the session that it is of. */
export interface ScannedJournal {
  readonly recording: Recording;
  /** How many whole lines it has, and how many bytes these are. */
  readonly count: number;
  readonly size: number;
  /** The last line was cut off in the middle, as when the process was killed while it wrote. */
  readonly torn: boolean;
}

/** A journal as it was read, with its lines. */
export interface RecordedJournal {
  readonly recording: Recording;
  readonly lines: readonly string[];
  readonly torn: boolean;
}

/** Reads a journal. Throws a `MilletError` that names the line when the file is none, or of a form not known here. */
export function readJournal(path: string): RecordedJournal {
  const lines: string[] = [];
  const { recording, torn } = read(path, (text, index) => {
    lines.push(text);
    return parseLine(path, index, text);
  });
  return { recording, lines, torn };
}

/**
 * Reads a journal whose lines will be compared with a replay: so only those that a replay is fed with are looked at
 * closely, and none is kept. Throws like `readJournal`.
 */
export function scanJournal(path: string): ScannedJournal {
  return read(path, (text, index) => {
    const kind = ordinaryLine.exec(text)?.groups;
    if (kind?.seq === String(index) && kind.kind !== 'input' && kind.kind !== 'start') {
      return { kind: kind.kind, time: kind.time };
    }
    return parseLine(path, index, text);
  });
}

/** A line as Millet writes it, as far as it has to be looked at. */
const ordinaryLine =
  /^\{"seq":(?<seq>\d+),"time":"(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d)","kind":"(?<kind>[a-z_]+)",.*\}$/;

type Line = Readonly<Record<string, unknown>>;

function read(path: string, parse: (text: string, index: number) => Line): ScannedJournal {
  const file = new LineFile(path);
  const inputs: TimedInput[] = [];
  let start: z.infer<typeof startLine> | undefined;
  let last: Line | undefined;
  let count = 0;
  for (const text of whole(file)) {
    const line = parse(text, count);
    start ??= readStart(path, line);
    if (line.kind === 'input') inputs.push(readInput(path, count, line));
    last = line;
    count++;
  }
  if (start === undefined) throw refuse(path, 1, file.torn ? 'it has no line break' : 'it is empty');
  const { home, seed, given, residents, prefix } = start;
  const scenes = new Map(Object.entries(start.scenes));
  const options = { home, scenes, start: Date.parse(start.time), seed, given, residents, prefix };
  const recording = { options, inputs, end: Date.parse(String(last!.time)) };
  return { recording, count, size: file.size, torn: file.torn };
}

/** The lines of a journal; that it cannot be read is said as people need it. */
function* whole(file: LineFile): Generator<string, void> {
  try {
    yield* file;
  } catch (error) {
    if (error instanceof MilletError) throw error;
    throw new MilletError(`The journal ${file.path} cannot be read: ${systemReason(error)}.`, {
      cause: error,
    });
  }
}

function parseLine(path: string, index: number, text: string): Line {
  if (text.endsWith('\r'))
    throw refuse(
      path,
      index + 1,
      'it ends with CR LF; some program has converted the line breaks of the file',
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse(path, index + 1, 'it is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refuse(path, index + 1, 'it is no object');
  const line = value as Line;
  if (line.seq !== index)
    throw refuse(path, index + 1, `its seq is ${JSON.stringify(line.seq) ?? 'missing'}, not ${index}`);
  if (!timeText.safeParse(line.time).success)
    throw refuse(path, index + 1, 'its time is no ISO time with offset');
  return line;
}

function readStart(path: string, line: Line): z.infer<typeof startLine> {
  if (line.kind !== 'start')
    throw refuse(path, 1, `it is of the kind ${JSON.stringify(line.kind)}, not start`);
  if (line.format !== journalFormat) {
    throw new MilletError(
      `The journal ${path} has the format ${JSON.stringify(line.format)}; this Millet reads ${journalFormat}.`,
      {
        hint: 'Replay it with the version of Millet that wrote it.',
      },
    );
  }
  const parsed = startLine.safeParse(line);
  if (parsed.success) return parsed.data;
  const { path: place, message } = parsed.error.issues[0]!;
  throw refuse(path, 1, `${place.join('.')}: ${message}`);
}

function readInput(path: string, index: number, line: Line): TimedInput {
  const parsed = inputLine.safeParse(line);
  if (!parsed.success) throw refuse(path, index + 1, 'it is no input that this Millet knows');
  return { at: Date.parse(parsed.data.time), input: parsed.data.input satisfies Input };
}

function refuse(path: string, line: number, why: string): MilletError {
  return new MilletError(`${path}:${line}: this is no line of a Millet journal: ${why}.`, {
    hint: 'A journal is what `millet simulate --journal FILE` and `millet run --journal FILE` write.',
  });
}
