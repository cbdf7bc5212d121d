import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newMessage } from '../../src/core/bus/exchange.ts';
import { Payload } from '../../src/core/bus/payload.ts';
import { MilletError } from '../../src/core/errors.ts';
import { type Broker, startBroker } from '../../src/mqtt/broker.ts';
import { MqttBus, type MqttBusOptions } from '../../src/mqtt/bus.ts';
import type { Arrival } from '../../src/mqtt/strangers.ts';
import { until } from '../until.ts';
import { mosquittoPath, startMosquitto } from './mosquitto.ts';

const text = (value: string) => Payload.text(value);

let broker: Broker;
let bus: MqttBus;
let foreign: Arrival[];
let statuses: string[];
let log: string[];
let cleanups: (() => Promise<unknown>)[];

beforeEach(async () => {
  foreign = [];
  statuses = [];
  log = [];
  cleanups = [];
  broker = await startBroker({ host: '127.0.0.1', port: 0 });
  cleanups.push(() => broker.stop());
  bus = await newBus({ url: broker.url });
});

afterEach(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup();
});

async function newBus(options: Partial<MqttBusOptions> & { url: string }): Promise<MqttBus> {
  const made = new MqttBus({
    protocol: 4,
    onForeign(arrival) {
      foreign.push(arrival);
      const { topic, payload, retained, responseTopic, correlation } = arrival;
      made.inject(newMessage(topic, text(payload), { retained, responseTopic, correlation }));
      void made.settle();
    },
    onStatus: ({ text: sentence }) => statuses.push(sentence),
    ...options,
  });
  cleanups.push(() => made.stop());
  await made.start();
  return made;
}

async function stranger(url = broker.url, options: IClientOptions = {}): Promise<MqttClient> {
  const client = await connectAsync(url, options);
  cleanups.push(() => client.endAsync(true));
  return client;
}

function record(id: string, ...filters: string[]) {
  const client = bus.connect(id);
  for (const filter of filters) {
    client.subscribe(filter, ({ topic, payload }) => log.push(`${id} ${topic} ${payload.text}`));
  }
  return client;
}

describe('what strangers publish', () => {
  it('is told of once, with the client it came to, and not delivered on its own', async () => {
    record('lamp', 'home/lamp/rpc');
    await bus.settle();
    const client = await stranger();
    client.publish('home/lamp/rpc', '{"id":1}');
    await until(() => foreign.length === 1);
    expect(foreign).toEqual([
      {
        clientId: 'lamp',
        topic: 'home/lamp/rpc',
        payload: '{"id":1}',
        retained: false,
        responseTopic: undefined,
        correlation: undefined,
      },
    ]);
    expect(log).toEqual(['lamp home/lamp/rpc {"id":1}']);
  });

  it('is told of once when it comes to several clients, each time that it is published', async () => {
    for (const id of ['a', 'b', 'c']) record(id, 'home/#');
    await bus.settle();
    const client = await stranger();
    for (const payload of ['same', 'same', 'other', 'same']) client.publish('home/x', payload);
    await until(() => log.length === 12);
    await bus.settle();
    expect(foreign.map(({ payload }) => payload)).toEqual(['same', 'same', 'other', 'same']);
  });

  it('is told from what the home publishes, even if it is the same', async () => {
    const lamp = record('lamp', 'home/x');
    await bus.settle();
    const client = await stranger();
    for (let number = 0; number < 50; number++) {
      client.publish('home/x', 'same');
      lamp.publish('home/x', text('same'));
      await bus.settle();
    }
    await until(() => foreign.length === 50);
    await bus.settle();
    expect(log).toHaveLength(100);
  });

  it('is no news when the filter at the broker is wider than what anybody wants', async () => {
    const lamp = record('lamp', 'home/+/state', 'home/lamp/+');
    await bus.settle();
    lamp.unsubscribe('home/lamp/+');
    await bus.settle();
    const client = await stranger();
    client.publish('home/lamp/rpc', 'ignored');
    client.publish('home/lamp/state', 'wanted');
    await until(() => foreign.length > 0);
    expect(foreign.map(({ topic }) => topic)).toEqual(['home/lamp/state']);
  });

  it('comes with the retain flag when it was there before', async () => {
    const client = await stranger();
    await client.publishAsync('home/x', 'kept', { retain: true, qos: 1 });
    record('lamp', 'home/#');
    await bus.settle();
    await until(() => foreign.length === 1);
    expect(foreign[0]).toMatchObject({ topic: 'home/x', payload: 'kept', retained: true });
  });

  it('replaces bytes that are not UTF-8', async () => {
    record('lamp', 'home/x');
    await bus.settle();
    const client = await stranger();
    client.publish('home/x', Buffer.from([0x61, 0xff, 0x62]));
    await until(() => foreign.length === 1);
    expect(foreign[0]!.payload).toBe('a\ufffdb');
  });

  it('on a topic that the home itself retains is told of, and replaced by the next of the home', async () => {
    const lamp = record('lamp');
    record('engine', 'home/+/state');
    lamp.publish('home/lamp/state', text('on'), { retain: true });
    await bus.settle();
    const client = await stranger();
    client.publish('home/lamp/state', 'stolen', { retain: true });
    await until(() => foreign.length === 1);
    lamp.publish('home/lamp/state', text('off'), { retain: true });
    await bus.settle();
    expect(log.map((line) => line.split(' ')[2])).toEqual(['on', 'stolen', 'off']);
    record('late', 'home/lamp/state');
    await bus.settle();
    expect(log.at(-1)).toBe('late home/lamp/state off');
    expect(foreign).toHaveLength(1);
  });

  it('on such a topic does not keep a later subscriber from what the home believes', async () => {
    record('lamp').publish('home/lamp/state', text('on'), { retain: true });
    await bus.settle();
    const client = await stranger();
    await client.publishAsync('home/lamp/state', 'stolen', { retain: true, qos: 1 });
    record('late', 'home/lamp/state');
    await bus.settle();
    expect(log).toEqual(['late home/lamp/state on']);
    await until(() => foreign.length === 1);
    expect(foreign[0]).toMatchObject({ payload: 'stolen', retained: true });
    expect(statuses).toEqual([]);
  });

  it('and was left by an earlier session is old news as soon as the home publishes there', async () => {
    const client = await stranger();
    await client.publishAsync('home/lamp/state', 'of yesterday', { retain: true, qos: 1 });
    record('engine', 'home/+/state');
    record('lamp').publish('home/lamp/state', text('on'), { retain: true });
    await bus.settle();
    client.publish('home/end/state', 'x');
    await until(() => foreign.length > 0);
    expect(foreign.map(({ topic }) => topic)).toEqual(['home/end/state']);
    expect(log).toEqual(['engine home/lamp/state on', 'engine home/end/state x']);
  });
});

