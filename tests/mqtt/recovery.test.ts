import * as fc from 'fast-check';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bus } from '../../src/core/bus/bus.ts';
import { newMessage } from '../../src/core/bus/exchange.ts';
import { MemoryBus } from '../../src/core/bus/memory.ts';
import { Payload } from '../../src/core/bus/payload.ts';
import { startBroker } from '../../src/mqtt/broker.ts';
import { MqttBus } from '../../src/mqtt/bus.ts';
import type { Arrival } from '../../src/mqtt/strangers.ts';
import type { BusStatus } from '../../src/mqtt/wire.ts';
import { operations, play } from '../core/bus/programs.ts';
import { until } from '../until.ts';
import { freePort, mosquittoPath, startMosquitto } from './mosquitto.ts';
import { startProxy, type TcpProxy } from './proxy.ts';

const text = (value: string) => Payload.text(value);

/** A broker that can be taken away and brought back on the same port, with nothing kept. */
interface MortalBroker {
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

async function mortalAedes(): Promise<MortalBroker> {
  let broker = await startBroker({ host: '127.0.0.1', port: 0 });
  const { url, port } = broker;
  return {
    url,
    kill: () => broker.stop(),
    async start() {
      broker = await startBroker({ host: '127.0.0.1', port });
    },
  };
}

async function mortalMosquitto(signal: NodeJS.Signals): Promise<MortalBroker> {
  let broker = await startMosquitto();
  const { url, port } = broker;
  return {
    url,
    kill: () => broker.stop(signal),
    async start() {
      broker = await startMosquitto(port);
    },
  };
}

let bus: MqttBus;
let foreign: Arrival[];
let statuses: BusStatus[];
let cleanups: (() => Promise<unknown>)[];

beforeEach(() => {
  foreign = [];
  statuses = [];
  cleanups = [];
});

afterEach(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});

/** A bus whose strangers' messages enter the home at once, as in a live home. */
function newBus(url: string): MqttBus {
  bus = new MqttBus({
    url,
    protocol: 4,
    retryMs: 20,
    onForeign(arrival) {
      foreign.push(arrival);
      bus.inject(newMessage(arrival.topic, text(arrival.payload)));
    },
    onStatus: (status) => statuses.push(status),
  });
  cleanups.push(() => bus.stop());
  return bus;
}

async function stranger(url: string): Promise<{ client: MqttClient; seen: string[] }> {
  const client = await connectAsync(url);
  const seen: string[] = [];
  client.on('message', (topic, payload, { retain }) => {
    seen.push(`${topic} ${payload}${retain ? ' retained' : ''}`);
  });
  cleanups.push(() => client.endAsync(true));
  return { client, seen };
}

/**
 * A home in which a ball goes to and fro between two clients 40 times, each time with a retained state and twenty
 * messages beside it. `atCatch` is called with each catch.
 */
function playBall(on: Bus, log: string[], atCatch: (count: number) => void): void {
  const watcher = on.connect('watcher');
  watcher.subscribe('home/#', ({ topic, payload }) => log.push(`watcher ${topic} ${payload.text}`));
  for (const [name, other] of [
    ['ping', 'pong'],
    ['pong', 'ping'],
  ] as const) {
    const will = { topic: `home/${name}/availability`, payload: text('offline'), retain: true };
    const player = on.connect(name, { will });
    player.publish(`home/${name}/availability`, text('online'), { retain: true });
    player.subscribe(`home/${name}/ball`, ({ payload }) => {
      const count = payload.json as number;
      log.push(`${name} ${count}`);
      player.publish(`home/${name}/state`, text(`caught ${count}`), { retain: true });
      for (let number = 0; number < 20; number++) player.publish(`home/${name}/noise`, text(`${number}`));
      if (count < 40) player.publish(`home/${other}/ball`, Payload.of(count + 1));
      atCatch(count);
    });
  }
  on.connect('referee').publish('home/ping/ball', Payload.of(1));
}

function expectedBall(): string[] {
  const log: string[] = [];
  const memory = new MemoryBus();
  playBall(memory, log, () => {});
  memory.settle();
  return log;
}

const brokers: [string, (() => Promise<MortalBroker>) | undefined][] = [
  ['embedded aedes is stopped', mortalAedes],
  ['mosquitto is killed', mosquittoPath ? () => mortalMosquitto('SIGKILL') : undefined],
  ['mosquitto is asked to stop', mosquittoPath ? () => mortalMosquitto('SIGTERM') : undefined],
];

