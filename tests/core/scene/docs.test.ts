import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sceneSchema, stepSchemas, triggerSchemas } from '../../../src/core/scene/schema.ts';
import { loadHome } from '../../../src/files/load-home.ts';
import { loadScene } from '../../../src/files/load-scene.ts';

const text = readFileSync(new URL('../../../docs/scenes.md', import.meta.url), 'utf8');
const named = (label: string) => text.match(new RegExp(`^\`\`\`yaml ${label}\\n(.*?)^\`\`\`$`, 'ms'))![1]!;
const blocks = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map((match) => match[1]!);

/** What a block leaves out, because it shows something else. */
const rest = { trigger: { type: 'manual' }, actions: [{ notify: 'Hello' }] };

describe('docs/scenes.md', () => {
  it.each(blocks)('has an example that is a scene, or some keys of one:\n%s', (block) => {
    const keys = parse(block) as Record<string, unknown>;
    expect(Object.keys(keys)).not.toEqual([]);
    if (/\$|^use:/m.test(block)) return;
    expect(sceneSchema.safeParse({ ...rest, ...keys }).error).toBeUndefined();
  });

  it.each(blocks.filter((block) => /\$|^use:/m.test(block)))(
    'has an example with names that the demo home can read:\n%s',
    async (block) => {
      const { home, models } = await loadHome(fileURLToPath(new URL('../../../', import.meta.url)));
      const withConstants = { ...home!, ...(parse(named('home')) as object) };
      const scenes = new Set(['motion-light', 'x']);
      const { scene, problems } = loadScene(
        'x.yaml',
        block,
        { home: withConstants, models, scenes },
        {
          ids: ['motion-light'],
          read: () => ({ file: 'motion-light.yaml', content: named('template motion-light') }),
        },
      );
      expect(problems).toEqual([]);
      expect(JSON.stringify(scene)).not.toContain('$');
    },
  );

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
