import type { Place } from '../calendar/index.ts';
import type { HomeContext } from '../device/context.ts';
import type { ConditionReport } from '../journal.ts';
import { type ConditionContext, judge } from './condition.ts';
import type { HeldWatch } from './held.ts';
import { firstObstacle } from './obstacle.ts';
import type { Whereabouts } from './schedule.ts';
import type { Condition, PropertyCondition } from './schema.ts';
import type { HomeView } from './view.ts';
import type { WatchIndex } from './watch-index.ts';

/** How a list of conditions stands, and in words what keeps it from holding. */
export interface Verdict {
  readonly reports: ConditionReport[];
  readonly obstacle: string | undefined;
}

/** Judges conditions as the home stands at this moment. */
export class Judge implements ConditionContext {
  readonly view: HomeView;
  readonly timezone: string;
  readonly place: Place;
  readonly activity: ConditionContext['activity'];
  readonly #home: HomeContext;
  readonly #watches: WatchIndex;

  constructor(
    home: HomeContext,
    view: HomeView,
    watches: WatchIndex,
    { timezone, place }: Pick<Whereabouts, 'timezone' | 'place'>,
    activity: ConditionContext['activity'],
  ) {
    this.#home = home;
    this.view = view;
    this.#watches = watches;
    this.timezone = timezone;
    this.place = place;
    this.activity = activity;
  }

  holds(condition: Condition): boolean {
    return judge(condition, this).holds === true;
  }

  /** What keeps a condition from holding, as half a sentence. */
  obstacle(condition: Condition): string {
    return this.verdict([condition]).obstacle ?? 'it holds now';
  }

  /** Judges all of a list. `obstacle` says in words what kept them from holding; `undefined`: nothing did. */
  verdict(conditions: readonly Condition[]): Verdict {
    const reports = conditions.map((condition) => judge(condition, this));
    return { reports, obstacle: firstObstacle(conditions, reports, this) };
  }

  get now(): number {
    return this.#home.clock.now;
  }

  formatTime(instant: number): string {
    return this.#home.formatTime(instant);
  }

  held(condition: PropertyCondition): HeldWatch | undefined {
    return this.#watches.held(condition);
  }
}
