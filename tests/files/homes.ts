import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';

const made: string[] = [];

afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** A directory with these files, by path; it is gone after the test. */
export function directoryWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'millet-'));
  made.push(dir);
  for (const [name, content] of Object.entries(files)) write(dir, name, content);
  return dir;
}

export function write(dir: string, name: string, content: string | Uint8Array): void {
  const file = join(dir, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** A home.yaml that needs nothing but the built-in models. */
export const homeYaml = `name: Test home
location: { latitude: 31.23, longitude: 121.47, timezone: Asia/Shanghai }
rooms: [hall, bedroom]
devices:
  hall_light: { model: smart-bulb, room: hall }
  sensor: { model: motion-sensor, room: bedroom }
`;

/** A scene without mistakes that sends `text`. */
export function sceneYaml(text: string): string {
  return `trigger: { type: manual }\nactions:\n  - { notify: ${JSON.stringify(text)} }\n`;
}
