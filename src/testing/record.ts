import type { DeviceModel } from '../core/device/model.ts';
import { isRecord } from '../core/device/request.ts';
import type { Value } from '../core/device/value.ts';
import type { JournalEntry } from '../core/journal.ts';
import { type Recording, reenact } from '../core/recording.ts';
import type { Scene } from '../core/scene/schema.ts';
import { sightings } from './count.ts';
import { localText, momentText } from './moments.ts';
import type { TestedHome } from './plan.ts';
import { actionOf } from './recorded-actions.ts';
import { endPositions, type RecordedRun } from './recorded-run.ts';
import { runTest } from './run-test.ts';
import type { CountExpectation, Expectation, SceneTest, TestAction } from './schema.ts';

type Givens = Record<string, Record<string, Value>>;

/** A recorded session, with all that its re-enactment wrote down. */
export interface Session {
  readonly recording: Recording;
  readonly models: ReadonlyMap<string, DeviceModel>;
  /** A line's `seq` is its index. */
  readonly entries: readonly JournalEntry[];
}

const minuteMs = 60_000;
/** How long before the run a test may begin, from the shortest on, in minutes. */
const leads = [1, 10, 60, 360, 1440];

/**
 * The shortest test that reproduces a run in `tested`: it begins shortly before, with the settings as they were then,
 * or, where that is not enough, with the session. `undefined`: none does, and `longest` is the one of the session.
 */
export function recordTest(
  session: Session,
  recorded: RecordedRun,
  tested: TestedHome,
): { test: SceneTest | undefined; longest: SceneTest } {
  const { recording } = session;
  const { start } = recording.options;
  const passes = (test: SceneTest): boolean => runTest(test, tested).failures.length === 0;
  const minute = Math.floor(recorded.run.time / minuteMs) * minuteMs;
  for (const lead of leads) {
    const from = minute - lead * minuteMs;
    if (from <= start) break;
    for (const given of givens(session, recorded, from)) {
      const test = testFrom(session, recorded, from, given);
      if (passes(test)) return { test, longest: test };
    }
  }
  const longest = testFrom(session, recorded, start, (recording.options.given ?? {}) as Givens);
  return { test: passes(longest) ? longest : undefined, longest };
}

function testFrom(session: Session, recorded: RecordedRun, from: number, given: Givens): SceneTest {
  const { recording } = session;
  const { home, seed, residents = true, start } = recording.options;
  const { timezone } = home.location;
  const { scene } = recorded.run;
  const whole = Math.ceil(recorded.rest / 1000) * 1000 + 1000;
  const until = Math.min(whole, recording.end);
  const local = (instant: number): string => localText(instant, timezone);
  const moment = (instant: number): string => momentText(instant, timezone, from);
  const actions = actionsOf(session, from, until, moment);
  return {
    name: `${scene} ${recorded.end.outcome}, as on ${local(recorded.run.time).slice(0, 16).replace('T', ' at ')}`,
    from: local(from),
    until: moment(until),
    ...(seed === 1 ? {} : { seed }),
    ...(residents ? {} : { residents: 'off' as const }),
    ...(Object.keys(given).length > 0 ? { given } : {}),
    ...(actions.length > 0 ? { do: actions } : {}),
    expect: expectations(session, recorded, { from: from === start ? start - 1 : from, until, moment }),
  };
}

function expectations(
  { entries, recording, models }: Session,
  recorded: RecordedRun,
  span: { from: number; until: number; moment(instant: number): string },
): Expectation[] {
  const { run, end, effects } = recorded;
  const second = Math.floor(run.time / 1000) * 1000;
  const between: [string, string] = [
    span.moment(Math.max(second, span.from + 1)),
    span.moment(Math.min(second + 1000, span.until)),
  ];
  const asked = new Map<string, CountExpectation>();
  for (const entry of effects) {
    const expectation = expectationOf(entry, effects);
    if (expectation) asked.set(JSON.stringify(expectation), expectation);
  }
  const counted = [...asked.values()].map((expectation) => {
    const times = sightings(expectation, entries).filter(({ counts, time }) => {
      return counts && time > span.from && time <= span.until;
    }).length;
    return { ...expectation, times };
  });
  const { devices } = recording.options.home;
  const positions = endPositions(entries, effects, span.until)
    .filter(({ device, prop, value }) => isSettled(models.get(devices[device]?.model ?? ''), prop, value))
    .map(({ device, prop, value }) => ({ device, prop, value: value as Value }));
  return [{ scene: run.scene, outcome: end.outcome, times: 1, between }, ...counted, ...positions];
}

