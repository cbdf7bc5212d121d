import { instantOf } from '../core/calendar/index.ts';
import type { Home } from '../core/home.ts';
import type { Random } from '../core/random.ts';
import { type Candidate, inOrder, type TimedDeed } from './candidate.ts';
import type { Knob } from './knobs.ts';
import { type Landmarks, nextTime } from './landmarks.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
/** The first day that is tried; a week of each season follows. A shrunk test goes back to it where it can. */
export const firstDay = { year: 2026, month: 3, day: 2 };
/** Its midnight in UTC. */
export const firstDayStart = instantOf('UTC', {
  ...firstDay,
  hour: 0,
  minute: 0,
  second: 0,
  millisecond: 0,
});
const seasons = 4;
const daysPerSeason = 28;
/** How long a candidate is, in hours. */
const lengths = [2, 6, 12, 24] as const;
/** How many things happen in a fresh candidate, and in any, at most. */
const freshDeeds = 6;
export const mostDeeds = 12;

/** What candidates are made of. */
export interface Material {
  readonly home: Home;
  readonly knobs: readonly Knob[];
  readonly landmarks: Landmarks;
  /** Whether people may live there. */
  readonly residents: boolean;
}

/** A day that nobody has tried: when, for how long, who lives there, and what happens. */
export function freshCandidate(material: Material, random: Random): Candidate {
  const { timezone } = material.home.location;
  const { landmarks } = material;
  const date = random.integer(0, seasons - 1) * 91 + random.integer(0, daysPerSeason - 1);
  const hour = random.integer(0, 23);
  const begun = instantOf(timezone, {
    ...firstDay,
    day: firstDay.day + date,
    hour,
    minute: 0,
    second: 0,
    millisecond: 0,
  });
  const length = lengths[random.integer(0, lengths.length - 1)]! * HOUR;
  // Half of them begin shortly before a time of day that something depends on.
  const mark = random.next() < 0.5 ? chosen(landmarks.times, random) : undefined;
  const time = mark === undefined ? undefined : nextTime(mark, timezone, begun);
  const from = time === undefined ? begun : Math.floor(time / HOUR) * HOUR - (time % HOUR === 0 ? HOUR : 0);
  let candidate: Candidate = {
    from,
    until: from + length,
    seed: random.integer(1, 1_000_000),
    residents: material.residents && random.next() < 0.5,
    given: {},
    deeds: [],
  };
  for (let count = random.integer(0, freshDeeds); count > 0; count--)
    candidate = withDeed(candidate, material, random);
  return candidate;
}

/** With something more happening in it. */
export function withDeed(candidate: Candidate, material: Material, random: Random): Candidate {
  const deed = newDeed(candidate, material, random);
  return deed ? { ...candidate, deeds: inOrder([...candidate.deeds, deed]) } : candidate;
}

/** Something to do, and when; `undefined`: there is nothing that could be done. */
export function newDeed(candidate: Candidate, material: Material, random: Random): TimedDeed | undefined {
  const knob = chosenKnob(material.knobs, random);
  return knob && { at: newTime(candidate, material, random), deed: knob.turn(random) };
}

/**
 * When to do it: anywhere; or right at, before or after a time of day that something depends on; or together with
 * something else that is done, or after it, by a while that something depends on.
 */
export function newTime(candidate: Candidate, { home, landmarks }: Material, random: Random): number {
  const { from, until, deeds } = candidate;
  const near = (random.integer(0, 2) - 1) * SECOND;
  const pick = random.next();
  let at: number | undefined;
  if (pick < 0.3) {
    const time = chosen(landmarks.times, random);
    at = time === undefined ? undefined : nextTime(time, home.location.timezone, from);
    if (at !== undefined) at += near;
  } else if (pick < 0.6) {
    const other = chosen(deeds, random);
    if (other && random.next() < 0.4) return other.at;
    const after = random.next() < 0.5 ? chosen(landmarks.durations, random) : random.integer(1, 300) * SECOND;
    if (other) at = other.at + (after ?? 0) + near;
  }
  if (at !== undefined && at > from && at < until) return Math.floor(at / SECOND) * SECOND;
  return from + random.integer(1, Math.floor((until - from) / SECOND) - 1) * SECOND;
}

function chosenKnob(knobs: readonly Knob[], random: Random): Knob | undefined {
  let left = random.next() * knobs.reduce((sum, { weight }) => sum + weight, 0);
  for (const knob of knobs) {
    left -= knob.weight;
    if (left < 0) return knob;
  }
  return knobs.at(-1);
}

function chosen<T>(list: readonly T[], random: Random): T | undefined {
  return list[random.integer(0, list.length - 1)];
}
