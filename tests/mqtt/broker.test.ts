import { randomBytes } from 'node:crypto';
import { connectAsync, type IClientOptions, MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MilletError } from '../../src/core/errors.ts';
import { type Broker, maxPacketBytes, startBroker, startBrokerNear } from '../../src/mqtt/broker.ts';
import { encodePublish } from '../../src/mqtt/publish-packet.ts';
import { until } from '../until.ts';
import { packet, publishPacket, RawClient, text } from './raw.ts';

let broker: Broker;
let clients: MqttClient[];

beforeEach(async () => {
  broker = await startBroker({ host: '127.0.0.1', port: 0 });
  clients = [];
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.endAsync(true)));
  await broker.stop();
});

async function client(options: IClientOptions = {}): Promise<MqttClient> {
  const made = await connectAsync(broker.url, { reconnectPeriod: 0, ...options });
  made.on('error', () => {});
  (made.stream as unknown as { setNoDelay(on: boolean): void }).setNoDelay(true);
  clients.push(made);
  return made;
}

/** A client that collects what comes on a filter. */
async function listener(filter: string): Promise<{ client: MqttClient; topics: string[] }> {
  const topics: string[] = [];
  const made = await client();
  made.on('message', (topic) => topics.push(topic));
  await made.subscribeAsync(filter);
  return { client: made, topics };
}

async function expectBrokerToWork(): Promise<void> {
  const { client: one, topics } = await listener('proof/of/life');
  one.publish('proof/of/life', 'x');
  await until(() => topics.length === 1, 'the broker still delivers');
}

