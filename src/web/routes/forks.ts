import { Hono } from 'hono';
import { forkSchema } from '../api.ts';
import { shownFork } from '../forks/forks.ts';
import type { Site } from '../site.ts';
import { body } from './query.ts';

/** The session again, with other inputs. */
export function forkRoutes({ forks, running }: Site): Hono {
  return new Hono()
    .get('/forks', (c) => c.json(forks.all.map(shownFork)))
    .post('/forks', async (c) => {
      const wanted = await body(c, forkSchema);
      return c.json(shownFork(await forks.create(wanted, running.clock.time)), 201);
    })
    .get('/forks/:id', (c) => c.json(shownFork(forks.get(c.req.param('id')))))
    .delete('/forks/:id', (c) => {
      forks.remove(c.req.param('id'));
      return c.json({});
    });
}
