import { fork } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from '@playwright/test';
import { longestTurnOf, nextMessage } from './child.ts';
import { framesPerSecondFor, notePaint } from './in-page.ts';

const busyHome = fileURLToPath(new URL('./busy-home.js', import.meta.url));
const viewport = { width: 1440, height: 900 };
/** It is measured for so long, after it has settled for so long. */
const measuredMs = 6_000;
const settlingMs = 2_000;

export interface BusyPage {
  readonly framesPerSecond: number;
  /** Of a page that shows nothing, in the same browser beside the same home: more this machine does not draw. */
  readonly idleFramesPerSecond: number;
  /** The share of the time in which the page's main thread computed. */
  readonly mainThread: number;
  /** Of the simulator, in milliseconds: while a page opens and looks on; and before, when nobody did. */
  readonly longestTurn: number;
  readonly longestTurnAlone: number;
}

/** A page that looks at a thousand devices which change ten times a second. */
export async function measureBusyPage(browser: Browser): Promise<BusyPage> {
  const child = fork(busyHome, { stdio: 'inherit' });
  try {
    const url = String(await nextMessage(child));
    const page = await browser.newPage({ viewport });
    await setTimeout(settlingMs);
    await longestTurnOf(child);
    const idleFramesPerSecond = await page.evaluate<number>(framesPerSecondFor(measuredMs));
    const longestTurnAlone = await longestTurnOf(child);
    await page.addInitScript(notePaint);
    await page.goto(url);
    await page.locator('.house-picture').waitFor();
    await setTimeout(settlingMs);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    const taskSeconds = async (): Promise<number> => {
      const { metrics } = await cdp.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')!.value;
    };
    const before = await taskSeconds();
    const frames = await page.evaluate<number>(framesPerSecondFor(measuredMs));
    const mainThread = ((await taskSeconds()) - before) / (measuredMs / 1_000);
    const turn = await longestTurnOf(child);
    await page.close();
    return { framesPerSecond: frames, idleFramesPerSecond, mainThread, longestTurn: turn, longestTurnAlone };
  } finally {
    child.kill();
  }
}
