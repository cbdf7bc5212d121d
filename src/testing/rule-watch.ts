import { parseDuration } from '../core/calendar/index.ts';
import type { ConditionReport } from '../core/journal.ts';
import type { Rule } from '../core/scene/rule.ts';
import type { Condition } from '../core/scene/schema.ts';
import { type JournalView, subjectsOf } from './journal-view.ts';

/** A rule that was broken: `report` is how the condition was judged when the breach began. */
export interface Breach {
  readonly begun: number;
  /** When it counted: at once, or when it had lasted for as long as the rule says. */
  readonly at: number;
  readonly report: ConditionReport;
  /** When it was over, if it was. */
  ended: number | undefined;
}

/** Watches whether something that must never be so is so, or something that must always be so is not. */
export class RuleWatch {
  readonly rule: Rule;
  readonly kind: 'never' | 'always';
  /** The first breach. */
  breach: Breach | undefined;
  readonly #condition: Condition;
  readonly #forMs: number;
  readonly #subjects: ReadonlySet<string>;
  #begun: { at: number; report: ConditionReport } | undefined;

  constructor(kind: 'never' | 'always', rule: Rule) {
    this.kind = kind;
    this.rule = rule;
    this.#condition = conditionOf(rule);
    this.#forMs = rule.for === undefined ? 0 : parseDuration(rule.for);
    this.#subjects = new Set(subjectsOf(this.#condition));
  }

  /** What is judged: the rule without how long it may be broken. */
  get condition(): Condition {
    return this.#condition;
  }

  concerns(subject: string): boolean {
    return this.#subjects.has(subject);
  }

  /** To be called whenever something it concerns may have changed. */
  look(view: JournalView): void {
    if (this.breach && this.breach.ended !== undefined) return;
    const report = view.judge(this.#condition);
    // What is unknown is not so; and what must always be so, is not.
    const broken = (report.holds === true) === (this.kind === 'never');
    if (broken) {
      this.#begun ??= { at: view.now, report };
      if (this.#forMs === 0) this.#count(view.now);
    } else {
      this.#count(view.now);
      if (this.breach) this.breach.ended = view.now;
      this.#begun = undefined;
    }
  }

  /** To be called at the end of the journal. */
  finish(now: number): void {
    this.#count(now);
  }

  #count(now: number): void {
    if (this.breach || !this.#begun || now - this.#begun.at < this.#forMs) return;
    const { at: begun, report } = this.#begun;
    this.breach = { begun, at: begun + this.#forMs, report, ended: undefined };
  }
}

/** A rule's `for` says how long a breach must last; within `all` and the like a `for` is the condition's own. */
function conditionOf(rule: Rule): Condition {
  const { for: _lasting, ...condition } = rule;
  return condition as Condition;
}
