import { connectAsync } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { startBroker } from '../../src/mqtt/broker.ts';
import { millet, RunningMillet } from './millet.ts';
import { SmallHome } from './small-home.ts';

/** Each costs a process; where nobody waits for it, as many as the promise says. */
const kills = process.env.CI ? 200 : 12;
const seed = 20_260_302;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a session that is killed with kill -9', () => {
  it(`at ${kills} random moments has every input that was acknowledged, none twice, and the journal of an undisturbed one`, {
    timeout: 60_000 + kills * 10_000,
  }, async () => {
    const random = createRandom(seed, 'kill -9');
    const small = new SmallHome();
    cleanups.push(() => small.remove());
    const broker = await startBroker({ host: '127.0.0.1', port: 0 });
    cleanups.push(() => broker.stop());
    const acknowledged: number[] = [];
    const client = await connectAsync(broker.url);
    cleanups.push(() => client.endAsync(true));
    client.on('message', (_topic, payload) => {
      const { id } = JSON.parse(payload.toString());
      // The scenes' own requests have other ids.
      if (typeof id === 'number') acknowledged.push(id);
    });
    await client.subscribeAsync('millet/+/rpc/reply');

    let sent = 0;
    const busy = setInterval(() => {
      const id = sent++;
      const [device, params] = (
        [
          ['bulb', { power: id % 4 === 0 ? 'on' : 'off' }],
          ['motion', { detected: id % 7 < 3 }],
          ['curtain', { position: id % 100 }],
        ] as const
      )[id % 3]!;
      const method = device === 'motion' ? 'stimulate' : 'set_prop';
      client.publish(`millet/${device}/rpc`, JSON.stringify({ id, method, params }));
    }, 4);
    cleanups.push(() => clearInterval(busy));

    const args = ['run', '--home', small.dir, '--broker', broker.url];
    const start = (more: string[]) => new RunningMillet([...args, ...more]);
    let home = start(['--at', '2026-03-02T06:58', '--speed', '60']);
    await home.said(/^Ready/m);
    for (let count = 0; count < kills; count++) {
      // Most of them while it is busy, some while it begins to go on.
      if (count % 5 < 4) await home.said(/^Ready/m);
      await pause(random.integer(0, 250));
      await home.stop('SIGKILL');
      expect(home.err).toBe('');
      home = start([]);
    }
    await home.said(/^Ready/m);
    expect(home.out).toContain('60 times real time');
    clearInterval(busy);
    expect(await home.stop('SIGTERM')).toBe(0);

    const entered = small.lines.flatMap(({ input }) =>
      input?.payload === undefined ? [] : [JSON.parse(input.payload).id as number],
    );
    expect(new Set(entered).size).toBe(entered.length);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    const known = new Set(entered);
    expect(acknowledged.filter((id) => !known.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(kills);
    const { code, out } = millet(['replay', small.session('journal.jsonl')]);
    expect(out).toBe(`Equal: ${small.lines.length} lines, ${entered.length} inputs.\n`);
    expect(code).toBe(0);
  });
});
