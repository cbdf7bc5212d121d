import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateInCode } from '../../src/files/code-place.ts';
import { loadHome } from '../../src/files/load-home.ts';
import { loadScene } from '../../src/files/load-scene.ts';
import { formatProblem } from '../../src/files/problems.ts';
import { SceneStore } from '../../src/files/scene-store.ts';
import { type SceneChange, watchScenes } from '../../src/files/watch.ts';
import { until } from '../until.ts';
import { directoryWith, homeYaml, write } from './homes.ts';

/** A scene of TypeScript that sends what its function gives. */
const scene = (gives: string, more = ''): string => `import { defineScene } from 'millet';
${more}
export default defineScene({
  trigger: { type: 'manual' },
  actions: [{ notify: ${gives} }],
});
`;

async function mistakes(text: string): Promise<string[]> {
  const dir = directoryWith({ 'home.yaml': homeYaml, 'scenes/x.ts': text });
  const { problems } = await loadHome(dir);
  return problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

describe('a scene of TypeScript', () => {
  it('is one like any other, with the code of its functions', async () => {
    const dir = directoryWith({
      'home.yaml': homeYaml,
      'scenes/x.ts': scene(
        `(home: Home) => 'It is ' + home.time.iso`,
        'type Home = { time: { iso: string } };',
      ),
      'scenes/y.yaml': 'trigger: { type: scene, scene: x, value: finished }\nactions: [{ run: x }]\n',
      'scenes/types.d.ts': 'declare const nothing: unknown;',
    });
    const { scenes, problems } = await loadHome(dir);
    expect(problems).toEqual([]);
    expect([...scenes.keys()]).toEqual(['x', 'y']);
    const { code, ...data } = scenes.get('x')!;
    expect(data).toEqual({
      trigger: { type: 'manual' },
      actions: [{ notify: { function: 0, source: "(home ) => 'It is ' + home.time.iso" } }],
    });
    expect(code).toContain('millet.default=');
    expect(code).not.toContain('type Home');
  });

  it('that has no function needs no code, and may use the constants of the home', async () => {
    const dir = directoryWith({
      'home.yaml': `${homeYaml}constants: { greeting: Hello }\n`,
      'scenes/x.ts': scene(`'$greeting'`),
    });
    const { scenes } = await loadHome(dir);
    expect(scenes.get('x')).toEqual({ trigger: { type: 'manual' }, actions: [{ notify: 'Hello' }] });
  });

  it.each<[string, string, string]>([
    [
      'a device that is not there',
      scene(`'x', to: 'lamp'`),
      '5:32: home.yaml has no device lamp; it has hall_light or sensor',
    ],
    [
      'a misspelt property, deep inside',
      scene(`'x'`).replace(
        'actions: [',
        `actions: [
    { delay: '1s' }, // [ { ' is no bracket
    {
      if: { device: 'sensor', prop: 'detectd', value: true },
      then: [{ stop: /* , */ \`\${1 + 1}, }\` }],
    },
    `,
      ),
      '8:37: sensor has no property detectd; it has detected, last_seen or battery. Did you mean detected?',
    ],
    [
      'a value that its device does not take',
      scene(`'x' }, { device: 'hall_light', set: { power: 'on', 'brightness': 200 }`),
      '5:88: hall_light.brightness takes an integer from 1 to 100 %, got 200',
    ],
    [
      'a property that is none, beside a function',
      scene(`'x' }, { device: 'hall_light', set: { brightnes: () => 5 }`),
      '5:61: hall_light has no property brightnes; it has power, brightness or color_temperature. Did you mean brightness?',
    ],
    [
      'a key that is none',
      scene(`'x', too: 'sensor'`),
      '5:28: a notify step has no key "too"; it takes notify, to, timeout, on_error or retry. Did you mean to?',
    ],
    [
      'a function where none can stand',
      scene(`'x'`).replace(`'manual'`, `'property', device: 'sensor', prop: 'battery', above: () => 5`),
      '4:74: above cannot be a function; functions stand for conditions, and for values in set, params, publish and notify',
    ],
    [
      'a function instead of a trigger',
      scene(`'x'`).replace(`{ type: 'manual' }`, `() => true`),
      '4:12: trigger cannot be a function; functions stand for conditions, and for values in set, params, publish and notify',
    ],
    [
      'a function that names a device that is not there',
      scene(`(home) => home.isOnline('sensr') ? 'yes' : 'no' // home.isOnline('comment')`).replace(
        "') }],",
        "')\n}],",
      ),
      '5:47: home.yaml has no device sensr. Did you mean sensor?',
    ],
    [
      'a function that names a property that is not there',
      scene(`\n    (home) =>\n      home.get('sensor',\n        'detectd')`),
      '8:9: sensor has no property detectd; it has detected, last_seen or battery. Did you mean detected?',
    ],
    [
      'no TypeScript',
      scene(`'x' `).replace('},', '}'),
      "5:3: it is not TypeScript: Expected ',', got 'ident'",
    ],
    [
      'TypeScript that is more than types',
      scene(`'x'`, 'enum Room { Hall }'),
      '2:1: it is not TypeScript: TypeScript enum is not supported in strip-only mode',
    ],
    [
      'no export',
      `export const scene = {};\n`,
      '1:1: it has no default export; a scene of TypeScript has export default defineScene({ ... })',
    ],
    [
      'something else that it exports',
      'export default 5;\n',
      '1:16: a scene is an object with the keys name, description, trigger, conditions, actions, otherwise, mode, max or allow, got 5',
    ],
    [
      'an import from elsewhere',
      scene(`'x'`, `import { readFileSync } from 'node:fs';`),
      '2:1: a scene imports from "millet" alone, not from "node:fs": its journal must have all of it',
    ],
    [
      'something that is kept',
      scene(`() => ++count`, `let count = 0;`),
      '2:1: let would keep something from one time to the next; use const, and ask the home',
    ],
    [
      'what fails when it is loaded',
      scene(`'x'`, `const x = nothing.here;`),
      '2:11: it fails when it is loaded: nothing is not defined',
    ],
    [
      'a look at the clock when it is loaded',
      scene(`'x'`, `const now = new Date();`),
      '2:13: it fails when it is loaded: there is no Date in a scene; home.time tells the time',
    ],
  ])('with %s is told, with its place', async (_what, text, expected) => {
    expect(await mistakes(text)).toEqual([expected]);
  });

  it('finds each key and value where it stands, however it is written', () => {
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(1, true, 'text', ', }', "it's [", '`${', '// no comment', '/* */'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b_1', 'then', 'c d', "e'"), tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(value, fc.constantFrom(0, 1, 4), fc.boolean(), (data, indent, comments) => {
        const json = JSON.stringify(data, undefined, indent);
        const code = `millet.default=${comments ? json.replaceAll('\n', ' // , ] }\n') : json};`;
        const lines = code.split('\n');
        const look = (item: unknown, path: readonly (string | number)[]): void => {
          const { line, column } = locateInCode(code, path);
          const rest = [lines[line - 1]!.slice(column - 1), ...lines.slice(line)].join('\n');
          const begin = JSON.stringify(item)[0]!;
          expect([path, rest[0]]).toEqual([path, begin]);
          if (typeof item !== 'object') expect(rest.startsWith(JSON.stringify(item))).toBe(true);
          else
            for (const [key, inner] of Object.entries(item!))
              look(inner, [...path, Array.isArray(item) ? Number(key) : key]);
        };
        look(data, []);
      }),
    );
  });

  it('is read without falling over, whatever its text is', () => {
    const piece = fc.constantFrom(
      'export default ',
      'defineScene(',
      '{',
      '}',
      ')',
      '=> ',
      "'",
      '`',
      '${',
      '/*',
      '//',
      'import ',
      "'millet'",
      'enum ',
      'a',
      ': ',
      ',',
      '\n',
      'let x',
      '<T>',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { scene, problems } = loadScene('scenes/x.ts', pieces.join(''), undefined);
        expect(scene).toBeUndefined();
        expect(problems.length).toBeGreaterThan(0);
        for (const { line, column, message } of problems) {
          expect(Math.min(line, column)).toBeGreaterThan(0);
          expect(message).not.toMatch(/undefined|\[object/);
        }
      }),
    );
  });

  it('shows the line with a caret', () => {
    const { problems } = loadScene('scenes/x.ts', scene('5'), undefined);
    expect(problems.map(formatProblem)).toEqual([
      `scenes/x.ts:5:23: notify takes a text, got 5; in quotes it is one: "5"
      actions: [{ notify: 5 }],
                          ^`,
    ]);
  });

  it('is what it takes to have functions: YAML has none', () => {
    const yaml = 'trigger: { type: manual }\nactions:\n  - { notify: { function: 0, source: x } }\n';
    expect(loadScene('scenes/x.yaml', yaml, undefined).problems.map(formatProblem)).toEqual([
      `scenes/x.yaml:3:15: only a scene of TypeScript, scenes/<scene>.ts, has functions
      - { notify: { function: 0, source: x } }
                  ^`,
    ]);
  });

  it('is loaded anew when it is saved, and keeps what it was while it has mistakes', async () => {
    const dir = directoryWith({ 'home.yaml': homeYaml, 'scenes/x.ts': scene(`() => 'one'`) });
    const { home, models, sceneFiles } = await loadHome(dir);
    const changes: SceneChange[] = [];
    const watcher = await watchScenes({ dir, home: home!, models, sceneFiles }, (change) =>
      changes.push(change),
    );
    write(dir, 'scenes/x.ts', scene(`() => 'two'`));
    await until(() => changes.length === 1);
    expect(changes[0]!.scene?.code).toContain(`'two'`);
    write(dir, 'scenes/x.ts', scene(`() => two`, 'const two = three;'));
    await until(() => changes.length === 2);
    expect(changes[1]).toMatchObject({ scene: undefined, problems: [{ line: 2, column: 13 }] });
    await watcher.close();
  });

  it('is shown on the page, and not changed there', async () => {
    const text = scene(`() => 'one'`);
    const dir = directoryWith({ 'home.yaml': homeYaml, 'scenes/x.ts': text });
    const { home, models } = await loadHome(dir);
    const store = new SceneStore(dir, { home: home!, models });
    expect(store.read('x')).toMatchObject({ id: 'x', text });
    expect(store.load('x', text).problems).toEqual([]);
    expect(store.load('x', `${text}\n`).problems.map(({ message }) => message)).toEqual([
      'a scene of TypeScript is changed in its file, with an editor; here it can only be read',
    ]);
  });
});