describe('starting and stopping', () => {
  it('listens on a free port of its own choice', async () => {
    expect(broker.port).toBeGreaterThan(0);
    expect(broker.url).toBe(`mqtt://127.0.0.1:${broker.port}`);
    await expectBrokerToWork();
  });

  it('says clearly that a port is in use', async () => {
    const error = await startBroker({ host: '127.0.0.1', port: broker.port }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(MilletError);
    expect((error as MilletError).message).toBe(
      `The MQTT broker cannot start: port ${broker.port} of 127.0.0.1 is already in use.`,
    );
    expect((error as MilletError).hint).toContain('choose another port');
  });

  it('says clearly that an address is not of this machine', async () => {
    const error = await startBroker({ host: '192.0.2.1', port: 0 }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(MilletError);
    expect((error as MilletError).message).toContain('cannot listen on port 0 of 192.0.2.1');
  });

  it('takes the next free port when asked to', async () => {
    const near = await startBrokerNear({ host: '127.0.0.1', port: broker.port });
    expect(near.port).toBeGreaterThan(broker.port);
    expect(near.port).toBeLessThanOrEqual(broker.port + 20);
    await near.stop();
  });

  it('closes every connection, publishes no wills, and frees its port', async () => {
    await client({ will: { topic: 'last/words', payload: Buffer.from('x'), qos: 0, retain: false } });
    const { topics } = await listener('#');
    const silent = new RawClient(broker.port);
    await until(() => silent.socket.readyState === 'open');
    const begin = performance.now();
    await broker.stop();
    // aedes on its own gives the silent one ten seconds.
    expect(performance.now() - begin).toBeLessThan(5000);
    await until(() => silent.closed && clients.every((one) => !one.connected));
    expect(topics).toEqual([]);
    broker = await startBroker({ host: '127.0.0.1', port: broker.port });
    await expectBrokerToWork();
  });
});

describe('clients of its own process', () => {
  function inside(options: IClientOptions = {}): MqttClient {
    const made = new MqttClient(broker.dial, { reconnectPeriod: 0, clientId: 'inside', ...options });
    made.on('error', () => {});
    clients.push(made);
    return made;
  }
  const will = { topic: 'last/words', payload: Buffer.from('x'), qos: 0, retain: false } as const;

  it('hear and are heard like any others', async () => {
    const { client: outside, topics } = await listener('from/inside');
    const one = inside();
    const heard: string[] = [];
    one.on('message', (topic) => heard.push(topic));
    await until(() => one.connected);
    await one.subscribeAsync('from/outside');
    // One packet in each piece, as the home writes what its devices say.
    for (let count = 0; count < 100; count++)
      one.stream.write(encodePublish(4, 'from/inside', `${count}`, count % 2 === 0));
    outside.publish('from/outside', 'x');
    await until(() => topics.length >= 100 && heard.length === 1);
    await expectBrokerToWork();
    expect(topics).toHaveLength(100);
  });

  it('leave a last will when they are gone, and none after a goodbye', async () => {
    const { topics } = await listener('last/words');
    const gone = inside({ will });
    await until(() => gone.connected);
    gone.stream.destroy();
    await until(() => topics.length === 1, 'the last will of the one who is gone');
    const polite = inside({ will });
    await until(() => polite.connected);
    await polite.endAsync();
    await expectBrokerToWork();
    expect(topics).toHaveLength(1);
  });

  it('are disconnected by a stop without their last wills, and do not come in any more', async () => {
    const one = inside({ will });
    await until(() => one.connected);
    const { topics } = await listener('#');
    await broker.stop();
    await until(() => !one.connected);
    expect(topics).toEqual([]);
    let closed = false;
    inside().on('close', () => {
      closed = true;
    });
    await until(() => closed, 'that nobody lets it in');
  });
});

describe('messages', () => {
  it('answers without the delays of Nagle and delayed acknowledgements', async () => {
    const { client: one, topics } = await listener('echo');
    const begin = performance.now();
    for (let round = 1; round <= 50; round++) {
      await one.publishAsync('echo', 'y', { qos: 1 });
      await until(() => topics.length === round, 'the echo has come');
    }
    // With the delays it takes at least 50 x 40 ms.
    expect(performance.now() - begin).toBeLessThan(1000);
  });

  it('delivers a retained message that an ordinary one follows at once, and in that order', async () => {
    const { topics } = await listener('lamp/#');
    const lamp = await client();
    for (let round = 0; round < 3; round++) {
      lamp.publish('lamp/state', `${round}`, { retain: true });
      lamp.publish('lamp/rpc/reply', `${round}`);
    }
    await until(() => topics.filter((topic) => topic === 'lamp/rpc/reply').length === 3);
    expect(topics).toEqual(Array.from({ length: 3 }, () => ['lamp/state', 'lamp/rpc/reply']).flat());
  });

  it('takes client ids of 100 characters, also from clients of MQTT 3.1', async () => {
    const id = 'd'.repeat(100);
    const old = await client({ clientId: id, protocolVersion: 3, protocolId: 'MQIsdp' });
    expect(old.connected).toBe(true);
  });

  it('lets nobody but itself publish to $SYS', async () => {
    const { topics } = await listener('$SYS/mine');
    const intruder = await client();
    intruder.publish('$SYS/mine', 'x');
    await until(() => !intruder.connected, 'the intruder is disconnected');
    await expectBrokerToWork();
    expect(topics).toEqual([]);
  });

  it.each(['', 'a/#', '+/b', '$SYS/mine'])('refuses a last will on the topic "%s"', async (topic) => {
    const raw = new RawClient(broker.port);
    await raw.connect('bad-will', { topic, payload: 'x' });
    await until(() => raw.closed, 'the connection is refused');
    expect(raw.received).toBe(0);
    await expectBrokerToWork();
  });
});

describe('subscribers that do not read', () => {
  const payload = Buffer.alloc(1024, 'x');

  /** Subscribes to everything under `flood/` and then stops reading. */
  async function sleeper(): Promise<RawClient> {
    const raw = new RawClient(broker.port);
    await raw.connect('sleeper');
    await raw.subscribe('flood/#');
    raw.socket.pause();
    return raw;
  }

  it('do not hold up the others, and are disconnected', async () => {
    const asleep = await sleeper();
    const { client: awake, topics } = await listener('flood/#');
    const longest = { ms: 0 };
    for (let sent = 0; sent < 20_000; sent += 500) {
      const begin = performance.now();
      for (let one = 0; one < 500; one++) awake.publish('flood/water', payload);
      await until(() => topics.length === sent + 500, 'the others have got everything');
      longest.ms = Math.max(longest.ms, performance.now() - begin);
    }
    expect(longest.ms).toBeLessThan(5000);
    asleep.socket.resume();
    await until(() => asleep.closed, 'the sleeper is disconnected');
  });

  it('may disconnect while thousands of messages are under way', async () => {
    const { topics } = await listener('mark');
    const publisher = new RawClient(broker.port);
    await publisher.connect('publisher');
    const drop = publishPacket('flood/x', Buffer.alloc(0));
    const begin = [...Array<Buffer>(200).fill(drop), publishPacket('mark', Buffer.alloc(0))];
    const flood = Buffer.concat([...begin, ...Array<Buffer>(50_000).fill(drop)]);
    for (let round = 1; round <= 3; round++) {
      const asleep = await sleeper();
      publisher.send(flood);
      await until(() => topics.length === round, 'the flood has begun');
      asleep.socket.destroy();
    }
    publisher.send(publishPacket('mark', Buffer.alloc(0)));
    await until(() => topics.length === 4, 'the flood is over');
    await expectBrokerToWork();
  });
});

describe('packets that are wrong', () => {
  const wrong: [string, Buffer][] = [
    ['a page request', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['zeros', Buffer.alloc(64)],
    ['a length that never ends', Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0xff])],
    ['a publish before connect', publishPacket('x', Buffer.from('y'))],
    ['a connect of MQTT 9', packet(0x10, text('MQTT'), Buffer.from([9, 2, 0, 0]), text('x'))],
    ['a connect of MQTT 5', packet(0x10, text('MQTT'), Buffer.from([5, 2, 0, 0, 0]), text('x'))],
    ['a connect that ends too early', packet(0x10, text('MQTT'), Buffer.from([4]))],
  ];
  it.each(wrong)('%s ends the connection only', async (_name, bytes) => {
    const raw = new RawClient(broker.port);
    raw.send(bytes);
    await until(() => raw.closed, 'the broker has hung up');
    await expectBrokerToWork();
  });

  const wrongLater: [string, Buffer][] = [
    ['a second connect', packet(0x10, text('MQTT'), Buffer.from([4, 2, 0, 0]), text('x'))],
    ['a publish with a wildcard', publishPacket('a/#', Buffer.from('y'))],
    ['a publish without a topic', publishPacket('', Buffer.from('y'))],
    ['a publish with 200 levels', publishPacket('a/'.repeat(200), Buffer.from('y'))],
    ['a publish of QoS 3', packet(0x36, text('a'), Buffer.from([0, 1]))],
    ['a subscription to nothing', packet(0x82, Buffer.from([0, 1]), text(''), Buffer.from([0]))],
    [
      'a subscription with 200 levels',
      packet(0x82, Buffer.from([0, 1]), text('a/'.repeat(200)), Buffer.from([0])),
    ],
    ['a subscription of QoS 3', packet(0x82, Buffer.from([0, 1]), text('a'), Buffer.from([3]))],
    ['an acknowledgement from a server', packet(0x20, Buffer.from([0, 0]))],
  ];
  it.each(wrongLater)('%s ends the connection only', async (_name, bytes) => {
    const raw = new RawClient(broker.port);
    await raw.connect('wrong');
    raw.send(bytes);
    await until(() => raw.closed, 'the broker has hung up');
    await expectBrokerToWork();
  });

  it('random bytes harm nobody', async () => {
    for (let round = 0; round < 100; round++) {
      const raw = new RawClient(broker.port);
      if (round % 2 === 0) await raw.connect(`random-${round}`);
      raw.socket.end(randomBytes(1 + round * 5));
      await until(() => raw.closed);
    }
    await expectBrokerToWork();
  });

  it('a packet is taken up to the bound, and its sender disconnected above it', async () => {
    const { topics } = await listener('big');
    const raw = new RawClient(broker.port);
    await raw.connect('big');
    raw.send(publishPacket('big', Buffer.alloc(maxPacketBytes - 5)));
    await until(() => topics.length === 1, 'the largest packet is delivered');
    // Only the beginning of a packet of 200 MiB: the length alone is enough.
    raw.send(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x64, 0, 3, 0x62]));
    await until(() => raw.closed, 'the broker has hung up');
    await expectBrokerToWork();
  });
});
