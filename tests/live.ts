import { formatInstant } from '../src/core/calendar/index.ts';
import { formatJournalLine, type Input, type JournalEntry } from '../src/core/journal.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import type { SimulationOptions } from '../src/core/simulation.ts';
import { type Broker, startBroker } from '../src/mqtt/broker.ts';
import { Session } from '../src/session.ts';
import { mosquittoPath, startMosquitto } from './mqtt/mosquitto.ts';

/** What tests need that compare a home that lives on a broker with the simulation of the same. */

const zone = 'Asia/Shanghai';

/** How a session comes to a broker. */
export interface Way {
  readonly url: string;
  readonly protocol: 4 | 'auto';
  readonly dial?: Broker['dial'];
}

export interface RunningBroker {
  readonly name: string;
  readonly way: Way;
  stop(): Promise<unknown>;
}

/** The embedded broker, also by sockets, and mosquitto where it is installed. */
export async function startBrokers(): Promise<RunningBroker[]> {
  const { url, dial, stop } = await startBroker({ host: '127.0.0.1', port: 0 });
  const brokers: RunningBroker[] = [
    { name: 'aedes', way: { url, dial, protocol: 4 }, stop },
    { name: 'aedes by sockets', way: { url, protocol: 4 }, stop: async () => {} },
  ];
  if (mosquittoPath === undefined) return brokers;
  // Without it some packets wait 40 ms for the acknowledgement of the one before.
  const mosquitto = await startMosquitto(0, ['allow_anonymous true', 'set_tcp_nodelay true']);
  brokers.push({
    name: 'mosquitto',
    way: { url: mosquitto.url, protocol: 'auto' },
    stop: () => mosquitto.stop(),
  });
  return brokers;
}

/** What to put behind the title of a test that is skipped, because this broker is not installed here; or nothing. */
export function missingOn(name: string): string {
  return name === 'mosquitto' && mosquittoPath === undefined ? ' (skipped: mosquitto is not installed)' : '';
}

/** A home on a broker, whose clock stands. */
export async function startLive(options: SimulationOptions, way: Way) {
  const entries: JournalEntry[] = [];
  const problems: unknown[] = [];
  const session = new Session({
    ...options,
    ...way,
    sinks: [(entry) => entries.push(entry)],
    speed: 1,
    paused: true,
    told: (sentence) => problems.push(sentence),
    failed: (error) => problems.push(error),
  });
  await session.start();
  const entered = () =>
    entries.flatMap((entry) => (entry.kind === 'input' ? [{ at: entry.time, input: entry.input }] : []));
  return { entries, problems, session, entered };
}

/** The journal of a simulation, as lines of text. */
export function simulated(
  options: SimulationOptions,
  inputs: readonly { at: number; input: Input }[],
  until: number,
): string[] {
  const entries: JournalEntry[] = [];
  const home = new SimulatedHome({ ...options, sinks: [(entry) => entries.push(entry)] });
  home.start();
  for (const { at, input } of inputs) home.input(at, input);
  home.advanceTo(until);
  return textOf(entries);
}

export function textOf(entries: readonly JournalEntry[]): string[] {
  return entries.map((entry) => formatJournalLine(entry, (instant) => formatInstant(zone, instant)));
}
