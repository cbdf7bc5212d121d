import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { longestTurnOf } from './child.ts';
import { demoDir } from './demo.ts';
import { notePaint, untilLanesAfter } from './in-page.ts';
import { asks } from './page-asks.ts';
import { median } from './report.ts';
import { writeWeek } from './week.ts';

const millet = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
const turnHook = new URL('./turn-hook.js', import.meta.url).href;
const visits = 5;
const settlingMs = 1_500;
const pans = 6;

export interface WeekPage {
  /** Milliseconds until the house with its devices is drawn; until a week of lanes is; and the longest of some pans. */
  readonly paint: number;
  readonly open: number;
  readonly pan: number;
  readonly lines: number;
  /** The simulator's longest turn, by what the page did meanwhile. */
  readonly turns: ReadonlyMap<string, number>;
}

/** A page that looks at the demo home after a week. */
export async function measureWeekPage(browser: Browser): Promise<WeekPage> {
  const home = mkdtempSync(join(tmpdir(), 'millet-bench-'));
  for (const part of ['home.yaml', 'scenes'])
    cpSync(join(demoDir, part), join(home, part), { recursive: true });
  const lines = await writeWeek(home);
  const child = spawn(
    process.execPath,
    // Paused, so that nothing is drawn but what was asked for.
    ['--import', turnHook, millet, 'run', '--home', home, '--paused', '--mqtt-port', '0', '--http-port', '0'],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  try {
    const url = await addressOf(child);
    // What a start leaves behind is not the page's.
    await setTimeout(settlingMs);
    const turns = new Map<string, number>();
    const paints: number[] = [];
    for (let visit = 0; visit < visits; visit++) paints.push(await paintOf(browser, url, child, turns));
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(notePaint);
    await page.goto(url);
    await page.evaluate('window.millet.idle()');
    const press = (label: string): Promise<number> => {
      return page.evaluate<number>(
        untilLanesAfter(`document.querySelector('[aria-label="${label}"]').click()`),
      );
    };
    await longestTurnOf(child);
    let open = 0;
    while (await page.getByRole('button', { name: 'Wider' }).isEnabled()) open = await press('Wider');
    turns.set('a week of history', await longestTurnOf(child));
    let pan = 0;
    for (let step = 0; step < pans; step++)
      pan = Math.max(pan, await press(step < pans / 2 ? 'Earlier' : 'Later'));
    turns.set('a pan', await longestTurnOf(child));
    for (const [name, ask] of Object.entries(asks)) {
      await longestTurnOf(child);
      await page.evaluate(ask);
      turns.set(name, await longestTurnOf(child));
    }
    await page.close();
    return { paint: median(paints), open, pan, lines, turns };
  } finally {
    child.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  }
}

async function paintOf(
  browser: Browser,
  url: string,
  child: ChildProcess,
  turns: Map<string, number>,
): Promise<number> {
  await longestTurnOf(child);
  const page: Page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(notePaint);
  await page.goto(url);
  const paint = await page.evaluate<number>('window.firstPaint');
  await page.close();
  turns.set('a first frame', Math.max(turns.get('a first frame') ?? 0, await longestTurnOf(child)));
  return paint;
}

/** Where the page is, once everything answers. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /^Ready.*Page: (\S+)/ms.exec(text);
      if (found) resolve(found[1]!);
    });
    child.once('exit', (code) => reject(new Error(`millet run ended with ${code} before it was ready`)));
  });
}
