import type { JournalPage } from '../../web/api.ts';
import { timelineLoaded } from '../timeline/data.ts';
import { connection } from './connection.ts';
import { seq } from './home.ts';
import { getJson, inFlight } from './http.ts';

declare global {
  interface Window {
    millet: { idle(): Promise<void> };
  }
}

/**
 * Offers `window.millet.idle()`: resolves when the page shows everything that the home has done by the time of the call,
 * nothing is on its way any more, and it has been drawn. While the connection is lost, that is at once.
 */
export function offerIdle(): void {
  window.millet = { idle };
}

async function idle(): Promise<void> {
  for (let calm = 0; calm < 2; ) {
    await drawn();
    if (connection.value === 'lost') return;
    await timelineLoaded();
    if (connection.value !== 'open' || inFlight.value > 0 || !(await isUpToDate())) calm = 0;
    else calm++;
  }
}

async function isUpToDate(): Promise<boolean> {
  try {
    const { end } = await getJson<JournalPage>('journal', { limit: 1 });
    while (seq.value < end && connection.value === 'open') await drawn();
  } catch {
    // The simulator has just gone; the connection will say so.
    return false;
  }
  return inFlight.value === 0;
}

function drawn(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
