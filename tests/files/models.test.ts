import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadModels } from '../../src/files/models.ts';
import { directoryWith, write } from './homes.ts';

const compiled = fileURLToPath(new URL('../../dist/src/files/models.js', import.meta.url));
if (!existsSync(compiled)) throw new Error(`${compiled} is missing: run npm run build first`);

const builtIn = [
  'air-conditioner',
  'air-monitor',
  'air-purifier',
  'car',
  'climate-sensor',
  'coffee-maker',
  'curtain',
  'door-sensor',
  'heater',
  'kettle',
  'light-sensor',
  'motion-sensor',
  'phone',
  'rice-cooker',
  'robot-vacuum',
  'smart-bulb',
  'smart-plug',
  'smoke-alarm',
  'wireless-switch',
];

interface Loaded {
  readonly names: string[];
  readonly problems: string[];
}

/**
 * Loads a home's models as the program does: with the compiled code in a process of its own, because Node's loader,
 * and not that of the tests, is what has to cope with them.
 */
function load(files: Readonly<Record<string, string>>): Loaded {
  const dir = directoryWith(files);
  const script = `
    const { loadModels } = await import(${JSON.stringify(pathToFileURL(compiled).href)});
    const { models, problems } = await loadModels([${JSON.stringify(dir)}]);
    const lines = problems.map(({ file, line, column, message, source }) => {
      return [file + ':' + line + ':' + column + ': ' + message, ...(source === undefined ? [] : [source])].join('\\n');
    });
    console.log(JSON.stringify({ names: [...models.keys()], problems: lines }));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  // A warning about types or modules would be shown to everybody who has a model of their own.
  expect(stderr).toBe('');
  return JSON.parse(stdout.replaceAll(`${dir}/`, ''));
}

const lamp = (name: string) => `defineDevice({
  model: '${name}',
  title: 'Lamp',
  properties: { lit: { type: 'boolean', access: 'rwn', initial: false } },
})`;

describe('loadModels', () => {
  it('finds the built-in models, one for each file', async () => {
    const { models, problems } = await loadModels();
    expect(problems).toEqual([]);
    expect([...models.keys()]).toEqual(builtIn);
    expect(models.get('curtain')?.properties).toHaveProperty('position');
  });

  it('finds the same ones when it is compiled', () => {
    expect(load({})).toMatchObject({ names: builtIn, problems: [] });
  });

  it('does not take the built-in models for those of the home that stands beside them', async () => {
    const root = fileURLToPath(new URL('../../', import.meta.url));
    expect((await loadModels([root])).problems).toEqual([]);
  });

  it("finds a home's own models, in JavaScript and in TypeScript, with what they import", () => {
    const { names, problems } = load({
      'devices/one.js': `import { defineDevice } from 'millet';\nexport default ${lamp('one')};\n`,
      'devices/two.mjs': `import { defineDevice } from 'millet';\nexport default ${lamp('two')};\n`,
      'devices/three.ts': `
        import { defineDevice, type Self } from 'millet';
        import { name } from './parts/name.ts';
        interface Memory { count: number }
        const count = (self: Self): Memory => ({ count: self.now }) satisfies Memory;
        export default ${lamp('three').replace('{', '{ start: (self) => void (count(self as Self) as unknown),').replace("'three'", 'name')};
      `,
      'devices/parts/name.ts': `export const name: string = 'three';\n`,
      'devices/types.d.ts': 'export type Nothing = never;\n',
      'devices/readme.md': 'Not a model.\n',
    });
    expect(problems).toEqual([]);
    expect(names).toEqual([...builtIn, 'one', 'three', 'two']);
  });

  it.each<[string, string, string, string]>([
    [
      'throws',
      'a.ts',
      `interface A { b: number }\nconst a: A = JSON.parse('null');\nexport default a.b;\n`,
      "devices/a.ts:3:18: it fails when it is loaded: Cannot read properties of null (reading 'b')\nexport default a.b;",
    ],
    [
      'throws something that is no error',
      'a.js',
      `throw 'a tantrum';\n`,
      'devices/a.js:1:1: it fails when it is loaded: a tantrum',
    ],
    [
      'is not TypeScript',
      'a.ts',
      'export default {\n  title: : 5,\n};\n',
      'devices/a.ts:2:10: it is not TypeScript: Expression expected\n  title: : 5,',
    ],
    [
      'is not JavaScript',
      'a.js',
      'export default {',
      'devices/a.js:1:1: it is not JavaScript: Unexpected end of input',
    ],
    [
      'is more than JavaScript with types',
      'a.ts',
      'enum A { B }\nexport default A;\n',
      'devices/a.ts:1:1: types are taken out, and nothing else is translated: it cannot have enum',
    ],
    [
      'imports a type as if it were a value',
      'a.ts',
      `import { Self } from 'millet';\nexport default null as unknown as Self;\n`,
      "devices/a.ts:1:1: The requested module 'millet' does not provide an export named 'Self'; a type is imported with `import type`",
    ],
    [
      'imports what does not exist',
      'a.mjs',
      `import nothing from 'nothing-like-this';\nexport default nothing;\n`,
      "devices/a.mjs:1:1: it fails when it is loaded: Cannot find package 'nothing-like-this' imported from devices/a.mjs",
    ],
    [
      'has no default export',
      'a.js',
      'export const lamp = 5;\n',
      'devices/a.js:1:1: it has no default export; a file in devices/ has export default defineDevice({ ... })',
    ],
    [
      'is no model',
      'a.js',
      'export default 5;\n',
      'devices/a.js:1:1: its default export is 5; it takes what defineDevice({ ... }) returns',
    ],
    [
      'has a mistake in a range',
      'a.js',
      `import { defineDevice } from 'millet';\nexport default ${lamp('a').replace("'boolean'", "'integer', range: [9, 1]")};\n`,
      'devices/a.js:1:1: the property lit has a range from 9 to 1; the lower number comes first',
    ],
    [
      'has the name of a built-in model',
      'a.js',
      `import { defineDevice } from 'millet';\nexport default ${lamp('curtain')};\n`,
      'devices/a.js:1:1: a model curtain is built in already; it needs another name',
    ],
  ])('tells of a file that %s', (_title, name, text, problem) => {
    const { names, problems } = load({ [`devices/${name}`]: text });
    expect(problems).toEqual([problem]);
    expect(names).toEqual(builtIn);
  });

  it('tells of two files with one model, and keeps the first', () => {
    const file = `import { defineDevice } from 'millet';\nexport default ${lamp('lamp')};\n`;
    const { names, problems } = load({ 'devices/a.js': file, 'devices/b.ts': file });
    expect(problems).toEqual([
      'devices/b.ts:1:1: a model lamp stands in devices/a.js already; it needs another name',
    ]);
    expect(names).toEqual([...builtIn, 'lamp']);
  });

  it('reads the same file in two homes for each of them', async () => {
    const one = directoryWith({});
    const two = directoryWith({});
    for (const dir of [one, two])
      write(dir, 'devices/lamp.js', `export default (${lamp('lamp').slice('defineDevice('.length)};\n`);
    for (const dir of [one, two]) expect((await loadModels([dir])).models.has('lamp')).toBe(true);
  });
});
