import type { Browser } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Fork } from '../../src/web/api.ts';
import { chromiumPath, launch, OpenPage } from './browser.ts';

describe.skipIf(!chromiumPath)('looking back on the page', () => {
  let browser: Browser;
  let open: OpenPage;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  afterEach(() => open.close());

  it('shows the whole house as it was, says so, and returns to live', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await open.jumpTo('07:02');
    expect(await open.said('smart_curtain')).toBe('Smart curtain: open');
    await open.dragTo(0.12);
    const banner = page.getByRole('region', { name: 'Looking back' });
    expect(await banner.innerText()).toMatch(/Viewing 06:59:\d\d, live is 07:02/);
    expect(await open.said('smart_curtain')).toBe('Smart curtain: closed');
    expect(await page.locator('.house.past').count()).toBe(1);
    // What had not happened then is not told as if it had.
    const panel = page.getByRole('tabpanel');
    expect(await panel.innerText()).toMatch(
      /Nothing had run by 06:59:\d\d\..*What came later.*Morning routine/s,
    );
    await open.screen('looking-back');
    await page.keyboard.press('Escape');
    await open.idle();
    expect(await banner.count()).toBe(0);
    expect(await open.said('smart_curtain')).toBe('Smart curtain: open');
  });

  it('goes back and forth with the arrows', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await open.jumpTo('07:02');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await open.idle();
    expect(await page.locator('.digits-time').innerText()).toBe('07:01:20');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await open.idle();
    expect(await page.locator('.digits.past').count()).toBe(0);
  });

  it('does nothing to the home: what is switched in the past is only planned', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await open.jumpTo('07:02');
    const { seq } = await open.state();
    await open.dragTo(0.12);
    await open.mark('hall_light').click();
    await page
      .getByRole('tabpanel')
      .getByRole('group', { name: 'hall_light power' })
      .getByRole('button', { name: 'on' })
      .click();
    await open.idle();
    expect(await page.getByRole('list', { name: 'What will be otherwise' }).innerText()).toContain(
      'hall_light: power = on',
    );
    expect((await open.state()).seq).toBe(seq);
    expect((await open.state()).devices.hall_light!.props.power!.value).toBe('off');
  });

  it('replays from there without motion, and says in one sentence why the curtain stays shut', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await open.jumpTo('07:02');
    await open.dragTo(0.12);
    await open.mark('motion_sensor').click();
    await page.getByRole('button', { name: 'Hold detected' }).click();
    await page.getByRole('button', { name: /Replay from here/ }).click();
    await page.locator('.differences .sentence').first().waitFor();
    await open.idle();
    expect(await page.locator('.differences').innerText()).toMatch(
      /At 07:00 Morning routine does not run here because motion_sensor\.detected was false, not true/,
    );
    expect(await open.said('smart_curtain')).toBe('Smart curtain: closed');
    expect(await page.locator('.lane-names').innerText()).toContain('before');
    expect(await page.getByRole('tabpanel').innerText()).toMatch(/In the replay.*did not run/s);
    await open.screen('replayed-without-motion');
    // The live home has gone its own way.
    expect((await open.state()).devices.smart_curtain!.props.position!.value).toBe(100);
    const forks = await open.get<Fork[]>('forks');
    expect(forks.map(({ differences }) => differences.map(({ was, is }) => [was, is]))).toEqual([
      [['finished', 'refused']],
    ]);
    await page.getByRole('button', { name: 'Close the replay' }).click();
    await open.idle();
    expect(await open.said('smart_curtain')).toBe('Smart curtain: open');
    // Nor is its answer left to be taken for the session's.
    expect(await page.getByRole('tabpanel').innerText()).toMatch(/What happened.*Morning routine ran/s);
  });
});
