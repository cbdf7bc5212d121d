import { DAY, HOUR, MINUTE, SECOND } from './units.ts';

/** The units, from the longest to the shortest: the order in which they are written. */
const units = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
  ['ms', 1],
] as const;

/**
 * Reads a length of time: `90s`, `5m`, `1h30m`, `1.5h`, `250ms`, `0s`. The units are d, h, m, s and ms, each at most
 * once and the longer before the shorter; a day has 24 hours.
 *
 * @returns whole milliseconds
 * @throws {RangeError} for anything else, also for a negative length and one that is no whole number of milliseconds
 */
export function parseDuration(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) throw problem(text, 'the number needs a unit: d, h, m, s or ms');
  if (/^-/.test(text)) throw problem(text, 'it cannot be negative');
  if (!/^(\d+(\.\d+)?(ms|[dhms]))+$/.test(text)) throw problem(text, 'the units are d, h, m, s and ms');
  let total = 0;
  let previous = -1;
  for (const [, number, name] of text.matchAll(/([\d.]+)([a-z]+)/g)) {
    const index = units.findIndex(([unit]) => unit === name);
    if (index <= previous) throw problem(text, 'longer units come before shorter ones, each once');
    previous = index;
    total += Number(number) * units[index]![1];
  }
  const whole = Math.round(total);
  if (!Number.isSafeInteger(whole)) throw problem(text, 'it is too long');
  // Decimals are not exact: 1.005s comes out as 1004.9999999999999 ms.
  if (Math.abs(total - whole) > 0.001) throw problem(text, 'nothing is shorter than 1ms');
  return whole;
}

/**
 * Reads how much earlier or later: `-30m`, `20m` or `+20m`; less than a day, because a day later is another sunset.
 *
 * @returns whole milliseconds
 * @throws {RangeError} for anything else
 */
export function parseOffset(text: string): number {
  let offset: number;
  try {
    offset = parseDuration(text.replace(/^[+-]/, '')) * (text.startsWith('-') ? -1 : 1);
  } catch {
    throw new RangeError(
      `Expected how much later such as 20m, or earlier such as -30m, got ${JSON.stringify(text)}.`,
    );
  }
  if (Math.abs(offset) >= DAY)
    throw new RangeError(`Expected less than a day, such as 20m or -1h30m, got ${JSON.stringify(text)}.`);
  // + 0, because "-0s" is not negative.
  return offset + 0;
}

/**
 * Writes a length of time in the shortest form that people would use: `1h30m`, `1m30s`, `1.5s`, `250ms`, `0s`.
 * `parseDuration` reads it back, unless it is negative (`-30m`).
 *
 * @param durationMs milliseconds, rounded to whole ones
 * @throws {RangeError} for what is not a finite number
 */
export function formatDuration(durationMs: number): string {
  if (!Number.isFinite(durationMs))
    throw new RangeError(`Expected a number of milliseconds, got ${durationMs}.`);
  let rest = Math.round(Math.abs(durationMs));
  if (rest === 0) return '0s';
  let text = durationMs < 0 ? '-' : '';
  for (const [unit, length] of units) {
    // From a second on, milliseconds are its decimals: 1.5s, not 1s500ms.
    const count = unit === 's' && rest >= SECOND ? rest / SECOND : Math.floor(rest / length);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * length;
  }
  return text;
}

function problem(text: string, reason: string): RangeError {
  return new RangeError(
    `Expected a duration such as 90s, 5m, 1h30m or 250ms, got ${JSON.stringify(text)} (${reason}).`,
  );
}
