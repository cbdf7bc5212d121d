import fc from 'fast-check';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDuration } from '../src/core/calendar/index.ts';
import { homeSchema } from '../src/core/home.ts';
import type { JournalEntry } from '../src/core/journal.ts';
import { sceneSchema } from '../src/core/scene/schema.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import type { SimulationOptions } from '../src/core/simulation.ts';
import { fault, span } from './core/device/random-faults.ts';
import { models as sceneModels } from './core/scene/parts.ts';
import { amount, id, power, scenes } from './core/scene/random-scenes.ts';
import { type RunningBroker, startBrokers, startLive, textOf } from './live.ts';
import { models as products } from './models.ts';
import { mosquittoPath } from './mqtt/mosquitto.ts';
import { until } from './until.ts';

/**
 * Live equals simulated, for any home: random devices on random links, random people, random scenes (among them
 * circles), random messages and random faults. The journals of the memory bus, of aedes and of mosquitto are the same,
 * byte for byte.
 */

const zone = 'Asia/Shanghai';
const start = Date.parse('2026-03-02T06:58:00+08:00');
const models = new Map([...products, ...sceneModels]);
const rooms = ['room', 'hall'];

const home = fc
  .record({
    products: fc.subarray([...products.keys()].filter((name) => name !== 'phone')),
    rooms: fc.array(fc.constantFrom(...rooms), { minLength: 30, maxLength: 30 }),
    links: fc.array(fc.constantFrom('wifi', 'bluetooth', 'zigbee', 'ble_mesh'), {
      minLength: 30,
      maxLength: 30,
    }),
    latency: span,
    people: fc.array(
      fc.array(
        fc.record({
          at: fc.constantFrom('06:30', '06:59', '07:01', '07:02', '22:00'),
          room: fc.constantFrom(...rooms, 'away'),
          vary: fc.constantFrom('0s', '2m'),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      { maxLength: 2 },
    ),
  })
  .map((drawn) => {
    const placed = ['lamp', 'sensor', ...drawn.products].map((name, index) => {
      return [name, { model: name, room: drawn.rooms[index]!, link: drawn.links[index]! }] as const;
    });
    return homeSchema.parse({
      name: 'Any home',
      location: { latitude: 31.23, longitude: 121.47, timezone: zone },
      rooms,
      devices: {
        ...Object.fromEntries(placed),
        slow: { model: 'lamp', room: 'room', latency: drawn.latency },
        phone: { model: 'phone' },
        meter: { simulated: false },
      },
      residents: Object.fromEntries(drawn.people.map((day, index) => [`person_${index}`, { day }])),
    });
  });

/** What somebody sends after a while, to a topic that the home listens to. */
const message = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(fc.nat(), fault.map(asText)).map(([n, text]) => ({ n, part: 'fault', text })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.nat(),
        fc.constantFrom('{"id":1,"method":"get_prop","params":[]}', '{', '{"id":"a","method":"toggle"}'),
      )
      .map(([n, text]) => ({ n, part: 'rpc', text })),
  },
  { weight: 1, arbitrary: fc.nat().map((n) => ({ n, part: 'get', text: '' })) },
  { weight: 1, arbitrary: power.map((value) => ({ to: 'lamp/set', text: asText({ power: value }) })) },
  { weight: 1, arbitrary: amount.map((level) => ({ to: 'slow/set', text: asText({ level }) })) },
  {
    weight: 2,
    arbitrary: fc.option(fc.boolean()).map((detected) => ({
      to: 'sensor/rpc',
      text: asText({ id: 2, method: 'stimulate', params: { detected } }),
    })),
  },
  { weight: 1, arbitrary: amount.map((watt) => ({ to: 'meter/state', text: asText({ watt }) })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('online', 'offline').map((text) => ({ to: 'meter/availability', text })),
  },
  { weight: 1, arbitrary: id.map((scene) => ({ to: `scenes/${scene}/run`, text: '' })) },
);
const script = fc.array(fc.record({ after: span, message }), { minLength: 1, maxLength: 8 });

/** Where steps of random scenes leave something: the next home on that broker is not to hear it. */
const retained = ['out/a', 'out/b', 'millet/lamp/set'];

interface Line {
  readonly at: number;
  readonly topic: string;
  readonly payload: string;
}

let brokers: readonly RunningBroker[];
const people = new Map<RunningBroker, MqttClient>();

beforeAll(async () => {
  brokers = await startBrokers();
  for (const broker of brokers) people.set(broker, await connectAsync(broker.way.url));
});
afterAll(async () => {
  for (const person of people.values()) await person.endAsync();
  for (const { stop } of brokers) await stop();
});

describe(`any home${mosquittoPath ? '' : ' (skipped for mosquitto, which is not installed)'}`, () => {
  it('lives on every broker as in the simulation, byte for byte', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(home, scenes, script, fc.nat(), async (drawn, files, acts, seed) => {
        // Each home has topics of its own: what an earlier one has left behind of a device would be news.
        const prefix = `millet-${count++}`;
        const options = {
          prefix,
          home: drawn,
          models,
          scenes: new Map(Object.entries(files).map(([name, file]) => [name, sceneSchema.parse(file)])),
          start,
          seed,
        };
        const ids = Object.keys(drawn.devices).filter((device) => device !== 'meter');
        let at = start;
        const lines = acts.map(({ after, message: sent }): Line => {
          at += parseDuration(after);
          const to = 'to' in sent ? sent.to : `${ids[sent.n % ids.length]!}/${sent.part}`;
          return { at, topic: `${prefix}/${to}`, payload: sent.text };
        });
        const end = at + parseDuration('5m');
        const { journal, heard } = simulated(options, lines, end);
        for (const broker of brokers) expect(await live(options, heard, end, broker)).toEqual(journal);
      }),
      { seed: 20_260_302, numRuns: 60, endOnFailure: true },
    );
  });
});

/** The journal, and which lines somebody hears: on a broker, nobody does while a device is offline. */
function simulated(options: SimulationOptions, lines: readonly Line[], end: number) {
  const entries: JournalEntry[] = [];
  const simulation = new SimulatedHome({ ...options, sinks: [(entry) => entries.push(entry)] });
  simulation.start();
  const { devices } = simulation.simulation;
  const heard = lines.filter(({ at, ...rest }) => {
    simulation.advanceTo(at);
    const [, device = '', part] = rest.topic.split('/');
    if (part !== 'fault' && devices.get(device)?.isConnected === false) return false;
    simulation.input(at, { type: 'message', ...rest });
    return true;
  });
  simulation.advanceTo(end);
  return { journal: textOf(entries), heard };
}

/** The clock stands, jumps to each time, and a real client publishes. */
async function live(
  options: SimulationOptions,
  lines: readonly Line[],
  end: number,
  broker: RunningBroker,
): Promise<string[]> {
  const person = people.get(broker)!;
  const { entries, problems, session, entered } = await startLive(options, broker.way);
  for (const [index, { at, topic, payload }] of lines.entries()) {
    await session.home.jumpTo(at);
    await person.publishAsync(topic, payload, { qos: 1 });
    await until(() => entered().length > index, `input ${index}, ${topic} ${payload}, has come`);
  }
  await session.home.jumpTo(end);
  await session.stop();
  for (const topic of retained) await person.publishAsync(topic, '', { qos: 1, retain: true });
  expect(problems).toEqual([]);
  return textOf(entries);
}

function asText(payload: unknown): string {
  return typeof payload === 'string' ? payload : JSON.stringify(payload);
}
