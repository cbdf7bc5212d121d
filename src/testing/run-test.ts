import { formatInstant } from '../core/calendar/index.ts';
import type { JournalEntry, JournalSink } from '../core/journal.ts';
import type { Condition } from '../core/scene/schema.ts';
import { SimulatedHome } from '../core/simulated-home.ts';
import { momentOf } from './moments.ts';
import { type Moment, Observer } from './observer.ts';
import { type Plan, planTest, type TestedHome } from './plan.ts';
import { RuleWatch } from './rule-watch.ts';
import type { Expectation, SceneTest } from './schema.ts';
import { type Evidence, type Failure, judgeActions, judgeCount, judgeMoment, judgeRule } from './verdict.ts';

/** What came of a test, and the journal of it: a line's `seq` is its index. */
export interface TestRun {
  readonly plan: Plan;
  readonly entries: readonly JournalEntry[];
  readonly failures: readonly Failure[];
}

/** Runs a test, which has been checked, on a home of its own. Nothing of it depends on other tests. */
export function runTest(test: SceneTest, tested: TestedHome, sinks: readonly JournalSink[] = []): TestRun {
  const plan = planTest(test, tested);
  const { timezone } = plan.options.home.location;
  const formatTime = (instant: number): string => formatInstant(timezone, instant);
  const moments = (test.expect ?? []).map((expectation) => momentFor(expectation, plan));
  const rules = {
    never: (test.never ?? []).map((rule) => new RuleWatch('never', rule)),
    always: (test.always ?? []).map((rule) => new RuleWatch('always', rule)),
  };
  const observer = new Observer(
    moments.filter((moment) => moment !== undefined),
    [...rules.never, ...rules.always],
    { home: plan.options.home, formatTime },
  );
  const entries: JournalEntry[] = [];
  const keep = (entry: JournalEntry): void => void entries.push(entry);
  simulate(plan, [keep, observer.take, ...sinks]);
  observer.finish(plan.until);
  const day = formatTime(plan.options.start).slice(0, 10);
  const timeOf = (instant: number): string => {
    const [date, time] = [formatTime(instant).slice(0, 10), formatTime(instant).slice(11, 23)];
    return `${date === day ? '' : `${date} `}${time.replace(/\.000$/, '')}`;
  };
  const evidence: Evidence = { test, plan, entries, timeOf };
  const failures = [
    ...judgeActions(evidence),
    ...moments.map((moment, index) =>
      moment ? judgeMoment(evidence, index, moment) : judgeCount(evidence, index),
    ),
    ...rules.never.map((watch, index) => judgeRule(evidence, index, watch)),
    ...rules.always.map((watch, index) => judgeRule(evidence, index, watch)),
  ];
  return { plan, entries, failures: failures.filter((failure) => failure !== undefined) };
}

/** The moment at which a condition must hold; `undefined` for what is counted over the whole test. */
function momentFor(expectation: Expectation, plan: Plan): Moment | undefined {
  if (isCounted(expectation)) return undefined;
  const { at, ...condition } = expectation as Condition & { at?: string };
  const { start, home } = plan.options;
  const instant = at === undefined ? plan.until : momentOf(at, home.location.timezone, start);
  return { at: instant, condition: condition as Condition };
}

/** Whether an expectation counts what happened, and is no condition. */
export function isCounted(expectation: Expectation): boolean {
  const isCondition = 'prop' in expectation || 'type' in expectation;
  return !isCondition && ['scene', 'method', 'set', 'event', 'notify'].some((key) => key in expectation);
}

function simulate({ options, inputs, until }: Plan, sinks: readonly JournalSink[]): void {
  const home = new SimulatedHome({ ...options, sinks });
  home.start();
  for (const { at, input } of inputs) home.input(at, input);
  home.advanceTo(until);
}
