import type { Browser } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launch, OpenPage } from './browser.ts';

describe.skipIf(!chromiumPath)('the morning on the page', () => {
  let browser: Browser;
  let open: OpenPage;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  afterEach(() => open.close());

  it('shows a sleeping house, a huge clock, what is due, and one glowing Play', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    expect(await page.locator('.digits-time').innerText()).toBe('06:59:00');
    const size = await page.locator('.digits-time').evaluate((element) => getComputedStyle(element).fontSize);
    expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(48);
    expect(await page.locator('.next').innerText()).toContain('At 07:00 Morning routine will run: 3 actions');
    expect(await page.locator('.glows').innerText()).toContain('Play');
    expect(await open.said('smart_curtain')).toBe('Smart curtain: closed');
    expect(await page.getByText('Nothing ran yet; next at 07:00').isVisible()).toBe(true);
    await open.screen('morning-before');
  });

  it('lets time pass with Space, and at 07:00 the house wakes up and says why', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await open.post('devices/motion_sensor/stimulate', { props: { detected: true } });
    await page.keyboard.press('3');
    await page.keyboard.press(' ');
    const run = page.locator('[data-run="morning-routine"]');
    await run.waitFor();
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    await open.idle();
    expect((await open.get<{ paused: boolean }>('clock')).paused).toBe(true);
    expect(await open.said('smart_curtain')).toMatch(/open$/);
    // The lanes are still those of what has just run, not of what is due in hours.
    expect(await page.locator('.lane-names').innerText()).toContain('Coffee maker');
    await run.click();
    await page.locator('[data-verdict]').waitFor();
    expect(await page.locator('[data-verdict]').innerText()).toMatch(/^Morning routine ran at 07:00/);
    const checks = await page.locator('.checklist').first().locator('> .check').allInnerTexts();
    expect(checks[0]).toContain('time 07:00');
    expect(checks[1]).toContain('motion_sensor.detected is true');
    expect(checks[1]).toContain('true');
    await open.screen('morning-ran');
  });

  it('opens the curtain before the eyes of whoever looks', async () => {
    open = await OpenPage.open(browser);
    await open.post('devices/motion_sensor/stimulate', { props: { detected: true } });
    await open.jumpTo('07:00:04');
    expect(await open.said('smart_curtain')).toMatch(/% open$/);
    await open.jumpTo('07:00:30');
    expect(await open.said('smart_curtain')).toBe('Smart curtain: open');
    expect(await open.said('air_purifier')).toMatch(/^Air purifier: auto/);
  });

  it('says in one sentence which value kept the scene from running, and since when', async () => {
    open = await OpenPage.open(browser, { args: ['--no-residents'] });
    const { page } = open;
    await open.jumpTo('07:00:30');
    expect(await page.locator('.last').innerText()).toMatch(/Morning routine did not run at 07:00/);
    await page.locator('.last').getByRole('button', { name: 'why?' }).click();
    const verdict = page.locator('[data-verdict="refused"]');
    await verdict.waitFor();
    expect(await verdict.innerText()).toMatch(
      /^Morning routine did not run at 07:00:00 because motion_sensor\.detected was false, not true/,
    );
    expect(await page.locator('.decisive').innerText()).toContain('motion_sensor.detected is true');
    expect(await page.locator('[aria-label="Actions"] .check').first().innerText()).toContain('skipped');
    await open.screen('morning-blocked');
  });

  it('judges a refused run again with another value, and touches nothing', async () => {
    open = await OpenPage.open(browser, { args: ['--no-residents'] });
    const { page } = open;
    await open.jumpTo('07:00:30');
    const { seq } = await open.state();
    await page.locator('[data-run="morning-routine"]').click();
    await page.getByRole('button', { name: 'What if', exact: true }).click();
    await page.locator('.what-if-answer').waitFor();
    expect(await page.locator('.what-if-answer').innerText()).toMatch(/would/);
    await page.getByRole('switch', { name: 'What if motion_sensor detected' }).click();
    await page.getByRole('button', { name: 'What if', exact: true }).click();
    await page.locator('.what-if-answer.blocked').waitFor();
    expect((await open.state()).seq).toBe(seq);
  });
});
