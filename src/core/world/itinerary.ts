import {
  instantOf,
  type LocalTime,
  localAt,
  parseDuration,
  parseTimeOfDay,
  weekdays,
} from '../calendar/index.ts';
import type { Move, Resident } from '../home.ts';
import { createRandom } from '../random.ts';
import type { ActivityName } from './activity.ts';

const daySeconds = 86_400;
/** Moves may be on some days of the week only, so what was last or comes next is at most a week away. */
const searchDays = 8;
const usualWay = '20m';

/** A move of somebody's day as it happens on one date. */
export interface Step {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** undefined: away. */
  readonly room: string | undefined;
  readonly doing: ActivityName;
  readonly uses: readonly (readonly [device: string, gesture: string])[];
  readonly takes: readonly string[];
  readonly wayMs: number;
}

/**
 * Where somebody is when. Each occurrence of a move draws its own variation from the seed, the person, the date and the
 * move, so it is a function of the date: no matter when the home begins, and whatever else is in the day.
 */
export class Itinerary {
  readonly #seed: number;
  readonly #who: string;
  readonly #moves: readonly Move[];
  readonly #zone: string;
  /** The dates that were asked for last. */
  readonly #days = new Map<string, readonly Step[]>();

  constructor(seed: number, who: string, resident: Resident, zone: string) {
    this.#seed = seed;
    this.#who = who;
    this.#zone = zone;
    // In the order of the day, whatever the order in the file.
    this.#moves = resident.day.toSorted((a, b) => parseTimeOfDay(a.at) - parseTimeOfDay(b.at));
  }

  /** The last step up to and including an instant. */
  last(instant: number): Step | undefined {
    for (let offset = 0; offset >= -searchDays; offset--) {
      const step = this.#stepsOn(instant, offset).findLast(({ at }) => at <= instant);
      if (step) return step;
    }
    return undefined;
  }

  /** The first step after an instant, of those that match. */
  next(instant: number, matches: (step: Step) => boolean = () => true): Step | undefined {
    for (let offset = 0; offset <= searchDays; offset++) {
      const step = this.#stepsOn(instant, offset).find((each) => each.at > instant && matches(each));
      if (step) return step;
    }
    return undefined;
  }

  #stepsOn(instant: number, offset: number): readonly Step[] {
    const today = localAt(this.#zone, instant);
    const noon = { ...today, day: today.day + offset, hour: 12, minute: 0, second: 0, millisecond: 0 };
    const date = offset === 0 ? today : localAt(this.#zone, instantOf(this.#zone, noon));
    const key = `${date.year}-${date.month}-${date.day}`;
    let steps = this.#days.get(key);
    if (!steps) {
      if (this.#days.size > 2 * searchDays) this.#days.clear();
      steps = planDay(this.#moves, date, this.#zone, `${this.#who} ${key}`, this.#seed);
      this.#days.set(key, steps);
    }
    return steps;
  }
}

/** The steps of one date, in order: a variation never turns two of them round. */
function planDay(moves: readonly Move[], date: LocalTime, zone: string, name: string, seed: number): Step[] {
  const weekday = weekdays[date.weekday]!;
  const steps: Step[] = [];
  let earliest = 0;
  for (const move of moves) {
    if (move.days && !move.days.includes(weekday)) continue;
    const random = createRandom(seed, `${name} ${move.at} ${move.room}`);
    if (random.next() >= (move.chance ?? 1)) continue;
    const vary = move.vary === undefined ? 0 : parseDuration(move.vary) / 1_000;
    // The sum of two draws: people are more often a little late than very late.
    const shift = Math.round((random.next() + random.next() - 1) * vary);
    const planned = parseTimeOfDay(move.at) + shift;
    const second = Math.min(daySeconds - 1, Math.max(earliest, planned));
    earliest = second + 1;
    const at = instantOf(zone, { ...date, hour: 0, minute: 0, second, millisecond: 0 });
    steps.push(stepOf(move, at));
  }
  return steps;
}

function stepOf(move: Move, at: number): Step {
  return {
    at,
    room: move.room === 'away' ? undefined : move.room,
    doing: move.asleep ? 'sleeping' : (move.doing ?? 'resting'),
    uses: Object.entries(move.uses ?? {}),
    takes: move.takes ?? [],
    wayMs: parseDuration(move.way ?? usualWay),
  };
}
