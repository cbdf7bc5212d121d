import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { jsonSchema } from '../src/files/json-schema.ts';
import { testJsonSchema } from '../src/testing/json-schema.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('the JSON Schemas beside the demo home', () => {
  it.each([
    ['home', jsonSchema('home')],
    ['scene', jsonSchema('scene')],
    ['test', testJsonSchema()],
  ])('are what millet schema %s prints', async (kind, schema) => {
    // When a form has changed, `npx vitest run tests/schemas.test.ts -u` writes them anew.
    const text = `${JSON.stringify(schema, undefined, 2)}\n`;
    await expect(text).toMatchFileSnapshot(join(root, 'schemas', `${kind}.schema.json`));
  });

  // The YAML language server looks for it only in the comments before the first line of data.
  it('are what an editor finds at the head of every file of the demo home', () => {
    const scenes = readdirSync(join(root, 'scenes')).filter((name) => name.endsWith('.yaml'));
    expect(scenes.length).toBeGreaterThan(30);
    for (const file of ['home.yaml', ...scenes.map((name) => join('scenes', name))]) {
      const line = /^(?:#.*\n)*# yaml-language-server: \$schema=(\S+)\n/.exec(
        readFileSync(join(root, file), 'utf8'),
      );
      const kind = file === 'home.yaml' ? 'home' : file.endsWith('.test.yaml') ? 'test' : 'scene';
      expect(line?.[1], file).toMatch(new RegExp(`/schemas/${kind}\\.schema\\.json$`));
      expect(existsSync(join(root, dirname(file), line![1]!)), file).toBe(true);
    }
  });
});
