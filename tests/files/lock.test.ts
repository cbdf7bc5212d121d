import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Lock, LockedError } from '../../src/files/lock.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'millet-lock-'));
  path = join(dir, 'lock');
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('a lock', () => {
  it('is had by one at a time, until it is let go of', () => {
    const lock = Lock.take(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(() => Lock.take(path)).toThrow(LockedError);
    lock.release();
    expect(existsSync(path)).toBe(false);
    Lock.take(path).release();
  });

  it('of a process that has died is nobody’s', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    writeFileSync(path, JSON.stringify({ pid }));
    Lock.take(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
    expect(readdirSync(dir)).toEqual(['lock']);
  });

  it('of a process that lives says which', () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(path, JSON.stringify({ pid: child.pid }));
    expect(() => Lock.take(path)).toThrow(`process ${child.pid} has it`);
    child.kill('SIGKILL');
  });

  it.skipIf(!existsSync('/proc/self/stat'))(
    'is nobody’s when the number now belongs to another process',
    () => {
      writeFileSync(path, JSON.stringify({ pid: process.pid, began: '1' }));
      Lock.take(path).release();
      expect(readdirSync(dir)).toEqual([]);
    },
  );

  it.each(['', '{', 'null', '{"pid":"x"}'])('of which nothing can be read (%j) is nobody’s', (text) => {
    writeFileSync(path, text);
    Lock.take(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
  });
});
