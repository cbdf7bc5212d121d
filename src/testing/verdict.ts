import { formatDuration, parseInstant } from '../core/calendar/index.ts';
import type { Path } from '../core/check/index.ts';
import type { ConditionReport, JournalEntry } from '../core/journal.ts';
import { plain } from '../core/scene/comparison.ts';
import { nameOf } from '../core/scene/reference.ts';
import { describeCondition, describeTrigger } from '../core/scene/words.ts';
import { because } from './because.ts';
import { describeCounted, type Sighting, sightings } from './count.ts';
import { momentOf } from './moments.ts';
import type { Moment } from './observer.ts';
import { type Plan, requestId } from './plan.ts';
import type { RuleWatch } from './rule-watch.ts';
import type { CountExpectation, SceneTest } from './schema.ts';

/** An expectation that was not met. Its words are whole lines without an end stop. */
export interface Failure {
  /** Where in the test it stands: `['expect', 0]`. */
  readonly path: Path;
  readonly expected: string;
  readonly seen: readonly string[];
  /** How what was seen came about, from its last change back to the root. */
  readonly because: readonly string[];
  /** For a rule: when it was broken, in milliseconds since the epoch. */
  readonly at?: number;
}

/** What a verdict is made from. */
export interface Evidence {
  readonly test: SceneTest;
  readonly plan: Plan;
  readonly entries: readonly JournalEntry[];
  /** A time as people read it: of day where the day is the test's, and else with its date. */
  timeOf(instant: number): string;
}

/** How many sightings a failure lists. */
const mostSightings = 8;

/** A condition that did not hold at its moment. */
export function judgeMoment(evidence: Evidence, index: number, moment: Moment): Failure | undefined {
  const { at, condition, report } = moment;
  if (!report || report.holds === true) return undefined;
  const when = `${at === evidence.plan.until ? 'at the end, ' : 'at '}${evidence.timeOf(at)}`;
  return {
    path: ['expect', index],
    expected: `${when}: ${describeCondition(condition)}`,
    ...seenOf(report, evidence),
  };
}

/** Something that happened more or less often than expected. */
export function judgeCount(evidence: Evidence, index: number): Failure | undefined {
  const { test, plan, entries, timeOf } = evidence;
  const expectation = test.expect![index] as CountExpectation;
  const { times, at_least, at_most, between } = expectation;
  const { start, home } = plan.options;
  const [first, last] = between?.map((text) => momentOf(text, home.location.timezone, start)) ?? [
    start,
    plan.until,
  ];
  const within = ({ time }: Sighting): boolean => time >= first! && time <= last!;
  const seen = sightings(expectation, entries);
  const count = seen.filter((one) => one.counts && within(one)).length;
  const least = times ?? at_least ?? (at_most === undefined ? 1 : 0);
  const most = times ?? at_most ?? Number.POSITIVE_INFINITY;
  if (count >= least && count <= most) return undefined;
  const lines = seen.slice(0, mostSightings).map((one) => {
    const other = one.counts ? (within(one) ? '' : ' (outside of that time)') : ' (does not count)';
    return `${timeOf(one.time)} ${one.what}${other}`;
  });
  if (seen.length > mostSightings) lines.push(`and ${seen.length - mostSightings} more`);
  const span = between ? `, from ${timeOf(first!)} to ${timeOf(last!)}` : '';
  return {
    path: ['expect', index],
    expected: `${describeCounted(expectation)}, ${howOften(least, most)}${span}`,
    seen: [count === 0 ? 'never' : timesOf(count), ...lines],
    because: seen.length === 0 && 'scene' in expectation ? whyNotRun(expectation.scene, evidence) : [],
  };
}