/** Whether a value follows from what the scene did, and not as much from the room, the weather or the time of day. */
function isSettled(model: DeviceModel | undefined, prop: string, value: unknown): boolean {
  const spec = model?.properties[prop];
  return spec !== undefined && !spec.reading && (typeof value !== 'number' || spec.access.includes('w'));
}

/** What a step asked for, as an expectation. */
function expectationOf(entry: JournalEntry, effects: readonly JournalEntry[]): CountExpectation | undefined {
  if (entry.kind === 'step' && entry.notify !== undefined && entry.result === undefined)
    return { notify: entry.notify };
  if (entry.kind !== 'request' || entry.method === 'notify') return undefined;
  if (!effects.some(({ seq, kind }) => seq === entry.cause && kind === 'step')) return undefined;
  const { device, method } = entry;
  const params = (entry.params ?? {}) as Record<string, Value>;
  if (method === 'set_prop') return { device, set: params };
  return { device, method, ...(Object.keys(params).length > 0 ? { params } : {}) };
}

function actionsOf(
  { recording, entries }: Session,
  from: number,
  until: number,
  moment: (instant: number) => string,
): TestAction[] {
  const { prefix = 'millet', start } = recording.options;
  const refusals = new Set(
    entries.flatMap((entry) => (entry.kind === 'reply' && entry.error ? [rootOf(entries, entry.seq)] : [])),
  );
  return entries.flatMap((entry) => {
    // What came at the very beginning has been taken in by the state that is given; in a whole session, none is.
    if (entry.kind !== 'input' || (entry.time <= from && from !== start) || entry.time > until) return [];
    const action = actionOf(entry, { prefix, at: moment(entry.time), refused: refusals.has(entry.seq) });
    return action ? [action] : [];
  });
}

/** The input that a request came from, if the request came straight from one. */
function rootOf(entries: readonly JournalEntry[], reply: number): number | undefined {
  const request = entries[entries[reply]!.cause ?? -1];
  return request?.kind === 'request' ? request.cause : undefined;
}

/**
 * What to give a test that begins at `from`: the settings as they were, of the devices in the scene and then of all,
 * each without and with the readings that the scene's conditions look at.
 */
function givens({ recording, models }: Session, { run }: RecordedRun, from: number): Givens[] {
  const { simulation } = reenact(recording, { models, until: from });
  const { home, scenes } = recording.options;
  const named = namedIn(run.scene, scenes);
  const result: Givens[] = [];
  for (const wide of [false, true]) {
    for (const readings of [false, true]) {
      const given: Givens = {};
      for (const [id, { store, model }] of simulation.devices) {
        if (!wide && !named.devices.has(id)) continue;
        const values = Object.entries(model.properties).flatMap(([name, spec]): [string, Value][] => {
          const value = store.get(name);
          const isAsked = readings && spec.reading === true && named.properties.has(`${id}.${name}`);
          const isOther =
            spec.access.includes('w') && value !== (home.devices[id]?.initial?.[name] ?? spec.initial);
          return isAsked || isOther || store.isPinned(name) ? [[name, value]] : [];
        });
        if (values.length > 0) given[id] = Object.fromEntries(values);
      }
      result.push(given);
    }
  }
  return result;
}

/** The devices and properties that a scene names, and the scenes that it runs. */
function namedIn(scene: string, scenes: ReadonlyMap<string, Scene>) {
  const devices = new Set<string>();
  const properties = new Set<string>();
  const seen = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) look(item);
    if (!isRecord(value)) return;
    if (typeof value.device === 'string') devices.add(value.device);
    if (typeof value.prop === 'string') properties.add(`${value.device}.${value.prop}`);
    if (typeof value.run === 'string') lookAt(value.run);
    for (const item of Object.values(value)) look(item);
  };
  const lookAt = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const { trigger: _trigger, ...rest } = scenes.get(id) ?? { trigger: undefined };
    look(rest);
  };
  lookAt(scene);
  return { devices, properties };
}
