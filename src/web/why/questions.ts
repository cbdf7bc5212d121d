import type { Change } from '../../analysis/explain/index.ts';
import type { JournalEntry } from '../../core/journal.ts';
import type { WhatIfBody, WireRow } from '../api.ts';
import type { History } from '../history/history.ts';
import { sayInstant } from '../instants.ts';
import { Problem } from '../problem.ts';

/** All lines of a session: what happened is explained from its beginning on. Throws a `Problem` when it is gone. */
export function wholeJournal({ first, entries }: History): readonly JournalEntry[] {
  if (first === 0) return entries;
  throw new Problem(
    409,
    `The first ${first} lines of this session are not kept any more, and an explanation needs them.`,
    {
      hint: 'millet run --journal FILE keeps all of them, and millet explain reads that file.',
    },
  );
}

/** The line that decided whether a scene ran at about this time: of the runs and the near misses, the nearest to it. */
export function decisionNear(history: History, scene: string, at: number): number {
  const { runs, near } = history.scenes.get(scene) ?? { runs: [], near: [] };
  const lines = [...runs.map(({ seq, began }) => ({ seq, time: began })), ...near];
  const [first] = lines;
  if (!first) {
    throw new Problem(404, `${scene} was not to run up to ${sayInstant(at, history.start.timezone)}.`, {
      hint: 'Ask why with GET /api/explain/scene/ID?at=TIME.',
    });
  }
  const distance = ({ time }: { time: number }): number => Math.abs(time - at);
  return lines.reduce((one, other) => (distance(other) < distance(one) ? other : one), first).seq;
}

/** Values by device and property, as the changes that they are. */
export function changesOf(values: WhatIfBody['values']): Change[] {
  return Object.entries(values).flatMap(([device, props]) => {
    return Object.entries(props).map(([prop, value]) => ({ device, prop, value }));
  });
}

/** The journal line that belongs to a packet: the message that it was, or what a stranger's message led to. */
export function lineOfPacket(history: History, row: WireRow, prefix: string): number {
  const seq = find(history, row, prefix);
  if (seq !== undefined) return seq;
  throw new Problem(404, 'No journal line belongs to this packet.', {
    hint: 'What nobody in the home listens to, and what is kept for newcomers only, is not written down.',
  });
}

/** How many lines around a packet are looked through. */
const near = 2_000;

function find(
  history: History,
  { topic, payload, seq, from, client }: WireRow,
  prefix: string,
): number | undefined {
  if (from === 'outside') {
    for (let at = Math.max(history.first, seq - 1); at < Math.min(history.end, seq + near); at++) {
      const entry = history.entry(at);
      if (entry?.kind !== 'input' || entry.input.type !== 'message') continue;
      if (entry.input.topic === topic && entry.input.payload.startsWith(payload)) return at;
    }
    // A broker that does not tell who has published: it may have been a scene.
    if (client !== null) return undefined;
  }
  const [device, kind, ...rest] = topic.slice(prefix.length + 1).split('/');
  for (let at = Math.min(seq, history.end) - 1; at >= Math.max(history.first, seq - near); at--) {
    const entry = history.entry(at)!;
    if (device === 'scenes') {
      if (entry.kind === 'run_end' && entry.scene === kind && rest[0] === 'trace') return at;
      continue;
    }
    if (!('device' in entry) || entry.device !== device) continue;
    if (entry.kind === 'state' && kind === 'state') return at;
    if (entry.kind === 'availability' && (kind === 'availability' || kind === 'info')) return at;
    if (entry.kind === 'event' && kind === 'event' && entry.event === rest[0]) return at;
    if (kind !== 'rpc' || (entry.kind !== 'request' && entry.kind !== 'reply')) continue;
    if (entry.kind === (rest[0] === 'reply' ? 'reply' : 'request') && hasId(payload, entry.id)) return at;
  }
  return undefined;
}

function hasId(payload: string, id: unknown): boolean {
  try {
    return (JSON.parse(payload) as { id?: unknown }).id === id;
  } catch {
    return false;
  }
}
