import { effect, signal } from '@preact/signals';
import type { Timeline } from '../../web/api.ts';
import { clock } from '../live/clock.ts';
import { connection } from '../live/connection.ts';
import { runsChanged } from '../live/entries.ts';
import { home, scenes, seq } from '../live/home.ts';
import { getJson } from '../live/http.ts';
import { fork } from '../live/moment.ts';
import { laneProps } from './lanes.ts';
import { timelineWindow, windowMoves } from './window.ts';

/** What happened, for the pixels that there are. */
export const sessionTimeline = signal<Timeline | undefined>(undefined);
/** The same of the fork, where there is one. */
export const forkTimeline = signal<Timeline | undefined>(undefined);
/** How many pixels there are. */
export const timelineWidth = signal(0);

/** Asked at most so often, however much happens; but at once where somebody wants to see something else. */
const shortestMs = 400;

let asked = 0;
let loading = false;
let stale = false;
let urgent = false;
let again: ReturnType<typeof setTimeout> | undefined;

/** Keeps both up to date with the window, the lanes and the journal. */
export function followTimeline(): void {
  let last: readonly unknown[] = [];
  effect(() => {
    const wanted = [windowMoves.value, laneProps.value, fork.value, timelineWidth.value];
    // Whatever of these changes, the lanes may be others, too.
    void [timelineWindow.value, runsChanged.value, seq.value];
    if (connection.value !== 'open' || !home.value || timelineWidth.value === 0) return;
    loadSoon(wanted.some((each, index) => each !== last[index]));
    last = wanted;
  });
}

/** Resolves when what is being asked for, or about to be, is there. */
export async function timelineLoaded(): Promise<void> {
  if (again === undefined && !loading) return;
  await new Promise<void>((resolve) => waiting.push(resolve));
}

const waiting: (() => void)[] = [];

function loadSoon(now = false): void {
  stale = true;
  urgent ||= now;
  if (loading || (again !== undefined && !urgent)) return;
  clearTimeout(again);
  const wait = urgent ? 0 : Math.max(0, asked + shortestMs - performance.now());
  again = setTimeout(() => {
    again = undefined;
    void load();
  }, wait);
}

async function load(): Promise<void> {
  loading = true;
  stale = false;
  urgent = false;
  asked = performance.now();
  const { from, to } = timelineWindow.peek();
  const made = fork.peek();
  const lane = [...scenes.peek().map(({ id }) => `scene:${id}`), ...laneProps.peek()];
  const query = { from: Math.floor(from), until: Math.ceil(to), width: timelineWidth.peek(), lane };
  try {
    const [session, other] = await Promise.all([
      getJson<Timeline>('timeline', query),
      made ? getJson<Timeline>('timeline', { ...query, fork: made.id }) : undefined,
    ]);
    sessionTimeline.value = session;
    forkTimeline.value = fork.peek() === made ? other : undefined;
  } catch {
    // The connection says what is wrong; the last answer stays.
  } finally {
    loading = false;
    // Something may have changed meanwhile.
    if (stale) loadSoon();
    if (!stale || clock.peek()?.paused === false) for (const resolve of waiting.splice(0)) resolve();
  }
}
