import { fileURLToPath } from 'node:url';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { parseInstant } from '../src/core/calendar/index.ts';
import { faultKinds } from '../src/core/device/fault.ts';
import type { Home } from '../src/core/home.ts';
import { sceneSchema } from '../src/core/scene/schema.ts';
import type { SimulationOptions } from '../src/core/simulation.ts';
import { type LoadedHome, loadHome } from '../src/files/load-home.ts';
import { loadScene } from '../src/files/load-scene.ts';
import {
  missingOn,
  type RunningBroker,
  simulated,
  startBrokers,
  startLive,
  textOf,
  type Way,
} from './live.ts';
import { until } from './until.ts';

/**
 * The promise of the whole design: a live run on a real broker gives, byte for byte, the journal of the simulation
 * from the same start with the same inputs.
 */

const zone = 'Asia/Shanghai';
const demo = fileURLToPath(new URL('..', import.meta.url));
const at = (time: string): number => parseInstant(time, zone, parseInstant('2026-03-02T00:00', zone, 0));

/** What somebody outside does, and when: as messages of any MQTT client. */
const script: readonly { at: string; topic: string; payload: string }[] = [
  {
    at: '06:55:10',
    topic: 'motion_sensor/rpc',
    payload: '{"id":1,"method":"stimulate","params":{"detected":true}}',
  },
  { at: '06:56:00', topic: 'air_purifier/set', payload: '{"power":"on","mode":"favorite","level":3}' },
  { at: '06:57:30', topic: 'hall_light/rpc', payload: '{"id":"x","method":"toggle"}' },
  { at: '06:58:00', topic: 'hall_light/rpc', payload: 'not JSON' },
  { at: '07:00:03', topic: 'smart_curtain/rpc', payload: '{"id":2,"method":"stop"}' },
  { at: '07:00:03', topic: 'scenes/lights-out/run', payload: '' },
  {
    at: '07:00:20',
    topic: 'air_purifier/rpc',
    payload: '{"id":3,"method":"stimulate","params":{"pm2_5":130}}',
  },
  { at: '07:01:00', topic: 'coffee_maker/get', payload: '' },
  {
    at: '07:02:00',
    topic: 'motion_sensor/rpc',
    payload: '{"id":4,"method":"stimulate","params":{"detected":null}}',
  },
  {
    at: '07:04:00',
    topic: 'coffee_maker/rpc',
    payload: '{"id":5,"method":"brew","params":{"type":"lungo"}}',
  },
];
const end = '07:15:00';

