import * as fc from 'fast-check';
import type { Bus, BusClient } from '../../../src/core/bus/bus.ts';
import { newMessage } from '../../../src/core/bus/exchange.ts';
import { Payload } from '../../../src/core/bus/payload.ts';

/** One line of a random program for a bus with four clients. */
export type Operation =
  | { do: 'connect'; client: number; will: { topic: string; retain: boolean } | null }
  | { do: 'publish'; client: number; topic: string; payload: string; retain: boolean }
  | { do: 'subscribe'; client: number; filter: string; answers: boolean }
  | { do: 'unsubscribe'; client: number; filter: string }
  | { do: 'end' | 'drop'; client: number }
  | { do: 'inject'; topic: string; payload: string }
  | { do: 'settle' };

const client = fc.nat({ max: 3 });
const topic = fc.constantFrom('', '/a', '/a/b', '/a/c', '/b', '/b/c');
const filter = fc.constantFrom('', '/a', '/a/b', '/b/c', '/+', '/+/c', '/a/+', '/+/+', '/#', '/a/#', '/+/#');
const payload = fc.oneof(fc.constantFrom('', '1', '2'), fc.string({ unit: 'grapheme', maxLength: 4 }));

/** What a program is made of. Subscribing and publishing are likelier than leaving. */
export const operations: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('connect' as const),
      client,
      will: fc.option(fc.record({ topic, retain: fc.boolean() })),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      client,
      topic,
      payload,
      retain: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('subscribe' as const), client, filter, answers: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unsubscribe' as const), client, filter }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('end' as const, 'drop' as const), client }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('inject' as const), topic, payload }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
);

/** Runs a program with all its topics under `root`; returns what was delivered, in order. */
export async function play(
  program: readonly Operation[],
  root: string,
  { bus, settle }: { bus: Bus; settle(): Promise<void> },
): Promise<string[]> {
  const log: string[] = [];
  const clients: BusClient[] = [];
  const connect = (number: number, options = {}) => {
    clients[number]?.end();
    clients[number] = bus.connect(`client${number}`, options);
  };
  for (let number = 0; number < 4; number++) connect(number);
  for (const operation of program) {
    const actor = 'client' in operation ? clients[operation.client]! : undefined;
    switch (operation.do) {
      case 'connect': {
        const { will } = operation;
        const text = Payload.text(`will of ${operation.client}`);
        connect(operation.client, will ? { will: { ...will, topic: root + will.topic, payload: text } } : {});
        break;
      }
      case 'publish':
        actor!.publish(root + operation.topic, Payload.text(operation.payload), { retain: operation.retain });
        break;
      case 'subscribe':
        actor!.subscribe(root + operation.filter, (message) => {
          const { text } = message.payload;
          log.push(JSON.stringify([actor!.id, operation.filter, message.topic, text, message.retained]));
          // Answers get longer, so that they come to an end.
          if (operation.answers && text.length < 3) actor!.publish(`${root}/b/c`, Payload.text(`${text}re`));
        });
        break;
      case 'unsubscribe':
        actor!.unsubscribe(root + operation.filter);
        break;
      case 'end':
        actor!.end();
        break;
      case 'drop':
        actor!.drop();
        break;
      case 'inject':
        bus.inject(newMessage(root + operation.topic, Payload.text(operation.payload)));
        break;
      case 'settle':
        await settle();
        log.push('settled');
        break;
    }
  }
  await settle();
  return log;
}
