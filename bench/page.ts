import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser } from '@playwright/test';
import { launchChromium } from './chromium.ts';
import { measureBusyPage } from './page-busy.ts';
import { measureWeekPage } from './page-week.ts';
import { report, show } from './report.ts';

const built = fileURLToPath(new URL('../dashboard/', import.meta.url));

/** The page in a real browser: how smooth it is, how soon it is there, and that the home does not wait for it. */
export async function benchPage(): Promise<boolean> {
  const size = report({
    name: 'the page: first load, gzip',
    value: firstLoadBytes() / 1_000,
    unit: 'kB',
    limit: { most: 60 },
  });
  const browser = await launchChromium();
  if (!browser) {
    console.log('skip  the page in a browser: Chromium is not installed here');
    return size;
  }
  try {
    return [size, await reportBusy(browser), await reportWeek(browser)].every(Boolean);
  } finally {
    await browser.close();
  }
}

async function reportBusy(browser: Browser): Promise<boolean> {
  const { framesPerSecond, idleFramesPerSecond, mainThread, longestTurn, longestTurnAlone } =
    await measureBusyPage(browser);
  const what = 'the page, 1,000 devices at 10 Hz';
  return [
    report({
      name: `${what}: frames`,
      value: framesPerSecond,
      unit: '/s',
      limit: { least: 55 },
      beside: `a page that shows nothing: ${show(idleFramesPerSecond)} /s`,
    }),
    report({ name: `${what}: main thread`, value: mainThread * 100, unit: '%', limit: { most: 35 } }),
    report({
      name: `${what}: the simulator's longest turn`,
      value: longestTurn,
      unit: 'ms',
      limit: { most: 20 },
      beside: `without a page: ${show(longestTurnAlone)} ms`,
    }),
  ].every(Boolean);
}

async function reportWeek(browser: Browser): Promise<boolean> {
  const { paint, open, pan, lines, turns } = await measureWeekPage(browser);
  const [worst, ...others] = [...turns].sort(([, one], [, other]) => other - one);
  const listed = others.slice(0, 4).map(([what, turn]) => `${what}: ${show(turn)}`);
  const beside = `${show(lines)} lines`;
  return [
    report({ name: 'the page: first useful paint', value: paint, unit: 'ms', limit: { most: 500 }, beside }),
    report({
      name: 'the page: a week of history opens',
      value: open,
      unit: 'ms',
      limit: { most: 300 },
      beside,
    }),
    report({ name: 'the page: a pan of the week', value: pan, unit: 'ms', limit: { most: 100 }, beside }),
    report({
      name: `the page: the simulator's longest turn for it, ${worst![0]}`,
      value: worst![1],
      unit: 'ms',
      limit: { most: 20 },
      beside: listed.join(', '),
    }),
  ].every(Boolean);
}

/** Everything that the page's HTML names, and itself. */
function firstLoadBytes(): number {
  const html = readFileSync(join(built, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map((match) => match[1]!);
  if (named.length === 0 || readdirSync(built).length === 0) throw new Error('The page has not been built.');
  const sizes = ['index.html', ...named].map((file) => gzipSync(readFileSync(join(built, file))).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}
