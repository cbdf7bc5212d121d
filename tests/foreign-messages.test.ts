import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeSchema } from '../src/core/home.ts';
import { type Scene, sceneSchema } from '../src/core/scene/schema.ts';
import type { SimulationOptions } from '../src/core/simulation.ts';
import { missingOn, type RunningBroker, simulated, startBrokers, startLive, textOf } from './live.ts';
import { models } from './models.ts';
import { until } from './until.ts';

/**
 * A home that speaks with others on topics that are not its own: what strangers say there enters it, what it says itself
 * does not enter it once more, and a live run gives the journal of the simulation, byte for byte.
 */

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

let brokers: readonly RunningBroker[];

beforeAll(async () => {
  brokers = await startBrokers();
});
afterAll(async () => {
  for (const { stop } of brokers) await stop();
});

function options(): SimulationOptions {
  const home = homeSchema.parse({
    name: 'Test home',
    location: { latitude: 31.23, longitude: 121.47, timezone: 'Asia/Shanghai' },
    devices: { bulb: { model: 'smart-bulb', latency: '20ms' } },
  });
  const parsed = Object.entries(scenes).map(([id, scene]): [string, Scene] => [id, sceneSchema.parse(scene)]);
  return { home, models, scenes: new Map(parsed), start, seed: 1 };
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
    const missing = missingOn(name);
    it.skipIf(missing)(`go out and come in on ${name} as they do in the simulation${missing}`, async () => {
      const { way } = brokers.find((broker) => broker.name === name)!;
      const { entries, problems, session, entered } = await startLive(options(), way);
      const { client, heard } = await listen(way.url);
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
      expect(lines).toEqual(simulated(options(), entered(), end).slice(0, lines.length));
      expect(entries.filter(({ kind }) => kind === 'run_end').length).toBeGreaterThan(15);
    });
  }

  it('that the broker keeps for others enter as kept ones, and fire nothing', async () => {
    const { way } = brokers[0]!;
    const { client } = await listen(way.url);
    await client.publishAsync('school/9/bell', '{"ring":true}', { retain: true, qos: 1 });
    const { entries, session, entered } = await startLive(options(), way);
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
