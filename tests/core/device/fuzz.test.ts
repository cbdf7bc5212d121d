import { describe, expect, it } from 'vitest';
import type { Device } from '../../../src/core/device/device.ts';
import { accepts } from '../../../src/core/device/value.ts';
import { rpcCodes } from '../../../src/core/errors.ts';
import { createRandom } from '../../../src/core/random.ts';
import { homeWith, type Reply, type TestHome } from '../../home.ts';
import { randomPayload } from './fuzz.ts';

const seed = 20_260_302;
const devices = {
  bulb: 'smart-bulb',
  coffee: 'coffee-maker',
  curtain: 'curtain',
  purifier: 'air-purifier',
  sensor: 'motion-sensor',
};
const codes = new Set<number>(Object.values(rpcCodes));

/** By the contract, and not by the code under test: the id of what is one, null of what has none that can be read. */
function idIn(text: string): string | number | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (depthOf(value) > 64 || typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { id } = value as { id?: unknown };
  if (typeof id === 'string') return id.length <= 64 ? id : null;
  // JSON.stringify writes -0 as 0.
  return typeof id === 'number' && Number.isFinite(id) ? id + 0 : null;
}

function depthOf(value: unknown): number {
  let depth = 0;
  let level: unknown[] = [value];
  while (level.length > 0) {
    const objects = level.filter((part) => typeof part === 'object' && part !== null) as object[];
    if (objects.length > 0) depth++;
    level = objects.flatMap((part) => Object.values(part));
  }
  return depth;
}

/** `expect` in small: a hundred thousand rounds of the real one take a quarter of a minute. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

function mustBeGoodError(error: Reply['error']): void {
  const { code, message, data = {} } = error!;
  must(codes.has(code) && Object.values(data as object).every((part) => codes.has(part)), 'unknown code');
  // The models make no mistakes, whatever they are told.
  must(code !== rpcCodes.other, message);
  must(message.length > 0 && message.length < 1_500, `a message of ${message.length} characters`);
}

function mustHaveGoodValues({ model, store }: Device): void {
  for (const [name, value] of Object.entries(store.readable())) {
    must(accepts(model.properties[name]!, value), `${model.model}.${name} is ${value}`);
  }
}

type Way = 'accepted' | 'refused' | 'unreadable' | 'set' | 'not set' | 'got';

/** Sends one message and holds the device's answer against the contract. Returns which way it took. */
function mustAnswerWell(home: TestHome, device: Device, topic: 'rpc' | 'set' | 'get', payload: string): Way {
  const { id } = device.config;
  const since = home.messages.length;
  const before = JSON.stringify(device.store.readable());
  home.send(`${id}/${topic}`, payload);
  const [reply, ...moreReplies] = home.replies(id, since);
  const [error, ...moreErrors] = home.errors(id, since);
  must(moreReplies.length === 0 && moreErrors.length === 0, 'more than one answer');
  must((reply !== undefined) === (topic === 'rpc'), reply ? 'a reply to what is no request' : 'no reply');
  must(error === undefined || topic === 'set', `an error message: ${error?.message}`);
  if (reply) must(reply.id === idIn(payload), `a reply to ${reply.id}`);
  const wrong = reply?.error ?? error;
  if (wrong) mustBeGoodError(wrong);
  if (wrong || topic === 'get') {
    must(JSON.stringify(device.store.readable()) === before, 'no good request, and yet it changed');
  }
  mustHaveGoodValues(device);
  switch (topic) {
    case 'rpc':
      return !wrong ? 'accepted' : reply!.id === null ? 'unreadable' : 'refused';
    case 'set':
      return wrong ? 'not set' : 'set';
    case 'get':
      return 'got';
  }
}

/** Nothing went wrong on the clock, and every journal line can be written and read again; then forgets both. */
function mustHaveGoodRecords(home: TestHome): void {
  for (const { text } of home.sent('+/error')) must(!text.includes(String(rpcCodes.other)), text);
  for (const line of home.journalText.split('\n')) JSON.parse(line);
  home.messages.length = 0;
  home.journal.length = 0;
}

describe('the devices', () => {
  it('live through 100,000 random and broken messages: one reply each, and no change where they refuse', () => {
    const random = createRandom(seed, 'fuzz');
    const home = homeWith(devices);
    const all = [...home.simulated.simulation.devices.values()];
    const topics = ['rpc', 'rpc', 'rpc', 'rpc', 'rpc', 'rpc', 'set', 'set', 'get'] as const;
    const ways = new Map<Way, number>();
    for (let run = 0; run < 100_000; run++) {
      if (run % 10 === 0) home.pass(`${random.integer(0, 5_000)}ms`);
      if (run % 1_000 === 0) mustHaveGoodRecords(home);
      const device = all[random.integer(0, all.length - 1)]!;
      const topic = topics[random.integer(0, topics.length - 1)]!;
      const payload = randomPayload(random, device.model, topic);
      try {
        const way = mustAnswerWell(home, device, topic, payload);
        ways.set(way, (ways.get(way) ?? 0) + 1);
      } catch (cause) {
        const where = `seed ${seed}, message ${run} to ${device.config.id}/${topic}`;
        throw new Error(`${where}: ${payload.slice(0, 300)}`, { cause });
      }
    }
    home.pass('1d');
    mustHaveGoodRecords(home);
    all.forEach(mustHaveGoodValues);
    // The messages must take all ways often, or they test nothing.
    expect(ways.size).toBe(6);
    for (const [way, count] of ways) expect(count, way).toBeGreaterThan(3_000);
  });

  it('answer each of 10,000 requests once, over slow links too', () => {
    const random = createRandom(seed, 'fuzz links');
    const links = ['wifi', 'bluetooth', 'zigbee', 'ble_mesh', 'wifi'];
    const home = homeWith(
      Object.fromEntries(
        Object.entries(devices).map(([id, model], index) => {
          // No fixed latency: that of the link.
          return [id, { model, link: links[index] as 'wifi', latency: undefined }];
        }),
      ),
    );
    const asked = new Map<string, number[]>();
    const all = [...home.simulated.simulation.devices.values()];
    // Numbers that no payload has by itself.
    for (let id = 1_000_001; id <= 1_010_000; id++) {
      const device = all[random.integer(0, all.length - 1)]!;
      const payload = randomPayload(random, device.model, 'rpc').replace(/^\{"id":[^,]*,/, `{"id":${id},`);
      home.send(`${device.config.id}/rpc`, payload);
      const readable = idIn(payload);
      const ids = asked.get(device.config.id) ?? [];
      asked.set(device.config.id, ids);
      if (readable === id) ids.push(id);
      home.pass(`${random.integer(0, 40)}ms`);
    }
    home.pass('10s');
    for (const [device, ids] of asked) {
      const wanted = new Set<unknown>(ids);
      const answered = home.replies(device).map((reply) => reply.id);
      // In the order in which they were asked, because a link keeps it.
      expect(answered.filter((id) => wanted.has(id))).toEqual(ids);
    }
  });
});
