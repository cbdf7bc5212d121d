import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { ServedHome } from './served-home.ts';

/** Sends bytes as they are and returns all that comes back. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    // Ended, it would look as if nobody waits for the answer any more.
    socket.write(bytes, 'latin1');
  });
}

describe('a page of somebody else', () => {
  let home: ServedHome;
  let own: string;
  beforeAll(async () => {
    home = await ServedHome.start({ residents: false });
    own = `127.0.0.1:${home.port}`;
  });
  afterAll(() => home.stop());

  const command = { action: 'speed', speed: 60 };
  const speed = async (): Promise<unknown> => (await home.get('/api/clock')).speed;

  it('cannot reach the home by a name of its own that points to this machine (DNS rebinding)', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${home.port}`,
      '127.0.0.1',
      '127.0.0.1:1',
      '127.0.0.1.',
    ]) {
      for (const path of ['/api/home', '/', '/assets/x.js']) {
        const { status, json } = await home.ask(path, { headers: { host } });
        expect([host, path, status]).toEqual([host, path, 403]);
        expect(json.error.message).toBe(`This server is not called ${JSON.stringify(host)}.`);
      }
      expect(await home.page({ headers: { host } }).opened).toBe(403);
    }
    const bare = 'GET /api/home HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n';
    expect(await raw(home.port, bare)).toMatch(/^HTTP\/1\.1 (400|403) /);
    const old = await raw(home.port, 'GET /api/home HTTP/1.0\r\n\r\n');
    expect(old).toMatch(/^HTTP\/1\.1 (400|403) /);
    const absolute = `GET http://127.0.0.1:${home.port}/api/home HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`;
    expect(await raw(home.port, absolute)).toMatch(/^HTTP\/1\.1 (400|403) /);
    const posted = await home.ask('/api/clock', { headers: { host: 'evil.example' }, body: command });
    expect(posted.status).toBe(403);
    expect(await speed()).toBe(1);
  });

  it('can be asked for by every name of this machine alone', async () => {
    for (const host of [own, `localhost:${home.port}`, `[::1]:${home.port}`, `LOCALHOST:${home.port}`]) {
      expect((await home.ask('/api/home', { headers: { host } })).status).toBe(200);
    }
  });

  it('cannot ask or command from another origin, be it another port of this machine', async () => {
    const origins = [
      'http://evil.example',
      `http://127.0.0.1:${home.port + 1}`,
      'http://localhost:3000',
      `https://${own}`,
      'null',
      'file://',
      `http://${own}.evil.example`,
    ];
    for (const origin of origins) {
      const asked = await home.ask('/api/home', { headers: { origin } });
      const told = await home.ask('/api/clock', { headers: { origin }, body: command });
      const opened = await home.page({ headers: { origin } }).opened;
      expect([origin, asked.status, told.status, opened]).toEqual([origin, 403, 403, 403]);
      expect(asked.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect(await speed()).toBe(1);
    expect((await home.ask('/api/home', { headers: { origin: `http://${own}` } })).status).toBe(200);
    expect(await home.page({ headers: { origin: `http://${own}` } }).opened).toBe('open');
  });

  it('is told by Sec-Fetch-Site, also where it hides its origin', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const headers = { 'sec-fetch-site': site };
      expect((await home.ask('/api/home', { headers })).status).toBe(403);
      expect((await home.ask('/', { headers })).status).toBe(403);
      expect(await home.page({ headers }).opened).toBe(403);
    }
    expect((await home.ask('/api/home', { headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(200);
  });

  it('may link to the page, but neither frame it nor link to the API', async () => {
    const link = (dest: string, mode = 'navigate') => {
      return { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode, 'sec-fetch-dest': dest };
    };
    const status = async (path: string, headers: Record<string, string>) =>
      (await home.ask(path, { headers })).status;
    expect(await status('/', link('document'))).not.toBe(403);
    expect(await status('/', link('iframe'))).toBe(403);
    expect(await status('/', link('script', 'no-cors'))).toBe(403);
    expect(await status('/api/home', link('document'))).toBe(403);
    const { headers } = await home.ask('/');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-frame-options']).toBe('DENY');
  });

  it('cannot send a form, nor text that is JSON by accident', async () => {
    const types = [
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain',
      'text/plain; application/json',
      'application/json-seq',
    ];
    for (const type of types) {
      const { status } = await home.ask('/api/clock', {
        headers: { 'content-type': type },
        body: JSON.stringify(command),
      });
      expect([type, status]).toEqual([type, 415]);
    }
    const bare = await home.ask('/api/clock', { method: 'POST' });
    expect(bare.status).toBe(415);
    expect(await speed()).toBe(1);
    const proper = { 'content-type': 'application/json; charset=UTF-8' };
    expect((await home.ask('/api/clock', { headers: proper, body: JSON.stringify(command) })).status).toBe(
      200,
    );
    expect(await speed()).toBe(60);
  });

  it('gets no leave by a preflight', async () => {
    const headers = {
      origin: 'http://evil.example',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type',
    };
    const { status, headers: answer } = await home.ask('/api/scenes/x', { method: 'OPTIONS', headers });
    expect(status).toBe(403);
    expect(Object.keys(answer).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('too much', () => {
  let home: ServedHome;
  beforeAll(async () => {
    home = await ServedHome.start({ residents: false });
  });
  afterAll(() => home.stop());

  it('is refused when a body says that it is, and when it does not', async () => {
    const big = JSON.stringify({ text: 'x'.repeat(1_100_000) });
    const head = [
      'POST /api/check HTTP/1.1',
      `Host: 127.0.0.1:${home.port}`,
      'Content-Type: application/json',
      'Connection: close',
    ].join('\r\n');
    const said = await raw(home.port, `${head}\r\nContent-Length: ${big.length}\r\n\r\n${big}`);
    expect(said).toMatch(/^HTTP\/1\.1 413 /);
    expect(said).toContain('"A body has at most 1048576 bytes."');
    const chunks = `${big.length.toString(16)}\r\n${big}\r\n0\r\n\r\n`;
    const chunked = await raw(home.port, `${head}\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`);
    expect(chunked).toMatch(/^HTTP\/1\.1 413 /);
    expect((await home.ask('/api/check', { body: { text: 'name: x' } })).status).toBe(200);
  });

  it('of pages is refused, and there is room again when one is closed', async () => {
    const pages = Array.from({ length: 40 }, () => home.page());
    const opened = await Promise.all(pages.map((page) => page.opened));
    expect(opened.filter((how) => how === 'open')).toHaveLength(32);
    expect(opened.filter((how) => how === 503)).toHaveLength(8);
    const first = pages[opened.indexOf('open')]!;
    first.socket.close();
    await first.closed;
    let again: 'open' | number = 503;
    await until(() => {
      if (again === 503)
        void home.page().opened.then((how) => {
          again = again === 'open' ? again : how;
        });
      return again === 'open';
    }, 'there is room for one more');
    expect((await home.ask('/api/home')).status).toBe(200);
    for (const { socket } of pages) socket.terminate();
  });

  it('of connections that say nothing does not keep anybody out for long', async () => {
    const sockets = Array.from({ length: 400 }, () => connect(home.port, '127.0.0.1'));
    let closed = 0;
    for (const socket of sockets) {
      socket.on('error', () => {});
      socket.on('close', () => closed++);
    }
    // The server keeps 256 and closes the others at once.
    await until(() => closed >= 100, 'it has closed what is too much');
    for (const socket of sockets) socket.destroy();
    let status = 0;
    await until(() => {
      void home.ask('/api/home').then(
        (answer) => {
          status = answer.status;
        },
        () => {},
      );
      return status === 200;
    }, 'it answers again');
    expect(status).toBe(200);
  });

  it('on a WebSocket ends it: a long message, and one that makes no sense', async () => {
    const messages = ['x'.repeat(5_000), '{"type":"ack"}', 'nonsense', '{"type":"run","code":"x"}'];
    const codes: number[] = [];
    for (const message of messages) {
      const page = home.page();
      await page.opened;
      page.socket.send(message);
      codes.push(await page.closed);
    }
    expect(codes).toEqual([1009, 1008, 1008, 1008]);
    const binary = home.page();
    await binary.opened;
    binary.socket.send(Buffer.from('{"type":"ack","frame":0}'));
    expect(await binary.closed).toBe(1008);
  });
});

describe('a path', () => {
  let home: ServedHome;
  beforeAll(async () => {
    home = await ServedHome.start({ residents: false });
  });
  afterAll(() => home.stop());

  it('leads nowhere but to the files of the page', async () => {
    const paths = [
      '/../package.json',
      '/../../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/assets/../../package.json',
      '/assets/%2e%2e/%2e%2e/src/cli/main.js',
      '/..\\..\\package.json',
      '//etc/passwd',
      '/etc/passwd',
      '/%00',
      '/index.html%00.js',
      '/assets',
      '/assets/',
    ];
    for (const path of paths) {
      const answer = await raw(
        home.port,
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${home.port}\r\nConnection: close\r\n\r\n`,
      );
      const [head, body = ''] = answer.split('\r\n\r\n');
      expect([path, head!.slice(0, 12)]).toEqual([path, expect.stringMatching(/^HTTP\/1\.1 (404|400|503)/)]);
      expect(body).not.toMatch(/"dependencies"|root:|import /);
    }
  });

  it('cannot be the name of a scene', async () => {
    const text = 'trigger: { type: manual }\nactions:\n  - { delay: 1s }\n';
    const names = [
      '..%2fhome',
      '%2e%2e%2f%2e%2e%2fx',
      '..%5chome',
      'a%2fb',
      '%2ftmp%2fx',
      'x.yaml',
      '.hidden',
      'a%00b',
      'A',
      '%20',
      'x'.repeat(65),
    ];
    for (const name of names) {
      const put = await home.ask(`/api/scenes/${name}`, { method: 'PUT', body: { text } });
      expect([name, put.status]).toEqual([name, 400]);
      expect(put.json.error.message).toMatch(/cannot be the name of a scene\.$/);
      const removed = await home.ask(`/api/scenes/${name}`, { method: 'DELETE' });
      expect([name, removed.status]).toEqual([name, 400]);
    }
    expect(existsSync(join(home.dir, 'home.yaml'))).toBe(true);
    expect(existsSync(join(dirname(home.dir), 'x.yaml'))).toBe(false);
    const proto = await home.ask('/api/scenes/__proto__');
    expect(proto.status).toBe(404);
    expect((await home.ask('/api/devices/__proto__/set', { body: { props: {} } })).status).toBe(404);
  });
});

describe('a script', () => {
  let home: ServedHome;
  beforeAll(async () => {
    home = await ServedHome.start({ residents: false });
  });
  afterAll(() => home.stop());

  it('in a payload, a name or a path comes as data that no browser runs', async () => {
    const script = '<script>alert(1)</script>';
    const client = await connectAsync(home.broker.url);
    await client.publishAsync('millet/real_lamp/state', JSON.stringify({ power: script }), { qos: 1 });
    await client.publishAsync(`millet/<img src=x>/state`, script, { qos: 1 });
    await until(() => home.session.home.simulation.journal.length > 51, 'the home has heard it');
    const paths = [
      '/api/state',
      '/api/journal',
      '/api/wire',
      `/api/scenes/${encodeURIComponent(script)}`,
      `/${encodeURIComponent(script)}`,
    ];
    for (const path of paths) {
      const { headers, text } = await home.ask(path);
      expect([path, headers['content-type']]).toEqual([path, expect.stringMatching(/^application\/json/)]);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toMatch(/^default-src 'self';/);
      expect(headers['content-security-policy']).not.toMatch(/unsafe|\*/);
      expect(() => JSON.parse(text)).not.toThrow();
    }
    const { rows } = await home.get('/api/wire');
    const row = rows.find(({ topic }: { topic: string }) => topic === 'millet/real_lamp/state');
    expect(row.payload).toBe(JSON.stringify({ power: script }));
    await client.endAsync();
  });

  it('is not stored by browsers or proxies', async () => {
    const { headers } = await home.ask('/api/home');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });
});

