import type { HomeContext } from '../device/context.ts';
import type { Owner } from '../device/surroundings.ts';
import type { Resident } from '../home.ts';
import type { Cause } from '../journal.ts';
import { createRandom, type Random } from '../random.ts';
import { activities } from './activity.ts';
import { Itinerary, type Step } from './itinerary.ts';
import type { World } from './world.ts';

/** From how many milliseconds to how many. */
type Pause = readonly [shortest: number, longest: number];

/** How long it takes to come to one thing after another. */
const reach: Pause = [3_000, 15_000];

/**
 * Somebody who lives in the home: goes from room to room by the times of their day, moves about there while awake, which
 * is what motion sensors see, breathes, uses things by hand, and takes their own along.
 */
export class Person {
  readonly name: string;
  readonly #home: HomeContext;
  readonly #world: World;
  readonly #itinerary: Itinerary;
  /** What goes with them always, and what they have taken along or might. */
  readonly #has: readonly string[];
  readonly #might: readonly string[];
  readonly #random: Random;
  #step: Step | undefined;
  /** Counts their steps, so that what was planned in one room does not happen in the next. */
  #stay = 0;
  /** When they stir next in a room where nothing feels it. */
  #unfelt: { at: number; readonly still: Pause } | undefined;

  constructor(home: HomeContext, world: World, name: string, resident: Resident, timezone: string) {
    this.name = name;
    this.#home = home;
    this.#world = world;
    this.#itinerary = new Itinerary(home.seed, `resident ${name}`, resident, timezone);
    this.#has = resident.has ?? [];
    this.#might = [...new Set(resident.day.flatMap(({ takes = [] }) => takes))];
    this.#random = createRandom(home.seed, `resident ${name}`);
  }

  /** Puts them where their day has left them: that was so before the home begins, and is no event. */
  settle(): void {
    const step = this.#itinerary.last(this.#home.clock.now);
    if (!step) return;
    this.#step = step;
    this.#world.place(this.name, step.room, step.doing);
    this.#world.follow([...this.#has, ...step.takes], this.#asOwner(step), undefined);
    const left = this.#might.filter((thing) => !step.takes.includes(thing));
    this.#world.follow(left, { name: this.name, home: true, asleep: false }, undefined);
  }

  /** Lets their day go on. */
  start(): void {
    const step = this.#step;
    if (step) {
      this.#tell(step, step);
      this.#stirSoon(step);
    }
    this.#plan();
  }

  #plan(): void {
    const { clock } = this.#home;
    const step = this.#itinerary.next(clock.now);
    if (!step) return;
    clock.schedule(step.at, () => {
      this.#arrive(step);
      this.#plan();
    });
  }

  #arrive(step: Step): void {
    const before = this.#step;
    this.#step = step;
    this.#stay++;
    const moved = before?.room !== step.room;
    const cause = moved || before?.doing !== step.doing || !before ? this.#tell(step, before) : undefined;
    this.#world.place(this.name, step.room, step.doing, cause);
    const door = step.room === undefined ? before?.room : before?.room === undefined ? step.room : undefined;
    if (door !== undefined) this.#world.pass(door, cause);
    const things = [...this.#has, ...(before?.takes ?? []), ...step.takes];
    if (cause) this.#world.follow([...new Set(things)], this.#asOwner(step), cause);
    if (moved && step.room !== undefined) this.#world.stir(this.#world.population(step.room));
    this.#stirSoon(step);
    this.#useSoon(step, 0, cause);
  }

  #asOwner({ at, room, doing, wayMs }: Step): Owner {
    const owner = { name: this.name, home: room !== undefined, asleep: doing === 'sleeping' };
    if (room !== undefined) return owner;
    const back = this.#itinerary.next(at, (step) => step.room !== undefined)?.at;
    return { ...owner, trip: { left: at, back, wayMs } };
  }

  #tell({ room, doing }: Step, before: Step | undefined): Cause {
    const place = room === undefined ? (before?.room === undefined ? 'is away' : 'leaves') : undefined;
    const comes = before !== undefined && before.room === undefined && room !== undefined;
    const does = comes && doing === 'resting' ? 'comes home, is' : activities[doing].words;
    return this.#home.journal.append(this.#home.clock.now, 'world', undefined, {
      what: `${this.name} ${place ?? `${does} in the ${room}`}`,
      person: this.name,
      room: room ?? 'away',
      doing,
      asleep: doing === 'sleeping',
    });
  }

  #stirSoon({ room, doing }: Step): void {
    this.#stirUnfelt();
    this.#unfelt = undefined;
    const { still } = activities[doing];
    if (room === undefined || still === undefined) return;
    const population = this.#world.population(room);
    if (!population?.feeling.length) {
      this.#unfelt = { at: this.#home.clock.now + this.#draw(still), still };
      return;
    }
    const stay = this.#stay;
    const stir = (): void => {
      if (stay !== this.#stay) return;
      this.#world.stir(population);
      this.#after(still, stir);
    };
    this.#after(still, stir);
  }

  /**
   * Draws what stirring would have drawn up to now where nothing feels it: a life does not depend on where sensors are, and
   * most of it is nothing to the clock.
   */
  #stirUnfelt(): void {
    const unfelt = this.#unfelt;
    while (unfelt && unfelt.at <= this.#home.clock.now) unfelt.at += this.#draw(unfelt.still);
  }

  #after(pause: Pause, run: () => void): void {
    this.#stirUnfelt();
    const { clock } = this.#home;
    clock.schedule(clock.now + this.#draw(pause), run);
  }

  #draw([shortest, longest]: Pause): number {
    return this.#random.integer(shortest, longest);
  }

  #useSoon(step: Step, index: number, cause: Cause | undefined): void {
    const use = step.uses[index];
    if (!use) return;
    const [device, gesture] = use;
    const stay = this.#stay;
    const { clock, journal } = this.#home;
    this.#after(reach, () => {
      if (stay !== this.#stay) return;
      const fields = { person: this.name, device, gesture };
      const what = `${this.name} uses ${device}: ${gesture}`;
      const used = journal.append(clock.now, 'world', cause, { what, ...fields });
      const refusal = this.#world.use(device, gesture, used);
      if (refusal !== undefined) {
        const words = `${this.name} cannot ${gesture} ${device}: ${refusal}`;
        journal.append(clock.now, 'world', used, { what: words, ...fields, refusal });
      }
      this.#useSoon(step, index + 1, cause);
    });
  }
}
