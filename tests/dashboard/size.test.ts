import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const built = fileURLToPath(new URL('../../dist/dashboard/', import.meta.url));

describe('the built page', () => {
  const html = readFileSync(join(built, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map((match) => match[1]!);

  it('takes at most 60 kB, compressed, for its first load', () => {
    expect(named.some((file) => file.endsWith('.js'))).toBe(true);
    expect(named.some((file) => file.endsWith('.css'))).toBe(true);
    const bytes = ['index.html', ...named].map((file) => gzipSync(readFileSync(join(built, file))).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60_000);
  });

  it('has its editor and its charts in files of their own, which the first load does not name', () => {
    const files = readdirSync(join(built, 'assets'));
    for (const part of ['editor', 'plot']) {
      expect(files.some((file) => file.startsWith(part) && file.endsWith('.js'))).toBe(true);
      expect(named.some((file) => file.includes(part))).toBe(false);
    }
  });

  it('has no script and no style of its own in its HTML, as the content policy wants it', () => {
    expect(html).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=/);
  });
});
