import type { Context } from 'hono';
import type { z } from 'zod';
import type { History } from '../history/history.ts';
import { readInstant, sayInstant } from '../instants.ts';
import { Problem, read } from '../problem.ts';
import type { Site } from '../site.ts';

/** Reads the JSON body of a request by its schema. */
export async function body<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema>> {
  const text = await c.req.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem(400, 'The body is not JSON.');
  }
  return read(schema, value);
}

/** What a path reads: the session, or with `?fork=` a fork; and the last instant that it knows of. */
export function pastOf(c: Context, site: Site): { history: History; now: number; live: boolean } {
  const id = c.req.query('fork');
  if (id !== undefined) {
    const { history, until } = site.forks.get(id);
    return { history, now: until, live: false };
  }
  return { history: site.history, now: site.running.clock.time, live: true };
}

/** An instant of the query within what is known; left out, the present. */
export function pastInstant(c: Context, site: Site, name: string): { time: number; isNow: boolean } {
  const { history, now } = pastOf(c, site);
  const text = c.req.query(name);
  if (text === undefined) return { time: now, isNow: true };
  const time = readInstant(text, site.timezone, now);
  const start = history.start.time;
  if (time >= start && time <= now) return { time, isNow: false };
  const when = time < start ? 'before the session began' : 'yet to come';
  throw new Problem(409, `${sayInstant(time, site.timezone)} is ${when}.`, {
    hint: `What is known goes from ${sayInstant(start, site.timezone)} to ${sayInstant(now, site.timezone)}.`,
  });
}

/** An instant of the query, wherever it lies. */
export function anyInstant(c: Context, site: Site, name: string): number | undefined {
  const text = c.req.query(name);
  return text === undefined ? undefined : readInstant(text, site.timezone, pastOf(c, site).now);
}

/** A whole number of the query, within limits. */
export function wholeNumber(c: Context, name: string, limits: readonly [number, number]): number | undefined {
  const text = c.req.query(name);
  if (text === undefined) return undefined;
  const [low, high] = limits;
  const number = Number(text);
  if (/^\d{1,15}$/.test(text) && number >= low && number <= high) return number;
  throw new Problem(
    400,
    `${name} takes a whole number from ${low} to ${high}, got ${JSON.stringify(text.slice(0, 40))}.`,
  );
}

export const anySeq: readonly [number, number] = [0, Number.MAX_SAFE_INTEGER];
