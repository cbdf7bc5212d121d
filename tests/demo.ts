import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { TestHome, type TestHomeOptions } from './home.ts';

const root = new URL('../', import.meta.url);
const read = (path: string) => parse(readFileSync(new URL(path, root), 'utf8'));

/** The demo home with all its scenes. */
export function demoHome(options: Partial<TestHomeOptions> = {}): TestHome {
  const files = readdirSync(new URL('scenes/', root)).filter((file) => /^[\w-]+\.yaml$/.test(file));
  const scenes = Object.fromEntries(files.map((file) => [basename(file, '.yaml'), read(`scenes/${file}`)]));
  return new TestHome({ home: read('home.yaml'), scenes, ...options });
}
