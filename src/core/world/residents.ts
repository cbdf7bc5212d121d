import { nextTimeOfDay, parseTimeOfDay } from '../calendar/index.ts';
import type { HomeContext } from '../device/device.ts';
import type { Resident } from '../home.ts';
import { createRandom, type Random } from '../random.ts';
import { daySet } from '../scene/condition.ts';

/** How long somebody awake keeps still at most, in milliseconds. */
const stillMs = { shortest: 5_000, longest: 40_000 };

const dayMs = 86_400_000;

interface Move {
  readonly room: string;
  readonly asleep: boolean;
  readonly next: (after: number) => number | undefined;
}

/**
 * Somebody who lives in the home: goes from room to room by the times of their day, and moves about there while
 * awake, which is what motion sensors see.
 */
export class Person {
  readonly name: string;
  readonly #home: HomeContext;
  readonly #moves: readonly Move[];
  readonly #stir: (room: string, who: string) => void;
  readonly #random: Random;
  /** Where they are; undefined: nobody has said yet. */
  room: string | undefined;
  #asleep = false;
  /** Counts their moves, so that a stirring planned in one room does not happen in the next. */
  #stay = 0;

  constructor(
    home: HomeContext,
    name: string,
    resident: Resident,
    timezone: string,
    stir: (room: string, who: string) => void,
  ) {
    this.#home = home;
    this.name = name;
    this.#stir = stir;
    this.#random = createRandom(home.seed, `resident ${name}`);
    this.#moves = resident.day.map(({ at, room, days, asleep = false }) => {
      const times = { times: [parseTimeOfDay(at)], days: days && daySet(days) };
      return { room, asleep, next: (after) => nextTimeOfDay(times, timezone, after) };
    });
  }

  /** Puts them where the last move before now has left them, and lets their day go on. */
  start(): void {
    const { now } = this.#home.clock;
    let latest: { at: number; move: Move } | undefined;
    for (const move of this.#moves) {
      // A move that happens on some days only was made at most a week ago.
      for (let at = move.next(now - 8 * dayMs); at !== undefined && at <= now; at = move.next(at)) {
        if (!latest || at >= latest.at) latest = { at, move };
      }
    }
    if (latest) this.#arrive(latest.move.room, latest.move.asleep);
    for (const move of this.#moves) this.#plan(move, now);
  }

  #plan(move: Move, after: number): void {
    const due = move.next(after);
    if (due === undefined) return;
    this.#home.clock.schedule(due, () => {
      this.#plan(move, due);
      this.#arrive(move.room, move.asleep);
    });
  }

  #arrive(room: string, asleep: boolean): void {
    if (room !== this.room || asleep !== this.#asleep) {
      const what = `${this.name} ${asleep ? 'sleeps' : 'is'} ${room === 'away' ? 'away' : `in the ${room}`}`;
      this.#home.journal.append(this.#home.clock.now, 'world', undefined, {
        what,
        person: this.name,
        room,
        asleep,
      });
    }
    this.room = room;
    this.#asleep = asleep;
    this.#stay++;
    if (room !== 'away' && !asleep) this.#stirSoon(this.#stay);
  }

  #stirSoon(stay: number): void {
    const { clock } = this.#home;
    clock.schedule(clock.now + this.#random.integer(stillMs.shortest, stillMs.longest), () => {
      if (stay !== this.#stay) return;
      this.#stir(this.room!, this.name);
      this.#stirSoon(stay);
    });
  }
}
