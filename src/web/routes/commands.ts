import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { didYouMean } from '../../core/nearest.ts';
import { type CommandResult, callSchema, faultCommandSchema, setSchema, stimulateSchema } from '../api.ts';
import { Problem } from '../problem.ts';
import type { Site } from '../site.ts';
import { body } from './query.ts';

/** What people do, as messages of the client `ui`: so it stands on the wire and in the journal like anybody's. */
export function commandRoutes(site: Site): Hono {
  const { running } = site;
  const { topics } = running.simulation;
  return new Hono()
    .post('/devices/:id/set', async (c) => {
      const device = deviceOf(c);
      const { props } = await body(c, setSchema);
      return request(c, device, 'set_prop', props);
    })
    .post('/devices/:id/call', async (c) => {
      const device = deviceOf(c);
      const { method, params } = await body(c, callSchema);
      return request(c, device, method, params);
    })
    .post('/devices/:id/stimulate', async (c) => {
      const device = deviceOf(c);
      const { props } = await body(c, stimulateSchema);
      return request(c, device, 'stimulate', props);
    })
    .post('/devices/:id/fault', async (c) => {
      const device = deviceOf(c);
      const { fault } = await body(c, faultCommandSchema);
      const payload = typeof fault === 'string' ? fault : JSON.stringify(fault);
      return c.json(await publish(topics.fault(device), payload));
    })
    .post('/scenes/:id/run', async (c) => {
      const id = c.req.param('id');
      if (!site.history.definitions.has(id)) {
        const ids = [...site.history.definitions.keys()];
        throw new Problem(404, `There is no scene ${shown(id)}.${didYouMean(id, ids)}`);
      }
      return c.json(await publish(topics.run(id), ''));
    });

  function deviceOf(c: Context): string {
    const id = c.req.param('id')!;
    if (Object.hasOwn(running.home.devices, id)) return id;
    const ids = Object.keys(running.home.devices);
    throw new Problem(404, `There is no device ${shown(id)}.${didYouMean(id, ids)}`);
  }

  async function request(c: Context, device: string, method: string, params: unknown): Promise<Response> {
    const id = `ui-${randomUUID().slice(0, 8)}`;
    const topic = topics.rpc(device);
    const payload = JSON.stringify({ id, method, params });
    // It takes the device's radio a moment of the home's time to get it: while that stands still, nobody answers.
    if (running.clock.paused) return c.json(await publish(topic, payload), 202);
    const { result, error } = await answered(running.commander.request(device, id, payload));
    const answer: CommandResult = { topic, payload, reply: error ? { error } : { result } };
    return c.json(answer);
  }

  async function publish(topic: string, payload: string): Promise<CommandResult> {
    const entered = site.entered((input) => {
      return input.type === 'message' && input.topic === topic && input.payload === payload;
    });
    await answered(running.commander.publish(topic, payload));
    await entered;
    return { topic, payload, reply: null };
  }
}

async function answered<T>(waiting: Promise<T>): Promise<T> {
  try {
    return await waiting;
  } catch (error) {
    const { message, hint } = error as Error & { hint?: string };
    throw new Problem(503, message, hint === undefined ? {} : { hint });
  }
}

function shown(id: string): string {
  return JSON.stringify(id.slice(0, 64));
}
