import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bus, BusClient, Message } from '../../../src/core/bus/bus.ts';
import { newMessage } from '../../../src/core/bus/exchange.ts';
import { MemoryBus } from '../../../src/core/bus/memory.ts';
import { Payload } from '../../../src/core/bus/payload.ts';
import { type Operation, operations, play } from './programs.ts';

export interface BusUnderTest {
  readonly bus: Bus;
  /** Delivers until nobody publishes any more. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export interface ContractOptions {
  /** How many random programs to try. */
  readonly programs: number;
}

/** What every bus has to do. `make` gives a new one, on which nothing is retained under `home/`. */
export function testBus(
  name: string,
  make: () => Promise<BusUnderTest>,
  { programs }: ContractOptions,
): void {
  describe(`the bus contract, on ${name}`, () => {
    let under: BusUnderTest;
    let bus: Bus;
    let log: string[];

    beforeEach(async () => {
      under = await make();
      bus = under.bus;
      log = [];
    });

    afterEach(() => under.stop());

    /** Subscribes and writes down what comes: `<client> <topic> <payload>`, and ` retained`. */
    function record(client: BusClient, ...filters: string[]): void {
      for (const filter of filters) {
        client.subscribe(filter, ({ topic, payload, retained }) => {
          log.push(`${client.id} ${topic} ${payload.text}${retained ? ' retained' : ''}`);
        });
      }
    }

    function client(id: string, ...filters: string[]): BusClient {
      const made = bus.connect(id);
      record(made, ...filters);
      return made;
    }

    const text = (value: string) => Payload.text(value);

    describe('delivery', () => {
      it('goes to every client that subscribes to the topic, the publisher too', async () => {
        const a = client('a', 'home/x');
        client('b', 'home/x');
        client('c', 'home/y');
        a.publish('home/x', text('1'));
        await under.settle();
        expect(log).toEqual(['a home/x 1', 'b home/x 1']);
      });

      it('happens when the bus settles, and not before', async () => {
        client('b', 'home/x').publish('home/x', text('1'));
        expect(log).toEqual([]);
        await under.settle();
        expect(log).toEqual(['b home/x 1']);
      });

      it('is in order of publish number, then of subscriber number', async () => {
        const [a, b, c] = [client('a', 'home/#'), client('b', 'home/#'), client('c')];
        c.publish('home/1', text('c'));
        a.publish('home/2', text('a'));
        b.publish('home/3', text('b'));
        c.publish('home/4', text('c'));
        await under.settle();
        expect(log).toEqual(
          ['home/1 c', 'home/2 a', 'home/3 b', 'home/4 c'].flatMap((line) => [`a ${line}`, `b ${line}`]),
        );
      });

      it('of what a handler publishes comes after everything that was published before it', async () => {
        const a = client('a');
        const b = bus.connect('b');
        b.subscribe('home/ask', ({ payload }) => b.publish('home/answer', text(`to ${payload.text}`)));
        record(a, 'home/answer', 'home/ask');
        a.publish('home/ask', text('1'));
        a.publish('home/ask', text('2'));
        await under.settle();
        expect(log).toEqual(['a home/ask 1', 'a home/ask 2', 'a home/answer to 1', 'a home/answer to 2']);
      });

      it('goes on round after round until nobody publishes any more', async () => {
        const a = bus.connect('a');
        a.subscribe('home/count', ({ payload }) => {
          const count = payload.json as number;
          log.push(`${count}`);
          if (count > 0) a.publish('home/count', Payload.of(count - 1));
        });
        a.publish('home/count', Payload.of(5));
        await under.settle();
        expect(log).toEqual(['5', '4', '3', '2', '1', '0']);
      });

      it('carries a thousand messages in one round, in order', async () => {
        const publishers = [client('a'), client('b'), client('c', 'home/+/state')];
        for (let number = 0; number < 1000; number++) {
          publishers[number % 3]!.publish(`home/d${number % 7}/state`, text(`${number}`));
        }
        await under.settle();
        expect(log).toEqual(
          Array.from({ length: 1000 }, (_, number) => `c home/d${number % 7}/state ${number}`),
        );
      });

      it.each([
        ['nothing', ''],
        ['text beyond ASCII', '早上好, Zoë 🌾 "quoted"\n\u0000'],
        ['200 kB', 'x'.repeat(200_000)],
      ])('carries %s unchanged', async (_what, payload) => {
        const got: string[] = [];
        const a = bus.connect('a');
        a.subscribe('home/x', (message) => got.push(message.payload.text));
        a.publish('home/x', text(payload));
        await under.settle();
        expect(got).toEqual([payload]);
      });

      it('carries a JSON value', async () => {
        const got: unknown[] = [];
        const a = bus.connect('a');
        a.subscribe('home/x', (message) => got.push(message.payload.json));
        a.publish('home/x', Payload.of({ power: 'on', level: 7, list: [true, null] }));
        await under.settle();
        expect(got).toEqual([{ power: 'on', level: 7, list: [true, null] }]);
      });

      it('keeps what caused a message, and the correlation', async () => {
        const got: Message[] = [];
        const a = bus.connect('a');
        const cause = { seq: 7, kind: 'input', trail: undefined } as const;
        a.publish('home/kept', text('1'), { cause, retain: true });
        a.subscribe('home/#', (message) => got.push(message));
        a.publish('home/x', text('2'), { cause, correlation: 'AAEC' });
        await under.settle();
        expect(got.map(({ topic, cause: its, correlation }) => [topic, its, correlation])).toEqual([
          ['home/kept', cause, undefined],
          ['home/x', cause, 'AAEC'],
        ]);
        expect(got[1]!.cause).toBe(cause);
      });
    });

    describe('filters', () => {
      it.each([
        ['home/+/state', ['home/a/state', 'home//state'], ['home/a', 'home/a/b/state', 'other/a/state']],
        ['home/#', ['home', 'home/a', 'home/a/b'], ['homes']],
        ['+/x', ['home/x', '/x'], ['$home/x', 'home/x/y']],
        ['$home/+', ['$home/x'], ['home/x']],
      ])('%s', async (filter, matching, others) => {
        const a = client('a', filter);
        for (const topic of [...matching, ...others]) a.publish(topic, text('1'));
        await under.settle();
        expect(log).toEqual(matching.map((topic) => `a ${topic} 1`));
      });

      it('# matches no topic that begins with $', async () => {
        const a = client('a', '#');
        a.publish('$home/x', text('1'));
        a.publish('home/x', text('1'));
        await under.settle();
        expect(log).toEqual(['a home/x 1']);
      });

      it('that overlap bring a message to a client once, and each of their handlers is called', async () => {
        const a = bus.connect('a');
        for (const filter of ['home/#', 'home/+/state', 'home/lamp/+', 'home/lamp/state']) {
          a.subscribe(filter, ({ topic, payload }) => log.push(`${filter} got ${topic} ${payload.text}`));
        }
        a.publish('home/lamp/state', text('1'));
        a.publish('home/fan/state', text('2'));
        await under.settle();
        expect(log.toSorted()).toEqual([
          'home/# got home/fan/state 2',
          'home/# got home/lamp/state 1',
          'home/+/state got home/fan/state 2',
          'home/+/state got home/lamp/state 1',
          'home/lamp/+ got home/lamp/state 1',
          'home/lamp/state got home/lamp/state 1',
        ]);
      });

      it('may be given up one by one, also when they overlap', async () => {
        const a = client('a', 'home/#', 'home/x');
        await under.settle();
        a.unsubscribe('home/#');
        a.publish('home/x', text('1'));
        a.publish('home/y', text('2'));
        a.unsubscribe('home/x');
        a.publish('home/x', text('3'));
        await under.settle();
        expect(log).toEqual([]);
        record(a, 'home/x');
        a.publish('home/x', text('4'));
        a.publish('home/y', text('5'));
        await under.settle();
        expect(log).toEqual(['a home/x 4']);
      });
    });

    describe('subscriptions', () => {
      it('take effect in the order in which everybody asked', async () => {
        const a = client('a');
        const b = client('b');
        a.publish('home/x', text('before'));
        record(b, 'home/x');
        a.publish('home/x', text('after'));
        await under.settle();
        expect(log).toEqual(['b home/x after']);
      });

      it('that end while a delivery is due do not get it', async () => {
        const a = client('a', 'home/x');
        a.publish('home/x', text('1'));
        a.unsubscribe('home/x');
        a.publish('home/x', text('2'));
        await under.settle();
        expect(log).toEqual([]);
      });

      it('that a handler ends do not get what is due after it in the same round', async () => {
        const a = bus.connect('a');
        a.subscribe('home/x', ({ payload }) => {
          log.push(payload.text);
          a.unsubscribe('home/x');
        });
        a.publish('home/x', text('1'));
        await under.settle();
        a.publish('home/x', text('2'));
        await under.settle();
        expect(log).toEqual(['1']);
      });

      it('are replaced by a new one to the same filter', async () => {
        const a = client('a', 'home/x');
        a.subscribe('home/x', ({ payload }) => log.push(`second ${payload.text}`));
        a.publish('home/x', text('1'));
        await under.settle();
        expect(log).toEqual(['second 1']);
      });

      it('begin again after they were given up', async () => {
        const a = client('a', 'home/x');
        a.unsubscribe('home/x');
        record(a, 'home/x');
        a.publish('home/x', text('1'));
        await under.settle();
        expect(log).toEqual(['a home/x 1']);
      });
    });

    describe('retained messages', () => {
      it('are handed over on subscribing, each to its new subscriber only', async () => {
        const a = client('a', 'home/#');
        a.publish('home/x', text('1'), { retain: true });
        a.publish('home/y', text('2'), { retain: true });
        a.publish('home/z', text('3'));
        client('b', 'home/+');
        await under.settle();
        expect(log).toEqual([
          'a home/x 1',
          'a home/y 2',
          'a home/z 3',
          'b home/x 1 retained',
          'b home/y 2 retained',
        ]);
      });

      it('are replaced by later ones, also of another client', async () => {
        const [a, b] = [client('a'), client('b')];
        a.publish('home/x', text('1'), { retain: true });
        b.publish('home/x', text('2'), { retain: true });
        client('c', 'home/x');
        await under.settle();
        a.publish('home/x', text('3'), { retain: true });
        client('d', 'home/x');
        await under.settle();
        expect(log).toEqual(['c home/x 2 retained', 'c home/x 3', 'd home/x 3 retained']);
      });

      it('are taken away by an empty payload, which is delivered', async () => {
        const a = client('a', 'home/x');
        a.publish('home/x', text('1'), { retain: true });
        a.publish('home/x', text(''), { retain: true });
        client('b', 'home/x');
        await under.settle();
        expect(log).toEqual(['a home/x 1', 'a home/x ']);
      });

      it('come again on subscribing again', async () => {
        const a = client('a', 'home/x');
        a.publish('home/x', text('1'), { retain: true });
        await under.settle();
        record(a, 'home/x');
        await under.settle();
        expect(log).toEqual(['a home/x 1', 'a home/x 1 retained']);
      });

      it('come to a filter that overlaps one the client had before', async () => {
        const a = client('a', 'home/+/state');
        a.publish('home/lamp/state', text('1'), { retain: true });
        a.publish('home/lamp/info', text('2'), { retain: true });
        await under.settle();
        log = [];
        record(a, 'home/lamp/+');
        await under.settle();
        expect(log).toEqual(['a home/lamp/state 1 retained', 'a home/lamp/info 2 retained']);
      });

      it('are as they were when the subscription was made', async () => {
        const a = client('a');
        a.publish('home/x', text('1'), { retain: true });
        client('b', 'home/x');
        a.publish('home/x', text('2'), { retain: true });
        await under.settle();
        expect(log).toEqual(['b home/x 1 retained', 'b home/x 2']);
      });

      it('outlive the client that published them', async () => {
        const a = client('a');
        a.publish('home/x', text('1'), { retain: true });
        a.end();
        client('b', 'home/x');
        await under.settle();
        expect(log).toEqual(['b home/x 1 retained']);
      });
    });

    describe('leaving', () => {
      const will = { topic: 'home/a/availability', payload: Payload.text('offline'), retain: true };

      it('with a goodbye publishes no will, and delivers nothing more', async () => {
        client('b', 'home/#');
        const a = bus.connect('a', { will });
        record(a, 'home/x');
        a.end();
        a.publish('home/x', text('1'));
        await under.settle();
        expect(log).toEqual([]);
      });

      it('without a goodbye publishes the will', async () => {
        client('b', 'home/#');
        bus.connect('a', { will: { ...will, retain: false } }).drop();
        await under.settle();
        client('c', 'home/#');
        await under.settle();
        expect(log).toEqual(['b home/a/availability offline']);
      });

      it('without a goodbye publishes the will with what led to that', async () => {
        const cause = { seq: 5, kind: 'availability', trail: undefined } as const;
        const causes: unknown[] = [];
        client('b', 'home/#');
        const c = bus.connect('c');
        c.subscribe('home/+/availability', (message) => causes.push(message.cause));
        bus.connect('a', { will }).drop(cause);
        await under.settle();
        expect(causes).toEqual([cause]);
        expect(log).toEqual(['b home/a/availability offline']);
      });

      it('without a goodbye keeps a retained will', async () => {
        const a = bus.connect('a', { will });
        a.publish('home/a/availability', text('online'), { retain: true });
        a.drop();
        client('c', 'home/#');
        await under.settle();
        expect(log).toEqual(['c home/a/availability offline retained']);
      });

      it('is followed by nothing, though what was published before it is delivered', async () => {
        client('b', 'home/#');
        const a = bus.connect('a', { will });
        a.publish('home/x', text('1'));
        a.drop();
        a.publish('home/x', text('2'));
        a.subscribe('home/x', () => log.push('a ghost'));
        a.drop();
        a.end();
        await under.settle();
        expect(log).toEqual(['b home/x 1', 'b home/a/availability offline']);
      });

      it('may be followed by coming back under the same id', async () => {
        client('b', 'home/#');
        for (let time = 1; time <= 3; time++) {
          const a = bus.connect('a', { will });
          a.publish('home/a/availability', text('online'), { retain: true });
          record(a, 'home/a/rpc');
          a.drop();
          await under.settle();
        }
        bus.connect('a', { will }).publish('home/a/availability', text('online'), { retain: true });
        client('c', 'home/#');
        await under.settle();
        expect(log).toEqual([
          ...Array.from({ length: 3 }, () => ['online', 'offline']).flatMap((pair) =>
            pair.map((value) => `b home/a/availability ${value}`),
          ),
          'b home/a/availability online',
          'c home/a/availability online retained',
        ]);
      });

      it('in a handler happens in the next round', async () => {
        client('b', 'home/#');
        const a = bus.connect('a', { will });
        a.subscribe('home/x', ({ payload }) => {
          log.push(`a ${payload.text}`);
          a.drop();
        });
        a.publish('home/x', text('1'));
        a.publish('home/x', text('2'));
        await under.settle();
        expect(log).toEqual(['b home/x 1', 'a 1', 'b home/x 2', 'a 2', 'b home/a/availability offline']);
      });
    });

    describe('messages from outside', () => {
      it('go to everybody who subscribes to the topic, with all they carry', async () => {
        const got: Message[] = [];
        const a = bus.connect('a');
        a.subscribe('home/x', (message) => got.push(message));
        client('b', 'home/#');
        const cause = { seq: 3, kind: 'input', trail: undefined } as const;
        const carried = { cause, responseTopic: 'reply/here', correlation: 'AAEC', retained: true };
        bus.inject(newMessage('home/x', text('1'), carried));
        await under.settle();
        expect(log).toEqual(['b home/x 1 retained']);
        expect(got.map((message) => ({ ...message, payload: message.payload.text }))).toEqual([
          { topic: 'home/x', payload: '1', ...carried },
        ]);
      });

      it('keep their place among those of the home', async () => {
        const a = client('a', 'home/#');
        a.publish('home/1', text('own'));
        bus.inject(newMessage('home/2', text('foreign')));
        a.publish('home/3', text('own'));
        await under.settle();
        expect(log).toEqual(['a home/1 own', 'a home/2 foreign', 'a home/3 own']);
      });
    });

    it('does with random programs what the memory bus does', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(operations, { maxLength: 40 }), async (program: Operation[]) => {
          run++;
          const memory = new MemoryBus();
          const expected = await play(program, `home/${run}`, {
            bus: memory,
            settle: async () => memory.settle(),
          });
          const other = await make();
          try {
            expect(await play(program, `home/${run}`, other)).toEqual(expected);
          } finally {
            await other.stop();
          }
        }),
        { numRuns: programs, endOnFailure: true },
      );
    });
  });
}
