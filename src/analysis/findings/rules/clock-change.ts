import {
  formatInstant,
  localAt,
  nextTimeOfDay,
  offsetAt,
  parseTimeOfDay,
} from '../../../core/calendar/index.ts';
import type { Analysis } from '../analysis.ts';
import type { SceneFinding } from '../finding.ts';

const DAY = 86_400_000;
/** How far ahead nights are looked for on which the clocks change. */
const daysAhead = 366;

/** Fixed times that the clock leaves out, or shows twice, on the night when it is changed. */
export function* clockChange(analysis: Analysis): Generator<SceneFinding> {
  const zone = analysis.household.home.location.timezone;
  let changes: readonly Change[] | undefined;
  for (const facts of analysis.facts.values()) {
    for (const { trigger, path } of facts.triggers) {
      if (trigger.type !== 'time') continue;
      const times = Array.isArray(trigger.value) ? trigger.value : [trigger.value];
      for (const [index, time] of times.entries()) {
        changes ??= changesFrom(zone, analysis.day);
        const hit = changes.find(({ from, to }) => within(parseTimeOfDay(time), from, to));
        if (!hit) continue;
        const place = Array.isArray(trigger.value) ? [...path, 'value', index] : [...path, 'value'];
        const night = formatInstant(zone, hit.instant).slice(0, 10);
        const runs = nextTimeOfDay({ times: [parseTimeOfDay(time)] }, zone, hit.instant - DAY / 2);
        const at = runs === undefined ? '' : ` (at ${formatInstant(zone, runs).slice(11, 16)})`;
        yield {
          code: 'clock-change',
          places: [{ scene: facts.id, path: place }],
          message: hit.skipped
            ? `there is no ${time} on ${night}, when the clocks go forward; it runs once, right after the gap${at}`
            : `${time} comes twice on ${night}, when the clocks go back; it runs once, the first time`,
          suggestion: 'Choose a time outside of that hour, if it matters',
          certain: true,
        };
      }
    }
  }
}

interface Change {
  readonly instant: number;
  /** Seconds since midnight: the wall times that are left out, or come twice. */
  readonly from: number;
  readonly to: number;
  readonly skipped: boolean;
}

function changesFrom(zone: string, start: number): Change[] {
  const changes: Change[] = [];
  for (let day = 0; day < daysAhead; day++) {
    const low = start + day * DAY;
    const difference = offsetAt(zone, low + DAY) - offsetAt(zone, low);
    if (difference === 0) continue;
    const instant = bisect(zone, low, low + DAY);
    const { hour, minute, second } = localAt(zone, instant - 1);
    const before = hour * 3600 + minute * 60 + second + 1;
    const shift = Math.round(difference / 1000);
    changes.push(
      shift > 0
        ? { instant, from: before, to: before + shift, skipped: true }
        : { instant, from: before + shift, to: before, skipped: false },
    );
  }
  return changes;
}

/** The instant between the two at which the offset changes. */
function bisect(zone: string, low: number, high: number): number {
  const before = offsetAt(zone, low);
  let [from, to] = [low, high];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (offsetAt(zone, middle) === before) from = middle;
    else to = middle;
  }
  return to;
}

function within(time: number, from: number, to: number): boolean {
  return time >= from && time < to;
}
