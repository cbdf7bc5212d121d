import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { WebSocket } from 'ws';
import { homeSchema } from '../src/core/home.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import type { SimulationOptions } from '../src/core/simulation.ts';
import { loadHome } from '../src/files/load-home.ts';
import { createApp } from '../src/web/app.ts';
import { worldAt } from '../src/web/history/state.ts';
import { PageView } from '../src/web/live/page-view.ts';
import type { Site } from '../src/web/site.ts';
import { PageFiles } from '../src/web/static.ts';
import { report } from './report.ts';
import { siteOf } from './site.ts';
import { computedBy, TurnWatch } from './turns.ts';

const demo = fileURLToPath(new URL('../../', import.meta.url));
const start = Date.parse('2026-03-02T00:00:00+08:00');
const dayMs = 24 * 3_600_000;
const host = '127.0.0.1:8080';
/** So that the last turn is seen, too. */
const settlingMs = 20;

/** What the page costs: a week of history, frames of a thousand busy devices, and a fork beside the live home. */
export async function benchWeb(): Promise<boolean> {
  const { home, models, scenes } = await loadHome(demo);
  const { site, simulated } = begun({ home: home!, models, scenes, start, seed: 1 });
  simulated.advanceTo(start + 7 * dayMs);
  const { open, pan } = await timelineOf(site);
  const why = await whyOf(site);
  const { longest, runs } = await forkOf(site);
  const { frame, whole } = await framesOf(models);
  const lines = `${site.history.end} lines`;
  const busy = '1,000 devices at 10 Hz';
  return [
    report({ name: 'a week of history opens', value: open, unit: 'ms', limit: { most: 300 }, beside: lines }),
    report({ name: 'a pan by half a day', value: pan, unit: 'ms', limit: { most: 100 }, beside: lines }),
    report({
      name: 'the longest turn while it is explained why',
      value: why,
      unit: 'ms',
      limit: { most: 20 },
      beside: lines,
    }),
    report({ name: `the longest frame, ${busy}`, value: frame, unit: 'ms', limit: { most: 20 } }),
    report({ name: 'the first frame, 1,000 devices', value: whole, unit: 'ms', limit: { most: 20 } }),
    report({
      name: 'the longest turn of a fork of a day',
      value: longest,
      unit: 'ms',
      limit: { most: 20 },
      beside: `${runs} runs`,
    }),
  ].every(Boolean);
}

/** A home on the memory bus that has begun, with its site. */
function begun(options: SimulationOptions): { site: Site; simulated: SimulatedHome } {
  const simulated = new SimulatedHome(options);
  const site = siteOf(simulated, options);
  simulated.start();
  return { site, simulated };
}

function appOf(site: Site): ReturnType<typeof createApp> {
  return createApp({ site, page: new PageFiles('/nowhere'), hosts: () => new Set([host]), token: undefined });
}

/** How long the live home is kept waiting while a week is explained. */
async function whyOf(site: Site): Promise<number> {
  const app = appOf(site);
  const path = `/api/explain/scene/afternoon-coffee?at=${start + 4 * dayMs + 15.5 * 3_600_000}`;
  const longest = await longestTurn(async () => {
    const answer = await app.request(path, { headers: { host } });
    if (answer.status !== 200) throw new Error(`The explanation answered ${answer.status}.`);
  });
  await site.why.close();
  return longest;
}

async function timelineOf(site: Site): Promise<{ open: number; pan: number }> {
  const app = appOf(site);
  const lanes = [
    ...[...site.history.scenes.keys()].map((id) => `scene:${id}`),
    ...[...site.history.devices].flatMap(([id, { props }]) =>
      [...props.keys()].map((name) => `${id}.${name}`),
    ),
  ];
  const ask = async (from: number, until: number): Promise<number> => {
    const query = new URLSearchParams({ from: String(from), until: String(until), width: '1600' });
    for (const lane of lanes) query.append('lane', lane);
    const begun = performance.now();
    const answer = await app.request(`/api/timeline?${query}`, { headers: { host } });
    await answer.text();
    if (answer.status !== 200) throw new Error(`The timeline answered ${answer.status}.`);
    return performance.now() - begun;
  };
  const open = await ask(start, start + 7 * dayMs);
  let pan = 0;
  for (let step = 0; step < 8; step++) {
    const from = start + (step * dayMs) / 2;
    pan = Math.max(pan, await ask(from, from + dayMs));
  }
  return { open, pan };
}

async function forkOf(site: Site): Promise<{ longest: number; runs: number }> {
  const at = start + 6 * dayMs;
  let runs = 0;
  const longest = await longestTurn(async () => {
    const wanted = { at, until: at + dayMs, inputs: [], recorded: 'keep' } as const;
    runs = (await site.forks.create({ ...wanted, inputs: [] }, start + 7 * dayMs)).runs.length;
  });
  return { longest, runs };
}

/** The longest that others have to wait for their turn while something is done, in milliseconds. */
async function longestTurn(act: () => Promise<void>): Promise<number> {
  const watch = new TurnWatch();
  await act();
  await setTimeout(settlingMs);
  const longest = watch.take();
  watch.stop();
  return longest;
}

async function framesOf(models: SimulationOptions['models']): Promise<{ frame: number; whole: number }> {
  const devices = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, index) => [`sensor_${index}`, { model: 'smart-bulb', latency: '0s' }]),
  );
  const home = homeSchema.parse({
    name: 'A thousand devices',
    location: { latitude: 31, longitude: 121, timezone: 'Asia/Shanghai' },
    devices,
  });
  const { site } = begun({ home, models, scenes: new Map(), start, seed: 1 });
  const socket = { bufferedAmount: 0, send() {}, close() {} } as unknown as WebSocket;
  const view = new PageView(socket, { site: () => site, world: (time) => worldAt(site.history, time) });
  const computed = computedBy();
  const serve = (frameNumber: number): number => {
    const begun = computed();
    view.serve(performance.now());
    const took = computed() - begun;
    view.receive(JSON.stringify({ type: 'ack', frame: frameNumber }));
    return took;
  };
  // As it is when the page itself has been asked for.
  await site.warm();
  const whole = serve(1);
  let frame = 0;
  let seq = site.history.end;
  // Ten thousand changes a second are five hundred in the twentieth of one.
  for (let number = 2; number <= 200; number++) {
    for (let change = 0; change < 500; change++) {
      const device = `sensor_${(number * 500 + change) % 1_000}`;
      const props = { brightness: 1 + ((number + change) % 100) };
      site.history.sink({ seq: seq++, time: start, kind: 'state', cause: undefined, device, props });
    }
    frame = Math.max(frame, serve(number));
  }
  return { frame, whole };
}
