import { afterAll, beforeAll, describe, expect } from 'vitest';
import { Payload } from '../../src/core/bus/payload.ts';
import { type Broker, startBroker } from '../../src/mqtt/broker.ts';
import { MqttBus, type MqttBusOptions } from '../../src/mqtt/bus.ts';
import { type BusUnderTest, testBus } from '../core/bus/contract.ts';
import { mosquittoPath, startMosquitto } from './mosquitto.ts';

interface RunningBroker {
  readonly url: string;
  readonly dial?: Broker['dial'];
  stop(): Promise<void>;
}

function testOn(
  name: string,
  start: () => Promise<RunningBroker>,
  options: Partial<MqttBusOptions> = {},
): void {
  let broker: RunningBroker;
  beforeAll(async () => {
    broker = await start();
  });
  afterAll(() => broker.stop());

  const make = async (): Promise<BusUnderTest> => {
    const statuses: string[] = [];
    const bus = new MqttBus({
      url: broker.url,
      ...(broker.dial ? { dial: broker.dial } : {}),
      onForeign: () => {},
      onStatus: ({ text }) => statuses.push(text),
      ...options,
    });
    await bus.start();
    return {
      bus,
      settle: async () => bus.settle(),
      async stop() {
        // What one test has retained is not there for the next.
        const cleaner = bus.connect('cleaner');
        for (const { message } of bus.retained.values())
          cleaner.publish(message.topic, empty, { retain: true });
        await bus.settle();
        await bus.stop();
        // Topics that begin with $ are the brokers' own: messages on them stay within the home, and it says so.
        expect(statuses.filter((text) => !text.includes('begins with $'))).toEqual([]);
      },
    };
  };
  testBus(name, make, { programs: 60 });
}

const empty = Payload.text('');

describe('embedded aedes', () => {
  testOn('embedded aedes', () => startBroker({ host: '127.0.0.1', port: 0 }), { protocol: 4 });
});

describe('embedded aedes, by sockets', () => {
  const start = async (): Promise<RunningBroker> => {
    const { url, stop } = await startBroker({ host: '127.0.0.1', port: 0 });
    return { url, stop };
  };
  testOn('embedded aedes, by sockets', start, { protocol: 4 });
});

const missing = mosquittoPath === undefined ? ' (skipped: mosquitto is not installed)' : '';
describe.skipIf(missing)(`mosquitto${missing}`, () => {
  testOn('mosquitto with MQTT 5', () => startMosquitto(), { protocol: 5 });
});

describe.skipIf(missing)(`mosquitto${missing}`, () => {
  testOn('mosquitto with MQTT 3.1.1', () => startMosquitto(), { protocol: 4 });
});
