import { batch, effect, signal } from '@preact/signals';
import type { ClientFrame, ServerFrame } from '../../web/api.ts';
import { freezeClock, takeClock } from './clock.ts';
import { takeEntries } from './entries.ts';
import { forkIds, scenes, takeChanges, takeHome } from './home.ts';
import { token } from './token.ts';
import { takeWire, wireAsked } from './wire.ts';

/** `lost`: what is shown is what was, and is shown as such. */
export const connection = signal<'opening' | 'open' | 'lost'>('opening');
/** Counts the frames that have been drawn. */
export const framesShown = signal(0);

const firstRetryMs = 250;
const longestRetryMs = 4_000;
/** The simulator says something at least every five seconds. */
const silenceMs = 12_000;

let socket: WebSocket | undefined;
let retryMs = firstRetryMs;
let silence: ReturnType<typeof setTimeout> | undefined;
/** Frames wait here for the next drawing: each is applied once, however many arrive. */
let waiting: ServerFrame[] = [];

export function connect(): void {
  const address = new URL('./ws', location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.hash = '';
  const protocols = token === undefined ? ['millet'] : ['millet', `millet.token.${token}`];
  const opened = new WebSocket(address, protocols);
  socket = opened;
  opened.onmessage = ({ data }) => {
    listen();
    waiting.push(JSON.parse(String(data)) as ServerFrame);
    // The home itself is not kept waiting: there is nothing yet to draw it together with.
    if (connection.value === 'opening') apply();
    else if (waiting.length === 1) soon(apply);
  };
  opened.onclose = () => {
    if (socket !== opened) return;
    lose();
    setTimeout(connect, retryMs);
    retryMs = Math.min(longestRetryMs, retryMs * 2);
  };
}

/** Resolves when the home is known, or cannot be; or at last after so long. */
export function homeToldWithin(milliseconds: number): Promise<void> {
  let ignore = (): void => {};
  const told = new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
    ignore = effect(() => {
      if (connection.value !== 'opening') resolve();
    });
  });
  return told.finally(ignore);
}

export function tell(frame: ClientFrame): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}

function apply(): void {
  const frames = waiting;
  waiting = [];
  const from = socket;
  batch(() => {
    for (const frame of frames) take(frame);
  });
  const last = frames.at(-1);
  // Answered when it has been drawn: a page that is too slow is sent less, and the home never waits for it.
  if (last && from === socket) tell({ type: 'ack', frame: last.frame });
  framesShown.value += frames.length;
}

function take(frame: ServerFrame): void {
  if (frame.type === 'whole') {
    scenes.value = frame.scenes;
    forkIds.value = frame.forks;
    takeHome(frame.home, frame.state);
    connection.value = 'open';
    retryMs = firstRetryMs;
    if (wireAsked.value) tell({ type: 'wire', on: true });
  } else {
    takeChanges(frame);
    takeWire(frame);
    takeEntries(frame);
  }
  takeClock(frame.clock);
}

function lose(): void {
  socket = undefined;
  waiting = [];
  clearTimeout(silence);
  connection.value = 'lost';
  freezeClock();
}

/** A line that is dead without saying so is given up. */
function listen(): void {
  clearTimeout(silence);
  silence = setTimeout(() => {
    if (!document.hidden) socket?.close();
  }, silenceMs);
}

/** Before the next drawing; a page in the background draws nothing, and still takes its frames. */
function soon(run: () => void): void {
  if (document.hidden) setTimeout(run, 100);
  else requestAnimationFrame(run);
}
