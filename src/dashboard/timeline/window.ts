import { computed, effect, signal } from '@preact/signals';
import { clock, now } from '../live/clock.ts';
import { home } from '../live/home.ts';
import { moment } from '../live/moment.ts';
import type { Stretch } from './time-scale.ts';

const minute = 60_000;
const hour = 60 * minute;

/** How much past and future the timeline shows, in milliseconds: the steps of its zoom. */
const spans = [5 * minute, 20 * minute, hour, 3 * hour, 12 * hour, 24 * hour, 72 * hour, 168 * hour] as const;
const zoom = signal(1);
/** How far it has been pushed aside, in milliseconds; 0 follows the clock. */
const pushed = signal(0);

/** Counts how often somebody has moved it. */
export const windowMoves = signal(0);

/** The share of the live timeline that lies ahead. */
const ahead = 0.3;
/** What is due later than this is not worth a fold on the timeline. */
const farthestDueMs = 24 * hour;

export const shownSpan = computed(() => spans[zoom.value]!);
export const canZoomIn = computed(() => zoom.value > 0);
export const canZoomOut = computed(() => zoom.value < spans.length - 1);

/** It stands still while one looks back: nothing moves under the pointer. */
const held = signal<Stretch | undefined>(undefined);

export const timelineWindow = computed<Stretch>(() => held.value ?? following());

/** Lets the window follow the clock, and hold still in the past. */
export function holdWindow(): void {
  effect(() => {
    const looked = moment.value;
    if (looked.kind === 'live') {
      held.value = undefined;
      return;
    }
    const last = held.peek() ?? following();
    const margin = (last.to - last.from) * 0.02;
    const until = looked.fork ? Math.max(last.to, looked.fork.until) : last.to;
    const inside = looked.at >= last.from + margin && looked.at <= until;
    const from = inside ? last.from : looked.at - (last.to - last.from) * 0.3;
    held.value = { from, to: inside ? until : from + (last.to - last.from) };
  });
}

export function zoomBy(steps: number): void {
  windowMoves.value++;
  zoom.value = Math.min(spans.length - 1, Math.max(0, zoom.value + steps));
  if (held.value) {
    const looked = moment.peek();
    const at = looked.kind === 'past' ? looked.at : held.value.to;
    held.value = { from: at - shownSpan.value * (1 - ahead), to: at + shownSpan.value * ahead };
  }
}

/** Shows what was earlier (-1) or later (1). */
export function pushBy(direction: number): void {
  windowMoves.value++;
  const by = direction * shownSpan.value * 0.6;
  if (held.value) held.value = { from: held.value.from + by, to: held.value.to + by };
  else pushed.value = Math.min(0, pushed.value + by);
}

function following(): Stretch {
  const span = shownSpan.value;
  // In steps of a pixel or so: what cannot be seen is not worth a drawing.
  const step = Math.max(250, span / 2_000);
  const at = Math.floor(now.value / step) * step;
  const start = home.value?.start ?? at;
  const due = clock.value?.next[0]?.time;
  const reach = pushed.value === 0 && due !== undefined && due - at < farthestDueMs ? due + span * 0.04 : 0;
  const from = Math.max(start - span * 0.01, at - span * (1 - ahead)) + pushed.value;
  return { from, to: Math.max(at + span * ahead + pushed.value, reach) };
}
