import type { Home } from '../core/home.ts';
import type { ConditionReport, JournalEntry } from '../core/journal.ts';
import type { Condition } from '../core/scene/schema.ts';
import { type PlainCondition, plainConditions } from '../core/scene/walk.ts';
import { earliest, JournalView } from './journal-view.ts';
import type { RuleWatch } from './rule-watch.ts';

/** A condition that is to be judged at an instant, when everything of that instant has happened. */
export interface Moment {
  readonly at: number;
  readonly condition: Condition;
  /** How it was judged, once it was. */
  report?: ConditionReport;
}

/**
 * Reads a journal line by line, in order, judging conditions at their moments and watching rules at every one. Any
 * journal will do: of a simulation that goes on, or one that was recorded.
 */
export class Observer {
  readonly #view: JournalView;
  readonly #moments: Moment[];
  readonly #rules: readonly RuleWatch[];
  /** Those that time alone can break. */
  readonly #timed: readonly RuleWatch[];
  #start: number | undefined;
  /** Everybody has said how they stand: from here on the rules count. */
  #begun = false;
  /** When a rule must be looked at again though nothing happens. */
  #wake: number | undefined;

  constructor(
    moments: readonly Moment[],
    rules: readonly RuleWatch[],
    options: { home: Home; formatTime(instant: number): string },
  ) {
    const conditions = [...moments, ...rules].map(({ condition }) => condition);
    this.#view = new JournalView(conditions, options);
    this.#moments = moments.toSorted((a, b) => a.at - b.at);
    this.#rules = rules;
    this.#timed = rules.filter(({ condition }) => plainConditions(condition).some(isTimed));
  }

  readonly take = (entry: JournalEntry): void => {
    this.#start ??= entry.time;
    this.#advance(entry.time);
    if (!this.#begun && (entry.time > this.#start || begins.has(entry.kind))) this.#begin();
    const subject = this.#view.take(entry);
    if (subject === undefined || !this.#begun) return;
    const woken = this.#wake !== undefined && this.#wake <= entry.time;
    for (const rule of this.#rules) if (woken || rule.concerns(subject)) rule.look(this.#view);
    this.#planWake();
  };

  /** To be called at the end, with the last instant that counts. */
  finish(until: number): void {
    if (!this.#begun) this.#begin();
    this.#advance(until);
    this.#view.now = until;
    for (const moment of this.#moments.splice(0)) moment.report = this.#view.judge(moment.condition);
    for (const rule of this.#rules) {
      rule.look(this.#view);
      rule.finish(until);
    }
  }

  #begin(): void {
    this.#begun = true;
    for (const rule of this.#rules) rule.look(this.#view);
    this.#planWake();
  }

  /** Judges what is due before `instant`: nothing more will happen up to there. */
  #advance(instant: number): void {
    for (;;) {
      const due = earliest([this.#moments[0]?.at, this.#begun ? this.#wake : undefined]);
      if (due === undefined || due >= instant) return;
      this.#view.now = due;
      if (due === this.#wake) {
        for (const rule of this.#rules) rule.look(this.#view);
        this.#planWake();
      }
      while (this.#moments[0]?.at === due) {
        const moment = this.#moments.shift()!;
        moment.report = this.#view.judge(moment.condition);
      }
    }
  }

  #planWake(): void {
    if (this.#timed.length === 0) return;
    this.#wake = earliest(this.#timed.map(({ condition }) => this.#view.nextChange(condition)));
  }
}

/** Whether time alone may change it. */
function isTimed(condition: PlainCondition): boolean {
  if ('prop' in condition) return condition.for !== undefined;
  return 'type' in condition && (condition.type === 'time' || condition.type === 'sun');
}

/** With these the home goes on from its beginning. */
const begins: ReadonlySet<JournalEntry['kind']> = new Set(['input', 'clock', 'trigger', 'run']);