/** A day on which everything breaks once, some of it while it is asked for something. */
const faults: typeof script = [
  { at: '06:56:00', topic: 'motion_sensor/fault', payload: '{"kind":"slow","delay":"3s","for":"2h"}' },
  { at: '06:58:00', topic: 'coffee_maker/fault', payload: '{"kind":"offline","for":"1m30s"}' },
  { at: '06:59:58', topic: 'smart_curtain/fault', payload: 'duplicated' },
  { at: '07:00:00', topic: 'air_purifier/fault', payload: '{"kind":"lossy","share":0.5}' },
  { at: '07:00:03', topic: 'smart_curtain/fault', payload: '{"kind":"jam","for":"10m"}' },
  {
    at: '07:01:00',
    topic: 'coffee_maker/rpc',
    payload: '{"id":1,"method":"brew","params":{"type":"lungo"}}',
  },
  { at: '07:01:20', topic: 'coffee_maker/fault', payload: 'reboot' },
  { at: '07:05:00', topic: 'air_purifier/set', payload: '{"mode":"favorite","level":3}' },
  { at: '07:06:00', topic: 'air_purifier/rpc', payload: '{"id":2,"method":"toggle"}' },
  {
    at: '07:10:00',
    topic: 'bedroom_heater/fault',
    payload: '{"kind":"stuck","prop":"temperature","for":"8h"}',
  },
  {
    at: '07:30:00',
    topic: 'bedroom_climate/fault',
    payload: '{"kind":"drift","prop":"humidity","per_hour":-4}',
  },
  { at: '08:00:00', topic: 'front_door/fault', payload: '{"kind":"battery","level":0,"for":"3h"}' },
  { at: '08:05:00', topic: 'smoke_alarm/fault', payload: '{"kind":"battery","level":7}' },
  { at: '09:10:00', topic: 'vacuum/fault', payload: '{"kind":"jam","for":"20m"}' },
  { at: '09:40:00', topic: 'vacuum/fault', payload: '{"kind":"reboot","after":"1m"}' },
  { at: '12:00:00', topic: 'hall_motion/fault', payload: '{"kind":"stuck"}' },
  { at: '12:00:00', topic: 'hall_motion/fault', payload: '{"kind":"lossy","share":0.3}' },
  { at: '12:00:01', topic: 'hall_light/fault', payload: '{"kind":"slow","delay":"800ms"}' },
  { at: '12:00:01', topic: 'hall_light/fault', payload: '{"kind":"duplicated","share":0.5}' },
  {
    at: '12:00:02',
    topic: 'hall_light/rpc',
    payload: '{"id":3,"method":"fade","params":{"brightness":9,"duration":4}}',
  },
  { at: '12:00:04', topic: 'hall_light/fault', payload: 'offline' },
  { at: '12:00:05', topic: 'hall_light/fault', payload: 'jam' },
  { at: '12:00:05', topic: 'nothing/fault', payload: '{"kind":"slow"}' },
  { at: '18:00:00', topic: 'hall_light/fault', payload: 'none' },
  { at: '18:30:00', topic: 'lin_phone/fault', payload: '{"kind":"offline","for":"1h"}' },
  { at: '22:00:00', topic: 'hall_motion/fault', payload: '{"kind":"none","of":"stuck"}' },
];

let loaded: LoadedHome;
let brokers: readonly RunningBroker[];

beforeAll(async () => {
  loaded = await loadHome(demo);
  brokers = await startBrokers();
});
afterAll(async () => {
  for (const { stop } of brokers) await stop();
});

/** Scenes of kinds that the demo home has no need of. */
const more: Readonly<Record<string, z.input<typeof sceneSchema>>> = {
  'as-bright-as-the-curtain-is-open': {
    trigger: [
      { type: 'property', device: 'smart_curtain', prop: 'position', changed: true },
      {
        type: 'property',
        device: 'air_purifier',
        prop: 'level',
        above: { device: 'bedroom_climate', prop: 'temperature', plus: -18 },
      },
    ],
    conditions: [
      {
        device: 'smart_curtain',
        prop: 'position',
        above: { device: 'air_purifier', prop: 'level', times: 2 },
      },
    ],
    actions: [
      {
        device: 'hall_light',
        set: { brightness: { device: 'smart_curtain', prop: 'position', times: 0.7, min: 1 } },
      },
      { publish: { topic: 'curtain', payload: { open: { device: 'smart_curtain', prop: 'position' } } } },
    ],
    mode: 'restart',
  },
};

const code = `import { defineScene } from 'millet';

/** How bright, by how open. */
const brightness = (open: number): number => 100 - open / 2;

export default defineScene({
  trigger: { type: 'property', device: 'smart_curtain', prop: 'moving', changed: true },
  conditions: [(home) => home.isOnline('hall_light') && home.time.hour < 23],
  actions: [
    { device: 'hall_light', set: { brightness: (home) => brightness(home.get('smart_curtain', 'position')) } },
    { wait_until: (home) => home.get('smart_curtain', 'moving') === 'stopped', timeout: '20s' },
    { notify: (home) => \`\${home.time.iso}: \${home.get('air_purifier', 'pm2_5')}\` },
  ],
  mode: 'restart',
});
`;

