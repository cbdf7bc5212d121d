import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { MilletError } from '../core/errors.ts';
import { homeSchema } from '../core/home.ts';
import { type Input, journalFormat } from '../core/journal.ts';
import type { Recording, TimedInput } from '../core/recording.ts';
import { sceneSchema } from '../core/scene/schema.ts';
import { valueSchema } from '../core/schema.ts';

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
  scenes: z.record(z.string(), sceneSchema),
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
    z.object({ type: z.literal('scene'), scene: z.string(), definition: sceneSchema.nullable() }),
  ]),
});

/** A journal as it was read: what a replay is fed with, and the lines it is compared with. */
export interface RecordedJournal {
  readonly recording: Recording;
  readonly lines: readonly string[];
  /** The last line was cut off in the middle, as when the process was killed while it wrote. */
  readonly torn: boolean;
}

/** Reads a journal. Throws a `MilletError` that names the line when the file is none, or of a form not known here. */
export function readJournal(path: string): RecordedJournal {
  const text = readText(path);
  const lines = text.split('\n');
  // A whole journal ends with a line break; what stands behind the last one was not written to its end.
  const torn = lines.pop() !== '';
  const first = lines[0];
  if (first === undefined) throw refuse(path, 1, 'it is empty');
  const entries = lines.map((line, index) => parseLine(path, index, line));
  const start = readStart(path, entries[0]!);
  const inputs = entries.flatMap((entry, index) =>
    entry.kind === 'input' ? [readInput(path, index, entry)] : [],
  );
  const { home, seed, given, residents, prefix } = start;
  const scenes = new Map(Object.entries(start.scenes));
  const options = { home, scenes, start: Date.parse(start.time), seed, given, residents, prefix };
  const end = Date.parse(String(entries.at(-1)!.time));
  return { recording: { options, inputs, end }, lines, torn };
}

type Line = Readonly<Record<string, unknown>>;

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(',')[0] : String(error);
    throw new MilletError(`The journal ${path} cannot be read: ${reason}.`, { cause: error });
  }
}

function parseLine(path: string, index: number, text: string): Line {
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
    throw refuse(path, index + 1, `its seq is ${JSON.stringify(line.seq)}, not ${index}`);
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
