import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { copyOfDemoHome, millet, RunningMillet } from './millet.ts';
import { SmallHome } from './small-home.ts';

let small: SmallHome;
const running: RunningMillet[] = [];
const clients: MqttClient[] = [];

beforeEach(() => {
  small = new SmallHome();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  await Promise.all(running.splice(0).map((home) => home.stop('SIGKILL')));
  small.remove();
});

const monday = ['--at', '2026-03-02T06:58'];

function start(args: readonly string[] = [], dir = small.dir): RunningMillet {
  const home = new RunningMillet(['run', '--home', dir, '--mqtt-port', '0', ...args]);
  running.push(home);
  return home;
}

/** Somebody who asks devices of a running home, and waits for their replies. */
async function asker(home: RunningMillet): Promise<(device: string, request: object) => Promise<string>> {
  const client = await connectAsync(await home.url());
  clients.push(client);
  // By their ids: scenes ask devices, too, and are answered on the same topics.
  const replies = new Map<unknown, string>();
  client.on('message', (_topic, payload) => {
    const text = payload.toString();
    replies.set(JSON.parse(text).id, text);
  });
  await client.subscribeAsync('millet/+/rpc/reply');
  let id = 0;
  return async (device, request) => {
    client.publish(`millet/${device}/rpc`, JSON.stringify({ id: ++id, ...request }));
    await until(() => replies.has(id), `${device} replies`);
    return replies.get(id)!;
  };
}

const detected = (value: boolean) => ({ method: 'stimulate', params: { detected: value } });

function replayed(): string {
  return millet(['replay', small.session('journal.jsonl')]).out;
}

