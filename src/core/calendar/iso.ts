import { spanAt } from './spans.ts';
import { DAY, HOUR, MINUTE, SECOND } from './units.ts';
import { instantOfWall, wallAt } from './wall.ts';

const TIME = String.raw`(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,3}))?)?`;
const DATE = String.raw`(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)`;
const ZONE = String.raw`(?<zone>Z|[+-]\d\d:\d\d)`;
const PATTERN = new RegExp(`^(?:${DATE}T)?${TIME}${ZONE}?$`);

const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const fractions = Array.from({ length: 1000 }, (_, number) => `.${String(number).padStart(3, '0')}`);

/** What was written last: most lines of a journal share their day, their minute and their offset with the line before. */
const written = { day: Number.NaN, date: '', minute: Number.NaN, begin: '', offset: Number.NaN, zone: '' };

/** An instant in ISO 8601, with the zone's offset: `2026-03-02T07:00:00.000+08:00`. */
export function formatInstant(zone: string, instant: number): string {
  const { offset } = spanAt(zone, instant);
  const wall = Math.floor(instant + offset);
  const minute = Math.floor(wall / MINUTE);
  if (minute !== written.minute) {
    const day = Math.floor(wall / DAY);
    if (day !== written.day) {
      written.date = new Date(day * DAY).toISOString().slice(0, -'00:00:00.000Z'.length);
      written.day = day;
    }
    const time = wall - day * DAY;
    written.begin = `${written.date}${two[Math.floor(time / HOUR)]}:${two[Math.floor((time % HOUR) / MINUTE)]}:`;
    written.minute = minute;
  }
  if (offset !== written.offset) {
    written.zone = formatOffset(offset);
    written.offset = offset;
  }
  const time = wall - minute * MINUTE;
  // First what is short: text of up to twelve characters is copied, longer text is a tree of its parts.
  const end = two[Math.floor(time / SECOND)]! + fractions[time % SECOND]! + written.zone;
  return written.begin + end;
}

/**
 * Reads a time as people write it on the command line.
 *
 * `2026-03-02T06:58` is a time in `zone`; seconds, milliseconds and an offset (`+08:00` or `Z`) may follow. `06:58`
 * alone, or with seconds, is that time on the day of `today` in `zone`. A time that does not exist there, or exists
 * twice, is taken as in `instantOf`.
 *
 * @param today any instant of the day that a time alone refers to
 * @throws {RangeError} for anything else, also for a day or a time that is in no calendar
 */
export function parseInstant(text: string, zone: string, today: number): number {
  const groups = PATTERN.exec(text)?.groups;
  if (groups === undefined || (groups.year === undefined && groups.zone !== undefined)) throw problem(text);
  const number = (name: string) => Number(groups[name] ?? 0);
  if (number('hour') > 23 || number('minute') > 59 || number('second') > 59) {
    throw problem(text, 'times go from 00:00:00 to 23:59:59');
  }
  const time = number('hour') * HOUR + number('minute') * MINUTE + number('second') * SECOND;
  const wall = midnight(text, groups, zone, today) + time + Number((groups.fraction ?? '').padEnd(3, '0'));
  return groups.zone === undefined ? instantOfWall(zone, wall) : wall - parseOffset(text, groups.zone);
}

/** The wall time at which the day in question begins. */
function midnight(
  text: string,
  groups: Record<string, string | undefined>,
  zone: string,
  today: number,
): number {
  if (groups.year === undefined) return Math.floor(wallAt(zone, today) / DAY) * DAY;
  const [year, month, day] = [Number(groups.year), Number(groups.month), Number(groups.day)];
  if (year < 1000) throw problem(text, 'years go from 1000 to 9999');
  if (month < 1 || month > 12) throw problem(text, 'months go from 01 to 12');
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day < 1 || day > last) throw problem(text, `the days of ${year}-${two[month]} go from 01 to ${last}`);
  return Date.UTC(year, month - 1, day);
}

function parseOffset(text: string, offset: string): number {
  if (offset === 'Z') return 0;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(4))];
  if (hours > 23 || minutes > 59) throw problem(text, 'offsets go from -23:59 to +23:59');
  return (offset.startsWith('-') ? -1 : 1) * (hours * HOUR + minutes * MINUTE);
}

function formatOffset(offset: number): string {
  const distance = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two[Math.floor(distance / HOUR)]}:${two[(distance % HOUR) / MINUTE]}`;
}

function problem(text: string, reason?: string): RangeError {
  const expected = 'Expected a time such as 2026-03-02T06:58, 2026-03-02T06:58:30+08:00 or 06:58';
  return new RangeError(
    `${expected}, got ${JSON.stringify(text)}${reason === undefined ? '' : ` (${reason})`}.`,
  );
}