for (const [what, make] of brokers) {
  const title = make ? `when ${what} and comes back` : `when ${what} (skipped: mosquitto is not installed)`;
  describe.skipIf(!make)(title, () => {
    let broker: MortalBroker;

    beforeEach(async () => {
      broker = await make!();
      cleanups.push(() => broker.kill());
      await newBus(broker.url).start();
    });

    it('in the middle of a round, the home loses nothing and gets nothing twice', async () => {
      const log: string[] = [];
      let restarted = Promise.resolve();
      playBall(bus, log, (count) => {
        // The handlers run on, and what they publish meets a dead broker or a new one.
        if (count % 13 === 0) restarted = restarted.then(() => broker.kill()).then(() => broker.start());
      });
      await bus.settle();
      await restarted;
      await until(() => bus.ready);
      await bus.settle();
      expect(log).toEqual(expectedBall());
      expect(foreign).toEqual([]);
    });

    it('between two rounds, everything retained is there again and the home goes on', async () => {
      const log: string[] = [];
      playBall(bus, log, () => {});
      await bus.settle();
      log.length = 0;
      await broker.kill();
      await until(() => !bus.ready);
      bus.connect('late').publish('home/late', text('hello'));
      const settled = bus.settle();
      await broker.start();
      await settled;
      expect(log).toEqual(['watcher home/late hello']);
      expect(foreign).toEqual([]);
      const { client, seen } = await stranger(broker.url);
      await client.subscribeAsync('home/#');
      await until(() => seen.length === 4);
      expect(seen.toSorted()).toEqual([
        'home/ping/availability online retained',
        'home/ping/state caught 39 retained',
        'home/pong/availability online retained',
        'home/pong/state caught 40 retained',
      ]);
      client.publish('home/ping/ball', '40');
      await until(() => foreign.length === 1);
      await bus.settle();
      expect(log).toContain('ping 40');
    });

    it('says so in one sentence each', async () => {
      bus.connect('lamp');
      await bus.settle();
      await broker.kill();
      await until(() => statuses.some(({ kind }) => kind === 'waiting'));
      await broker.start();
      await until(() => bus.ready);
      expect(statuses.map(({ kind }) => kind)).toEqual(['lost', 'waiting', 'back']);
      expect(statuses[0]!.text).toMatch(
        /^Lost the connection of (bus|lamp) to the MQTT broker at mqtt:\/\/127\.0\.0\.1:\d+ \(.+\); the home stands still until it is back\.$/,
      );
      expect(statuses[2]!.text).toMatch(/^The MQTT broker at .+ is back; the home goes on\.$/);
    });
  });
}

describe('when the broker is not there yet', () => {
  it('the bus waits, says what to do, and works once it comes', async () => {
    const port = await freePort();
    newBus(`mqtt://somebody:secret@127.0.0.1:${port}`);
    const started = bus.start();
    const log: string[] = [];
    bus.connect('a').subscribe('home/x', ({ payload }) => log.push(payload.text));
    bus.connect('b').publish('home/x', text('1'));
    const settled = bus.settle();
    await until(() => statuses.length > 0);
    expect(statuses[0]!.kind).toBe('waiting');
    expect(statuses[0]!.text).toBe(
      `Waiting for the MQTT broker at mqtt://127.0.0.1:${port}, which does not answer (connect ECONNREFUSED 127.0.0.1:${port}): start it, or give another address.`,
    );
    expect(bus.ready).toBe(false);
    const broker = await startBroker({ host: '127.0.0.1', port });
    cleanups.push(() => broker.stop());
    await started;
    await settled;
    expect(log).toEqual(['1']);
    expect(statuses.map(({ kind }) => kind)).toEqual(['waiting', 'back']);
    expect(JSON.stringify(statuses)).not.toContain('secret');
  });

  it('stopping ends the waiting', async () => {
    newBus(`mqtt://127.0.0.1:${await freePort()}`);
    const started = bus.start();
    bus.connect('a');
    const settled = bus.settle();
    await until(() => statuses.length > 0);
    await bus.stop();
    await started;
    await settled;
    expect(bus.settle()).toBeUndefined();
  });
});

