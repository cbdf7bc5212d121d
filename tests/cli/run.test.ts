import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { startBroker } from '../../src/mqtt/broker.ts';
import { until } from '../until.ts';
import { copyOfDemoHome, millet, RunningMillet } from './millet.ts';
import { SmallHome } from './small-home.ts';

const running: RunningMillet[] = [];
const clients: MqttClient[] = [];

function start(args: readonly string[], cwd?: string): RunningMillet {
  const home = new RunningMillet(['run', '--mqtt-port', '0', '--at', '2026-03-02T06:58', ...args], cwd);
  running.push(home);
  return home;
}

/** A client that keeps what it hears: the last payload of each topic. */
async function listen(
  url: string,
): Promise<{ client: MqttClient; last: Map<string, string>; all: string[] }> {
  const client = await connectAsync(url);
  clients.push(client);
  const last = new Map<string, string>();
  const all: string[] = [];
  client.on('message', (topic, payload) => {
    last.set(topic, payload.toString());
    all.push(`${topic} ${payload}`);
  });
  await client.subscribeAsync('millet/#');
  return { client, last, all };
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  await Promise.all(running.splice(0).map((home) => home.stop('SIGKILL')));
});

describe('millet run', () => {
  it('is ready, runs the morning routine, tells it, and stops cleanly on SIGTERM', async () => {
    const home = start(['--speed', '60']);
    expect(await home.url()).toMatch(/^mqtt:\/\/127\.0\.0\.1:\d+$/);
    await home.said(/07:00:00 ▶ morning-routine runs: time 07:00/);
    await home.said(/07:00:\d\d ■ morning-routine finished/);
    await home.said(/smart_curtain: position 100/);
    expect(await home.stop('SIGTERM')).toBe(0);
    expect(home.out).toContain('Stopped.');
    expect(home.err).toBe('');
  });

  it('stops cleanly on SIGINT too, and leaves the devices offline on the broker', async () => {
    const broker = await startBroker({ host: '127.0.0.1', port: 0 });
    const home = start(['--broker', broker.url, '--paused']);
    await home.said(/^Ready/m);
    const { last } = await listen(broker.url);
    await until(() => last.get('millet/hall_light/availability') === 'online');
    expect(await home.stop('SIGINT')).toBe(0);
    await until(() => last.get('millet/hall_light/availability') === 'offline');
    await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
    await broker.stop();
  });

  it('publishes state, availability, info and clock, retained, for whoever comes later', async () => {
    const home = start(['--paused']);
    const { last } = await listen(await home.url());
    await until(() => last.has('millet/clock') && last.has('millet/coffee_maker/info'));
    expect(last.get('millet/coffee_maker/availability')).toBe('online');
    expect(JSON.parse(last.get('millet/coffee_maker/state')!)).toMatchObject({
      status: 'idle',
      power: 'off',
    });
    expect(JSON.parse(last.get('millet/coffee_maker/info')!)).toMatchObject({
      model: 'coffee-maker',
      room: 'kitchen',
      link: 'wifi',
      properties: { water: { type: 'integer', unit: 'ml' } },
    });
    expect(JSON.parse(last.get('millet/clock')!)).toMatchObject({ speed: 1, paused: true });
  });

  it('answers requests of any client, and publishes what comes of them', async () => {
    const home = start([]);
    const { client, last, all } = await listen(await home.url());
    client.publish(
      'millet/air_purifier/rpc',
      '{"id":"a","method":"set_prop","params":{"power":"on","level":7}}',
    );
    await until(() => last.has('millet/air_purifier/rpc/reply'));
    expect(last.get('millet/air_purifier/rpc/reply')).toBe('{"id":"a","result":["ok","ok"]}');
    await until(() => all.some((line) => line.startsWith('millet/air_purifier/state {"power":"on"')));
    client.publish('millet/air_purifier/set', '{"level":99}');
    await until(() => last.has('millet/air_purifier/error'));
    expect(JSON.parse(last.get('millet/air_purifier/error')!)).toEqual({
      code: -4005,
      message: 'level takes an integer from 0 to 14, got 99',
      data: { level: -4005 },
    });
    await home.said(/somebody asks air_purifier: set_prop power=on level=7/);
  });

  it('takes a saved scene at once, reports a broken one, and goes on with the old one', async () => {
    const { dir, remove } = copyOfDemoHome();
    // Not paused: a notification goes to the phones, which answer after their link's latency.
    const home = start(['--home', dir]);
    const { client, last } = await listen(await home.url());
    const file = join(dir, 'scenes', 'hello.yaml');
    const scene = (text: string) => `trigger: { type: manual }\nactions:\n  - { notify: "${text}" }\n`;
    const run = async (): Promise<string> => {
      last.delete('millet/scenes/hello/trace');
      client.publish('millet/scenes/hello/run', '');
      await until(() => last.has('millet/scenes/hello/trace'));
      return JSON.parse(last.get('millet/scenes/hello/trace')!).steps[0].does;
    };
    writeFileSync(file, scene('one'));
    await home.said(/scene hello was saved/);
    expect(await run()).toBe('notify "one"');
    // As many editors save: another file first, then renamed over the old one.
    writeFileSync(`${file}.tmp`, scene('two'));
    renameSync(`${file}.tmp`, file);
    await until(() => (home.out.match(/scene hello was saved/g) ?? []).length === 2);
    expect(await run()).toBe('notify "two"');
    writeFileSync(file, 'trigger: { type: manul }\nactions:\n  - { notify: "three" }\n');
    await home.said(/hello\.yaml:1:18: .*manual/);
    await home.said(/The scene hello goes on as it was before\./);
    expect(await run()).toBe('notify "two"');
    rmSync(file);
    await home.said(/scene hello was removed/);
    await home.stop();
    remove();
  });

  it('says that a broken file is no scene, and says nothing when it goes', async () => {
    const { dir, remove } = copyOfDemoHome();
    const home = start(['--home', dir, '--paused']);
    await home.url();
    const file = join(dir, 'scenes', 'hello.yaml');
    writeFileSync(file, 'trigger: { type: manul }\n');
    await home.said(/There is no scene hello before that is put right\./);
    rmSync(file);
    rmSync(join(dir, 'scenes', 'smoke.yaml'));
    await home.said(/scene smoke was removed/);
    expect(home.out).not.toContain('hello was removed');
    await home.stop();
    remove();
  });

  it('says what is wrong with a saved home, and that another one is for another session', async () => {
    const { dir, remove } = copyOfDemoHome();
    const home = start(['--home', dir, '--paused']);
    await home.url();
    const file = join(dir, 'home.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('room: bedroom', 'room: bedrom'));
    await home.said(/Did you mean bedroom\?/);
    await home.said(/The home goes on as it was before\.\n/);
    writeFileSync(file, text.replace('name: Demo home', 'name: My home'));
    await home.said(/home\.yaml was saved\. .* a new session begins/);
    await home.stop();
    remove();
  });

  it('says that a changed model of the home is for the next start', async () => {
    const small = new SmallHome();
    mkdirSync(join(small.dir, 'devices'));
    const file = join(small.dir, 'devices', 'bell.js');
    const model = "export default { model: 'bell', title: 'Bell', properties: {} };\n";
    writeFileSync(file, model);
    const home = start(['--home', small.dir, '--paused']);
    await home.url();
    writeFileSync(file, model.replace('Bell', 'Doorbell'));
    await home.said(/devices\/bell\.js has changed\. The home goes on with its models as they were/);
    await home.stop();
    small.remove();
  });

  it('says that a port that was asked for is taken, and ends with 2', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as { port: number };
    const { code, err } = millet(['run', '--mqtt-port', String(port)]);
    expect(code).toBe(2);
    expect(err).toContain(String(port));
    expect(err).not.toMatch(/\n\s+at /);
    server.close();
  });

  it('waits for a broker that is not there, says so, and works once it comes', async () => {
    const taken = await startBroker({ host: '127.0.0.1', port: 0 });
    const { port, url } = taken;
    await taken.stop();
    const home = start(['--broker', url]);
    await home.said(new RegExp(`127\\.0\\.0\\.1:${port}`));
    expect(home.out).not.toContain('Ready');
    const broker = await startBroker({ host: '127.0.0.1', port });
    await home.said(/^Ready/m);
    expect(await home.stop()).toBe(0);
    await broker.stop();
  });

  it('stops at once while it waits for a broker', async () => {
    const taken = await startBroker({ host: '127.0.0.1', port: 0 });
    await taken.stop();
    const home = start(['--broker', taken.url]);
    await home.said(/127\.0\.0\.1/);
    expect(await home.stop('SIGINT')).toBe(0);
  });

  it('keeps an older journal beside the new one', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'millet-journal-'));
    const file = join(dir, 'journal.jsonl');
    writeFileSync(file, 'older');
    const home = start(['--journal', file, '--paused']);
    await home.said(/^Ready/m);
    expect(await home.stop()).toBe(0);
    expect(readFileSync(`${file}.1`, 'utf8')).toBe('older');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(JSON.parse(lines[0]!)).toMatchObject({ seq: 0, kind: 'start' });
    rmSync(dir, { recursive: true });
  });

  it('uses another prefix for its topics', async () => {
    const home = start(['--topic-prefix', 'flat/one']);
    const url = await home.url();
    const { code, out } = millet([
      'get',
      'coffee_maker',
      'status',
      '--broker',
      url,
      '--topic-prefix',
      'flat/one',
    ]);
    expect({ code, out }).toEqual({ code: 0, out: 'status  idle\n' });
  });

  it.each<[string, string[], RegExp]>([
    ['a directory that is no home', ['--home', tmpdir()], /is not a home: there is no home\.yaml in it/],
    ['a time that is none', ['--at', '25:00'], /--at: /],
    ['a speed of zero', ['--speed', '0'], /It takes a number above 0, or max/],
    ['a port that is none', ['--mqtt-port', '70000'], /A port is a number from 0 to 65535/],
    ['an unknown option', ['--sped', '10'], /unknown option '--sped'[\s\S]*--speed/],
    ['a broker address that is none', ['--broker', 'localhost'], /mqtt:\/\//],
  ])('says what is wrong with %s, and ends with 2', (_what, args, message) => {
    const { code, err } = millet(['run', ...args]);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });

  it('lets one bad scene not keep the others from running', async () => {
    const { dir, remove } = copyOfDemoHome();
    writeFileSync(join(dir, 'scenes', 'bad.yaml'), 'trigger: [');
    const home = start(['--home', dir, '--paused']);
    await home.said(/Ready: Demo home, 24 devices, 18 scenes/);
    expect(home.err).toMatch(/scenes\/bad\.yaml:1:\d+: /);
    await home.stop();
    expect(existsSync(join(dir, 'scenes', 'bad.yaml'))).toBe(true);
    remove();
  });
});
