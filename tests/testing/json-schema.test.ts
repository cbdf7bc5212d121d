import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/files/yaml.ts';
import { testJsonSchema } from '../../src/testing/json-schema.ts';
import { findTestFiles } from '../../src/testing/load-tests.ts';
import { demoHome } from '../cli/millet.ts';

const validate = new Ajv({ allowUnionTypes: true }).compile(testJsonSchema());
const test = { name: 'x', from: '2026-03-02T06:55', until: '07:05', expect: [{ scene: 'x', times: 1 }] };

describe('the JSON Schema of tests', () => {
  it.each(findTestFiles(demoHome))('takes %s', (file) => {
    const { value } = parseYaml(readFileSync(file, 'utf8'));
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['an unknown key', { ...test, expects: [] }],
    ['a beginning without a date', { ...test, from: '06:55' }],
    ['a time that is none', { ...test, do: [{ at: '7:00', scene: 'x' }] }],
    ['an outcome that is none', { ...test, expect: [{ scene: 'x', outcome: 'done' }] }],
    ['a rule that is no condition', { ...test, never: [{ foo: 1 }] }],
  ])('refuses a test with %s', (_title, value) => {
    expect(validate({ tests: [test] })).toBe(true);
    expect(validate({ tests: [value] })).toBe(false);
  });
});
