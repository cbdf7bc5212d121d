import * as fc from 'fast-check';
import { connectAsync } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { newMessage } from '../../src/core/bus/exchange.ts';
import { MemoryBus } from '../../src/core/bus/memory.ts';
import { Payload } from '../../src/core/bus/payload.ts';
import { type Broker, startBroker } from '../../src/mqtt/broker.ts';
import { MqttBus } from '../../src/mqtt/bus.ts';
import type { Arrival } from '../../src/mqtt/strangers.ts';
import { operations, play } from '../core/bus/programs.ts';
import { until } from '../until.ts';
import { mosquittoPath, startMosquitto } from './mosquitto.ts';

const text = (value: string) => Payload.text(value);
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const brokers: [
  string,
  4 | 'auto',
  (() => Promise<{ url: string; dial?: Broker['dial']; stop(): Promise<unknown> }>) | undefined,
][] = [
  ['embedded aedes', 4, () => startBroker({ host: '127.0.0.1', port: 0 })],
  ['mosquitto', 'auto', mosquittoPath ? () => startMosquitto() : undefined],
];

for (const [name, protocol, startIt] of brokers) {
  const title = `a home that stands in memory, joining ${name}`;
  describe.skipIf(!startIt)(startIt ? title : `${title} (skipped: mosquitto is not installed)`, () => {
    async function begin() {
      const broker = await startIt!();
      cleanups.push(() => broker.stop());
      const foreign: Arrival[] = [];
      const told: string[] = [];
      const join = async (exchange: MemoryBus): Promise<MqttBus> => {
        const bus = new MqttBus({
          url: broker.url,
          ...(broker.dial ? { dial: broker.dial } : {}),
          protocol,
          exchange,
          onForeign: (arrival) => foreign.push(arrival),
          onStatus: (status) => told.push(status.text),
        });
        cleanups.push(() => bus.stop());
        await bus.start();
        return bus;
      };
      return { url: broker.url, foreign, told, join };
    }

    it('does from then on what it would have done in memory, whatever it had done before', async () => {
      const { join, foreign, told } = await begin();
      const program = fc.array(operations, { minLength: 10, maxLength: 60 });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(program, fc.nat({ max: 6 }), async (steps, before) => {
          const root = `home/${++run}`;
          const memory = new MemoryBus();
          const expected = await play(steps, root, { bus: memory, settle: async () => memory.settle() });
          const exchange = new MemoryBus();
          let left = before;
          let bus: MqttBus | undefined;
          const settle = async (): Promise<void> => {
            if (left-- > 0) {
              exchange.settle();
              return;
            }
            bus ??= await join(exchange);
            await bus.settle();
          };
          const log = await play(steps, root, { bus: exchange, settle });
          await bus?.stop();
          expect(log).toEqual(expected);
          // Others of these runs keep things on the same broker; on our own topics nobody else speaks.
          expect(foreign.filter(({ topic }) => topic.startsWith(`${root}/`))).toEqual([]);
        }),
        { numRuns: 40, seed: 11 },
      );
      expect(told).toEqual([]);
    });

    it('puts in order what an earlier process of it has left on the broker, and hears none of it as news', async () => {
      const { url, join, foreign, told } = await begin();
      const stranger = await connectAsync(url);
      cleanups.push(() => stranger.endAsync(true));
      const left = { 'home/lamp': 'offline', 'home/gone': 'old', 'home/theirs': 'kept', 'home/new': 'news' };
      for (const [topic, payload] of Object.entries(left)) {
        await stranger.publishAsync(topic, payload, { retain: true, qos: 1 });
      }
      const memory = new MemoryBus();
      const log: string[] = [];
      const lamp = memory.connect('lamp', {
        will: { topic: 'home/lamp', payload: text('offline'), retain: true },
      });
      const engine = memory.connect('engine');
      engine.subscribe('home/+', ({ topic, payload }) => log.push(`${topic} ${payload.text}`));
      lamp.publish('home/gone', text('older'), { retain: true });
      lamp.publish('home/gone', text(''), { retain: true });
      lamp.publish('home/lamp', text('online'), { retain: true });
      memory.inject(newMessage('home/theirs', text('kept')));
      memory.settle();
      const before = [...log];

      const bus = await join(memory);
      await bus.settle();
      await until(() => foreign.length > 0, 'what is news');
      expect(foreign.map(({ topic, payload, retained }) => [topic, payload, retained])).toEqual([
        ['home/new', 'news', true],
      ]);
      expect(log).toEqual(before);
      const kept = new Map<string, string>();
      const watcher = await connectAsync(url);
      cleanups.push(() => watcher.endAsync(true));
      watcher.on('message', (topic, payload) => kept.set(topic, payload.toString()));
      await watcher.subscribeAsync('home/#');
      await until(() => kept.size >= 3, 'what is retained');
      expect(Object.fromEntries(kept)).toEqual({
        'home/lamp': 'online',
        'home/theirs': 'kept',
        'home/new': 'news',
      });
      lamp.drop();
      await bus.settle();
      expect(log.at(-1)).toBe('home/lamp offline');
      expect(told).toEqual([]);
    });
  });
}
