/** How fast the home's time passes: times real time, or as fast as the machine can. */
export type Speed = number | 'max';

/**
 * Says how far the home's clock may go at a given moment of real time. It only maps; it never runs anything, so
 * that changing speed or pausing cannot lose, repeat or reorder an entry.
 *
 * All wall times are milliseconds of one monotonic clock; all home times are milliseconds since the epoch.
 */
export class Pacer {
  #speed: Speed;
  #paused: boolean;
  /** At this wall time the home's time was `#home`. */
  #wall: number;
  #home: number;

  constructor(options: { wall: number; home: number; speed: Speed; paused: boolean }) {
    this.#wall = options.wall;
    this.#home = options.home;
    this.#speed = options.speed;
    this.#paused = options.paused;
  }

  get speed(): Speed {
    return this.#speed;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** The home time up to which entries may run; unbounded at speed `max`. */
  limit(wall: number): number {
    if (this.#paused) return this.#home;
    if (this.#speed === 'max') return Number.POSITIVE_INFINITY;
    return this.#home + Math.floor((wall - this.#wall) * this.#speed);
  }

  /** The home time at this moment, for an input that arrives; `now` is where the clock stands. */
  timeOf(wall: number, now: number): number {
    const limit = this.limit(wall);
    return Number.isFinite(limit) ? Math.max(limit, now) : now;
  }

  /** The wall time at which `due` may run; never, while paused. */
  wallOf(due: number): number {
    if (this.#paused) return Number.POSITIVE_INFINITY;
    if (this.#speed === 'max') return this.#wall;
    return this.#wall + (due - this.#home) / this.#speed;
  }

  /** Goes on from `home` at this moment: after a jump, a step, or a wait for the broker. */
  rebase(wall: number, home: number): void {
    this.#wall = wall;
    this.#home = home;
  }

  setSpeed(wall: number, now: number, speed: Speed): void {
    this.rebase(wall, this.timeOf(wall, now));
    this.#speed = speed;
  }

  setPaused(wall: number, now: number, paused: boolean): void {
    this.rebase(wall, this.timeOf(wall, now));
    this.#paused = paused;
  }
}
