import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from '@playwright/test';

/** A headless Chromium, or `undefined` where none is installed; with `CI` set, where nobody would notice, that throws. */
export async function launchChromium(): Promise<Browser | undefined> {
  const executablePath = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'chromium'))
    .find(isExecutable);
  if (executablePath === undefined) {
    if (process.env.CI) throw new Error('Chromium is not installed here, and the page is measured in it.');
    return undefined;
  }
  // Loaded only here: it is large, and most of the benchmark does without.
  const { chromium } = await import('@playwright/test');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
