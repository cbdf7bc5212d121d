import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launch, OpenPage } from './browser.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!chromiumPath).each(['dark', 'light'] as const)('the %s page', (colorScheme) => {
  let browser: Browser;
  let open: OpenPage;
  beforeAll(async () => {
    browser = await launch();
    open = await OpenPage.open(browser, { colorScheme, reducedMotion: 'reduce' });
    await open.jumpTo('07:01');
  });
  afterAll(async () => {
    await open.close();
    await browser.close();
  });

  /** What axe finds, with the place of each: only what keeps people from using the page. */
  async function findings(): Promise<string[]> {
    const results = (await open.page.evaluate(
      `(() => { if (!globalThis.axe) { ${axeSource} } return globalThis.axe.run(); })()`,
    )) as AxeResults;
    expect(results.passes.length).toBeGreaterThan(10);
    return results.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
      );
  }

  it.each([
    ['why', 'y'],
    ['scene', 'e'],
    ['device', 'd'],
    ['wire', 'w'],
  ])('has no serious finding while %s is open', async (name, key) => {
    await open.page.keyboard.press(key);
    if (name === 'device') await open.mark('smart_curtain').click();
    if (name === 'scene') await open.page.locator('.editor[data-loaded="true"]').waitFor();
    await open.idle();
    expect(await findings()).toEqual([]);
    if (name === 'why') await open.screen(`${colorScheme}`);
  });

  it('has no serious finding while one looks back, nor with the help open', async () => {
    await open.page.keyboard.press('ArrowLeft');
    await open.idle();
    expect(await findings()).toEqual([]);
    await open.page.keyboard.press('?');
    expect(await findings()).toEqual([]);
    await open.page.keyboard.press('Escape');
    await open.page.keyboard.press('Escape');
  });

  it('can be reached with the keyboard: every control has its turn, and shows that it has', async () => {
    const { page } = open;
    await page.reload();
    await open.idle();
    const seen = new Set<string>();
    for (let press = 0; press < 60; press++) {
      await page.keyboard.press('Tab');
      seen.add(
        await page.evaluate(() => {
          const { activeElement } = document;
          return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent?.trim() ?? '';
        }),
      );
    }
    // Past the house, each card's controls come right after its head, though it was not drawn before it was reached.
    const last = page.locator('[data-card="living_light"]');
    await last.locator('.card-head').focus();
    await page.keyboard.press('Tab');
    expect(await last.locator('.card-body :focus').count()).toBe(1);
    const wanted = ['Next', '10×', 'Jump…', 'Light or dark', 'Smart curtain: open', 'Coffee maker: '];
    expect(wanted.filter((name) => ![...seen].some((text) => text.startsWith(name)))).toEqual([]);
  });
});