/** A rule that was broken. */
export function judgeRule(evidence: Evidence, index: number, watch: RuleWatch): Failure | undefined {
  const { breach, rule, kind, condition } = watch;
  if (!breach) return undefined;
  const short = kind === 'never' ? ` for ${rule.for}` : `, but for less than ${rule.for}`;
  const lasted = formatDuration((breach.ended ?? evidence.plan.until) - breach.begun);
  const end = breach.ended === undefined ? `until the end (${lasted})` : `for ${lasted}`;
  const { seen, because: why } = seenOf(breach.report, evidence);
  return {
    path: [kind, index],
    expected: `${kind} ${describeCondition(condition)}${rule.for === undefined ? '' : short}`,
    seen: [
      `it was ${kind === 'never' ? 'so' : 'not so'} at ${evidence.timeOf(breach.begun)}, ${end}`,
      ...seen,
    ],
    because: why,
    at: breach.at,
  };
}

/** What the test itself asked for and was refused, or was not refused as expected. */
export function judgeActions({ test, entries, timeOf }: Evidence): Failure[] {
  return (test.do ?? []).flatMap((action, index) => {
    const id = requestId(index);
    const reply = entries.find((entry) => entry.kind === 'reply' && entry.id === id);
    if (reply?.kind !== 'reply') return [];
    const wanted = 'refused' in action && action.refused === true;
    if (wanted === (reply.error !== undefined)) return [];
    const expected = `${reply.device} ${wanted ? 'refuses' : 'does'} what the test asks of it`;
    const said = reply.error ? `it refused: ${reply.error.message} (${reply.error.code})` : 'it did it';
    return [{ path: ['do', index], expected, seen: [`${timeOf(reply.time)} ${said}`], because: [] }];
  });
}

function howOften(least: number, most: number): string {
  if (least === most) return least === 0 ? 'never' : timesOf(least);
  if (most === Number.POSITIVE_INFINITY) return `at least ${timesOf(least)}`;
  return least === 0 ? `at most ${timesOf(most)}` : `${least} to ${most} times`;
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

/** What was seen instead, and where that came from; of several parts, each. */
function seenOf(
  report: ConditionReport,
  { plan, entries, timeOf }: Evidence,
): Pick<Failure, 'seen' | 'because'> {
  const leaves = leavesOf(report);
  const { timezone } = plan.options.home.location;
  const say = (name: string, value: unknown, since: string | undefined): string => {
    const from = since === undefined ? '' : `, since ${timeOf(parseInstant(since, timezone, 0))}`;
    return value === null ? `${name} was unknown` : `${name} was ${plain(value)}${from}`;
  };
  const seen = leaves.flatMap(({ condition, actual, since, read = [] }) => [
    say(condition.split(' is ')[0]!, actual ?? null, since),
    ...read.map((other) => say(nameOf(other), other.value, other.since)),
  ]);
  const sources = leaves.flatMap(({ by, read = [] }) => [by, ...read.map((other) => other.by)]);
  const links = sources.flatMap((by) => (by === undefined ? [] : because(entries, by)));
  const why = links.map(({ time, what }) => `${timeOf(time)} ${what}`);
  // Two parts that look at one property have seen the same.
  return { seen: [...new Set(seen)], because: [...new Set(why)] };
}

function leavesOf(report: ConditionReport): ConditionReport[] {
  return report.parts ? report.parts.flatMap(leavesOf) : [report];
}

/** Why a scene did not run at all: what it waits for, and where that nearly came. */
function whyNotRun(id: string, { plan, entries, timeOf }: Evidence): string[] {
  const scene = plan.options.scenes.get(id);
  if (!scene) return [`${id} is not in the home: its file has mistakes`];
  const near = entries.flatMap((entry) => {
    if (entry.kind !== 'trigger' || entry.scene !== id || entry.fired) return [];
    return [`${timeOf(entry.time)} nearly: ${entry.reason}`];
  });
  const triggers = [scene.trigger].flat().map(describeTrigger);
  return [
    `it runs on ${triggers.join(' or ')}, and nothing of that happened`,
    ...near.slice(0, mostSightings),
  ];
}
