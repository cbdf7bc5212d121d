import { DAY, MINUTE, SECOND } from './units.ts';

/** A stretch of time, at most a day, in which a zone keeps one offset. */
export interface Span {
  /** The first instant that belongs to it. */
  readonly from: number;
  /** The first instant that does not. */
  readonly until: number;
  /** Milliseconds east of UTC, in whole minutes. */
  readonly offset: number;
}

interface Zone {
  readonly name: string;
  readonly format: Intl.DateTimeFormat;
  /** The spans of each day (of UTC) that was asked for: one, or more where the offset changes. */
  readonly days: Map<number, readonly Span[]>;
  last: Span;
}

/** Before 1800 no zone has rules, and `Intl` would begin to count years BC. */
const EARLIEST = Date.UTC(1800, 0, 1);

const zones = new Map<string, Zone>();
let recent: Zone | undefined;

/**
 * The span that holds `instant`. Neighbouring spans may have the same offset: they are cut at midnight UTC, too.
 *
 * The offsets are `Intl`'s, asked for once a day of the zone and then remembered, because the journal needs one for
 * each line. Offsets of the 19th century had seconds; they are rounded to the minute, as in ISO 8601.
 *
 * @throws {RangeError} for a name that is not a time zone
 */
export function spanAt(name: string, instant: number): Span {
  const zone = recent !== undefined && recent.name === name ? recent : zoneOf(name);
  const { last } = zone;
  if (instant >= last.from && instant < last.until) return last;
  const day = Math.floor(instant / DAY);
  let spans = zone.days.get(day);
  if (spans === undefined) {
    spans = spansOf(zone, day * DAY, (day + 1) * DAY);
    zone.days.set(day, spans);
  }
  zone.last = spans.find((span) => instant < span.until)!;
  return zone.last;
}

function zoneOf(name: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = { name, format: formatOf(name), days: new Map(), last: { from: 0, until: 0, offset: 0 } };
    zones.set(name, zone);
  }
  recent = zone;
  return zone;
}

function formatOf(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new RangeError(
      `Expected the name of a time zone, such as Asia/Shanghai, got ${JSON.stringify(name)}.`,
      {
        cause,
      },
    );
  }
}

function spansOf(zone: Zone, from: number, until: number): Span[] {
  const spans: Span[] = [];
  const last = readOffset(zone, until - SECOND);
  let start = from;
  let offset = readOffset(zone, from);
  while (offset !== last) {
    const change = changeBetween(zone, offset, start, until - SECOND);
    spans.push({ from: start, until: change, offset });
    start = change;
    offset = readOffset(zone, change);
  }
  spans.push({ from: start, until, offset });
  return spans;
}

/** Bisects to the second: `offset` holds at `from`, another one at `until`. */
function changeBetween(zone: Zone, offset: number, from: number, until: number): number {
  let low = from / SECOND;
  let high = until / SECOND;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (readOffset(zone, middle * SECOND) === offset) low = middle;
    else high = middle;
  }
  return high * SECOND;
}

function readOffset(zone: Zone, instant: number): number {
  const known = Math.max(instant, EARLIEST);
  const part = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of zone.format.formatToParts(known)) {
    if (type in part) part[type as keyof typeof part] = Number(value);
  }
  const wall = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  // + 0, because the offset of a zone just west of Greenwich would round to -0.
  return Math.round((wall - known) / MINUTE) * MINUTE + 0;
}
