import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { formatInstant } from '../src/core/calendar/index.ts';
import { defineDevice } from '../src/core/device/index.ts';
import { homeSchema } from '../src/core/home.ts';
import { JournalFile } from '../src/files/journal-file.ts';
import { startBroker } from '../src/mqtt/broker.ts';
import { Session } from '../src/session.ts';
import { median, report, show } from './report.ts';

const lamp = defineDevice({
  model: 'lamp',
  title: 'Lamp',
  properties: { power: { type: 'enum', values: ['on', 'off'], access: 'rwn', initial: 'off' } },
});

const home = homeSchema.parse({
  name: 'Bench',
  location: { latitude: 0, longitude: 0, timezone: 'UTC' },
  devices: { lamp: { model: 'lamp', latency: '0s' } },
});

const inFlight = 64;
const atOnce = 20_000;
const oneByOne = 2_000;
const rounds = 7;

/**
 * `get_prop` of a running home, whose session is kept on disk, against a raw echo, over the same embedded broker, in
 * turn, in one process.
 */
export async function benchGetProp(): Promise<boolean> {
  const dir = mkdtempSync(join(tmpdir(), 'millet-bench-'));
  const journal = JournalFile.create(join(dir, 'journal.jsonl'), {
    keep: false,
    formatTime: (instant) => formatInstant('UTC', instant),
    failed: (error) => {
      throw error;
    },
  });
  const broker = await startBroker({ host: '127.0.0.1', port: 0 });
  const session = new Session({
    home,
    models: new Map([['lamp', lamp]]),
    scenes: new Map(),
    start: Date.now(),
    seed: 1,
    sinks: [journal.sink],
    beforeSending: journal.flush,
    url: broker.url,
    dial: broker.dial,
    protocol: 4,
    speed: 1,
    paused: false,
    told: () => {},
    failed: (error) => {
      throw error;
    },
  });
  await session.start();
  const echo = await connect(broker.url);
  echo.on('message', (_topic, payload) => echo.publish('echo/reply', payload));
  await echo.subscribeAsync('echo/request');
  const asker = await connect(broker.url);
  await asker.subscribeAsync(['echo/reply', 'millet/lamp/rpc/reply']);

  const raw: Figures = { throughput: [], roundTrip: [] };
  const ours: Figures = { throughput: [], roundTrip: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [figures, topic, reply] of [
      [raw, 'echo/request', 'echo/reply'],
      [ours, 'millet/lamp/rpc', 'millet/lamp/rpc/reply'],
    ] as const) {
      figures.throughput.push(atOnce / (await ask(asker, topic, reply, atOnce, inFlight)).seconds);
      figures.roundTrip.push(median((await ask(asker, topic, reply, oneByOne, 1)).roundTrips));
    }
  }
  await Promise.all([asker.endAsync(), echo.endAsync()]);
  await session.stop();
  await broker.stop();
  journal.close();
  rmSync(dir, { recursive: true });
  const paired = (key: keyof Figures) => ours[key].map((value, round) => value / raw[key][round]!).slice(1);
  return [
    report({
      name: `get_prop throughput, ${inFlight} in flight, against a raw echo`,
      value: median(paired('throughput')),
      unit: 'times',
      limit: { least: 0.8 },
      beside: `${show(median(ours.throughput))} against ${show(median(raw.throughput))} a second`,
    }),
    report({
      name: 'get_prop median round trip, one at a time, against a raw echo',
      value: median(paired('roundTrip')),
      unit: 'times',
      limit: { most: 1.25 },
      beside: `${show(median(ours.roundTrip) * 1e6)} us against ${show(median(raw.roundTrip) * 1e6)} us`,
    }),
  ].every(Boolean);
}

interface Figures {
  readonly throughput: number[];
  readonly roundTrip: number[];
}

/** Sends `count` requests with so many in flight, and waits for all replies. Both sides carry the same bytes. */
async function ask(
  client: MqttClient,
  topic: string,
  replyTopic: string,
  count: number,
  width: number,
): Promise<{ seconds: number; roundTrips: number[] }> {
  const sentAt = new Map<number, number>();
  const roundTrips: number[] = [];
  let next = 0;
  const begun = performance.now();
  await new Promise<void>((resolve) => {
    const send = (): void => {
      const id = next++;
      sentAt.set(id, performance.now());
      client.publish(topic, `{"id":${id},"method":"get_prop","params":["power"]}`);
    };
    const onMessage = (arrived: string, payload: Buffer): void => {
      if (arrived !== replyTopic) return;
      const { id } = JSON.parse(payload.toString()) as { id: number };
      roundTrips.push((performance.now() - sentAt.get(id)!) / 1000);
      sentAt.delete(id);
      if (next < count) send();
      else if (sentAt.size === 0) {
        client.off('message', onMessage);
        resolve();
      }
    };
    client.on('message', onMessage);
    for (let index = 0; index < width; index++) send();
  });
  return { seconds: (performance.now() - begun) / 1000, roundTrips };
}

async function connect(url: string): Promise<MqttClient> {
  const client = await connectAsync(url);
  (client.stream as { setNoDelay?: (on: boolean) => void }).setNoDelay?.(true);
  return client;
}
