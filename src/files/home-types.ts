import type { DeviceModel } from '../core/device/model.ts';
import type { ValueSpec } from '../core/device/value.ts';
import type { Home } from '../core/home.ts';
import { sceneTypes } from './scene-types.ts';

/** The file that `millet types` writes beside home.yaml. */
export const typesFile = 'millet.d.ts';

/**
 * The types of a home, for scenes of TypeScript: a module `millet` in which `defineScene` knows the devices of this home,
 * their properties, methods and events, and its scenes.
 */
export function homeTypes(
  home: Home,
  models: ReadonlyMap<string, DeviceModel>,
  scenes: Iterable<string>,
): string {
  const devices = Object.entries(home.devices).map(([id, { model, name, room }]) => {
    const known = model === undefined ? undefined : models.get(model);
    const what = [name ?? known?.title, room && `in ${room}`].filter((part) => part !== undefined);
    return [...comment(what.join(', ')), `${key(id)}: ${known ? deviceType(known) : 'UnknownDevice'};`];
  });
  return [
    '// Written by `millet types` from home.yaml and its models. Run it again when they have changed.',
    '',
    "declare module 'millet' {",
    ...indented([
      '/** The devices of the home. */',
      'export interface Devices {',
      ...indented(devices.flat()),
      '}',
    ]),
    ...indented(['', `type SceneId = ${union([...scenes].sort().map((id) => JSON.stringify(id)))};`, '']),
    ...indented(sceneTypes.trim().split('\n')),
    '}',
    '',
  ].join('\n');
}

/** What an editor and tsc need to know of the scenes of a home that is no project of its own. */
export const tsconfigOfHome = `${JSON.stringify(
  {
    compilerOptions: {
      target: 'es2022',
      lib: ['es2022'],
      module: 'esnext',
      moduleResolution: 'bundler',
      strict: true,
      noEmit: true,
      types: [],
    },
    include: [typesFile, 'scenes/*.ts'],
  },
  undefined,
  2,
)}\n`;

function deviceType({ properties, actions = {}, events = {} }: DeviceModel): string {
  const all = Object.entries(properties);
  const parts = [
    `properties: ${record(all.filter(([, { access }]) => access.includes('r')))}`,
    `settings: ${record(all.filter(([, { access }]) => access.includes('w')))}`,
    `methods: ${braces(
      Object.entries(actions).map(([name, { params = {} }]) => {
        const entries = Object.entries(params).map(([param, spec]): [string, ValueSpec, boolean] => {
          return [param, spec, spec.default !== undefined];
        });
        return `${key(name)}: ${record(entries)}`;
      }),
    )}`,
    `events: ${braces(Object.entries(events).map(([name, { data = {} }]) => `${key(name)}: ${record(Object.entries(data))}`))}`,
  ];
  return ['{', ...indented(parts.map((part) => `${part};`)), '}'].join('\n');
}

function record(entries: readonly (readonly [name: string, spec: ValueSpec, optional?: boolean])[]): string {
  return braces(
    entries.map(([name, spec, optional]) => `${key(name)}${optional ? '?' : ''}: ${typeOf(spec)}`),
  );
}

function typeOf(spec: ValueSpec): string {
  switch (spec.type) {
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return 'string';
    case 'enum':
      return union(spec.values.map((value) => JSON.stringify(value)));
  }
}

function union(types: readonly string[]): string {
  return types.length === 0 ? 'never' : types.join(' | ');
}

function braces(members: readonly string[]): string {
  return members.length === 0 ? '{}' : `{ ${members.join('; ')} }`;
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function comment(text: string): string[] {
  return text === '' ? [] : [`/** ${text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ')} */`];
}

function indented(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split('\n')).map((line) => (line === '' ? '' : `  ${line}`));
}
