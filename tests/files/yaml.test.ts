import { describe, expect, it } from 'vitest';
import { readSource } from '../../src/files/source.ts';
import { parseYaml } from '../../src/files/yaml.ts';
import { lines } from './lines.ts';

const read = (content: string | Uint8Array) => lines(readSource('x.yaml', content).problems);
const bytes = (...parts: (string | number)[]) => {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))),
  );
};

describe('parseYaml', () => {
  it.each<[string, unknown]>([
    ['a: 07:00', { a: '07:00' }],
    ['a: on', { a: 'on' }],
    ['a: 2026-03-02', { a: '2026-03-02' }],
    ['%YAML 1.1\n---\na: on\nb: 12:30', { a: 'on', b: '12:30' }],
    ['1: a\ntrue: b', { 1: 'a', true: 'b' }],
    ['a: &x [1]\nb: *x', { a: [1], b: [1] }],
    ['constructor: 1', { constructor: 1 }],
    ['<<: { a: 1 }', { '<<': { a: 1 } }],
    ['{\n\t"a": [\n\t\t"\\u00e9\\/"\n\t]\n}', { a: ['é/'] }],
    ['\ufeffa: 1', { a: 1 }],
    ['a: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['~', null],
  ])('reads %j', (text, value) => {
    const source = readSource('x.yaml', text);
    expect(source.problems).toEqual([]);
    expect(source.value).toEqual(value);
  });

  it.each([
    ['', '1:1 the file is empty'],
    ['# nothing but this\n', '1:1 the file is empty'],
    ['---\n', '1:1 the file is empty'],
    ['name: x\n---\nname: y\n', '2:1 --- begins a second document here; a file holds one'],
    ['name: "x\ntrigger: y\n', '1:7 this " is not closed'],
    ["name: 'x", "1:7 this ' is not closed"],
    ['name: [a, b', '1:7 this [ is not closed: a ] is missing, or lines within it are not indented'],
    ['a: { b: 1\nc: 2\n', '1:4 this { is not closed: a } is missing, or lines within it are not indented'],
    [
      'a: b: c',
      '1:4 a second key cannot follow here: a text with ": " in it needs quotes, and the next key a line of its own, indented like its neighbours',
    ],
    [
      'a:\n  - b\n c: 1\n',
      '3:1 the indentation does not fit: the keys of one object, and the entries of one list, begin in the same column',
    ],
    ['a: 1\nfoo\n', '2:1 a key needs ": " and a value after it'],
    ['a:\n\tb: 1\n', '2:1 a tab cannot indent; use spaces'],
    ['a: @b', '1:4 a text cannot begin with @; put it in quotes'],
    ['a: `b`', '1:4 a text cannot begin with `; put it in quotes'],
    ['a: %b', '1:4 a text cannot begin with %; put it in quotes'],
    [
      'a: "\\d"',
      '1:5 \\d means nothing between double quotes; write \\\\ for a backslash, or use single quotes',
    ],
    ['a:\n  value: */15 * * * *\n', '2:10 a text that begins with * needs quotes, such as "*/15 * * * *"'],
    ['a: * * * * *\n', '1:4 a text that begins with * needs quotes, such as "*/15 * * * *"'],
    ['a: *b', '1:4 nothing above has the anchor &b; a text that begins with * needs quotes'],
    ['a: &b { c: *b }', '1:12 *b stands within &b: it would contain itself'],
    ['a: !secret b', '1:4 tags such as !secret mean nothing here; a text that begins with ! needs quotes'],
    ['a: !!binary b', '1:4 tags such as !!binary mean nothing here; a text that begins with ! needs quotes'],
    [
      'a: {{ b }}',
      '1:5 a key must be a name, not a list or an object; a text that begins with { or [ needs quotes',
    ],
    ['a: "b" c', '1:8 something follows where the value has ended; is a comma or a quote missing?'],
    ['a: 1\nb: 2\na: 3\n', '3:1 a is there twice: here and in line 1; a name can be used once'],
    ['a: { b: 1, b: 2 }', '1:12 b is there twice: here and in line 1; a name can be used once'],
    ['__proto__: 1', '1:1 nothing can be called __proto__'],
    ['a: \u0007', '1:4 there is a control character here (U+0007); take it out'],
    ['a: 1\nb: \u0000\n', '2:4 there is a control character here (U+0000); take it out'],
  ])('finds one clear problem in %j', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  it('finds every name that is there twice', () => {
    expect(read('a: 1\na: 2\nb: { c: 1, c: 2, c: 3 }\n')).toEqual([
      '2:1 a is there twice: here and in line 1; a name can be used once',
      '3:12 c is there twice: here and in line 3; a name can be used once',
      '3:18 c is there twice: here and in line 3; a name can be used once',
    ]);
  });

  it.each<[string, Uint8Array, string[]]>([
    ['a byte order mark', bytes(0xef, 0xbb, 0xbf, 'a: 1'), []],
    [
      'a byte of another encoding',
      bytes('a: 1\nb: caf', 0xe9, '\n'),
      ['2:7 this is not UTF-8; save the file as UTF-8'],
    ],
    ['half a character', bytes('a: ', 0xe2, 0x82), ['1:4 this is not UTF-8; save the file as UTF-8']],
    ['UTF-16', bytes(0xff, 0xfe, 'a', 0), ['1:1 the file is UTF-16; save it as UTF-8']],
    ['a picture', bytes(0x89, 'PNG\r\n', 0x1a, '\n'), ['1:1 this is not UTF-8; save the file as UTF-8']],
  ])('reads %s', (_title, content, expected) => {
    expect(read(content)).toEqual(expected);
  });

  const many = 50_000;
  it.each<[string, string, string]>([
    ['open lists', '['.repeat(many), 'it is nested too deep'],
    ['open objects', '{a: '.repeat(many), 'it is nested too deep'],
    ['dashes', '- '.repeat(many), 'it is nested too deep'],
    ['question marks', '? '.repeat(many), 'it is nested too deep'],
    [
      'levels of indentation',
      Array.from({ length: 1200 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
      'too deep',
    ],
    [
      'levels that the stack could bear',
      `${'['.repeat(150)}${']'.repeat(150)}`,
      '1:102 it is nested too deep',
    ],
    [
      'characters',
      `a: "${'x'.repeat(1_000_000)}"`,
      '1:1 the file has 1000005 characters; at most 1000000 are read',
    ],
    ['documents', '---\n'.repeat(many), '2:1 --- begins a second document here; a file holds one'],
    ['brackets that nothing opens', ']'.repeat(many), '1:1 it is not YAML: unexpected flow-seq-end token'],
    ['wrong escapes', `a: "${'\\q'.repeat(many)}"`, '1:5 \\q means nothing between double quotes'],
    ['directives', '%\n'.repeat(many), 'it is not YAML: '],
    [
      'laughs',
      `a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n${Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join()}]`).join('\n')}`,
      'the aliases up to here unfold to more than 100000 values',
    ],
  ])('comes to an end with very many %s', (_title, text, message) => {
    const started = performance.now();
    const problems = read(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('reads many anchors, aliases and keys in reasonable time', () => {
    const count = 20_000;
    const pairs = Array.from(
      { length: count },
      (_, index) => `- &a${index} { k${index}: 1 }\n- *a${index}\n`,
    );
    const started = performance.now();
    expect(readSource('x.yaml', pairs.join('')).value).toHaveLength(2 * count);
    const keys = Array.from({ length: count }, (_, index) => `k${index}: 1`).join('\n');
    expect(Object.keys(readSource('x.yaml', keys).value as object)).toHaveLength(count);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('the place of a path', () => {
  const text = [
    'name: Morning', // 1
    'trigger:', // 2
    '  - type: time', // 3
    '    value: "07:00"', // 4
    '  - { type: event, where: { kind: double } }', // 5
    'empty:', // 6
    'shared: &shared { a: 1 }', // 7
    'again: *shared', // 8
    '"quoted key": [1, 2]', // 9
  ].join('\n');
  const { locate } = parseYaml(text);

  it.each<[(string | number)[], 'key' | 'value', string]>([
    [[], 'value', '1:1'],
    [['name'], 'value', '1:7'],
    [['name'], 'key', '1:1'],
    [['trigger'], 'value', '3:3'],
    [['trigger', 0], 'value', '3:5'],
    [['trigger', 0, 'value'], 'value', '4:12'],
    [['trigger', 0, 'value'], 'key', '4:5'],
    [['trigger', 0, 'missing'], 'value', '3:5'],
    [['trigger', 0, 'value', 'deeper'], 'value', '4:12'],
    [['trigger', 1, 'where', 'kind'], 'value', '5:35'],
    [['trigger', 1, 'where', 'missing', 'deeper'], 'value', '5:27'],
    [['trigger', 2], 'value', '3:3'],
    [['trigger', 'type'], 'value', '3:3'],
    [['empty'], 'value', '6:1'],
    [['empty', 'deeper'], 'value', '6:1'],
    [['again', 'a'], 'value', '7:22'],
    [['again', 'b'], 'value', '7:17'],
    [['quoted key', 1], 'value', '9:19'],
    [['missing'], 'key', '1:1'],
  ])('of %j, its %2$s: %3$s', (path, at, expected) => {
    const { line, column } = locate(path, at);
    expect(`${line}:${column}`).toBe(expected);
  });

  it('is where an alias stands when it stands for a plain value', () => {
    const { line, column } = parseYaml('a: &x 1\nb: *x').locate(['b']);
    expect([line, column]).toEqual([2, 4]);
  });
});
