import { Hono } from 'hono';
import { type ClockCommand, clockCommandSchema } from '../api.ts';
import { stateAt } from '../history/state.ts';
import { readInstant, sayInstant } from '../instants.ts';
import { Problem } from '../problem.ts';
import type { Site } from '../site.ts';
import { body, pastInstant, pastOf } from './query.ts';

/** How long a request waits for the home to come somewhere, in milliseconds of real time. */
const patienceMs = 60_000;
/** How many clock entries may pass without a line before "next" gives up: a home in which nothing will happen. */
const mostQuiet = 10_000;

/** The home as it is and was, and its clock. */
export function homeRoutes(site: Site): Hono {
  const { running, history } = site;
  return new Hono()
    .get('/home', (c) => c.body(site.homeText, 200, { 'Content-Type': 'application/json' }))
    .get('/state', (c) => {
      const { history: past, live } = pastOf(c, site);
      const { time, isNow } = pastInstant(c, site, 'at');
      return c.json(stateAt(past, time, live && isNow));
    })
    .get('/clock', (c) => c.json(site.clock))
    .post('/clock', async (c) => {
      await command(await body(c, clockCommandSchema));
      return c.json(site.clock);
    });

  async function command(wanted: ClockCommand): Promise<void> {
    const { clock } = running;
    switch (wanted.action) {
      case 'play':
        clock.setPaused(false);
        return;
      case 'pause':
        clock.setPaused(true);
        return;
      case 'speed':
        clock.setSpeed(wanted.speed);
        return;
      case 'next':
        await goNext();
        return;
      case 'jump': {
        const to = readInstant(wanted.to, site.timezone, clock.time);
        if (to < clock.time) {
          throw new Problem(409, `${sayInstant(to, site.timezone)} has passed; time does not go back.`, {
            hint: 'Look back with GET /api/state?at=..., or start again from there with POST /api/forks.',
          });
        }
        await arrive(to);
        return;
      }
    }
  }

  /** Goes from instant to instant until something is written down. */
  async function goNext(): Promise<void> {
    const { end } = history;
    for (let quiet = 0; quiet < mostQuiet; quiet++) {
      const due = running.simulation.clock.nextDue;
      if (due === undefined) return;
      await arrive(due);
      if (history.end > end) return;
    }
  }

  async function arrive(instant: number): Promise<void> {
    if (!running.clock.whole) {
      throw new Problem(503, 'The home stands still: its broker is away.', {
        hint: 'It goes on by itself when the broker is back.',
      });
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), patienceMs);
    });
    const there = await Promise.race([running.clock.jumpTo(instant).then(() => true), late]);
    clearTimeout(timer);
    if (!there) throw new Problem(503, 'The home is still on its way there.');
  }
}
