import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launch, OpenPage } from './browser.ts';

describe.skipIf(!chromiumPath)('the page', () => {
  let browser: Browser;
  let open: OpenPage;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  afterEach(() => open.close());

  it('asks nobody but its own server, and its content policy has nothing to refuse', async () => {
    open = await OpenPage.open(browser, { firstVisit: true });
    const { page } = open;
    for (const key of ['e', 'd', 'w', 'y']) {
      await page.keyboard.press(key);
      if (key === 'e') await page.locator('.editor[data-loaded="true"]').waitFor();
      await open.idle();
    }
    await open.jumpTo('07:01');
    expect(open.requests.length).toBeGreaterThan(10);
    expect(open.requests.filter((url) => !url.startsWith(open.url))).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  it('freezes and says so when it loses the simulator, and goes on when that is back', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await open.jumpTo('07:01');
    await open.lose();
    await page.getByText('Lost the simulator, trying again.').waitFor();
    expect(await page.locator('.digits-time').innerText()).toBe('07:01:00');
    expect(await page.locator('.status').innerText()).toContain('lost');
    expect(await page.getByRole('button', { name: 'Play', exact: true }).isDisabled()).toBe(true);
    await open.screen('lost');
    await open.find();
    await page.getByText('Lost the simulator').waitFor({ state: 'detached' });
    await open.idle();
    expect(await page.locator('.digits-time').innerText()).not.toBe('--:--:--');
    expect(await page.getByRole('button', { name: 'Play', exact: true }).isDisabled()).toBe(false);
  });

  it('moves nothing for whoever wants no motion', async () => {
    open = await OpenPage.open(browser, { reducedMotion: 'reduce' });
    const times = await open.page.evaluate(() =>
      ['.cloth', '.room-day', '.play'].map((selector) => {
        const style = getComputedStyle(
          document.querySelector(selector)!,
          selector === '.play' ? '::after' : null,
        );
        return [style.transitionDuration, style.animationDuration];
      }),
    );
    expect(times.flat().filter((time) => time !== '0s')).toEqual([]);
  });

  it('fits a phone: clock and Play stay on top, the drawer comes from below', async () => {
    open = await OpenPage.open(browser, { viewport: { width: 390, height: 844 }, hasTouch: true });
    const { page } = open;
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(390);
    await open.screen('phone');
    await page.evaluate(() => scrollTo(0, 2_000));
    expect(await page.locator('.digits-time').isVisible()).toBe(true);
    expect((await page.getByRole('button', { name: 'Play', exact: true }).boundingBox())!.y).toBeLessThan(
      200,
    );
    await page.getByRole('tab', { name: 'Wire' }).tap();
    await open.idle();
    const panel = (await page.locator('.panel').boundingBox())!;
    expect(panel.y).toBeGreaterThan(150);
    expect(panel.height).toBeGreaterThan(300);
    expect(await width()).toBe(390);
    await open.screen('phone-drawer');
  });

  it('is larger and without its tools for a room that watches', async () => {
    open = await OpenPage.open(browser, { viewport: { width: 1920, height: 1080 } });
    const { page } = open;
    await page.keyboard.press('p');
    expect(await page.locator('.cards').isVisible()).toBe(false);
    const size = await page.locator('.next').evaluate((element) => getComputedStyle(element).fontSize);
    expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(28);
    // All of the house is in sight, with its ground.
    const main = (await page.locator('.main').boundingBox())!;
    const house = (await page.locator('.house').boundingBox())!;
    expect(house.y + house.height).toBeLessThanOrEqual(main.y + main.height);
    await open.screen('presenting');
    // On a small projector the bar stays one row, and most of the height is left for the house.
    await page.setViewportSize({ width: 1280, height: 720 });
    const bar = page.locator('.bar');
    await expect.poll(async () => (await bar.boundingBox())!.height).toBeLessThan(100);
    await page.keyboard.press('p');
    expect(await page.locator('.cards').isVisible()).toBe(true);
  });

  it('offers its tour once; the tour drives the real home, and can be left at any moment', async () => {
    open = await OpenPage.open(browser, { firstVisit: true });
    const { page } = open;
    await page.getByRole('button', { name: /Show me around/ }).click();
    const tour = page.getByRole('region', { name: 'Tour' });
    await tour.getByText('1 of 6').waitFor();
    await tour.getByRole('button', { name: 'Go on' }).click();
    await tour.getByText('2 of 6').waitFor();
    await page.locator('.digits-time', { hasText: '06:59:20' }).waitFor();
    await tour.getByRole('button', { name: 'Go on' }).click();
    await page.locator('.status', { hasText: 'live' }).waitFor();
    expect((await open.get<{ speed: number }>('clock')).speed).toBe(10);
    await page.keyboard.press('Escape');
    await tour.waitFor({ state: 'detached' });
    await page.reload();
    await open.idle();
    expect(await page.getByRole('button', { name: /Show me around/ }).count()).toBe(0);
  });

  it('takes its offer away with Escape, and when time is let pass: it lies over the house', async () => {
    open = await OpenPage.open(browser, { firstVisit: true });
    const { page } = open;
    const offer = page.getByRole('region', { name: 'Welcome' });
    await offer.waitFor();
    await page.keyboard.press(' ');
    await offer.waitFor({ state: 'detached' });
    await page.reload();
    await offer.waitFor();
    await page.keyboard.press('Escape');
    await offer.waitFor({ state: 'detached' });
    await page.reload();
    await open.idle();
    expect(await offer.count()).toBe(0);
  });

  it('jumps to a time as people write it, whatever language the browser speaks', async () => {
    open = await OpenPage.open(browser, { locale: 'en-US' });
    const { page } = open;
    await page.keyboard.press('j');
    await page.keyboard.type('soon');
    await page.keyboard.press('Enter');
    await page.getByText('A time is written like 07:30').waitFor();
    await page.getByLabel('Go ahead to').fill('7:30');
    await page.keyboard.press('Enter');
    await page.locator('.digits-time', { hasText: '07:30:00' }).waitFor();
    // No rate is shown that was one a while ago.
    await page.locator('.status', { hasText: /^0 msg/ }).waitFor();
  });

  it('draws the controls of those cards alone that are in sight, and never wider than the page', async () => {
    open = await OpenPage.open(browser, { viewport: { width: 390, height: 844 }, hasTouch: true });
    const { page } = open;
    const cards = page.locator('[data-card]');
    const last = cards.last();
    expect(await last.locator('.card-body').count()).toBe(0);
    await last.scrollIntoViewIfNeeded();
    await last.locator('.card-body').waitFor();
    const right = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('.card')].map((card) => card.getBoundingClientRect().right)),
    );
    expect(right).toBeLessThanOrEqual(390);
    expect(await page.locator('.card-body').count()).toBeLessThan(await cards.count());
  });

  it('says how to begin where there is no scene', async () => {
    open = await OpenPage.open(browser, { args: [], change: removeScenes });
    const { page } = open;
    await page.getByRole('button', { name: 'Start with the morning routine' }).click();
    await page.locator('.editor[data-loaded="true"]').waitFor();
    expect(await page.locator('.cm-content').innerText()).toContain('name: Morning routine');
  });
});

function removeScenes(dir: string): void {
  for (const file of readdirSync(join(dir, 'scenes'))) rmSync(join(dir, 'scenes', file));
  // Its rules name scenes.
  const home = join(dir, 'home.yaml');
  const text = readFileSync(home, 'utf8');
  const withoutRules = text.replace(/^never:\n(?:(?: .*)?\n)*/m, '');
  expect(withoutRules).not.toBe(text);
  writeFileSync(home, withoutRules);
}