describe('when single connections are lost', () => {
  let proxy: TcpProxy;
  let broker: MortalBroker;

  beforeEach(async () => {
    broker = await mortalAedes();
    cleanups.push(() => broker.kill());
    proxy = await startProxy(Number(new URL(broker.url).port));
    cleanups.push(() => proxy.stop());
    await newBus(proxy.url).start();
  });

  it('the will that the broker publishes comes as from a stranger, and what was true before after it', async () => {
    const log: string[] = [];
    const engine = bus.connect('engine');
    engine.subscribe('home/+/availability', ({ payload }) => log.push(payload.text));
    const will = { topic: 'home/lamp/availability', payload: text('offline'), retain: true };
    const lamp = bus.connect('lamp', { will });
    lamp.publish('home/lamp/availability', text('online'), { retain: true });
    await bus.settle();
    expect(proxy.cut('-lamp-')).toBe(1);
    await until(() => foreign.length === 2);
    await bus.settle();
    expect(foreign.map(({ clientId, topic, payload }) => [clientId, topic, payload])).toEqual([
      ['engine', 'home/lamp/availability', 'offline'],
      ['engine', 'home/lamp/availability', 'online'],
    ]);
    expect(log).toEqual(['online', 'offline', 'online']);
  });

  it('nothing is lost and nothing comes twice, whoever is lost and whenever', async () => {
    const program = fc.array(operations, { minLength: 10, maxLength: 40 });
    const victims = ['-client0-', '-client1-', '-client2-', '-client3-', '-bus-', 'everybody', 'the broker'];
    const losses = fc.array(fc.constantFrom(...victims), { maxLength: 4 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(program, losses, fc.nat({ max: 6 }), async (all, whom, delay) => {
        // Wills are another matter: the broker does publish them.
        const steps = all.map((step) => (step.do === 'connect' ? { ...step, will: null } : step));
        const root = `home/${++run}`;
        const memory = new MemoryBus();
        const expected = await play(steps, root, { bus: memory, settle: async () => memory.settle() });
        foreign = [];
        const chaotic = new MqttBus({
          url: proxy.url,
          protocol: 4,
          retryMs: 5,
          onForeign: (arrival) => foreign.push(arrival),
          onStatus: (status) => statuses.push(status),
        });
        await chaotic.start();
        const next = [...whom];
        const settle = async () => {
          const settled = chaotic.settle();
          for (let turn = 0; turn < delay; turn++) await new Promise((resolve) => setImmediate(resolve));
          const victim = next.shift();
          if (victim === 'the broker') await broker.kill().then(() => broker.start());
          else if (victim) proxy.cut(victim === 'everybody' ? '' : victim);
          await settled;
        };
        const log = await play(steps, root, { bus: chaotic, settle });
        await chaotic.stop();
        expect(log).toEqual(expected);
        expect(foreign.filter(({ topic }) => topic.startsWith(root))).toEqual([]);
        expect(statuses.filter(({ kind }) => kind === 'problem')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('a stranger that takes over the client id of a device keeps it, and the device goes on under another', async () => {
    const { client: spy } = await stranger(broker.url);
    const ids: string[] = [];
    spy.on('message', (_topic, payload) => ids.push(payload.toString()));
    await spy.subscribeAsync('$SYS/+/new/clients');
    const lamp = bus.connect('lamp');
    const log: string[] = [];
    lamp.subscribe('home/x', ({ payload }) => log.push(payload.text));
    await bus.settle();
    await until(() => ids.length === 1);
    expect(ids[0]).toMatch(/^millet-lamp-[0-9a-z]+$/);
    const thief = await connectAsync(broker.url, { clientId: ids[0]!, reconnectPeriod: 5 });
    cleanups.push(() => thief.endAsync(true));
    await until(() => statuses.some(({ kind }) => kind === 'back'));
    thief.publish('home/x', 'thanks');
    await until(() => foreign.length === 1);
    await bus.settle();
    expect(log).toEqual(['thanks']);
    expect(thief.connected).toBe(true);
    expect(ids).toHaveLength(3);
  });

  it('a broker that delivers nothing is reported, and does not hold up the home for ever', async () => {
    const patient = new MqttBus({
      url: proxy.url,
      protocol: 4,
      patienceMs: 1000,
      onForeign: (arrival) => foreign.push(arrival),
      onStatus: (status) => statuses.push(status),
    });
    cleanups.push(() => patient.stop());
    await patient.start();
    const log: string[] = [];
    patient.connect('lamp').subscribe('home/x', ({ payload }) => log.push(payload.text));
    const other = patient.connect('other');
    await patient.settle();
    proxy.deafen('-lamp-');
    other.publish('home/x', text('1'));
    await patient.settle();
    expect(log).toEqual(['1']);
    expect(statuses.map(({ kind }) => kind)).toEqual(['problem']);
    expect(statuses[0]!.text).toContain('one is home/x to lamp');
  });
});
