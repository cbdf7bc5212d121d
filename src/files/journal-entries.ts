import { MilletError } from '../core/errors.ts';
import type { JournalEntry, JournalKind, JournalKinds } from '../core/journal.ts';
import type { Recording } from '../core/recording.ts';
import { readJournal } from './journal-reader.ts';

type Shape = 'string' | 'number' | 'boolean' | 'object' | 'list' | 'any';

/** What each kind of line carries, as far as a reader relies on it. What may be left out is not told. */
const shapes: { readonly [Kind in JournalKind]: { readonly [Key in keyof JournalKinds[Kind]]?: Shape } } = {
  start: { home: 'object', scenes: 'object', given: 'object', timezone: 'string', prefix: 'string' },
  input: { input: 'object' },
  request: { device: 'string', id: 'any', method: 'string' },
  reply: { device: 'string', id: 'any' },
  state: { device: 'string', props: 'object' },
  event: { device: 'string', event: 'string', data: 'object' },
  availability: { device: 'string', value: 'string' },
  trigger: { scene: 'string', trigger: 'number', type: 'string', fired: 'boolean', reason: 'string' },
  run: { scene: 'string', run: 'number', trigger: 'any', reason: 'string' },
  step: { scene: 'string', run: 'number', step: 'string' },
  run_end: {
    scene: 'string',
    run: 'number',
    outcome: 'string',
    reason: 'string',
    conditions: 'list',
    steps: 'list',
  },
  clock: { entry: 'string' },
  world: { what: 'string' },
};

/** A journal with all its lines. */
export interface ReadEntries {
  readonly recording: Recording;
  readonly entries: readonly JournalEntry[];
}

/** Reads a journal with all its lines. Throws a `MilletError` that names the line that is not one. */
export function readEntries(path: string): ReadEntries {
  const { recording, lines } = readJournal(path);
  const entries = lines.map((text, index) => {
    const line = JSON.parse(text) as Record<string, unknown>;
    const problem = problemOf(line, index);
    if (problem !== undefined) {
      throw new MilletError(`${path}:${index + 1}: this is no line of a Millet journal: ${problem}.`, {
        hint: 'A journal is what `millet simulate --journal FILE` and `millet run --journal FILE` write.',
      });
    }
    return { ...line, time: Date.parse(line.time as string), cause: line.cause } as unknown as JournalEntry;
  });
  return { recording, entries };
}

function problemOf(line: Readonly<Record<string, unknown>>, index: number): string | undefined {
  const { kind, cause } = line;
  if (typeof kind !== 'string' || !Object.hasOwn(shapes, kind))
    return `there is no kind ${JSON.stringify(kind)}`;
  if (cause !== undefined && !(typeof cause === 'number' && cause >= 0 && cause < index)) {
    return `its cause is ${JSON.stringify(cause)}, which is no line before it`;
  }
  const shape = shapes[kind as JournalKind] as Readonly<Record<string, Shape>>;
  const wrong = Object.entries(shape).find(([key, shape]) => !fits(line[key], shape));
  return wrong && `its ${wrong[0]} is ${JSON.stringify(line[wrong[0]]) ?? 'missing'}`;
}

function fits(value: unknown, shape: Shape): boolean {
  if (shape === 'any') return value !== undefined;
  if (shape === 'list') return Array.isArray(value);
  if (shape === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === shape;
}
