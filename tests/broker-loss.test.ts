import { fileURLToPath } from 'node:url';
import { connectAsync } from 'mqtt';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Home } from '../src/core/home.ts';
import type { JournalEntry } from '../src/core/journal.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import type { SimulationOptions } from '../src/core/simulation.ts';
import { type LoadedHome, loadHome } from '../src/files/load-home.ts';
import { startBroker } from '../src/mqtt/broker.ts';
import { Session } from '../src/session.ts';
import { mosquittoPath, startMosquitto } from './mqtt/mosquitto.ts';
import { until } from './until.ts';

const start = Date.parse('2026-03-02T06:58:00+08:00');
const end = start + 5 * 60_000;
let loaded: LoadedHome;
beforeAll(async () => {
  loaded = await loadHome(fileURLToPath(new URL('..', import.meta.url)));
});

function options(entries: JournalEntry[]): SimulationOptions {
  const { models, scenes, home } = loaded;
  return { home: home as Home, models, scenes, start, seed: 1, sinks: [(entry) => entries.push(entry)] };
}

interface RestartableBroker {
  url: string;
  port: number;
  stop(): Promise<unknown>;
}
const kinds: Record<string, { missing: boolean; start(port: number): Promise<RestartableBroker> }> = {
  aedes: { missing: false, start: (port) => startBroker({ host: '127.0.0.1', port }) },
  'mosquitto, by kill -9': {
    missing: mosquittoPath === undefined,
    async start(port) {
      const server = await startMosquitto(port);
      return { ...server, stop: () => server.stop('SIGKILL') };
    },
  },
};

describe('a home whose broker goes away in mid-run', () => {
  for (const [name, { missing, start: startIt }] of Object.entries(kinds)) {
    const title = `stands still, is whole again by itself, and repeats nothing: ${name}`;
    it.skipIf(missing)(missing ? `${title} (skipped: mosquitto is not installed)` : title, async () => {
      const expected: JournalEntry[] = [];
      const simulated = new SimulatedHome(options(expected));
      simulated.start();
      simulated.advanceTo(end);

      let broker = await startIt(0);
      const entries: JournalEntry[] = [];
      const told: string[] = [];
      // Three times, each in the middle of what the home is just doing.
      const moments = ['request', 'step', 'state'];
      let restart: Promise<void> | undefined;
      const kill = (entry: JournalEntry): void => {
        if (restart || entry.time < start + 2 * 60_000 || entry.kind !== moments[0]) return;
        moments.shift();
        restart = (async () => {
          await broker.stop();
          broker = await startIt(broker.port);
          restart = undefined;
        })();
      };
      const session = new Session({
        ...options(entries),
        sinks: [(entry) => entries.push(entry), kill],
        url: broker.url,
        protocol: name === 'aedes' ? 4 : 'auto',
        speed: 1,
        paused: true,
        told: (sentence) => told.push(sentence),
        failed: (error) => told.push(`failed: ${String(error)}`),
      });
      await session.start();
      await session.home.jumpTo(end);
      await restart;
      await until(() => session.home.whole, 'the home is whole again', 20_000);
      expect(moments).toEqual([]);
      expect(entries).toEqual(expected);
      expect(told.join('\n')).toMatch(/lost|away|gone/i);

      const kept = new Map<string, string>();
      const client = await connectAsync(broker.url);
      client.on('message', (topic, payload) => kept.set(topic, payload.toString()));
      await client.subscribeAsync('millet/#');
      await until(() => kept.size >= 19, 'everything is retained anew');
      expect(JSON.parse(kept.get('millet/smart_curtain/state')!)).toMatchObject({ position: 100 });
      expect(kept.get('millet/smart_curtain/availability')).toBe('online');
      expect(JSON.parse(kept.get('millet/smart_curtain/info')!)).toMatchObject({ model: 'curtain' });
      await client.endAsync();
      await session.stop();
      await broker.stop();
    });
  }
});