describe('settling', () => {
  it('needs no promise for what nobody in the home subscribes to', async () => {
    const lamp = record('lamp', 'home/lamp/rpc');
    await bus.settle();
    lamp.publish('home/lamp/rpc/reply', text('1'));
    expect(bus.settle()).toBeUndefined();
    bus.inject(newMessage('home/lamp/rpc', text('2')));
    expect(bus.settle()).toBeUndefined();
    expect(log).toEqual(['lamp home/lamp/rpc 2']);
    lamp.publish('home/lamp/rpc', text('3'));
    expect(bus.settle()).toBeInstanceOf(Promise);
    await bus.settle();
    expect(log).toEqual(['lamp home/lamp/rpc 2', 'lamp home/lamp/rpc 3']);
  });

  it('waits for a connection that has too much to send', async () => {
    const watcher = await stranger();
    let received = 0;
    watcher.on('message', () => received++);
    await watcher.subscribeAsync('home/big');
    const lamp = record('lamp');
    await bus.settle();
    const big = text('x'.repeat(100_000));
    let sent = 0;
    let waited: Promise<void> | undefined;
    for (; waited === undefined && sent < 1000; sent++) {
      lamp.publish('home/big', big);
      waited = bus.settle() as Promise<void> | undefined;
    }
    expect(sent).toBeLessThan(1000);
    await waited;
    await until(() => received === sent);
  });

  it('starts fifty devices at once', async () => {
    const engine = record('engine', 'home/+/state', 'home/+/availability');
    for (let number = 0; number < 50; number++) {
      const device = record(`device${number}`, `home/device${number}/rpc`, `home/device${number}/set`);
      device.publish(`home/device${number}/state`, text('{}'), { retain: true });
      device.publish(`home/device${number}/availability`, text('online'), { retain: true });
    }
    await bus.settle();
    expect(engine.id).toBe('engine');
    expect(log).toHaveLength(100);
    expect(log.slice(0, 3)).toEqual([
      'engine home/device0/state {}',
      'engine home/device0/availability online',
      'engine home/device1/state {}',
    ]);
  });

  it.each([
    ['is larger than 1000 kB', 'home/big', 'x'.repeat(1_000_001)],
    [
      'has a topic that has a + or # in it, which only stand for topics where somebody listens',
      'home/+',
      'x',
    ],
    ['has a topic that begins with $, as only the topics of the broker itself do', '$SYS/home', 'x'],
    ['has a topic that has more than 100 levels', 'a/'.repeat(100), 'x'],
  ])('keeps a message within the home that %s', async (why, topic, payload) => {
    const lamp = record('lamp', '#', '$SYS/home');
    lamp.publish(topic, text(payload), { retain: true });
    lamp.publish('home/after', text('1'));
    await bus.settle();
    expect(log).toEqual([`lamp ${topic} ${payload}`, 'lamp home/after 1']);
    expect(statuses).toEqual([`A message of lamp on ${topic} ${why}, and stays within the home.`]);
    expect(bus.ready).toBe(true);
  });

  it.each([
    ['is empty', ''],
    ['has a # that is not the whole last level', 'home/#/x'],
    ['has more than 100 levels', '+/'.repeat(100)],
  ])('leaves out a subscription to a filter that %s', async (why, filter) => {
    record('lamp', filter, 'home/x').publish('home/x', text('1'));
    await bus.settle();
    expect(log).toEqual(['lamp home/x 1']);
    expect(statuses).toEqual([`lamp cannot subscribe to "${filter}": it ${why}.`.replace(/^l/, 'L')]);
  });
});

