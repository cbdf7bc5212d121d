import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { JournalEntry } from '../../src/core/journal.ts';
import type { ChangeFrame, ServerFrame, WorldState } from '../../src/web/api.ts';
import { History } from '../../src/web/history/history.ts';
import { PageView } from '../../src/web/live/page-view.ts';
import { WireLog } from '../../src/web/live/wire-log.ts';
import type { Site } from '../../src/web/site.ts';

describe('what a page is sent of a busy wire', () => {
  it('is a thousand packets a second at most, the newest, and how many were left out', () => {
    const { view, wire, frames, acknowledge } = viewOfWire();
    view.serve(0);
    acknowledge();
    view.receive('{"type":"wire","on":true}');
    let shown = 0;
    let skipped = 0;
    // Ten seconds of twenty frames each, with ten thousand packets a second.
    for (let number = 1; number <= 200; number++) {
      for (let packet = 0; packet < 500; packet++) wire.push(aPacket, 0, 0);
      view.serve(number * 50);
      const frame = frames.at(-1) as ChangeFrame;
      expect(frame.wire!.length).toBeLessThanOrEqual(200);
      expect(frame.wire!.at(-1)!.number).toBe(wire.end - 1);
      shown += frame.wire!.length;
      skipped += frame.skippedWire!;
      acknowledge();
    }
    expect(shown + skipped).toBe(wire.end);
    expect(shown).toBeGreaterThan(9_000);
    expect(shown).toBeLessThan(10_500);
  });

  it('is all of a short burst', () => {
    const { view, wire, frames, acknowledge } = viewOfWire();
    view.serve(0);
    acknowledge();
    view.receive('{"type":"wire","on":true}');
    for (let packet = 0; packet < 200; packet++) wire.push(aPacket, 0, 0);
    view.serve(50);
    expect((frames.at(-1) as ChangeFrame).wire).toHaveLength(200);
    expect((frames.at(-1) as ChangeFrame).skippedWire).toBeUndefined();
  });
});

const aPacket = {
  clientId: 'millet-lamp-1',
  topic: 'millet/lamp/state',
  payload: Buffer.from('{"power":"on"}'),
  qos: 0,
  retain: true,
} as const;

/** A view of a home in which nothing happens but on the wire. */
function viewOfWire() {
  const history = new History();
  const start = {
    seq: 0,
    time: 0,
    kind: 'start',
    scenes: {},
    home: { location: { timezone: 'UTC' } },
    seed: 1,
  };
  history.sink(start as unknown as JournalEntry);
  const wire = new WireLog();
  const site = {
    history,
    wire,
    book: { list: () => [] },
    forks: { ids: [], version: 0 },
    clock: { time: 0, speed: 1, paused: true, whole: true, next: [] },
    homeText: '{}',
    scenesVersion: 0,
  } as unknown as Site;
  const frames: ServerFrame[] = [];
  const socket = { bufferedAmount: 0, send: (text: string) => frames.push(JSON.parse(text)), close() {} };
  const view = new PageView(socket as unknown as WebSocket, {
    site: () => site,
    world: () => ({}) as WorldState,
  });
  const acknowledge = (): void => view.receive(JSON.stringify({ type: 'ack', frame: frames.length }));
  return { view, wire, frames, acknowledge };
}
