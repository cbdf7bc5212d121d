import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sceneSchema, stepSchemas, triggerSchemas } from '../../../src/core/scene/schema.ts';

const text = readFileSync(new URL('../../../docs/scenes.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map((match) => match[1]!);

/** What a block leaves out, because it shows something else. */
const rest = { trigger: { type: 'manual' }, actions: [{ notify: 'Hello' }] };

describe('docs/scenes.md', () => {
  it.each(blocks)('has an example that is a scene, or some keys of one:\n%s', (block) => {
    const keys = parse(block) as Record<string, unknown>;
    expect(Object.keys(keys)).not.toEqual([]);
    expect(sceneSchema.safeParse({ ...rest, ...keys }).error).toBeUndefined();
  });

  it('shows every trigger, every condition and every step that there is', () => {
    for (const type of Object.keys(triggerSchemas)) expect(text).toContain(`type: ${type}`);
    for (const key of Object.keys(stepSchemas))
      expect(text).toMatch(new RegExp(`^ +- (\\{.*)?\\b${key}:`, 'm'));
    for (const key of ['all:', 'any:', 'not:', 'type: time', 'type: availability']) {
      expect(text).toMatch(new RegExp(`^ +- (\\{ )?${key}`, 'm'));
    }
  });

  it('shows every key of a scene', () => {
    for (const key of Object.keys(sceneSchema.shape)) expect(text).toContain(`\`${key}\``);
  });
});
