import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A journal's line, as far as tests of sessions look at it. */
export interface Line {
  readonly seq: number;
  readonly time: string;
  readonly kind: string;
  readonly scene?: string;
  readonly input?: { readonly topic?: string; readonly payload?: string; readonly scene?: string };
}

const homeYaml = `name: Small home
location: { latitude: 31.23, longitude: 121.47, timezone: Asia/Shanghai }
rooms: [room]
devices:
  motion: { model: motion-sensor, room: room, latency: 0s }
  bulb: { model: smart-bulb, room: room, latency: 0s }
  curtain: { model: curtain, room: room, link: zigbee }
`;

const scenes = {
  still: `trigger: { type: property, device: motion, prop: detected, value: true, for: 5m }
actions:
  - { device: bulb, set: { power: "on" } }
`,
  slow: `trigger: { type: manual }
actions:
  - { delay: 10m }
  - { device: bulb, method: fade, params: { brightness: 100, duration: 30 } }
`,
  busy: `trigger: { type: every, value: 20s }
mode: restart
actions:
  - { device: curtain, method: open, params: { percent: 70 } }
  - { delay: 15s }
  - { device: curtain, method: close }
`,
};

/** A home of its own in a new directory, with something always under way in it; `remove` it afterwards. */
export class SmallHome {
  readonly dir = mkdtempSync(join(tmpdir(), 'millet-session-'));

  constructor() {
    writeFileSync(join(this.dir, 'home.yaml'), homeYaml);
    mkdirSync(join(this.dir, 'scenes'));
    for (const [id, text] of Object.entries(scenes)) this.writeScene(id, text);
  }

  writeScene(id: string, text: string): void {
    writeFileSync(join(this.dir, 'scenes', `${id}.yaml`), text);
  }

  /** The path of a file of its session: `journal.jsonl`. */
  session(name: string): string {
    return join(this.dir, '.millet', name);
  }

  get journal(): string {
    return readFileSync(this.session('journal.jsonl'), 'utf8');
  }

  /** Its lines, without one that is still being written. */
  get lines(): Line[] {
    return this.journal
      .split('\n')
      .slice(0, -1)
      .map((text) => JSON.parse(text));
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
