import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatInstant } from '../../src/core/calendar/index.ts';
import { JournalFile } from '../../src/files/journal-file.ts';
import { readJournal, scanJournal } from '../../src/files/journal-reader.ts';
import { LineFile } from '../../src/files/line-file.ts';
import { homeWith } from '../home.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'millet-journal-'));
  path = join(dir, 'journal.jsonl');
});
afterEach(() => rmSync(dir, { recursive: true }));

const failed = (error: Error): never => {
  throw error;
};
const formatTime = (instant: number): string => formatInstant('Asia/Shanghai', instant);

function writeJournal(): void {
  const home = homeWith({ bulb: 'smart-bulb' });
  home.call('bulb', 'set_prop', { power: 'on' });
  home.pass('1m');
  home.call('bulb', 'toggle');
  const file = JournalFile.create(path, { keep: false, formatTime, failed });
  for (const entry of home.journal) file.sink(entry);
  file.close();
}

describe('a journal on disk', () => {
  it('is read closely, or only as far as a replay needs, with the same result', () => {
    writeJournal();
    const { recording, lines, torn } = readJournal(path);
    const scanned = scanJournal(path);
    expect(scanned.recording).toEqual(recording);
    expect(scanned).toMatchObject({ count: lines.length, size: readFileSync(path).length, torn });
    expect(recording.inputs.map(({ at }) => formatTime(at))).toEqual([
      '2026-03-02T06:58:00.000+08:00',
      '2026-03-02T06:59:00.000+08:00',
    ]);
    expect(formatTime(recording.end)).toBe('2026-03-02T06:59:00.000+08:00');
  });

  it('is gone on with after its whole lines', () => {
    writeJournal();
    const whole = readFileSync(path, 'utf8');
    appendFileSync(path, '{"seq":12,"ti');
    const { size, torn, count } = scanJournal(path);
    expect({ size, torn }).toEqual({ size: whole.length, torn: true });
    const file = JournalFile.append(path, { size, formatTime, failed });
    file.sink({ seq: count, time: 0, kind: 'clock', cause: undefined, entry: 'next' });
    file.close();
    expect(readFileSync(path, 'utf8')).toBe(
      `${whole}{"seq":${count},"time":"1970-01-01T08:00:00.000+08:00","kind":"clock","entry":"next"}\n`,
    );
  });
});

describe('the lines of a file', () => {
  it('are whole, also where they are longer than what is read at once, or cut a character', () => {
    const lines = ['', 'ü'.repeat(700_000), 'short', '€'.repeat(1_000_001), '\u2028 is no line break'];
    writeFileSync(path, `${lines.join('\n')}\ntorn`);
    const file = new LineFile(path);
    expect([...file]).toEqual(lines);
    expect(file.torn).toBe(true);
    expect(file.size).toBe(Buffer.byteLength(`${lines.join('\n')}\n`));
    // A second time the same.
    expect([...file]).toHaveLength(lines.length);
  });
});
