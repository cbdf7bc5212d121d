import { type Context, Hono } from 'hono';
import type { JournalKind, Outcome } from '../../core/journal.ts';
import type { Lane, Timeline } from '../api.ts';
import { Breath } from '../forks/calm.ts';
import { journalContext, journalPage } from '../history/query.ts';
import { deviceLane, type Stretch, sceneLane } from '../history/timeline.ts';
import { Problem } from '../problem.ts';
import type { Site } from '../site.ts';
import { anyInstant, anySeq, pastOf, wholeNumber } from './query.ts';

const mostLanes = 500;
/** How many firings ahead one trigger is drawn with. */
const mostDue = 200;

const kinds: Readonly<Record<JournalKind, true>> = {
  start: true,
  input: true,
  request: true,
  reply: true,
  state: true,
  event: true,
  availability: true,
  trigger: true,
  run: true,
  step: true,
  run_end: true,
  clock: true,
  world: true,
};

const outcomes: Readonly<Record<Outcome, true>> = {
  finished: true,
  refused: true,
  failed: true,
  partial: true,
  stopped: true,
  replaced: true,
  skipped: true,
};

/** What happened. */
export function pastRoutes(site: Site): Hono {
  return new Hono()
    .get('/journal', (c) => {
      const { history } = pastOf(c, site);
      return c.json(
        journalPage(history, {
          after: wholeNumber(c, 'after', anySeq),
          before: wholeNumber(c, 'before', anySeq),
          limit: wholeNumber(c, 'limit', [1, 1_000]) ?? 200,
          kinds: kindsOf(c),
          device: c.req.query('device'),
          scene: c.req.query('scene'),
          from: anyInstant(c, site, 'from'),
          until: anyInstant(c, site, 'until'),
        }),
      );
    })
    .get('/journal/:seq', (c) => {
      const { history } = pastOf(c, site);
      const text = c.req.param('seq');
      const entry = /^\d{1,15}$/.test(text) ? history.entry(Number(text)) : undefined;
      if (!entry) {
        throw new Problem(404, `There is no line ${JSON.stringify(text.slice(0, 20))}.`, {
          hint: `The lines from ${history.first} to ${history.end - 1} are there.`,
        });
      }
      return c.json(journalContext(history, entry));
    })
    .get('/runs', (c) => {
      const { history } = pastOf(c, site);
      const scene = c.req.query('scene');
      const outcome = choice(c, 'outcome', outcomes);
      const limit = wholeNumber(c, 'limit', [1, 200]) ?? 20;
      const scenes = scene === undefined ? [...history.scenes.values()] : [history.scenes.get(scene)];
      const runs = scenes.flatMap((each) => each?.latest(limit, outcome) ?? []);
      return c.json(runs.sort((one, other) => other.seq - one.seq));
    })
    .get('/timeline', async (c) => c.json(await timeline(c)))
    .get('/wire', (c) => {
      const limit = wholeNumber(c, 'limit', [1, 1_000]) ?? 200;
      const after = wholeNumber(c, 'after', anySeq);
      if (after !== undefined) return c.json(site.wire.page(after + 1, after + 1 + limit));
      const before = wholeNumber(c, 'before', anySeq) ?? site.wire.end;
      return c.json(site.wire.page(before - limit, before));
    });

  async function timeline(c: Context): Promise<Timeline> {
    const { history, now, live } = pastOf(c, site);
    const from = anyInstant(c, site, 'from') ?? history.start.time;
    const until = anyInstant(c, site, 'until') ?? now;
    if (from >= until) throw new Problem(400, 'from must lie before until.');
    const stretch: Stretch = { from, until, width: wholeNumber(c, 'width', [1, 10_000]) ?? 1_000 };
    const wanted = c.req.queries('lane') ?? [];
    if (wanted.length > mostLanes) throw new Problem(400, `At most ${mostLanes} lanes are given at once.`);
    const breath = new Breath();
    const lanes: Lane[] = [];
    for (const name of wanted) {
      const lane = laneOf(name, stretch);
      if (lane) lanes.push(lane);
      await breath.take();
    }
    return { from, until, lanes };

    function laneOf(name: string, within: Stretch): Lane | undefined {
      if (name.startsWith('scene:')) {
        const scene = name.slice('scene:'.length);
        // A fork has no future: it ends where it ends.
        const due = live ? site.due.between(scene, Math.max(now, from), until, mostDue) : [];
        return sceneLane(history, scene, within, due);
      }
      const dot = name.indexOf('.');
      if (dot < 0) return deviceLane(history, name, null, within);
      const [device, prop] = [name.slice(0, dot), name.slice(dot + 1)];
      const card = site.home.devices.find(({ id }) => id === device);
      const spec = card && Object.hasOwn(card.properties, prop) ? card.properties[prop] : undefined;
      return deviceLane(history, device, prop, within, spec);
    }
  }
}

function kindsOf(c: Context): ReadonlySet<JournalKind> | undefined {
  const text = c.req.query('kind');
  if (text === undefined) return undefined;
  return new Set(text.split(',').map((kind) => known('kind', kind, kinds)));
}

function choice<Name extends string>(
  c: Context,
  name: string,
  table: Readonly<Record<Name, true>>,
): Name | undefined {
  const text = c.req.query(name);
  return text === undefined ? undefined : known(name, text, table);
}

function known<Name extends string>(what: string, text: string, table: Readonly<Record<Name, true>>): Name {
  if (Object.hasOwn(table, text)) return text as Name;
  throw new Problem(
    400,
    `${what} takes ${Object.keys(table).join(', ')}, got ${JSON.stringify(text.slice(0, 40))}.`,
  );
}
