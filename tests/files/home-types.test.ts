import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { homeSchema } from '../../src/core/home.ts';
import { homeTypes, tsconfigOfHome } from '../../src/files/home-types.ts';
import { models } from '../models.ts';
import { directoryWith } from './homes.ts';

const home = homeSchema.parse({
  name: 'Typed',
  location: { latitude: 31.23, longitude: 121.47, timezone: 'Asia/Shanghai' },
  rooms: ['hall'],
  devices: {
    lamp: { model: 'smart-bulb', room: 'hall' },
    purifier: { model: 'air-purifier', room: 'hall' },
    coffee: { model: 'coffee-maker' },
    button: { model: 'wireless-switch' },
    radio: { simulated: false },
  },
});
const right = `trigger: [
  { type: 'property', device: 'purifier', prop: 'pm2_5', above: { device: 'purifier', prop: 'level', times: 2 }, for: '5m' },
  { type: 'event', device: 'button', event: 'click', where: { kind: 'double' } },
],
conditions: [
  (home) => home.get('purifier', 'mode') === 'auto' && home.get('lamp', 'brightness') > 10 && home.time.weekday !== 'sun',
  { not: (home) => home.isOnline('coffee') },
  { device: 'purifier', prop: 'mode', in: ['auto', 'sleep'] },
  { type: 'scene', scene: 'another-scene', value: 'running' },
],
actions: [
  { device: 'lamp', set: { power: 'on', brightness: (home) => home.get('purifier', 'pm2_5') / 6 } },
  { device: 'coffee', method: 'brew', params: { type: 'espresso' } },
  { device: 'lamp', method: 'toggle', timeout: '5s' },
  { device: 'radio', set: { anything: 5 } },
  { if: (home) => home.get('lamp', 'power') === 'on', then: [{ run: 'one' }], else: [{ stop: 'dark' }] },
  { notify: (home) => home.time.iso, to: 'radio' },
  { publish: { topic: 'a/b', payload: (home) => ({ lux: home.get('lamp', 'brightness') }) } },
],`;

/** A line of a scene that is wrong, and what is said of it. */
const wrong: readonly (readonly [line: string, message: RegExp])[] = [
  [`conditions: [(home) => home.get('lmap', 'power') === 'on'],`, /'"lmap"' is not assignable/],
  [`conditions: [(home) => home.get('lamp', 'powr') === 'on'],`, /'"powr"' is not assignable/],
  [`conditions: [(home) => home.get('lamp', 'power') === 'yes'],`, /have no overlap/],
  [`conditions: [(home) => home.get('lamp', 'brightness')],`, /'number' is not assignable to type 'boolean'/],
  [`conditions: [async (home) => true],`, /Promise<boolean>/],
  [`conditions: [{ device: 'lamp', prop: 'power', value: 'yes' }],`, /'"yes"' is not assignable/],
  [`conditions: [{ device: 'lamp', prop: 'power', above: 5 }],`, /'above' does not exist/],
  [`otherwise: [{ device: 'lamp', set: { brightness: 'much' } }],`, /'string' is not assignable/],
  [`otherwise: [{ device: 'lamp', set: { brightness: () => true } }],`, /'boolean' is not assignable/],
  [`otherwise: [{ device: 'coffee', method: 'brwe', params: { type: 'espresso' } }],`, /"brwe"/],
  [`otherwise: [{ device: 'coffee', method: 'brew' }],`, /'params' is missing/],
  [`otherwise: [{ run: 'nowhere' }],`, /'"nowhere"' is not assignable/],
];

/** What tsc says of a scene in a file, and in which line of it. */
function said(): ReadonlyMap<string, string> {
  const scene = (body: string): string =>
    `import { defineScene } from 'millet';\nexport default defineScene({\n${body}\n});\n`;
  const manual = `trigger: { type: 'manual' }, actions: [{ delay: '1s' }],\n`;
  const dir = directoryWith({
    'millet.d.ts': homeTypes(home, models, ['one', 'another-scene']),
    'tsconfig.json': tsconfigOfHome,
    'scenes/right.ts': scene(right),
    ...Object.fromEntries(wrong.map(([line], index) => [`scenes/wrong-${index}.ts`, scene(manual + line)])),
  });
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', dir, '--pretty', 'false'], {
    cwd: dir,
    encoding: 'utf8',
  });
  const found = new Map<string, string>();
  for (const text of stdout.split(/^(?=\S)/m)) {
    const [, file, line, message] = /^scenes\/(.*?)\.ts\((\d+),\d+\): error (.*)/s.exec(text) ?? [
      undefined,
      'home',
      '0',
      text,
    ];
    if (text.trim() !== '') found.set(file!, `${found.get(file!) ?? ''}${line}: ${message}`);
  }
  return found;
}

describe('the types of a home', () => {
  it('take what its devices take, and refuse what they do not, in the line where it stands', {
    timeout: 120_000,
  }, () => {
    const found = said();
    expect(found.get('home')).toBeUndefined();
    expect(found.get('right')).toBeUndefined();
    for (const [index, [line, message]] of wrong.entries()) {
      expect([line, found.get(`wrong-${index}`)]).toEqual([line, expect.stringMatching(/^4: /)]);
      expect([line, found.get(`wrong-${index}`)]).toEqual([line, expect.stringMatching(message)]);
    }
  });
});