describe('millet run goes on where the session stopped', () => {
  it('with the same pending for:, delay and run, after a stop and after kill -9', async () => {
    const first = start([...monday, '--paused']);
    const ask = await asker(first);
    await ask('motion', detected(true));
    await clients[0]!.publishAsync('millet/scenes/slow/run', '', { qos: 1 });
    await first.said(/still: .*5m/);
    await first.said(/… delay/);
    expect(await first.stop()).toBe(0);

    const second = start();
    await second.said(/Ready: Small home, 3 devices, 3 scenes, at 2026-03-02T06:58:00\.000\+08:00, paused\./);
    expect(second.out).toContain('The session goes on where it stopped, at 2026-03-02T06:58:00.000+08:00.');
    await second.stop('SIGKILL');

    const third = start(['--speed', '600']);
    await third.said(/07:08:00 {3}✓ bulb\.fade/);
    expect(await third.stop()).toBe(0);
    expect(third.err).toBe('');
    const at = (scene: string) =>
      small.lines.filter(({ kind, ...line }) => kind === 'run_end' && line.scene === scene);
    expect(at('still').map(({ time }) => time)).toEqual(['2026-03-02T07:03:00.000+08:00']);
    expect(at('slow').map(({ time }) => time)).toEqual(['2026-03-02T07:08:00.000+08:00']);
    expect(replayed()).toMatch(/^Equal: \d+ lines, 2 inputs\.\n/);
  });

  it('as if nothing had happened for whoever watches: everything is retained, and devices answer', async () => {
    const first = start([...monday, '--paused']);
    const ask = await asker(first);
    await ask('bulb', { method: 'set_prop', params: { brightness: 42 } });
    const info = JSON.parse(millet(['get', 'bulb', '--json', '--broker', await first.url()]).out);
    expect(info).toMatchObject({ brightness: 42 });
    await first.stop('SIGKILL');
    const second = start();
    const kept = new Map<string, string>();
    const client = await connectAsync(await second.url());
    clients.push(client);
    client.on('message', (topic, payload) => kept.set(topic, payload.toString()));
    await client.subscribeAsync('millet/#');
    await until(() => kept.size >= 10, 'everything is retained');
    expect(JSON.parse(kept.get('millet/bulb/state')!)).toMatchObject({ brightness: 42 });
    expect(kept.get('millet/curtain/availability')).toBe('online');
    expect(JSON.parse(kept.get('millet/motion/info')!)).toMatchObject({ model: 'motion-sensor' });
    expect(await (await asker(second))('bulb', { method: 'get_prop', params: ['brightness'] })).toBe(
      '{"id":1,"result":[42]}',
    );
    await second.stop();
    expect(replayed()).toMatch(/^Equal: \d+ lines, 3 inputs\.\n/);
  });

  it('also at x60 in the demo home, driven by hand and killed twice; replayed, it comes out equal', async () => {
    const { dir, remove } = copyOfDemoHome();
    const drive = async (home: RunningMillet, value: number): Promise<void> => {
      const ask = await asker(home);
      await ask('air_purifier', { method: 'stimulate', params: { pm2_5: value } });
      await ask('hall_light', { method: 'toggle' });
    };
    const first = start([...monday, '--speed', '60'], dir);
    await drive(first, 150);
    await first.said(/morning-routine runs/);
    await first.stop('SIGKILL');
    const second = start([], dir);
    await drive(second, 20);
    await second.stop('SIGKILL');
    const third = start([], dir);
    await drive(third, 90);
    expect(await third.stop()).toBe(0);
    expect([first.err, second.err, third.err]).toEqual(['', '', '']);
    const { out, code } = millet(['replay', join(dir, '.millet', 'journal.jsonl')]);
    expect(out).toMatch(/^Equal: \d+ lines, 6 inputs\.\n/);
    expect(code).toBe(0);
    remove();
  });

  it('with --catch-up after as much of the home’s time as has passed outside', async () => {
    const first = start([...monday, '--paused']);
    await (await asker(first))('motion', detected(true));
    await first.stop();
    const stop = JSON.parse(readFileSync(small.session('session.json'), 'utf8'));
    const begun = Date.now();
    stop.wall = new Date(begun - 2 * 3_600_000).toISOString();
    writeFileSync(small.session('session.json'), JSON.stringify(stop));
    const second = start(['--catch-up']);
    const [, time] = await second.said(/Caught up to (\S+): \d+ lines/);
    const passed = Date.parse(time!) - Date.parse('2026-03-02T06:58:00+08:00') - 2 * 3_600_000;
    expect(passed).toBeGreaterThanOrEqual(0);
    expect(passed).toBeLessThanOrEqual(Date.now() - begun);
    await second.said(/^Ready.*paused/m);
    await second.stop('SIGKILL');
    expect(small.lines.find(({ kind, scene }) => kind === 'run' && scene === 'still')?.time).toBe(
      '2026-03-02T07:03:00.000+08:00',
    );
    // What was caught up with once is not missed any more.
    const third = start(['--catch-up']);
    const [, later] = await third.said(/Caught up to (\S+): /);
    expect(Date.parse(later!) - Date.parse(time!)).toBeLessThanOrEqual(Date.now() - begun);
    await third.stop();
    expect(replayed()).toMatch(/^Equal/);
  });

  it('and takes scenes that were saved, removed or spoiled meanwhile', async () => {
    const first = start([...monday, '--paused']);
    await first.said(/^Ready/m);
    await first.stop();
    small.writeScene('hello', 'trigger: { type: manual }\nactions:\n  - { notify: "hello" }\n');
    small.writeScene('slow', 'trigger: [');
    rmSync(join(small.dir, 'scenes', 'busy.yaml'));
    const second = start();
    await second.said(/^Ready/m);
    expect(second.out).toContain('Scenes that were saved meanwhile: hello.');
    expect(second.out).toContain('Scenes that were removed meanwhile: busy.');
    expect(second.out).toContain('The scene slow goes on as it was before.');
    await second.stop();
    expect(small.lines.flatMap(({ input }) => input?.scene ?? [])).toEqual(['busy', 'hello']);
    const third = start();
    await third.said(/^Ready/m);
    expect(third.out).not.toContain('meanwhile');
    await third.stop();
    expect(replayed()).toMatch(/^Equal: \d+ lines, 2 inputs\.\n/);
  });

  it('after a last line that was cut off in the middle', async () => {
    const first = start([...monday, '--paused']);
    await (await asker(first))('motion', detected(true));
    await first.stop('SIGKILL');
    const whole = small.journal;
    writeFileSync(small.session('journal.jsonl'), whole.slice(0, -10));
    const second = start();
    await second.said(/^Ready/m);
    await second.stop();
    // The line follows from what stands before it.
    expect(second.err).toBe('');
    expect(second.out).not.toContain('missing');
    expect(small.journal.startsWith(whole)).toBe(true);
    expect(replayed()).toMatch(/^Equal: \d+ lines, 1 inputs\.\n/);
  });

  it('after lines at its end were lost, and says so', async () => {
    const first = start([...monday, '--paused']);
    await (await asker(first))('motion', detected(true));
    await first.stop();
    const lines = small.journal.split('\n');
    const input = lines.findIndex((line) => line.includes('"kind":"input"'));
    writeFileSync(small.session('journal.jsonl'), lines.slice(0, input).join('\n').concat('\n'));
    const second = start();
    await second.said(
      /The last [1-9]\d* lines are missing in \S+journal\.jsonl: it goes on from those that are there\./,
    );
    await second.said(/^Ready/m);
    await second.stop();
    expect(replayed()).toMatch(/^Equal: \d+ lines, 0 inputs\.\n/);
  });
});

