import type { DeviceModel } from '../../../src/core/device/index.ts';
import type { ValueSpec } from '../../../src/core/device/value.ts';
import type { Random } from '../../../src/core/random.ts';

/** What a stranger might send to a device's topics: mostly requests that are nearly right. */
export function randomPayload(random: Random, model: DeviceModel, topic: 'rpc' | 'set' | 'get'): string {
  const text = topic === 'set' ? JSON.stringify(values(random, model)) : request(random, model);
  switch (random.integer(0, 9)) {
    case 0:
      return randomText(random);
    case 1:
      return nested(random);
    case 2:
      return JSON.stringify(junk(random)) ?? '';
    case 3:
    case 4:
    case 5:
      return mutated(random, text);
    default:
      return text;
  }
}

function request(random: Random, model: DeviceModel): string {
  const id = chance(random, 0.8) ? random.integer(-5, 1_000) : junk(random);
  const method = methodOf(random, model);
  const params = chance(random, 0.1) ? junk(random) : paramsOf(random, model, method);
  const text = JSON.stringify({ id, method, params });
  // Numbers that JSON allows and JavaScript has not.
  return chance(random, 0.05) ? text.replace(/\d+/, pick(random, ['1e999', '-1e999', '1E-999', '-0'])) : text;
}

function methodOf(random: Random, model: DeviceModel): unknown {
  const methods = ['get_prop', 'set_prop', 'stimulate', ...Object.keys(model.actions ?? {})];
  return chance(random, 0.05) ? junk(random) : pick(random, methods);
}

function paramsOf(random: Random, model: DeviceModel, method: unknown): unknown {
  if (method === 'get_prop') return some(random, Object.keys(model.properties));
  if (method === 'set_prop') return values(random, model);
  if (method === 'stimulate') {
    const readings = Object.entries(model.properties).filter(
      ([, spec]) => spec.reading || chance(random, 0.1),
    );
    return Object.fromEntries(
      some(random, readings).map(([name, spec]) => {
        return [name, chance(random, 0.4) ? null : someValue(random, spec)];
      }),
    );
  }
  const action = (typeof method === 'string' && model.actions?.[method]) || undefined;
  return Object.fromEntries(
    Object.entries(action?.params ?? {})
      .filter(() => chance(random, 0.9))
      .map(([name, spec]) => [name, someValue(random, spec)]),
  );
}

function values(random: Random, model: DeviceModel): Record<string, unknown> {
  const writable = Object.entries(model.properties).filter(([, { access }]) => {
    return access.includes('w') || chance(random, 0.1);
  });
  return Object.fromEntries(some(random, writable).map(([name, spec]) => [name, someValue(random, spec)]));
}

/** Mostly a value that the spec takes. */
function someValue(random: Random, spec: ValueSpec): unknown {
  if (chance(random, 0.1)) return junk(random);
  switch (spec.type) {
    case 'boolean':
      return chance(random, 0.5);
    case 'integer':
      return random.integer(...spec.range);
    case 'number':
      return random.between(...spec.range);
    case 'enum':
      return pick(random, spec.values);
    case 'string':
      return randomText(random);
  }
}

const oddities: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    0.1,
    1e-300,
    1e308,
    2 ** 53,
    '',
    ' ',
    'on',
    'true',
    '1',
    'null',
    [],
    {},
    [[]],
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'length', 'then'],
  ...['id', 'method', 'params', 'power', 'ON', 'brightness ', '\u0000', '\n', '"', '\\', '😀', '\ud800', 'ſ'],
  ...[
    'x'.repeat(64),
    'x'.repeat(65),
    'ü'.repeat(1_000),
    { detected: true },
    ['power', ['power']],
    { a: { b: 1 } },
  ],
];

function junk(random: Random): unknown {
  if (chance(random, 0.8)) return pick(random, oddities);
  return { [String(pick(random, oddities))]: pick(random, oddities) };
}

/** Deeper than a reader likes, whether closed or not. */
function nested(random: Random): string {
  const depth = chance(random, 0.02) ? 20_000 : random.integer(1, 200);
  const [open, close] = pick(random, [
    ['[', ']'],
    ['{"a":', '}'],
    ['{"params":', '}'],
  ]);
  const closed = chance(random, 0.9) ? depth : depth - 1;
  const inner = `${open.repeat(depth)}1${close.repeat(closed)}`;
  return chance(random, 0.5) ? inner : `{"id":7,"method":"set_prop","params":{"power":${inner}}}`;
}

function mutated(random: Random, text: string): string {
  let result = text;
  for (let count = random.integer(1, 3); count > 0; count--) {
    const from = random.integer(0, result.length);
    const to = Math.min(result.length, from + random.integer(0, 6));
    const before = result.slice(0, from);
    const after = result.slice(to);
    result =
      before +
      pick(random, ['', randomText(random), result.slice(from, to).repeat(2), '}', '"', ',']) +
      after;
  }
  return result;
}

function randomText(random: Random): string {
  const alphabets = [
    '{}[]":,0123456789eE+-.',
    'truefalsenull \t\n',
    'aäßπ漢字😀\u202e\u0000\u007f\ufeff\ud83d',
  ];
  const alphabet = pick(random, alphabets);
  return Array.from(
    { length: random.integer(0, 12) },
    () => alphabet[random.integer(0, alphabet.length - 1)],
  ).join('');
}

function chance(random: Random, probability: number): boolean {
  return random.next() < probability;
}

function pick<T>(random: Random, list: readonly T[]): T {
  return list[random.integer(0, list.length - 1)]!;
}

function some<T>(random: Random, list: readonly T[]): T[] {
  return list.filter(() => chance(random, 0.5));
}
