import { speeds } from '../clock/speeds.tsx';
import { clock, commandClock } from '../live/clock.ts';
import { connection } from '../live/connection.ts';
import { lookAt, returnToLive, shownTime } from '../live/moment.ts';
import { wireFilterWanted } from '../live/wire.ts';
import { shownSpan } from '../timeline/window.ts';
import { endTour, tourOffered, tourStep } from '../tour/state.ts';
import { drawerOpen, helpOpen, jumpOpen, openPanel, panel } from '../ui/panels.ts';
import { presenting, toggleTheme } from '../ui/theme.ts';
import { question } from '../why/asked.ts';

/** A key with what it does, as the help lists them. */
export interface Key {
  readonly keys: readonly string[];
  readonly does: string;
  run(): void;
}

/** One step with an arrow, as a share of what the timeline shows. */
const arrowShare = 1 / 60;

export const keys: readonly Key[] = [
  {
    keys: [' '],
    does: 'play or pause',
    run: () => command(() => commandClock({ action: clock.value?.paused ? 'play' : 'pause' })),
  },
  { keys: ['.'], does: 'next event', run: () => command(() => commandClock({ action: 'next' })) },
  ...speeds.map(({ key, label, speed }) => ({
    keys: [key],
    does: `speed ${label}`,
    run: () => command(() => commandClock({ action: 'speed', speed })),
  })),
  { keys: ['j'], does: 'jump ahead', run: () => toggle(jumpOpen, true) },
  { keys: ['ArrowLeft'], does: 'look back', run: () => lookBy(-1) },
  { keys: ['ArrowRight'], does: 'and forth', run: () => lookBy(1) },
  { keys: ['Escape'], does: 'back to live', run: leave },
  { keys: ['y'], does: 'why; again: all runs', run: openWhy },
  { keys: ['e'], does: 'scene', run: () => openPanel('scene') },
  { keys: ['d'], does: 'device', run: () => openPanel('device') },
  { keys: ['w'], does: 'wire', run: () => openPanel('wire') },
  {
    keys: ['/'],
    does: 'filter the wire',
    run() {
      openPanel('wire');
      wireFilterWanted.value++;
    },
  },
  { keys: ['p'], does: 'presenter mode', run: () => toggle(presenting) },
  { keys: ['l'], does: 'light or dark', run: toggleTheme },
  { keys: ['?'], does: 'this help', run: () => toggle(helpOpen) },
];

export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.composedPath()[0];
    const leaves = event.key === 'Escape';
    if (target instanceof Element && !leaves && takesKey(target, event.key)) return;
    const found = keys.find((key) =>
      key.keys.includes(event.key.length === 1 ? event.key.toLowerCase() : event.key),
    );
    if (!found) return;
    event.preventDefault();
    found.run();
  });
}

/** Where letters are typed, or where the key already means something, it keeps its meaning. */
function takesKey(target: Element, key: string): boolean {
  if (target.closest('input, textarea, select, [contenteditable="true"], [role="textbox"]')) return true;
  if (key === ' ') return target.closest('button, summary, a, [role="button"]') !== null;
  return key.startsWith('Arrow') && target.closest('[role="tab"]') !== null;
}

function command(send: () => Promise<void>): void {
  if (connection.value === 'open') send().catch(() => undefined);
}

function lookBy(direction: number): void {
  lookAt(shownTime.value + direction * shownSpan.value * arrowShare);
}

/** Where an answer is open already, the way back to all that can be asked. */
function openWhy(): void {
  if (panel.value === 'why') question.value = undefined;
  openPanel('why');
}

/** Escape closes what lies on top, and only then goes back to live. */
function leave(): void {
  if (tourStep.value !== undefined || tourOffered.value) endTour();
  else if (helpOpen.value) helpOpen.value = false;
  else if (jumpOpen.value) jumpOpen.value = false;
  else if (drawerOpen.value && matchMedia('(max-width: 760px)').matches) drawerOpen.value = false;
  else returnToLive();
}

function toggle(what: { value: boolean }, to = !what.value): void {
  what.value = to;
}
