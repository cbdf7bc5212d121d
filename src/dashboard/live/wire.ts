import { signal } from '@preact/signals';
import type { ChangeFrame, WireRow } from '../../web/api.ts';

/** How many packets the page keeps. */
const mostRows = 2_000;
const rateWindowMs = 1_000;

export const wireRows = signal<readonly WireRow[]>([]);
/** Packets that were there but not sent to the page, because they were too many. */
export const wireSkipped = signal(0);
/** Whether the wire is being looked at. */
export const wireAsked = signal(false);
/** Counts up whenever somebody wants to type a filter. */
export const wireFilterWanted = signal(0);
/** Messages a second of real time, over the last second. */
export const messageRate = signal(0);

let again: ReturnType<typeof setTimeout> | undefined;
const recent: { readonly wall: number; readonly messages: number }[] = [];

export function takeWire(frame: ChangeFrame): void {
  countRate(frame.messages);
  if (frame.skippedWire) wireSkipped.value += frame.skippedWire;
  if (frame.wire && frame.wire.length > 0) addRows(frame.wire);
}

/** Adds rows that are newer than all that are there. */
export function addRows(rows: readonly WireRow[]): void {
  const last = wireRows.value.at(-1)?.number ?? -1;
  const fresh = rows.filter(({ number }) => number > last);
  if (fresh.length > 0) wireRows.value = [...wireRows.value, ...fresh].slice(-mostRows);
}

function countRate(messages: number): void {
  recent.push({ wall: performance.now(), messages });
  sumUp();
}

/** Also when nothing more comes: what was a second ago is no rate of now. */
function sumUp(): void {
  const wall = performance.now();
  clearTimeout(again);
  while (recent[0] && recent[0].wall < wall - rateWindowMs) recent.shift();
  messageRate.value = recent.reduce((sum, frame) => sum + frame.messages, 0);
  if (messageRate.value > 0) again = setTimeout(sumUp, rateWindowMs / 2);
}