describe('stopping', () => {
  it('publishes no will and nothing else, and delivers nothing', async () => {
    const watcher = await stranger();
    const seen: string[] = [];
    watcher.on('message', (topic, payload) => seen.push(`${topic} ${payload}`));
    await watcher.subscribeAsync(['home/#', '$SYS/+/disconnect/clients']);
    const will = { topic: 'home/lamp/availability', payload: text('offline'), retain: true };
    const lamp = bus.connect('lamp', { will });
    lamp.subscribe('home/x', ({ payload }) => log.push(payload.text));
    lamp.publish('home/x', text('before'));
    await bus.settle();
    lamp.publish('home/x', text('cut off'));
    const settled = bus.settle();
    await bus.stop();
    await settled;
    lamp.publish('home/x', text('after'));
    expect(bus.settle()).toBeUndefined();
    expect(bus.ready).toBe(false);
    await until(() => seen.filter((line) => line.startsWith('$SYS')).length === 2);
    expect(seen.filter((line) => !line.startsWith('$SYS'))).toEqual(
      expect.not.arrayContaining(['home/lamp/availability offline', 'home/x after']),
    );
    expect(log).toEqual(['before']);
  });
});

describe('starting', () => {
  it.each(['http://localhost:80', 'localhost:1883', 'nonsense'])(
    'refuses "%s" as an address',
    async (url) => {
      const wrong = new MqttBus({ url, onForeign: () => {} });
      const error = await wrong.start().catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(MilletError);
      expect((error as MilletError).message).toBe(`"${url}" is not the address of an MQTT broker`);
    },
  );

  it('finds out by itself that aedes speaks MQTT 3.1.1 only', async () => {
    bus = await newBus({ url: broker.url, protocol: 'auto' });
    record('lamp', 'home/x').publish('home/x', text('1'));
    await bus.settle();
    expect(log).toEqual(['lamp home/x 1']);
    expect(statuses).toEqual([]);
  });
});

const missing = mosquittoPath === undefined ? ' (skipped: mosquitto is not installed)' : '';
describe.skipIf(missing)(`on mosquitto${missing}`, () => {
  it('uses MQTT 5: response topic and correlation data come in and go out', async () => {
    const mosquitto = await startMosquitto();
    cleanups.push(() => mosquitto.stop());
    bus = await newBus({ url: mosquitto.url, protocol: 'auto' });
    const lamp = bus.connect('lamp');
    lamp.subscribe('home/lamp/rpc', ({ responseTopic, correlation }) => {
      lamp.publish(responseTopic!, text('done'), { correlation });
    });
    await bus.settle();
    const client = await stranger(mosquitto.url, { protocolVersion: 5 });
    const replies: [string, string | undefined][] = [];
    client.on('message', (topic, payload, { properties }) => {
      replies.push([`${topic} ${payload}`, properties?.correlationData?.toString('hex')]);
    });
    await client.subscribeAsync('my/replies');
    const correlationData = Buffer.from([0, 1, 0xff]);
    client.publish('home/lamp/rpc', '{}', { properties: { responseTopic: 'my/replies', correlationData } });
    await until(() => replies.length === 1);
    expect(foreign[0]).toMatchObject({ responseTopic: 'my/replies', correlation: 'AAH/' });
    expect(replies).toEqual([['my/replies done', '0001ff']]);
  });

  it('says that it does not let us in, without the password', async () => {
    const mosquitto = await startMosquitto(0, ['allow_anonymous false']);
    cleanups.push(() => mosquitto.stop());
    const wrong = new MqttBus({
      url: mosquitto.url.replace('//', '//somebody:secret@'),
      onForeign: () => {},
      onStatus: ({ text: sentence }) => statuses.push(sentence),
    });
    const error = (await wrong.start().catch((caught: unknown) => caught)) as MilletError;
    expect(error).toBeInstanceOf(MilletError);
    expect(error.message).toBe(
      `The MQTT broker at ${mosquitto.url} does not let us in: Connection refused: Not authorized`,
    );
    expect(`${error.message}${error.hint}${statuses}`).not.toContain('secret');
  });
});
