import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { connectAsync } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launch, OpenPage } from './browser.ts';

/** What gets through of all that a page of somebody else can try, in the browser of somebody who looks at the home. */
interface Loot {
  readonly read: readonly string[];
  readonly sockets: readonly string[];
}

describe.skipIf(!chromiumPath)('an attack in a real browser', () => {
  let browser: Browser;
  let open: OpenPage;
  let evil: Server;
  beforeAll(async () => {
    // A name of the attacker that points to this machine, as DNS rebinding makes it.
    browser = await launch(['--host-resolver-rules=MAP evil.example 127.0.0.1']);
    evil = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><title>evil</title><body></body>');
    });
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => evil.close(resolve));
  });
  afterEach(() => open.close());

  it.each(['http://127.0.0.1', 'http://localhost', 'http://evil.example'])(
    'from another port of %s reads nothing, changes nothing and frames nothing',
    async (origin) => {
      open = await OpenPage.open(browser);
      const page = await browser.newPage();
      await page.goto(`${origin}:${(evil.address() as AddressInfo).port}/`);
      const home = new URL(open.url);
      const addresses = [home.origin, `http://localhost:${home.port}`, `http://evil.example:${home.port}`];
      const loot = await page.evaluate<Loot, readonly string[]>(plunder, addresses);
      expect(loot).toEqual({ read: [], sockets: [] });
      // A frame that is refused shows the browser's own page of errors.
      const framed = (): string[] => page.frames().map((frame) => frame.url());
      expect(framed().length).toBeGreaterThan(addresses.length);
      await expect.poll(framed).not.toContain('');
      expect(framed().filter((url) => url.includes(`:${home.port}/`))).toEqual([]);
      const { speed, paused } = await open.get<{ speed: number; paused: boolean }>('clock');
      expect([speed, paused]).toEqual([1, true]);
      await page.close();
      expect((await open.state()).devices.hall_light!.props.power!.value).toBe('off');
    },
  );

  it('that points a name of its own to this machine is shown no page of it', async () => {
    open = await OpenPage.open(browser);
    const page = await browser.newPage();
    const answer = await page.goto(`http://evil.example:${new URL(open.url).port}/`);
    expect(answer!.status()).toBe(403);
    expect(await page.locator('#page').count()).toBe(0);
    await page.close();
  });

  it('by a script in a name, a payload or a scene is shown as the text that it is', async () => {
    const script = '<img src=x onerror="window.robbed=1"><script>window.robbed=1</script>';
    open = await OpenPage.open(browser, {
      change: (dir) => {
        const file = join(dir, 'home.yaml');
        const text = readFileSync(file, 'utf8');
        expect(text).toContain('name: Light in the hall');
        writeFileSync(file, text.replace('name: Light in the hall', `name: '${script}'`));
        const scene = `name: '${script}'\ntrigger: { type: time, value: "06:59:01" }\nactions: [{ notify: '${script}' }]\n`;
        writeFileSync(join(dir, 'scenes', 'attack.yaml'), scene);
      },
    });
    const { page } = open;
    const client = await connectAsync(await open.broker());
    await page.keyboard.press('w');
    await client.publishAsync('school/<img src=x onerror=alert(1)>', JSON.stringify({ text: script }));
    await page.locator('.wire-row', { hasText: 'school/' }).getByRole('button').click();
    await open.jumpTo('06:59:10');
    expect(await page.locator('.payload').innerText()).toContain('<img src=x onerror=');
    await page.keyboard.press('y');
    await page.locator('[data-run="attack"]').click();
    await page.locator('[data-verdict]').waitFor();
    await page.keyboard.press('e');
    await page.locator('.editor[data-loaded="true"]').waitFor();
    await open.mark('hall_light').click();
    await open.idle();
    expect(await page.getByRole('tabpanel').innerText()).toContain(script);
    expect(await page.evaluate(() => 'robbed' in window)).toBe(false);
    expect(await page.locator('img, #page script').count()).toBe(0);
    expect(open.complaints).toEqual([]);
    await client.endAsync();
  });
});

/** Runs in the page of the attacker: whatever a script there can do to another server, and what comes of it. */
async function plunder(addresses: readonly string[]): Promise<Loot> {
  const read: string[] = [];
  const sockets: string[] = [];
  const commands = [
    ['/api/clock', '{"action":"speed","speed":60}'],
    ['/api/clock', '{"action":"play"}'],
    ['/api/devices/hall_light/set', '{"props":{"power":"on"}}'],
  ] as const;
  const tryTo = async (what: string, ask: () => Promise<Response>): Promise<void> => {
    try {
      const response = await ask();
      if (response.type !== 'opaque') read.push(`${what}: ${response.status}`);
    } catch {
      // The browser lets nobody see it.
    }
  };
  for (const address of addresses) {
    for (const mode of ['cors', 'no-cors'] as const) {
      await tryTo(`read ${address}`, () => fetch(`${address}/api/state`, { mode, credentials: 'include' }));
      for (const [path, body] of commands) {
        for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
          const headers = { 'Content-Type': type };
          await tryTo(`${type} to ${address}`, () =>
            fetch(address + path, { method: 'POST', mode, headers, body }),
          );
        }
      }
    }
    // A form whose one field is JSON with a tail, the oldest trick of all.
    const frame = document.createElement('iframe');
    frame.name = `into ${address}`;
    document.body.append(frame);
    const form = document.createElement('form');
    Object.assign(form, {
      method: 'post',
      enctype: 'text/plain',
      action: `${address}/api/clock`,
      target: frame.name,
    });
    const field = document.createElement('input');
    Object.assign(field, { name: '{"action":"speed","speed":60,"x":"', value: '"}' });
    form.append(field);
    document.body.append(form);
    const posted = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    form.submit();
    await posted;
    await new Promise<void>((resolve) => {
      const socket = new WebSocket(`${address.replace('http', 'ws')}/ws`, ['millet']);
      socket.onopen = () => sockets.push(address);
      socket.onclose = () => resolve();
      socket.onmessage = () => socket.close();
    });
  }
  const frame = document.createElement('iframe');
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.src = `${addresses[0]}/`;
  document.body.append(frame);
  await loaded;
  return { read, sockets };
}
