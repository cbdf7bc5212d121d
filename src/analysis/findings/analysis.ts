import { parseInstant } from '../../core/calendar/index.ts';
import type { Home } from '../../core/home.ts';
import type { JournalEntry } from '../../core/journal.ts';
import type { Scene } from '../../core/scene/schema.ts';
import { type Edge, edgesOf } from './edges.ts';
import { type Effect, factsOf, type Household, type SceneFacts } from './facts.ts';
import { Prober } from './probe.ts';
import { play, type Scenario } from './scenario.ts';
import { type StageOptions, type Staging, stage } from './stage.ts';

/** A household with what is known of its scenes: what the rules look at. */
export class Analysis {
  readonly household: Household;
  readonly prober: Prober;
  /** By id, in the order of the ids. */
  readonly facts: ReadonlyMap<string, SceneFacts>;
  /** `device.prop` -> what changes it. */
  readonly writers: ReadonlyMap<string, readonly Effect[]>;
  /** A day on which scenarios are played: any would do, as long as it is always the same. */
  readonly day: number;
  #edges: ReadonlyMap<string, readonly Edge[]> | undefined;

  constructor(household: Household) {
    this.household = household;
    this.prober = new Prober(household.home.location.timezone);
    const ids = [...household.scenes.keys()].sort();
    this.facts = new Map(
      ids.map((id) => [id, factsOf(id, household.scenes.get(id)!, household, this.prober)]),
    );
    const writers = new Map<string, Effect[]>();
    for (const { effects } of this.facts.values()) {
      for (const effect of effects) {
        const key = `${effect.device}.${effect.prop}`;
        const list = writers.get(key);
        if (list) list.push(effect);
        else writers.set(key, [effect]);
      }
    }
    this.writers = writers;
    this.day = parseInstant('2026-03-02T00:00', household.home.location.timezone, 0);
  }

  /** Which scenes can set off which, by the scene that does. */
  get edges(): ReadonlyMap<string, readonly Edge[]> {
    this.#edges ??= edgesOf(this);
    return this.#edges;
  }

  /** A way to make a scene run through one of its triggers; the conditions of `also` hold at that moment, too. */
  stage(facts: SceneFacts, trigger: number, options: Partial<StageOptions> = {}): Staging | undefined {
    return stage(facts, trigger, this.household, this.prober, { notBefore: this.day, ...options });
  }

  /** What happens in a scenario, with these scenes only: the others would be in the way of seeing it. */
  play(
    scenario: Scenario,
    scenes: readonly SceneFacts[],
    isEnough?: (journal: readonly JournalEntry[]) => boolean,
  ): JournalEntry[] {
    const named = new Map(scenes.map(({ id, scene }) => [id, scene]));
    return this.playAs(scenario, named, isEnough);
  }

  /** The same with scenes under ids of their own. Only the devices that they name are there: the others cost time. */
  playAs(
    scenario: Scenario,
    scenes: ReadonlyMap<string, Scene>,
    isEnough?: (journal: readonly JournalEntry[]) => boolean,
  ): JournalEntry[] {
    const { home } = this.household;
    const named = new Set([...scenes.values()].flatMap((scene) => [...textsIn(scene)]));
    // What a function looks at, only it knows.
    const all = [...scenes.values()].some(({ code }) => code !== undefined);
    const devices = Object.fromEntries(Object.entries(home.devices).filter(([id]) => all || named.has(id)));
    return play(
      { ...this.household, home: roomsOf({ ...home, devices, residents: {} }) },
      scenes,
      scenario,
      isEnough,
    );
  }
}

/** Only the rooms in which something stands: each takes its part of every minute. */
function roomsOf(home: Home): Home {
  const used = new Set(Object.values(home.devices).flatMap(({ room }) => room ?? []));
  const plan = Object.entries(home.floor_plan ?? {})
    .filter(([room]) => used.has(room))
    .map(([room, { beside = [], ...space }]) => {
      return [room, { ...space, beside: beside.filter((other) => used.has(other)) }] as const;
    });
  const { entrance, ...rest } = home;
  return {
    ...rest,
    rooms: home.rooms.filter((room) => used.has(room)),
    floor_plan: Object.fromEntries(plan),
    ...(entrance !== undefined && used.has(entrance) ? { entrance } : {}),
  };
}

function* textsIn(data: unknown): Generator<string> {
  if (typeof data === 'string') yield data;
  else if (typeof data === 'object' && data !== null)
    for (const part of Object.values(data)) yield* textsIn(part);
}
