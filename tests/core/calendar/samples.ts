import { formatInstant } from '../../../src/core/calendar/index.ts';

/** Reads an expectation, which always carries its offset. */
export function at(iso: string): number {
  const instant = Date.parse(iso);
  if (!/(Z|[+-]\d\d:\d\d)$/.test(iso) || Number.isNaN(instant)) throw new Error(`Not an instant: ${iso}`);
  return instant;
}

/** Writes what came out; `never` where nothing did. */
export function iso(zone: string, instant: number | undefined): string {
  return instant === undefined ? 'never' : formatInstant(zone, instant).replace('.000', '');
}

/** fast-check prints the seed and the counterexample's path when a property fails. */
export const seeded = { seed: 20_260_302 };

export const zones = [
  'UTC',
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
];

/** One change of the clocks: at `instant`, from `before` to `after` (milliseconds east of UTC). */
export interface Change {
  readonly zone: string;
  readonly time: string;
  readonly instant: number;
  readonly before: number;
  readonly after: number;
}

const hours = (count: number) => count * 3_600_000;
const change = (zone: string, time: string, before: number, after: number): Change => ({
  zone,
  time,
  instant: at(time),
  before: hours(before),
  after: hours(after),
});

/** Spring: 02:00 is followed by 03:00 (Lord Howe: 02:30; St John's until 2011: 00:01 by 01:01; Cairo: 00:00 by 01:00). */
export const gaps = [
  change('Asia/Shanghai', '1987-04-12T02:00:00+08:00', 8, 9),
  change('Europe/Berlin', '2026-03-29T02:00:00+01:00', 1, 2),
  change('America/New_York', '2026-03-08T02:00:00-05:00', -5, -4),
  change('Australia/Lord_Howe', '2026-10-04T02:00:00+10:30', 10.5, 11),
  change('America/St_Johns', '2026-03-08T02:00:00-03:30', -3.5, -2.5),
  change('America/St_Johns', '2009-03-08T00:01:00-03:30', -3.5, -2.5),
  change('Africa/Cairo', '2024-04-26T00:00:00+02:00', 2, 3),
];

/** Autumn: 03:00 (New York, St John's: 02:00; St John's until 2011: 00:01) is followed by the hour (Lord Howe: the half hour) before it. */
export const overlaps = [
  change('Asia/Shanghai', '1987-09-13T02:00:00+09:00', 9, 8),
  change('Europe/Berlin', '2026-10-25T03:00:00+02:00', 2, 1),
  change('America/New_York', '2026-11-01T02:00:00-04:00', -4, -5),
  change('Australia/Lord_Howe', '2026-04-05T02:00:00+11:00', 11, 10.5),
  change('America/St_Johns', '2026-11-01T02:00:00-02:30', -2.5, -3.5),
  change('America/St_Johns', '2009-11-01T00:01:00-02:30', -2.5, -3.5),
  change('Africa/Cairo', '2024-10-31T24:00:00+03:00', 3, 2),
];