describe('a server that other machines can reach', () => {
  let home: ServedHome;
  beforeAll(async () => {
    home = await ServedHome.start({ residents: false, host: '0.0.0.0', allowHost: ['millet.lan'] });
  });
  afterAll(() => home.stop());

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('asks for the token that it has printed in the fragment of its address', async () => {
    expect(home.token).toMatch(/^[0-9a-f]{32}$/);
    for (const headers of [{}, bearer('wrong'), bearer(`${home.token}0`), { authorization: home.token! }]) {
      const { status, json } = await home.ask('/api/home', { headers });
      expect(status).toBe(401);
      expect(json.error.message).toMatch(/asks for its token\.$/);
      expect(JSON.stringify(json)).not.toContain(home.token);
    }
    expect((await home.ask('/api/home', { headers: bearer(home.token!) })).status).toBe(200);
    // Never in the address, where it would end in histories and logs.
    expect((await home.ask(`/api/home?token=${home.token}`)).status).toBe(401);
    const told = await home.ask('/api/clock', { body: { action: 'play' } });
    expect(told.status).toBe(401);
  });

  it('asks for it on the WebSocket, too, as a subprotocol', async () => {
    expect(await home.page().opened).toBe(401);
    expect(await home.page({ protocols: ['millet', 'millet.token.wrong'] }).opened).toBe(401);
    const page = home.page({ protocols: ['millet', `millet.token.${home.token}`] });
    expect(await page.opened).toBe('open');
    expect(page.socket.protocol).toBe('millet');
    expect((await page.next()).type).toBe('whole');
  });

  it('answers to its own addresses and to the names that it was given, and to no other', async () => {
    const address = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
    const status = async (host: string) => {
      return (await home.ask('/api/home', { headers: { host, ...bearer(home.token!) } })).status;
    };
    expect(await status(`millet.lan:${home.port}`)).toBe(200);
    if (address !== undefined) expect(await status(`${address}:${home.port}`)).toBe(200);
    expect(await status(`evil.lan:${home.port}`)).toBe(403);
    expect(await status('millet.lan')).toBe(403);
  });
});
