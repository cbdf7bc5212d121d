import { type Context, Hono } from 'hono';
import type { Input } from '../../core/journal.ts';
import { checkTextSchema, completeSchema, type SceneTests, saveSceneSchema, sceneIdSchema } from '../api.ts';
import { Problem } from '../problem.ts';
import { diagnosticOf } from '../scenes/diagnostics.ts';
import type { Site } from '../site.ts';
import { body } from './query.ts';

/** The scenes and their files. */
export function sceneRoutes(site: Site): Hono {
  const { book, running } = site;
  return new Hono()
    .get('/scenes', async (c) => {
      await site.warm();
      return c.json(book.list());
    })
    .get('/scenes/:id', (c) => c.json(book.get(c.req.param('id'))))
    .put('/scenes/:id', async (c) => {
      const id = idOf(c);
      const { text, version } = await body(c, saveSceneSchema);
      const changed = book.save(id, text, version);
      site.sceneFileChanged(id);
      if (changed) await site.entered(isChangeOf(id));
      return c.json(book.get(id));
    })
    .delete('/scenes/:id', async (c) => {
      const id = idOf(c);
      const wasRunning = site.history.definitions.has(id);
      book.remove(id, c.req.query('version'));
      site.sceneFileChanged(id);
      if (wasRunning) await site.entered(isChangeOf(id));
      return c.json({});
    })
    .post('/scenes/:id/test', async (c) => {
      const id = idOf(c);
      const tested = await running.runTests(id);
      if (!tested) {
        throw new Problem(404, `The scene ${id} has no tests.`, {
          hint: `They stand in scenes/${id}.test.yaml; docs/testing.md says how they look.`,
        });
      }
      const tests: SceneTests = { ...tested, problems: tested.problems.map(diagnosticOf) };
      return c.json(tests);
    })
    .post('/check', async (c) => {
      const { id, text } = await body(c, checkTextSchema);
      return c.json(book.check(id, text));
    })
    .post('/complete', async (c) => {
      const { text, offset } = await body(c, completeSchema);
      return c.json(running.store.complete(text, Math.min(offset, text.length)));
    })
    .get('/schema/scene', (c) => c.json(running.store.jsonSchema() as object));
}

function isChangeOf(id: string): (input: Input) => boolean {
  return (input) => input.type === 'scene' && input.scene === id;
}

/** An id is no path: it becomes the name of a file. */
function idOf(c: Context): string {
  const id = c.req.param('id')!;
  if (sceneIdSchema.safeParse(id).success) return id;
  throw new Problem(400, `${JSON.stringify(id.slice(0, 64))} cannot be the name of a scene.`, {
    hint: 'It begins with a small letter and goes on with at most 63 of a-z, 0-9, _ and -.',
  });
}