describe('millet run begins a new session', () => {
  it('with --at or --fresh, or in a home that was changed, and keeps the older journals beside it', async () => {
    const begin = async (args: string[]): Promise<RunningMillet> => {
      const home = start([...args, '--paused']);
      await home.said(/^Ready/m);
      await home.stop();
      return home;
    };
    await begin(monday);
    const first = small.journal;
    const second = await begin(['--at', '2026-07-01T12:00']);
    expect(second.out).toContain('kept as .millet/journal-0001.jsonl');
    expect(readFileSync(small.session('journal-0001.jsonl'), 'utf8')).toBe(first);
    expect(small.lines[0]).toMatchObject({ time: '2026-07-01T12:00:00.000+08:00' });
    const begun = Date.now();
    await begin(['--fresh', '--seed', '2']);
    expect(Date.parse(small.lines[0]!.time)).toBeGreaterThanOrEqual(begun);
    expect(small.lines[0]).toMatchObject({ seed: 2 });

    const file = join(small.dir, 'home.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('link: zigbee', 'link: wifi'));
    const fourth = await begin([]);
    expect(fourth.out).toContain(
      'home.yaml is not what it was when the last session stopped, so a new one begins.',
    );
    expect(readdirSync(join(small.dir, '.millet')).sort()).toEqual([
      'journal-0001.jsonl',
      'journal-0002.jsonl',
      'journal-0003.jsonl',
      'journal.jsonl',
      'session.json',
    ]);
  });

  it('only when it has a broker: until then the last one can go on', async () => {
    const first = start([...monday, '--paused']);
    const url = new URL(await first.url());
    const { dir, remove } = copyOfDemoHome();
    const taken = start(['--at', '2026-07-01T12:00', '--mqtt-port', url.port], dir);
    expect(await taken.ended).toBe(2);
    expect(existsSync(join(dir, '.millet', 'journal.jsonl'))).toBe(false);
    remove();
    await first.stop();
    const before = small.journal;
    const other = start(['--fresh', '--broker', 'mqtt://127.0.0.1:1']);
    await other.said(/Waiting for the MQTT broker|does not answer/i);
    expect(await other.stop('SIGINT')).toBe(0);
    expect(small.journal).toBe(before);
  });
});

describe('millet run refuses, in one sentence, and leaves the session as it was:', () => {
  async function refused(args: string[]): Promise<string> {
    const before = small.journal;
    const home = start(args);
    expect(await home.ended).toBe(2);
    expect(home.err).not.toMatch(/\n\s+at /);
    expect(small.journal).toBe(before);
    expect(existsSync(small.session('lock'))).toBe(false);
    expect(existsSync(small.session('journal-0001.jsonl'))).toBe(false);
    return home.err;
  }

  it('a second process, for as long as there is a first', async () => {
    const first = start([...monday, '--paused']);
    await first.said(/^Ready/m);
    for (const args of [[], monday, ['--fresh']]) {
      const second = start(args);
      expect(await second.ended).toBe(2);
      expect(second.err).toMatch(/^Another Millet, process \d+, runs this home already\.\nStop that one/);
    }
    await first.stop('SIGKILL');
    const third = start();
    await third.said(/^Ready/m);
    expect(await third.stop()).toBe(0);
    expect(existsSync(small.session('lock'))).toBe(false);
  });

  it('another seed, other residents, another prefix; and to catch up in a new session', async () => {
    const first = start([...monday, '--paused']);
    await first.said(/^Ready/m);
    await first.stop();
    expect(await refused(['--seed', '2'])).toMatch(/has the seed 1, and cannot go on with --seed 2\.\n/);
    expect(await refused(['--no-residents'])).toMatch(/has residents, and cannot go on with --no-residents/);
    expect(await refused(['--topic-prefix', 'x'])).toMatch(/has the topic prefix millet/);
    expect(await refused(['--fresh', '--catch-up'])).toMatch(/Give --catch-up or --fresh, not both/);
    const journal = small.session('journal.jsonl');
    expect(await refused(['--journal', journal])).toMatch(/is where this home keeps its session already/);
  });

  it('a journal that is foreign, reordered, edited, or of another format', async () => {
    const first = start([...monday, '--paused']);
    await (await asker(first))('motion', detected(true));
    await first.stop('SIGKILL');
    const whole = small.journal;
    const spoiled: [(text: string) => string, RegExp][] = [
      [() => 'hello\n', /journal\.jsonl:1: this is no line of a Millet journal: it is not JSON\.\n/],
      [() => 'hello', /journal\.jsonl:1: this is no line of a Millet journal: it has no line break\.\n/],
      [(text) => text.replace('"format":1', '"format":99'), /has the format 99; this Millet reads 1\.\n/],
      [
        (text) => {
          const [head, second, third, ...rest] = text.split('\n');
          return [head, third, second, ...rest].join('\n');
        },
        /journal\.jsonl:2: .*its seq is 2, not 1\.\n/,
      ],
      [
        (text) => text.replace('{\\"detected\\":true}', '{\\"detected\\":false}'),
        /journal\.jsonl:\d+: the session cannot go on, because this line would be another one now: .*\n`millet replay /,
      ],
      [
        (text) => text.replace('"value":"online"', '"value":"offline"'),
        /journal\.jsonl:2: the session cannot go on/,
      ],
    ];
    for (const [spoil, message] of spoiled) {
      writeFileSync(small.session('journal.jsonl'), spoil(whole));
      expect(await refused([])).toMatch(message);
    }
    const fresh = start(['--fresh', '--paused']);
    await fresh.said(/^Ready/m);
    expect(readFileSync(small.session('journal-0001.jsonl'), 'utf8')).toBe(spoiled.at(-1)![0](whole));
  });
});
