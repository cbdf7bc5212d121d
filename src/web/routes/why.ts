import { Hono } from 'hono';
import { whatIfSchema } from '../api.ts';
import { readInstant } from '../instants.ts';
import { Problem } from '../problem.ts';
import type { Site } from '../site.ts';
import { changesOf, decisionNear, lineOfPacket } from '../why/questions.ts';
import { anyInstant, body, pastInstant, pastOf } from './query.ts';

/** How far back near misses are looked for where nothing is said, in milliseconds. */
const recentMs = 30 * 60_000;

/** Why something is as it is, or is not. */
export function whyRoutes(site: Site): Hono {
  const { why } = site;
  return new Hono()
    .get('/explain/scene/:id', async (c) => {
      const { history, now } = pastOf(c, site);
      const { time } = pastInstant(c, site, 'at');
      const question = { ask: 'scene', scene: c.req.param('id'), at: time, end: now } as const;
      return c.json((await why.ask(history, question)) as object);
    })
    .get('/explain/property/:device/:prop', async (c) => {
      const { history, now } = pastOf(c, site);
      const { time } = pastInstant(c, site, 'at');
      const question = { ask: 'property', ...c.req.param(), at: time, end: now } as const;
      return c.json((await why.ask(history, question)) as object);
    })
    .get('/explain/entry/:seq', async (c) => {
      const { history } = pastOf(c, site);
      const seq = Number(c.req.param('seq'));
      if (!history.entry(seq)) throw new Problem(404, `There is no line ${c.req.param('seq').slice(0, 20)}.`);
      return c.json((await why.ask(history, { ask: 'entry', seq })) as object);
    })
    .get('/explain/packet/:number', async (c) => {
      const row = site.wire.row(Number(c.req.param('number')));
      if (!row) {
        throw new Problem(404, 'This packet is not there any more.', {
          hint: `Those from ${site.wire.first} to ${site.wire.end - 1} are.`,
        });
      }
      const seq = lineOfPacket(site.history, row, site.home.prefix);
      return c.json((await why.ask(site.history, { ask: 'entry', seq })) as object);
    })
    .get('/near-misses', async (c) => {
      const { history, now } = pastOf(c, site);
      const until = Math.min(now, anyInstant(c, site, 'until') ?? now);
      const from = anyInstant(c, site, 'from') ?? until - recentMs;
      const scene = c.req.query('scene');
      const scenes = scene === undefined ? undefined : [scene];
      return c.json((await why.ask(history, { ask: 'near', scenes, from, until })) as object);
    })
    .post('/what-if', async (c) => {
      const { scene, at, values } = await body(c, whatIfSchema);
      const { history, now } = pastOf(c, site);
      const seq = decisionNear(history, scene, readInstant(at, site.timezone, now));
      return c.json((await why.ask(history, { ask: 'what if', seq, changes: changesOf(values) })) as object);
    });
}
