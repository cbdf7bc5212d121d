import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeSchema } from '../src/core/home.ts';
import { formatJournalLine, type Input, type JournalEntry } from '../src/core/journal.ts';
import { type Scene, sceneSchema } from '../src/core/scene/schema.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import type { SimulationOptions } from '../src/core/simulation.ts';
import { type Broker, startBroker } from '../src/mqtt/broker.ts';
import { Session } from '../src/session.ts';
import { models } from './models.ts';
import { startMosquitto } from './mqtt/mosquitto.ts';
import { requireTool } from './tools.ts';
import { until } from './until.ts';

/**
 * A home that speaks with others on topics that are not its own: what strangers say there enters it, what it says itself
 * does not enter it once more, and a live run gives the journal of the simulation, byte for byte.
 */

const mosquitto = requireTool('mosquitto');
const start = Date.parse('2026-03-02T06:58:00+08:00');

const scenes: Record<string, unknown> = {
  answers: {
    trigger: { type: 'message', topic: 'school/+/bell', where: { ring: true } },
    actions: [
      { publish: { topic: 'school/lights', payload: { on: true } } },
      {
        parallel: [
          [{ delay: '2s' }, { publish: { topic: 'school/lights', payload: 'later' } }],
          [{ delay: '1s' }],
        ],
      },
    ],
    mode: 'parallel',
  },
  echoes: {
    trigger: [
      { type: 'message', topic: 'school/#' },
      { type: 'scene', scene: 'answers', value: 'finished' },
    ],
    actions: [
      { device: 'bulb', method: 'toggle' },
      { wait_until: { type: 'scene', scene: 'answers', value: 'running' }, timeout: '1s' },
      { publish: { topic: 'echo', payload: 'heard', retain: true } },
    ],
    mode: 'queued',
  },
  hears: {
    trigger: { type: 'message', topic: 'echo', payload: 'heard' },
    actions: [{ repeat: { times: 2 }, do: [{ device: 'bulb', method: 'toggle' }, { delay: '100ms' }] }],
    mode: 'queued',
  },
};
const later = {
  trigger: { type: 'message', topic: 'echo' },
  actions: [{ publish: { topic: 'school/lights', payload: 'again' }, retry: 1 }],
  mode: 'queued',
};

/** What happens outside, each when the one before has entered the home. */
const script: readonly ({ topic: string; payload: string } | { scene: string; definition: unknown })[] = [
  { topic: 'school/3/bell', payload: '{"ring":true}' },
  { topic: 'school/3/bell', payload: 'not JSON' },
  // The very words of the home itself, from somebody else.
  { topic: 'school/lights', payload: '{"on":true}' },
  { topic: 'echo', payload: 'heard' },
  { scene: 'later', definition: later },
  { topic: 'school/4/bell', payload: '{"ring":true}' },
  { scene: 'hears', definition: null },
  { topic: 'echo', payload: 'heard' },
  { scene: 'echoes', definition: null },
  { topic: 'echo', payload: '' },
];

interface Place {
  readonly url: string;
  readonly protocol: 4 | 'auto';
  readonly dial?: Broker['dial'];
}
const brokers: (Place & { readonly name: string; stop(): Promise<unknown> })[] = [];

beforeAll(async () => {
  const aedes = await startBroker({ host: '127.0.0.1', port: 0 });
  brokers.push({ name: 'aedes', protocol: 4, ...aedes });
  if (mosquitto) {
    const server = await startMosquitto();
    brokers.push({ name: 'mosquitto', url: server.url, protocol: 'auto', stop: () => server.stop() });
  }
});
afterAll(async () => {
  for (const { stop } of brokers) await stop();
});

function options(entries: JournalEntry[]): SimulationOptions {
  const home = homeSchema.parse({
    name: 'Test home',
    location: { latitude: 31.23, longitude: 121.47, timezone: 'Asia/Shanghai' },
    devices: { bulb: { model: 'smart-bulb', latency: '20ms' } },
  });
  const parsed = Object.entries(scenes).map(([id, scene]): [string, Scene] => [id, sceneSchema.parse(scene)]);
  return { home, models, scenes: new Map(parsed), start, seed: 1, sinks: [(entry) => entries.push(entry)] };
}

