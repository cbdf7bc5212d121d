import type { DeviceModel } from '../../core/device/model.ts';
import type { Lane, NumberLane, SceneLane, SceneMark, SegmentLane } from '../api.ts';
import type { History } from './history.ts';
import { firstAbove, type Series } from './series.ts';

/** A stretch of time, and into how many pixels it must go. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly width: number;
}

/** How much of one lane is drawn as it was, rather than summed up, whatever the width. */
const always = 50;

/** A property's lane, or that of a device's availability; `undefined` when nothing is known of it. */
export function deviceLane(
  history: History,
  device: string,
  prop: string | null,
  stretch: Stretch,
  spec?: DeviceModel['properties'][string],
): Lane | undefined {
  const known = history.devices.get(device);
  const series = prop === null ? known?.availability : known?.props.get(prop);
  if (!series || series.length === 0) return undefined;
  if (prop !== null && isNumeric(series, spec)) {
    const unit = spec && 'unit' in spec && typeof spec.unit === 'string' ? spec.unit : null;
    return { kind: 'numbers', device, prop, unit, points: points(series, stretch) };
  }
  return { kind: 'segments', device, prop, segments: segments(series, stretch) };
}

/** Runs, refusals and near misses of a scene; `due` are those to come. */
export function sceneLane(
  history: History,
  scene: string,
  stretch: Stretch,
  due: readonly number[],
): SceneLane {
  const { from, until } = stretch;
  const known = history.scenes.get(scene);
  const marks: SceneMark[] = [];
  for (const { seq, began, ended, outcome } of known?.runs ?? []) {
    if (began > until || (ended ?? Number.POSITIVE_INFINITY) < from) continue;
    marks.push({ time: began, ended, outcome, seq, count: 1 });
  }
  for (const { seq, time } of known?.near ?? []) {
    if (time >= from && time <= until) marks.push({ time, ended: time, outcome: 'near', seq, count: 1 });
  }
  for (const time of due) marks.push({ time, ended: null, outcome: 'due', seq: null, count: 1 });
  marks.sort((one, other) => one.time - other.time);
  return { kind: 'scene', scene, marks: thinMarks(marks, stretch) };
}

/** Marks of one outcome that fall on one pixel become one, which says how many it stands for. */
function thinMarks(marks: readonly SceneMark[], stretch: Stretch): SceneMark[] {
  if (marks.length <= always) return [...marks];
  const pixel = pixelOf(stretch);
  const thin = new Map<string, SceneMark>();
  for (const mark of marks) {
    const key = `${pixel(mark.time)} ${mark.outcome}`;
    const before = thin.get(key);
    thin.set(key, before ? { ...mark, count: before.count + 1 } : mark);
  }
  return [...thin.values()];
}

function segments(series: Series, stretch: Stretch): SegmentLane['segments'] {
  const { first, end } = indexes(series, stretch);
  const { times, values } = series;
  const result: { time: number; value: unknown; count: number }[] = [];
  const pixel = pixelOf(stretch);
  const all = end - first <= always;
  let last = Number.NaN;
  for (let index = first; index < end; index++) {
    const place = pixel(times[index]!);
    // What was last on a pixel goes on behind it, so that is what it shows.
    if (!all && place === last && result.length > 1) {
      const before = result.at(-1)!;
      before.value = values[index];
      before.count++;
    } else {
      result.push({ time: times[index]!, value: values[index], count: 1 });
    }
    last = place;
  }
  return result;
}

function points(series: Series, stretch: Stretch): NumberLane['points'] {
  const { first, end } = indexes(series, stretch);
  const { times, values } = series;
  const result: { time: number; first: number; min: number; max: number; last: number }[] = [];
  const pixel = pixelOf(stretch);
  const all = end - first <= always;
  let last = Number.NaN;
  for (let index = first; index < end; index++) {
    const value = values[index];
    if (typeof value !== 'number') continue;
    const place = pixel(times[index]!);
    if (!all && place === last) {
      const bucket = result.at(-1)!;
      bucket.min = Math.min(bucket.min, value);
      bucket.max = Math.max(bucket.max, value);
      bucket.last = value;
    } else {
      result.push({ time: times[index]!, first: value, min: value, max: value, last: value });
    }
    last = place;
  }
  return result;
}

/** From what it was when the stretch begins, to the last change in it. */
function indexes(series: Series, { from, until }: Stretch): { first: number; end: number } {
  return { first: Math.max(0, series.indexAt(from)), end: firstAbove(series.times, until) };
}

function pixelOf({ from, until, width }: Stretch): (time: number) => number {
  const scale = width / Math.max(1, until - from);
  return (time) => Math.floor(Math.max(0, time - from) * scale);
}

function isNumeric(series: Series, spec: DeviceModel['properties'][string] | undefined): boolean {
  if (spec) return spec.type === 'integer' || spec.type === 'number';
  return typeof series.values.at(-1) === 'number';
}
