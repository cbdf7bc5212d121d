import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SceneFile } from '../../src/web/api.ts';
import { chromiumPath, launch, OpenPage } from './browser.ts';

describe.skipIf(!chromiumPath)('the scene editor', () => {
  let browser: Browser;
  let open: OpenPage;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  afterEach(() => open.close());

  const file = (id: string): string => join(open.dir, 'scenes', `${id}.yaml`);

  async function openEditor(): Promise<void> {
    await open.page.keyboard.press('e');
    await open.page.locator('.editor[data-loaded="true"]').waitFor();
    await open.idle();
  }

  /** Writes the whole text anew, as if it had been pasted. */
  async function write(text: string): Promise<void> {
    const content = open.page.locator('.cm-content');
    await content.click();
    await open.page.keyboard.press('ControlOrMeta+a');
    await open.page.keyboard.insertText(text);
  }

  it('is loaded only when a scene is opened, and reads it in plain English', async () => {
    open = await OpenPage.open(browser);
    expect(open.requests.some((url) => url.includes('editor'))).toBe(false);
    await openEditor();
    expect(open.requests.some((url) => url.includes('editor'))).toBe(true);
    const { page } = open;
    expect(await page.locator('.cm-content').innerText()).toContain('name: Morning routine');
    await page.locator('.reading .sentence').waitFor();
    expect(await page.locator('.reading .sentence').innerText()).toMatch(/^At 07:00, if the motion sensor/);
    expect(await page.locator('.reading').innerText()).toContain('It would not run now');
    await open.post('devices/motion_sensor/stimulate', { props: { detected: true } });
    await open.jumpTo('06:59:10');
    await page.getByText('It would run now.').waitFor();
    await open.screen('scene');
  });

  it('says where a mistake is and what was probably meant, and does not save it', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await openEditor();
    const before = readFileSync(file('morning-routine'), 'utf8');
    await write(before.replace('detected', 'detectd'));
    await page.locator('.diagnostics li').waitFor();
    expect(await page.locator('.diagnostics').innerText()).toContain('Did you mean detected?');
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await page.keyboard.press('ControlOrMeta+s');
    await page
      .getByText(/has no property detectd/)
      .first()
      .waitFor();
    await open.idle();
    expect(readFileSync(file('morning-routine'), 'utf8')).toBe(before);
    await open.screen('scene-mistake');
  });

  it('saves what is right, and the running home takes it', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await openEditor();
    await write(readFileSync(file('morning-routine'), 'utf8').replace('espresso', 'lungo'));
    expect(readFileSync(file('morning-routine'), 'utf8')).not.toContain('lungo');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('saved, and running').waitFor();
    expect(readFileSync(file('morning-routine'), 'utf8')).toContain('lungo');
    const { definition } = await open.get<SceneFile>('scenes/morning-routine');
    expect(JSON.stringify(definition)).toContain('"lungo"');
  });

  it('does not claim that a file with mistakes is running', async () => {
    open = await OpenPage.open(browser, {
      change: (dir) => writeFileSync(join(dir, 'scenes', 'aa-broken.yaml'), 'name: A\nactions: []\n'),
    });
    const { page } = open;
    await openEditor();
    await page.getByRole('combobox', { name: 'Scene' }).selectOption('aa-broken');
    await page.getByText('not running: it has mistakes').waitFor();
    expect(await page.getByRole('button', { name: 'Run now' }).isDisabled()).toBe(true);
  });

  it('writes a new scene under a name that is free', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await openEditor();
    await page.getByRole('button', { name: 'New' }).click();
    await page.locator('.editor[data-loaded="true"]').waitFor();
    const name = page.getByLabel('Name of the file');
    await name.fill('morning-routine');
    await page.getByText('There is a scene with that name already.').waitFor();
    await name.fill('wake-up');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('saved, and running').waitFor();
    expect(existsSync(file('wake-up'))).toBe(true);
  });

  it('offers what can stand at the cursor', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await openEditor();
    await write('name: A\ntrigger: { type: time, value: "07:00" }\nactions:\n  - { device: hall_');
    await page.keyboard.press('Alt+Enter');
    await page.locator('.cm-tooltip-autocomplete').waitFor();
    expect(await page.locator('.cm-tooltip-autocomplete').innerText()).toContain('hall_light');
    await page.keyboard.press('Escape');
    // At the end of a long text, too, they are seen, and not cut off by the editor.
    await write(`${'# a line\n'.repeat(40)}actions:\n  - { device: hall_`);
    await page.keyboard.press('Alt+Enter');
    const offered = page.locator('.cm-tooltip-autocomplete li', { hasText: 'hall_light' });
    await offered.waitFor();
    await offered.click({ trial: true });
  });

  it('runs the tests of the scene, and says what was expected and what was seen', async () => {
    open = await OpenPage.open(browser);
    const { page } = open;
    await openEditor();
    await page.getByRole('button', { name: 'Run its tests' }).click();
    await page.getByText(/^(\d+) of \1 passed$/).waitFor();
    await write(readFileSync(file('morning-routine'), 'utf8').replace('percent: 100', 'percent: 30'));
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('saved, and running').waitFor();
    await page.getByRole('button', { name: 'Run its tests' }).click();
    await page
      .getByText(/expected .*smart_curtain.*100/)
      .first()
      .waitFor();
  });
});
