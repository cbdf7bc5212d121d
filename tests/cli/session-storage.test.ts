import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { millet, milletPath, RunningMillet } from './millet.ts';
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
  chmodSync(small.dir, 0o755);
  small.remove();
});

function start(args: readonly string[], limits: { uid?: number | undefined; fileKb?: number } = {}) {
  const home = new RunningMillet(
    ['run', '--home', small.dir, '--mqtt-port', '0', ...args],
    undefined,
    limits,
  );
  running.push(home);
  return home;
}

async function connectTo(home: RunningMillet): Promise<{ client: MqttClient; replies: string[] }> {
  const client = await connectAsync(await home.url());
  clients.push(client);
  const replies: string[] = [];
  client.on('message', (_topic, payload) => replies.push(payload.toString()));
  await client.subscribeAsync('millet/+/rpc/reply');
  return { client, replies };
}

const toggle = (id: number) => JSON.stringify({ id, method: 'toggle' });

/** Root may write anywhere, so a read-only home needs somebody else: nobody, if that one can run Millet here at all. */
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const readable = spawnSync(process.execPath, ['-e', `require('fs').accessSync('${milletPath}')`], {
  ...(isRoot ? { uid: nobody } : {}),
});
const noOther = readable.status !== 0 || process.platform === 'win32';

describe('a session that cannot be kept', () => {
  it.skipIf(process.platform === 'win32')(
    'because the disk is full in mid-run: it is said once, the home goes on, and later goes on from there',
    async () => {
      const first = start(['--at', '2026-03-02T06:58', '--paused'], { fileKb: 16 });
      const { client, replies } = await connectTo(first);
      let sent = 0;
      while (first.err === '') {
        client.publish('millet/bulb/rpc', toggle(sent++));
        await until(() => replies.length === sent, 'the reply');
      }
      await first.said(/The journal \S+journal\.jsonl cannot be written: EFBIG: file too large\.\n/);
      await first.said(
        /The home goes on, but its session is not kept from here on\. Make room and start it again/,
      );
      client.publish('millet/bulb/rpc', toggle(sent++));
      await until(() => replies.length === sent, 'the reply, all the same');
      expect(await first.stop()).toBe(0);
      expect(first.err.match(/cannot be written/g)).toHaveLength(1);
      const kept = readFileSync(small.session('journal.jsonl'), 'utf8');
      expect(kept.length).toBe(16 * 1024);

      const second = start([]);
      await second.said(/^Ready.*06:58:00\.000/m);
      await second.stop();
      expect(small.journal.startsWith(kept.slice(0, kept.lastIndexOf('\n') + 1))).toBe(true);
      expect(millet(['replay', small.session('journal.jsonl')]).out).toMatch(/^Equal/);
    },
  );

  const title =
    'because the home is read-only: it is said, and the home runs; one that is there does not go on';
  it.skipIf(noOther)(noOther ? `${title} (skipped: nobody else can run Millet here)` : title, async () => {
    chmodSync(small.dir, 0o555);
    const limits = { uid: isRoot ? nobody : undefined };
    const first = start(['--paused'], limits);
    await first.said(/^Ready/m);
    expect(await first.stop()).toBe(0);
    expect(first.err).toMatch(
      /^\S+\/\.millet cannot be written: EACCES: permission denied\.\nThe home runs, but its session is not kept\.\n$/,
    );
    expect(readdirSync(small.dir).sort()).toEqual(['home.yaml', 'scenes']);

    chmodSync(small.dir, 0o755);
    const writing = start(['--paused']);
    await writing.said(/^Ready/m);
    await writing.stop();
    const kept = small.journal;
    chmodSync(small.session('.'), 0o555);
    const second = start([], limits);
    expect(await second.ended).toBe(2);
    expect(second.err).toMatch(
      /^The session in \S+journal\.jsonl cannot go on: EACCES: permission denied\.\nMake the home writable, or /,
    );
    const third = start(['--fresh', '--paused'], limits);
    await third.said(/^Ready/m);
    await third.stop();
    chmodSync(small.session('.'), 0o755);
    expect(small.journal).toBe(kept);
  });
});
