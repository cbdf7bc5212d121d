import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launch, OpenPage } from './browser.ts';

describe.skipIf(!chromiumPath)('devices on the page', () => {
  let browser: Browser;
  let open: OpenPage;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  afterEach(() => open.close());

  it('have controls made from their model, and say sent and then confirmed', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await open.mark('smart_curtain').click();
    const panel = page.getByRole('tabpanel');
    await panel.getByRole('slider', { name: 'smart_curtain position' }).fill('40');
    await panel.getByText('sent: position=40, and is answered when time passes').waitFor();
    await open.idle();
    expect(await open.said('smart_curtain')).toBe('Smart curtain: closed');
    await open.jumpTo('06:59:30');
    await panel.getByText('confirmed: position=40').waitFor();
    expect(await open.said('smart_curtain')).toBe('Smart curtain: 40 % open');
    await panel.getByRole('button', { name: 'close', exact: true }).click();
    await open.clock({ action: 'play' });
    await panel.getByText('confirmed: close').waitFor();
  });

  it('show what the device said, not what was wished, and its own sentence when it refuses', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await open.post('devices/smart_curtain/stimulate', { props: { jammed: true } });
    await open.clock({ action: 'play' });
    await open.mark('smart_curtain').click();
    const panel = page.getByRole('tabpanel');
    const slider = panel.getByRole('slider', { name: 'smart_curtain position' });
    await slider.fill('40');
    await panel.getByText(/refused: position=40: the curtain is jammed at 0 %/).waitFor();
    expect(await slider.inputValue()).toBe('0');
  });

  it('let one be the world to them', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await open.mark('motion_sensor').click();
    await page.getByRole('switch', { name: 'Pin detected' }).click();
    await open.idle();
    await open.jumpTo('06:59:01');
    await page.getByRole('tabpanel').getByText('confirmed: world: detected=true').waitFor();
    expect(await open.said('motion_sensor')).toBe('Motion sensor: motion');
  });

  it('can be made to fail, and mended', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await open.mark('hall_light').click();
    const faults = page.getByRole('region', { name: 'Faults' });
    await faults.getByRole('button', { name: 'offline' }).click();
    await page.getByRole('tabpanel').getByText('sent: fault offline', { exact: true }).waitFor();
    await faults.getByText('It has a fault: offline.').waitFor();
    expect(await open.said('hall_light')).toBe('Light in the hall: offline, faulty');
    await faults.getByRole('button', { name: 'None' }).click();
    await faults.getByText('It has a fault').waitFor({ state: 'detached' });
    expect(await open.said('hall_light')).toBe('Light in the hall: off');
  });

  it('with a kind of property that the page does not know show it, and let one set it as JSON', async () => {
    open = await OpenPage.open(browser, {
      rewrite({ home, state }) {
        const light = home.devices.find(({ id }) => id === 'hall_light')!;
        Object.assign(light.properties, { hue: { type: 'colour', access: 'rwn', initial: '#ff8800' } });
        Object.assign(state.devices.hall_light!.props, { hue: { value: { red: 255 }, since: 0, seq: 0 } });
      },
    });
    const { page } = open;
    await open.mark('hall_light').click();
    const panel = page.getByRole('tabpanel');
    const hue = panel.getByRole('textbox', { name: 'hall_light hue' });
    expect(await hue.inputValue()).toBe('{"red":255}');
    await hue.fill('{"red":0}');
    await hue.press('Enter');
    await open.clock({ action: 'play' });
    // The device itself has no such thing, and says so.
    await panel.getByText(/refused: hue=.*: .*hue/).waitFor();
  });

  it('that are real and have said nothing yet are shown as such', async () => {
    open = await OpenPage.open(browser, {
      change(dir) {
        const file = join(dir, 'home.yaml');
        const text = readFileSync(file, 'utf8');
        writeFileSync(
          file,
          text.replace(/^devices:$/m, 'devices:\n  gate: { simulated: false, room: hall }'),
        );
      },
    });
    expect(await open.said('gate')).toBe('Gate: not heard of');
    await open.mark('gate').click();
    await open.page.getByText('It has not said anything yet.').waitFor();
  });
});
