import type { Duplex } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linkedStreams } from '../../src/mqtt/linked-streams.ts';
import { until } from '../until.ts';

/** Collects what comes out of a stream, and notes its end. */
function collect(stream: Duplex) {
  const seen = { bytes: Buffer.alloc(0), ended: false, closed: false };
  stream.on('data', (chunk: Buffer) => {
    seen.bytes = Buffer.concat([seen.bytes, chunk]);
  });
  stream.on('end', () => {
    seen.ended = true;
  });
  stream.on('close', () => {
    seen.closed = true;
  });
  return seen;
}

it('carries every byte both ways, in order, however it is cut into pieces', async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 40_000 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(pieces, pieces, async (there, back) => {
      const [near, far] = linkedStreams();
      const [atNear, atFar] = [collect(near), collect(far)];
      for (const piece of there) near.write(piece);
      for (const piece of back) far.write(piece);
      const [toFar, toNear] = [Buffer.concat(there), Buffer.concat(back)];
      await until(() => atFar.bytes.length >= toFar.length && atNear.bytes.length >= toNear.length);
      expect(atFar.bytes.equals(toFar)).toBe(true);
      expect(atNear.bytes.equals(toNear)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

it('hands nothing over while somebody reads: who parses what was there is not given more in the middle of it', async () => {
  const [near, far] = linkedStreams();
  let length = 0;
  const extra: unknown[] = [];
  far.on('readable', () => {
    const all = far.read() as Buffer | null;
    length += all?.length ?? 0;
    const more = far.read() as Buffer | null;
    if (more) extra.push(more);
  });
  for (let count = 0; count < 1_000; count++) near.write(Buffer.alloc(500));
  await until(() => length === 500_000 || extra.length > 0);
  expect(extra).toEqual([]);
});

it('lets a writer wait for a reader who does not read', async () => {
  const [near, far] = linkedStreams();
  let room = true;
  for (let count = 0; count < 100 && room; count++) room = near.write(Buffer.alloc(16_384));
  expect(room).toBe(false);
  let drained = false;
  near.on('drain', () => {
    drained = true;
  });
  await new Promise(setImmediate);
  expect(drained).toBe(false);
  far.resume();
  await until(() => drained);
});

it('closes both ends when one says goodbye, after what it had said', async () => {
  const [near, far] = linkedStreams();
  const [atNear, atFar] = [collect(near), collect(far)];
  near.end('goodbye');
  await until(() => atFar.closed && atNear.closed);
  expect(atFar).toEqual({ bytes: Buffer.from('goodbye'), ended: true, closed: true });
});

it('closes both ends when one is gone, and what it had said still arrives', async () => {
  const [near, far] = linkedStreams();
  const [atNear, atFar] = [collect(near), collect(far)];
  near.write('last words');
  near.destroy();
  await until(() => atFar.closed && atNear.closed);
  expect(atFar.bytes.toString()).toBe('last words');
});

it('does not keep a writer waiting for a reader who is gone', async () => {
  const [near, far] = linkedStreams();
  const atNear = collect(near);
  const written: string[] = [];
  for (let count = 0; count < 8; count++) near.write(Buffer.alloc(16_384), () => written.push('done'));
  await new Promise(setImmediate);
  expect(written.length).toBeLessThan(8);
  far.destroy();
  await until(() => atNear.closed && written.length === 8);
});
