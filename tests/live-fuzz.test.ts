import { createHash } from 'node:crypto';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homeSchema } from '../src/core/home.ts';
import { formatJournalLine, type Input, type JournalEntry } from '../src/core/journal.ts';
import { createRandom } from '../src/core/random.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import type { SimulationOptions } from '../src/core/simulation.ts';
import { startBroker } from '../src/mqtt/broker.ts';
import { Session } from '../src/session.ts';
import { randomPayload } from './core/device/fuzz.ts';
import { models } from './models.ts';
import { until } from './until.ts';

/**
 * The other half of tests/core/device/fuzz.test.ts, which holds each answer against the contract: here the payloads
 * cross a real broker, also as bytes that are no text. The counts must come out even, and every line of the journal
 * (each request, reply and state) must be what the simulation makes of the same inputs.
 */

/** A journal of many hundred thousand lines, as its length and a hash of all of it. */
class Fingerprint {
  #lines = 0;
  readonly #hash = createHash('sha256');

  readonly sink = (entry: JournalEntry): void => {
    this.#lines++;
    this.#hash.update(formatJournalLine(entry, String));
  };

  get text(): string {
    return `${this.#lines} lines, ${this.#hash.copy().digest('hex')}`;
  }
}

const messages = 100_000;
const inFlight = 200;
const ids = ['bulb', 'coffee', 'curtain', 'purifier', 'sensor'];
const modelNames = ['smart-bulb', 'coffee-maker', 'curtain', 'air-purifier', 'motion-sensor'];

let broker: Awaited<ReturnType<typeof startBroker>>;
let session: Session;
const problems: unknown[] = [];
const inputs: { at: number; input: Input }[] = [];
const live = new Fingerprint();
let options: SimulationOptions;

beforeAll(async () => {
  broker = await startBroker({ host: '127.0.0.1', port: 0 });
  const devices = ids.map((id, index) => [id, { model: modelNames[index]!, latency: '0s' }] as const);
  options = {
    home: homeSchema.parse({
      name: 'Fuzzed home',
      location: { latitude: 31, longitude: 121, timezone: 'Asia/Shanghai' },
      devices: Object.fromEntries(devices),
    }),
    models,
    scenes: new Map(),
    start: Date.parse('2026-03-02T06:58:00+08:00'),
    seed: 1,
  };
  session = new Session({
    ...options,
    sinks: [
      live.sink,
      (entry) => {
        if (entry.kind === 'input') inputs.push({ at: entry.time, input: entry.input });
      },
    ],
    url: broker.url,
    dial: broker.dial,
    protocol: 4,
    speed: 1,
    paused: false,
    told: (sentence) => problems.push(sentence),
    failed: (error) => problems.push(error),
  });
  await session.start();
});
afterAll(async () => {
  await session.stop();
  await broker.stop();
});

describe('a home on a broker', () => {
  it(`lives through ${messages} random payloads on every writable topic, and answers each request once`, async () => {
    const random = createRandom(20_260_302, 'live fuzz');
    const client = await connectAsync(broker.url);
    let replies = 0;
    client.on('message', () => {
      replies++;
    });
    await client.subscribeAsync('millet/+/rpc/reply');
    let requests = 0;
    for (let sent = 0; sent < messages; sent++) {
      const topic = (['rpc', 'rpc', 'set', 'get'] as const)[sent % 4]!;
      const device = session.home.simulation.devices.get(ids[random.integer(0, ids.length - 1)]!)!;
      const text = randomPayload(random, device.model, topic);
      // Every tenth is broken as bytes: cut within a character, or not UTF-8 at all.
      const bytes = Buffer.from(text);
      if (sent % 10 === 0 && bytes.length > 0) bytes[random.integer(0, bytes.length - 1)] = 0xc3;
      client.publish(`millet/${device.config.id}/${topic}`, bytes);
      if (topic === 'rpc') requests++;
      if (sent % inFlight === 0) await until(() => requests - replies < inFlight, 'the replies come', 30_000);
    }
    await until(() => replies >= requests, 'every request has its reply', 30_000);
    // A last good request: whatever came before, the device answers, and no reply comes twice.
    for (const id of ids)
      client.publish(`millet/${id}/rpc`, `{"id":"last ${id}","method":"get_prop","params":[]}`);
    await until(() => replies >= requests + ids.length, 'the last replies', 30_000);
    expect(replies).toBe(requests + ids.length);
    expect(client.connected).toBe(true);
    expect(problems).toEqual([]);
    session.setPaused(true);
    // To the end of the instant at which it stands: it may have stopped between two entries of it.
    await session.home.jumpTo(session.home.time);
    expect(inputs).toHaveLength(messages + ids.length);
    const again = new Fingerprint();
    const simulated = new SimulatedHome({ ...options, sinks: [again.sink] });
    simulated.start();
    for (const { at, input } of inputs) simulated.input(at, input);
    simulated.advanceTo(session.home.simulation.clock.now);
    expect(again.text).toBe(live.text);
    await client.endAsync();
  });
});
