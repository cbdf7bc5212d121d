import { computed, signal } from '@preact/signals';
import type { ClockCommand, ClockState } from '../../web/api.ts';
import { postJson } from './http.ts';

/** About as long as one drawing lasts, in milliseconds. */
const frameMs = 16;

/** What the simulator last said of its clock, and when that was here. */
const told = signal<{ readonly clock: ClockState; readonly wall: number } | undefined>(undefined);
/** Moves on while the home's time passes. */
const shown = signal(0);
let drawing = false;
let waiting: ReturnType<typeof setTimeout> | undefined;
let frozen = false;

export const clock = computed(() => told.value?.clock);

/**
 * The home's time as it is drawn, in whole seconds: whoever shows it has nothing to do in between. Between two messages
 * it is worked out, not guessed ahead of what is due.
 */
export const now = computed(() => Math.floor(shown.value / 1_000) * 1_000);

/** At most 60 times real time things move; past that they would only flicker. */
export const isFast = computed(() => {
  const speed = clock.value?.speed ?? 1;
  return clock.value?.paused === false && (speed === 'max' || speed > 60);
});

export function takeClock(clockState: ClockState): void {
  frozen = false;
  told.value = { clock: clockState, wall: performance.now() };
  draw();
}

/** The connection is lost: no time is shown that nobody vouches for. */
export function freezeClock(): void {
  frozen = true;
}

/** Answered once the home is there. */
export async function commandClock(command: ClockCommand): Promise<void> {
  takeClock(await postJson<ClockState>('clock', command));
}

function draw(): void {
  shown.value = timeAt(performance.now());
  clearTimeout(waiting);
  if (!drawing && passes()) drawNext();
}

/** When another second of the home's time begins; where they are short, with each drawing. */
function drawNext(): void {
  const speed = clock.peek()?.speed ?? 'max';
  const rest = speed === 'max' ? 0 : (1_000 - (shown.peek() % 1_000)) / speed;
  if (rest > frameMs) waiting = setTimeout(drawNextFrame, rest - frameMs);
  else drawNextFrame();
}

function drawNextFrame(): void {
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    draw();
  });
}

function passes(): boolean {
  const state = clock.value;
  return !frozen && state !== undefined && !state.paused && state.whole;
}

function timeAt(wall: number): number {
  const last = told.value;
  if (!last) return 0;
  const { clock: state } = last;
  if (!passes() || state.speed === 'max') return state.time;
  // What the clock will start next has not happened before we are told.
  const due = state.next.find(({ time }) => time > state.time)?.time ?? Number.POSITIVE_INFINITY;
  return Math.min(due, state.time + (wall - last.wall) * state.speed);
}
