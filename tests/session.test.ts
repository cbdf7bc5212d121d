import { connectAsync } from 'mqtt';
import { expect, it } from 'vitest';
import { homeSchema } from '../src/core/home.ts';
import { startBroker } from '../src/mqtt/broker.ts';
import { Session } from '../src/session.ts';
import { models } from './models.ts';
import { until } from './until.ts';

it('publishes each change of pace on the clock topic, retained, and writes none of it into the journal', async () => {
  const broker = await startBroker({ host: '127.0.0.1', port: 0 });
  const kinds: string[] = [];
  const session = new Session({
    home: homeSchema.parse({
      name: 'Test home',
      location: { latitude: 31, longitude: 121, timezone: 'Asia/Shanghai' },
      devices: { bulb: { model: 'smart-bulb' } },
    }),
    models,
    scenes: new Map(),
    start: Date.parse('2026-03-02T06:58:00+08:00'),
    seed: 1,
    sinks: [({ kind }) => kinds.push(kind)],
    url: broker.url,
    dial: broker.dial,
    protocol: 4,
    speed: 1,
    paused: true,
    told: () => {},
    failed: (error) => {
      throw error;
    },
  });
  await session.start();
  const lines = kinds.length;
  const client = await connectAsync(broker.url);
  let clock: { time: string; speed: number | 'max'; paused: boolean } | undefined;
  client.on('message', (_topic, payload) => {
    clock = JSON.parse(payload.toString());
  });
  await client.subscribeAsync('millet/clock');
  await until(() => clock !== undefined, 'the retained clock');
  expect(clock).toEqual({ time: '2026-03-02T06:58:00.000+08:00', speed: 1, paused: true });
  session.setSpeed(60);
  await until(() => clock!.speed === 60, 'the new speed');
  expect(clock).toMatchObject({ time: '2026-03-02T06:58:00.000+08:00', paused: true });
  session.setPaused(false);
  await until(() => clock!.paused === false, 'that time passes');
  session.setSpeed('max');
  await until(() => clock!.speed === 'max', 'as fast as possible');
  expect(kinds).toHaveLength(lines);
  await client.endAsync();
  await session.stop();
  await broker.stop();
});
