import { createServer, type Server } from 'node:net';
import { connectAsync } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { startBroker } from '../../src/mqtt/broker.ts';
import { until } from '../until.ts';
import { RunningMillet } from './millet.ts';

const undo: (() => unknown)[] = [];

function start(...args: readonly string[]): RunningMillet {
  const home = new RunningMillet(['run', '--mqtt-port', '0', '--at', '2026-03-02T06:58', ...args]);
  undo.push(() => home.stop('SIGKILL'));
  return home;
}

/** The address that the page has, or the API where the page has not been built. */
async function address(home: RunningMillet): Promise<URL> {
  return new URL((await home.said(/(?:Page|API): (\S+)/))[1]!);
}

async function ask(url: URL, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const json = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(new URL(path, url), {
    ...json,
    headers: { 'content-type': 'application/json', ...headers },
  });
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for.
  return { status: response.status, json: (await response.json()) as any };
}

/** Takes a port, if nobody else has it. */
function take(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server: Server = createServer();
    const done = (): void => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    };
    server.once('error', () => resolve(port));
    server.listen({ port, host: '127.0.0.1' }, done);
    undo.push(() => server.close());
  });
}

afterEach(async () => {
  for (const each of undo.splice(0).reverse()) await each();
});

describe('the page of millet run', () => {
  it('is served under the address that is printed, and goes with the home', async () => {
    const home = start('--http-port', '0', '--paused');
    await home.said(/^Ready/m);
    const url = await address(home);
    expect(url.hostname).toBe('127.0.0.1');
    expect((await ask(url, '/api/home')).json.name).toBe('Demo home');
    const { json } = await ask(url, '/api/clock', { action: 'jump', to: '07:00:30' });
    expect(json.time).toBe(Date.parse('2026-03-02T07:00:30+08:00'));
    expect(home.out).toContain('07:00:00 ▶ morning-routine runs: time 07:00');
    const tested = await ask(url, '/api/scenes/morning-routine/test', {});
    expect(tested.json.tests.map(({ passed }: { passed: boolean }) => passed)).not.toContain(false);
    expect(tested.json.tests.length).toBeGreaterThan(1);
    // In the built program a thread of its own explains.
    const why = await ask(url, '/api/explain/scene/morning-routine?at=07:00');
    expect(why.json).toMatchObject({ scene: 'morning-routine', verdict: 'ran' });
    const nobody = await ask(url, '/api/explain/scene/morning-rutine');
    expect(nobody.json.error.message).toBe('There is no scene morning-rutine. Did you mean morning-routine?');
    await ask(url, '/api/clock', { action: 'jump', to: '07:05' });
    const entry = await ask(url, `/api/explain/entry/${why.json.run.seq}`);
    expect(entry.json).toMatchObject({ seq: why.json.run.seq, kind: 'run' });
    expect(await home.stop('SIGTERM')).toBe(0);
    expect(home.err).toBe('');
    await expect(fetch(url)).rejects.toThrow();
  });

  it('is not there with --no-dashboard', async () => {
    const home = start('--no-dashboard', '--paused');
    await home.said(/^Ready/m);
    await home.said(/Broker: /);
    expect(await home.stop('SIGTERM')).toBe(0);
    expect(home.out).not.toMatch(/http:/);
  });

  it('takes the next free port when the default one is taken, and says so', async () => {
    await take(8080);
    const home = start('--paused');
    const port = (await home.said(/Port 8080 is taken, so the page is on (\d+)\./))[1];
    expect((await address(home)).port).toBe(port);
  });

  it('ends with 2 and a way out when the port that was asked for is taken', async () => {
    const port = await take(0);
    const home = start('--http-port', String(port));
    expect(await home.ended).toBe(2);
    expect(home.err).toBe(
      [
        `The page cannot be served: port ${port} of 127.0.0.1 is already in use.`,
        'Stop the program that uses it, choose another with --http-port (0 takes any free one), or do without: --no-dashboard.',
        '',
      ].join('\n'),
    );
  });

  it('asks others than this machine for a token, which is in the printed address', async () => {
    const home = start('--http-port', '0', '--paused', '--host', '0.0.0.0');
    const url = await address(home);
    const token = url.hash.slice('#token='.length);
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect((await ask(url, '/api/home')).status).toBe(401);
    expect((await ask(url, '/api/home', undefined, { authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it('shows what crosses a broker that is not ours, and that it is away', async () => {
    const broker = await startBroker({ host: '127.0.0.1', port: 0 });
    let stopped = false;
    undo.push(() => stopped || broker.stop());
    const home = start('--broker', broker.url, '--http-port', '0', '--paused');
    const url = await address(home);
    const client = await connectAsync(broker.url);
    // The tap may not be there yet when the first one is sent.
    await until(async () => {
      client.publish('school/bell', 'ding');
      const { json } = await ask(url, '/api/wire');
      return json.rows.some(({ topic }: { topic: string }) => topic === 'school/bell');
    }, 'the packet is shown');
    const sent = await ask(url, '/api/scenes/good-night/run', {});
    expect(sent.json).toEqual({ topic: 'millet/scenes/good-night/run', payload: '', reply: null });
    await client.endAsync(true);
    stopped = true;
    await broker.stop();
    await home.said(/the home stands still until it is back/);
    expect((await ask(url, '/api/clock')).json.whole).toBe(false);
    const jump = await ask(url, '/api/clock', { action: 'next' });
    expect(jump.status).toBe(503);
    expect(jump.json.error.message).toBe('The home stands still: its broker is away.');
  });
});