function options(seed = 1): SimulationOptions {
  const { models } = loaded;
  const others = Object.entries(more).map(([id, scene]) => [id, sceneSchema.parse(scene)] as const);
  const inCode = loadScene('scenes/in-code.ts', code, undefined).scene!;
  const scenes = new Map([...loaded.scenes, ...others, ['in-code', inCode] as const]);
  const home = loaded.home as Home;
  return { home, models, scenes, start: at('06:55'), seed };
}

/** Runs a script live: the clock stands, jumps to each time, and a real client publishes. */
async function live(way: Way, played = script, last = end): Promise<string[]> {
  const { entries, problems, session, entered } = await startLive(options(), way);
  const person = await connectAsync(way.url);
  for (const { at: time, topic, payload } of played) {
    await session.home.jumpTo(at(time));
    const before = entered().length;
    await person.publishAsync(`millet/${topic}`, payload, { qos: 1 });
    await until(() => entered().length > before);
  }
  await session.home.jumpTo(at(last));
  await person.endAsync();
  await session.stop();
  expect(problems).toEqual([]);
  return textOf(entries);
}

const inputsOf = (played: typeof script) => {
  return played.map(({ at: time, topic, payload }) => {
    return { at: at(time), input: { type: 'message', topic: `millet/${topic}`, payload } as const };
  });
};
const inputs = inputsOf(script);

describe('one order', () => {
  it('gives the same journal for the same seed, and another for another', () => {
    const journal = simulated(options(), inputs, at(end));
    expect(journal.length).toBeGreaterThan(100);
    const read = journal.filter((line) => line.includes('"kind":"step"') && line.includes('"read":[{'));
    for (const scene of ['as-bright-as-the-curtain-is-open', 'in-code'])
      expect(read.filter((line) => line.includes(`"scene":"${scene}"`))).not.toEqual([]);
    expect(simulated(options(), inputs, at(end))).toEqual(journal);
    expect(simulated(options(2), inputs, at(end)).slice(1)).not.toEqual(journal.slice(1));
  });

  for (const name of ['aedes', 'aedes by sockets', 'mosquitto']) {
    const missing = missingOn(name);
    it.skipIf(missing)(
      `live on ${name} gives the journal of the simulation, byte for byte${missing}`,
      async () => {
        const { way } = brokers.find((broker) => broker.name === name)!;
        const expected = simulated(options(), inputs, at(end));
        expect(await live(way)).toEqual(expected);
        // A second home on the same broker meets what the first one left retained there, and is not misled by it.
        expect(await live(way)).toEqual(expected);
      },
    );
  }

  for (const name of ['aedes', 'mosquitto']) {
    const missing = missingOn(name);
    it.skipIf(missing)(`holds for a day on which everything breaks, live on ${name}${missing}`, async () => {
      const expected = simulated(options(), inputsOf(faults), at('23:59'));
      for (const kind of faultKinds) {
        expect(expected.filter((line) => line.includes(`"fault":{"kind":"${kind}"`))).not.toEqual([]);
      }
      const { way } = brokers.find((broker) => broker.name === name)!;
      expect(await live(way, faults, '23:59')).toEqual(expected);
    });
  }

  it('gives the journal of the simulation also when inputs come at any moment of a fast run', async () => {
    const { way } = brokers[0]!;
    const { entries, problems, session, entered } = await startLive(options(), way);
    session.setSpeed(600);
    session.setPaused(false);
    const person = await connectAsync(way.url);
    for (let count = 0; count < 200; count++) {
      const { topic, payload } = script[count % script.length]!;
      await person.publishAsync(`millet/${topic}`, payload, { qos: 1 });
    }
    await until(() => entered().length >= 200);
    session.setPaused(true);
    // To the end of the instant at which it stands: a stop could come between two entries of it.
    await session.home.jumpTo(session.home.time);
    await person.endAsync();
    await session.stop();
    expect(problems).toEqual([]);
    expect(textOf(entries)).toEqual(simulated(options(), entered(), session.home.simulation.clock.now));
  });
});
