import type { Browser } from '@playwright/test';
import { connectAsync } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launch, OpenPage } from './browser.ts';

describe.skipIf(!chromiumPath)('the wire', () => {
  let browser: Browser;
  let open: OpenPage;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  afterEach(() => open.close());

  const row = (text: string) => open.page.locator('.wire-row', { hasText: text });

  it('shows the packets of other programs as they crossed the broker, decoded', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await page.keyboard.press('w');
    await open.idle();
    const client = await connectAsync(await open.broker(), { clientId: 'a-stranger' });
    await client.publishAsync('school/bell', '{"ring":true}');
    await row('school/bell').waitFor();
    expect(await row('school/bell').innerText()).toContain('a-stranger');
    await row('school/bell').getByRole('button').click();
    const packet = page.getByRole('region', { name: 'Packet' });
    expect(await packet.locator('.payload').innerText()).toBe('{\n  "ring": true\n}');
    expect(await packet.locator('.command').innerText()).toMatch(
      /^mosquitto_pub -p \d+ -t school\/bell -m '{"ring":true}'$/,
    );
    await open.screen('wire');
    await client.endAsync();
  });

  it('keeps what a filter asks for', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await page.keyboard.press('/');
    await page.keyboard.type('smart_curtain');
    // No letter of it was taken for a key of the page.
    expect(await page.getByRole('searchbox', { name: 'Filter' }).inputValue()).toBe('smart_curtain');
    await open.idle();
    await open.post('devices/smart_curtain/set', { props: { position: 40 } });
    await open.post('devices/hall_light/set', { props: { power: 'on' } });
    await open.jumpTo('06:59:01');
    const topics = await page.locator('.wire-topic').allInnerTexts();
    expect(topics).toEqual(expect.arrayContaining(['smart_curtain/rpc', 'smart_curtain/rpc/reply']));
    expect(topics.filter((topic) => !topic.startsWith('smart_curtain/'))).toEqual([]);
  });

  it('stands still while it is frozen, and counts what comes meanwhile', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await page.keyboard.press('w');
    await open.idle();
    await page.getByRole('button', { name: 'Freeze' }).click();
    const before = await page.locator('.wire-row').allInnerTexts();
    await open.post('devices/hall_light/set', { props: { power: 'on' } });
    await open.jumpTo('06:59:01');
    await page.getByText(/frozen; [1-9]\d* more since/).waitFor();
    expect(await page.locator('.wire-row').allInnerTexts()).toEqual(before);
    await page.getByRole('button', { name: 'Go on' }).click();
    await row('hall_light/rpc/reply').waitFor();
  });

  it('never moves a row under the pointer', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await page.keyboard.press('w');
    await open.jumpTo('07:01');
    await page.locator('.wire-row').nth(5).hover();
    const before = await page.locator('.wire-row').allInnerTexts();
    await open.jumpTo('07:03');
    expect(await page.locator('.wire-row').allInnerTexts()).toEqual(before);
  });

  it('carries the commands of the page itself, from a client named ui', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await open.mark('hall_light').click();
    await page.getByRole('tabpanel').getByRole('button', { name: 'toggle' }).click();
    await open.idle();
    await open.jumpTo('06:59:01');
    await page.getByRole('tabpanel').getByText('confirmed: toggle').waitFor();
    await page.keyboard.press('w');
    await row('hall_light/rpc').first().waitFor();
    expect(await row('"method":"toggle"').first().innerText()).toContain('ui');
  });
});
