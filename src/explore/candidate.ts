import { formatInstant, instantOf, nextTimeOfDay, parseTimeOfDay } from '../core/calendar/index.ts';
import type { Home } from '../core/home.ts';
import type { Random } from '../core/random.ts';
import type { Scene } from '../core/scene/schema.ts';
import type { SceneTest, TestAction } from '../testing/index.ts';
import type { Knob } from './knobs.ts';
import type { Rules } from './rules.ts';

const HOUR = 3_600_000;
const SECOND = 1000;
/** The first day that is tried; the others follow it, four weeks in each season. */
const firstDay = { year: 2026, month: 3, day: 2 };
const seasons = 4;
const daysPerSeason = 28;
/** How long a candidate is, in hours, and how many things happen in it at most. */
const lengths = [1, 3, 6, 24] as const;
const mostDeeds = 12;

/** What candidates are made of. */
export interface Material {
  readonly home: Home;
  readonly scenes: ReadonlyMap<string, Scene>;
  readonly knobs: readonly Knob[];
  readonly rules: Rules;
}

/** A day that nobody has tried: when, for how long, who lives there, and what happens. */
export function freshCandidate(material: Material, random: Random): SceneTest {
  const { home, rules } = material;
  const { timezone } = home.location;
  const season = random.integer(0, seasons - 1);
  const day = season * 91 + random.integer(0, daysPerSeason - 1);
  const midnight = instantOf(timezone, { ...firstDay, hour: 0, minute: 0, second: 0, millisecond: 0 });
  const from = midnight + (day * 24 + random.integer(0, 23)) * HOUR;
  const until = from + lengths[random.integer(0, lengths.length - 1)]! * HOUR;
  const span = { from, until };
  const count = random.integer(0, 6);
  const actions = Array.from({ length: count }, () => newAction(material, span, random));
  return {
    name: 'found',
    from: local(timezone, from),
    until: local(timezone, until),
    seed: random.integer(1, 1_000_000),
    residents: random.next() < 0.5 ? 'on' : 'off',
    do: inOrder(actions),
    never: [...rules.never],
    always: [...rules.always],
  };
}

/** One like another, with something more, less or different in it. */
export function mutate(parent: SceneTest, material: Material, random: Random): SceneTest {
  const { timezone } = material.home.location;
  const span = { from: instantFrom(parent.from, timezone), until: instantFrom(parent.until, timezone) };
  let actions = [...(parent.do ?? [])];
  let { seed, residents } = parent;
  for (let changes = random.integer(1, 3); changes > 0; changes--) {
    const pick = random.next();
    const place = random.integer(0, Math.max(0, actions.length - 1));
    if (pick < 0.45 || actions.length === 0) {
      if (actions.length < mostDeeds) actions.push(newAction(material, span, random));
    } else if (pick < 0.6) {
      actions.splice(place, 1);
    } else if (pick < 0.75) {
      actions[place] = { ...actions[place]!, at: newTime(material, span, random) };
    } else if (pick < 0.9) {
      const { at } = actions[place]!;
      actions[place] = { ...newAction(material, span, random), at };
    } else if (pick < 0.95) {
      seed = random.integer(1, 1_000_000);
    } else {
      residents = residents === 'off' ? 'on' : 'off';
    }
    actions = [...actions];
  }
  return { ...parent, seed, residents, do: inOrder(actions) };
}

/** A local time as test files have it, down to the second. */
export function local(timezone: string, instant: number): string {
  return formatInstant(timezone, instant).slice(0, 19);
}

/** The instant of a local time as `local` writes it. */
export function instantFrom(text: string, timezone: string): number {
  const [year, month, day, hour, minute, second = 0] = text.split(/[-T:]/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number?,
  ];
  return instantOf(timezone, { year, month, day, hour, minute, second, millisecond: 0 });
}

interface Span {
  readonly from: number;
  readonly until: number;
}

function newAction(material: Material, span: Span, random: Random): TestAction {
  const knob = choose(material.knobs, random);
  return { at: newTime(material, span, random), ...knob.turn(random) } as TestAction;
}

function choose(knobs: readonly Knob[], random: Random): Knob {
  let left = random.next() * knobs.reduce((sum, { weight }) => sum + weight, 0);
  for (const knob of knobs) {
    left -= knob.weight;
    if (left < 0) return knob;
  }
  return knobs.at(-1)!;
}

/** Anywhere in the span, or, as often, right at, before or after a time that a scene names: there the races are. */
function newTime({ home, scenes }: Material, { from, until }: Span, random: Random): string {
  const { timezone } = home.location;
  const times = timesOf(scenes);
  if (times.length > 0 && random.next() < 0.5) {
    const time = times[random.integer(0, times.length - 1)]!;
    const instant = nextTimeOfDay({ times: [time] }, timezone, from);
    const near = instant === undefined ? undefined : instant + (random.integer(0, 2) - 1) * SECOND;
    if (near !== undefined && near >= from && near <= until) return local(timezone, near);
  }
  return local(timezone, from + random.integer(1, Math.floor((until - from) / SECOND) - 1) * SECOND);
}

function timesOf(scenes: ReadonlyMap<string, Scene>): number[] {
  let times = knownTimes.get(scenes);
  if (!times) {
    const found = JSON.stringify([...scenes.values()]).match(
      /(?<=")([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(?=")/g,
    );
    times = [...new Set(found ?? [])].map(parseTimeOfDay);
    knownTimes.set(scenes, times);
  }
  return times;
}

const knownTimes = new WeakMap<ReadonlyMap<string, Scene>, number[]>();

function inOrder(actions: readonly TestAction[]): TestAction[] {
  return actions.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}
