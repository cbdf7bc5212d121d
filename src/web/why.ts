import type {
  EntryExplanation,
  NearMiss,
  PropertyExplanation,
  SceneExplanation,
  WhatIf,
  WhatIfBody,
  WireRow,
} from './api.ts';
import type { History } from './history/history.ts';
import { Problem } from './problem.ts';

/** Explains a journal: the one place in which the page's server meets src/analysis/explain. */
export interface Explainer {
  scene(history: History, scene: string, at: number): SceneExplanation;
  property(history: History, device: string, prop: string, at: number): PropertyExplanation;
  entry(history: History, seq: number): EntryExplanation;
  nearMisses(history: History, from: number, until: number, scene: string | undefined): readonly NearMiss[];
  whatIf(history: History, scene: string, at: number, values: WhatIfBody['values']): WhatIf;
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

function find(history: History, { topic, payload, seq, from }: WireRow, prefix: string): number | undefined {
  if (from === 'outside') {
    for (let at = Math.max(history.first, seq - 1); at < Math.min(history.end, seq + near); at++) {
      const entry = history.entry(at);
      if (entry?.kind !== 'input' || entry.input.type !== 'message') continue;
      if (entry.input.topic === topic && entry.input.payload.startsWith(payload)) return at;
    }
    return undefined;
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
