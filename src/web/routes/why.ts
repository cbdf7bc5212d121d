import { Hono } from 'hono';
import { whatIfSchema } from '../api.ts';
import { readInstant } from '../instants.ts';
import { Problem } from '../problem.ts';
import type { Site } from '../site.ts';
import { type Explainer, lineOfPacket } from '../why.ts';
import { anyInstant, body, pastInstant, pastOf } from './query.ts';

/** How far back near misses are looked for where nothing is said, in milliseconds. */
const recentMs = 30 * 60_000;

/** Why something is as it is, or is not. */
export function whyRoutes(site: Site): Hono {
  return new Hono()
    .get('/explain/scene/:id', (c) => {
      const { history } = pastOf(c, site);
      return c.json(explainer().scene(history, c.req.param('id'), pastInstant(c, site, 'at').time));
    })
    .get('/explain/property/:device/:prop', (c) => {
      const { history } = pastOf(c, site);
      const { device, prop } = c.req.param();
      return c.json(explainer().property(history, device, prop, pastInstant(c, site, 'at').time));
    })
    .get('/explain/entry/:seq', (c) => {
      const { history } = pastOf(c, site);
      const seq = Number(c.req.param('seq'));
      if (!history.entry(seq)) throw new Problem(404, `There is no line ${c.req.param('seq').slice(0, 20)}.`);
      return c.json(explainer().entry(history, seq));
    })
    .get('/explain/packet/:number', (c) => {
      const row = site.wire.row(Number(c.req.param('number')));
      if (!row) {
        throw new Problem(404, 'This packet is not there any more.', {
          hint: `Those from ${site.wire.first} to ${site.wire.end - 1} are.`,
        });
      }
      return c.json(explainer().entry(site.history, lineOfPacket(site.history, row, site.home.prefix)));
    })
    .get('/near-misses', (c) => {
      const { history, now } = pastOf(c, site);
      const until = anyInstant(c, site, 'until') ?? now;
      const from = anyInstant(c, site, 'from') ?? until - recentMs;
      return c.json(explainer().nearMisses(history, from, until, c.req.query('scene')));
    })
    .post('/what-if', async (c) => {
      const { scene, at, values } = await body(c, whatIfSchema);
      const { history, now } = pastOf(c, site);
      return c.json(explainer().whatIf(history, scene, readInstant(at, site.timezone, now), values));
    });

  function explainer(): Explainer {
    if (site.explainer) return site.explainer;
    throw new Problem(503, 'This Millet cannot explain anything yet.');
  }
}
