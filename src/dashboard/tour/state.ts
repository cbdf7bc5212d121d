import { signal } from '@preact/signals';

const key = 'millet-tour';

/** Which step of the tour is shown; `undefined`: none. */
export const tourStep = signal<number | undefined>(undefined);

/** On the first visit of a browser it is offered. */
export const tourOffered = signal(isFirstVisit());

/** Whether this browser has never been offered the tour. */
function isFirstVisit(): boolean {
  try {
    return localStorage.getItem(key) === null;
  } catch {
    // Storage may be forbidden; then nobody is asked again and again.
    return false;
  }
}

export function startTour(): void {
  tourOffered.value = false;
  tourStep.value = 0;
}

/** Left at any moment, and not offered again. */
export function endTour(): void {
  tourOffered.value = false;
  tourStep.value = undefined;
  try {
    localStorage.setItem(key, 'seen');
  } catch {
    // As above.
  }
}