const textOf = (entries: readonly JournalEntry[]): string[] =>
  entries.map((entry) => formatJournalLine(entry, String));

function simulated(inputs: readonly { at: number; input: Input }[], end: number): string[] {
  const entries: JournalEntry[] = [];
  const home = new SimulatedHome(options(entries));
  home.start();
  for (const { at, input } of inputs) home.input(at, input);
  home.advanceTo(end);
  return textOf(entries);
}

/** Begins a live home; `done` stops it. */
async function live({ url, protocol, dial }: Place) {
  const entries: JournalEntry[] = [];
  const problems: unknown[] = [];
  const session = new Session({
    ...options(entries),
    url,
    ...(dial ? { dial } : {}),
    protocol,
    speed: 1,
    paused: true,
    told: (sentence) => problems.push(sentence),
    failed: (error) => problems.push(error),
  });
  await session.start();
  const entered = () =>
    entries.flatMap((entry) => (entry.kind === 'input' ? [{ at: entry.time, input: entry.input }] : []));
  return { entries, problems, session, entered };
}

/** A stranger who hears everything that is not of the home itself. */
async function listen(url: string): Promise<{ client: MqttClient; heard: string[] }> {
  const client = await connectAsync(url);
  const heard: string[] = [];
  client.on('message', (topic, payload, { retain }) => {
    if (!topic.startsWith('millet/') && !retain) heard.push(`${topic} ${payload}`);
  });
  await client.subscribeAsync('#', { qos: 1 });
  return { client, heard };
}

describe('messages on topics of others', () => {
  for (const name of ['aedes', 'mosquitto']) {
    const missing = name === 'mosquitto' && mosquitto === undefined;
    const title = `go out and come in on ${name} as they do in the simulation`;
    it.skipIf(missing)(missing ? `${title} (skipped: mosquitto is not installed)` : title, async () => {
      const broker = brokers.find((candidate) => candidate.name === name)!;
      const { url } = broker;
      const { entries, problems, session, entered } = await live(broker);
      const { client, heard } = await listen(url);
      for (const [index, act] of script.entries()) {
        await session.home.jumpTo(start + (index + 1) * 3_000);
        if ('scene' in act) session.home.input({ type: 'scene', ...act });
        else await client.publishAsync(act.topic, act.payload, { qos: 1 });
        await until(() => entered().length > index);
      }
      const end = start + 60_000;
      await session.home.jumpTo(end);
      expect(heard).toContain('school/lights {"on":true}');
      expect(heard.filter((line) => line === 'school/lights again').length).toBeGreaterThan(0);
      await client.publishAsync('echo', '', { retain: true });
      await client.endAsync();
      await session.stop();
      expect(problems).toEqual([]);
      // Only what strangers did has entered, and each of it once.
      expect(entered().slice(0, script.length)).toMatchObject(
        script.map((act) => ({ input: 'scene' in act ? { type: 'scene' } : { type: 'message', ...act } })),
      );
      const lines = textOf(entries.filter(({ time }) => time <= end));
      expect(lines).toEqual(simulated(entered(), end).slice(0, lines.length));
      expect(entries.filter(({ kind }) => kind === 'run_end').length).toBeGreaterThan(15);
    });
  }

  it('that the broker keeps for others enter as kept ones, and fire nothing', async () => {
    const { url } = brokers[0]!;
    const { client } = await listen(url);
    await client.publishAsync('school/9/bell', '{"ring":true}', { retain: true, qos: 1 });
    const { entries, session, entered } = await live(brokers[0]!);
    await until(() => entered().length > 0);
    await client.publishAsync('school/9/bell', '', { retain: true, qos: 1 });
    await until(() => entered().length > 1);
    await client.endAsync();
    await session.stop();
    expect(entered()[0]!.input).toEqual({
      type: 'message',
      topic: 'school/9/bell',
      payload: '{"ring":true}',
      retained: true,
    });
    // `echoes` fires on the empty message that took it away, which is news.
    expect(entries.filter(({ kind }) => kind === 'trigger')).toMatchObject([{ scene: 'echoes' }]);
  });
});
