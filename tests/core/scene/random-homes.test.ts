import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../src/core/journal.ts';
import type { Condition } from '../../../src/core/scene/schema.ts';
import type { TestHome } from '../../home.ts';
import { type SceneFile, type Scenes, type Steps, sceneHome, when } from './parts.ts';

/**
 * Random scenes, among them circles, over random things that happen. Whatever they do, the engine does not fall over,
 * and its journal is sound.
 */

/** fast-check prints the seed and the counterexample's path when a property fails. */
const seed = 20_260_302;

const ids = ['a', 'b', 'c', 'd'] as const;
const id = fc.constantFrom(...ids);
const duration = fc.constantFrom('0s', '10ms', '1s', '30s', '2m');
const amount = fc.integer({ min: 0, max: 3 });
const power = fc.constantFrom('on', 'off');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

const property = fc.oneof(
  fc.record({ device: fc.constant('lamp'), prop: fc.constant('power'), value: power }),
  fc.record({ device: fc.constant('lamp'), prop: fc.constant('level'), above: amount }),
  fc.record({ device: fc.constant('lamp'), prop: fc.constant('level'), not: amount }),
  fc.record({ device: fc.constant('sensor'), prop: fc.constant('detected'), value: fc.boolean() }),
  fc.record({
    device: fc.constant('meter'),
    prop: fc.constant('watt'),
    in: fc.uniqueArray(amount, { minLength: 1 }),
  }),
);

const mode = fc.constantFrom('single' as const, 'restart' as const, 'queued' as const, 'parallel' as const);

const trigger: fc.Arbitrary<Extract<SceneFile['trigger'], { type: string }>> = fc.oneof(
  fc
    .record({ type: fc.constant('property' as const), for: maybe(duration) })
    .chain((more) => property.map((what) => ({ ...what, ...more }))),
  fc.record({
    type: fc.constant('property' as const),
    device: fc.constant('lamp'),
    prop: fc.constant('level'),
    changed: fc.constant(true as const),
    from: maybe(amount),
    for: maybe(duration),
  }),
  fc.record({
    type: fc.constant('property' as const),
    device: fc.constant('lamp'),
    prop: fc.constant('level'),
    above: amount,
    hysteresis: fc.constant(1),
  }),
  fc.record({
    type: fc.constant('event' as const),
    device: fc.constant('sensor'),
    event: fc.constant('click'),
  }),
  fc.record({
    type: fc.constant('availability' as const),
    device: fc.constantFrom('lamp', 'meter'),
    value: fc.constantFrom('online' as const, 'offline' as const),
    for: maybe(duration),
  }),
  fc.record({ type: fc.constant('every' as const), value: fc.constantFrom('1m', '90s', '0s') }),
  fc.record({ type: fc.constant('time' as const), value: fc.constantFrom('06:58', '06:59', '07:00:30') }),
  fc.record({ type: fc.constantFrom('start' as const, 'manual' as const), mode: sometimes(mode) }),
  fc.record({
    type: fc.constant('scene' as const),
    scene: id,
    value: fc.constantFrom(
      'started' as const,
      'finished',
      'refused',
      'skipped',
      'replaced',
      'partial',
      'failed',
    ),
    mode: sometimes(mode),
  }),
  fc.record({
    type: fc.constant('message' as const),
    topic: fc.constantFrom('out/a', 'out/+', 'out/#'),
    payload: sometimes(fc.constant('go')),
    mode: sometimes(mode),
  }),
  fc.record({
    type: fc.constant('sun' as const),
    value: fc.constant('sunrise' as const),
    offset: fc.constantFrom('38m', '40m'),
  }),
);

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ for: sometimes(duration) }).chain((more) => property.map((what) => ({ ...what, ...more }))),
    fc.record({
      type: fc.constant('availability' as const),
      device: fc.constant('lamp'),
      value: fc.constant('online' as const),
    }),
    fc.record({ type: fc.constant('time' as const), before: fc.constantFrom('06:59', '07:00') }),
    fc.record({ type: fc.constant('scene' as const), scene: id, value: fc.constant('running' as const) }),
    fc.record({
      type: fc.constant('sun' as const),
      after: fc.constant('sunrise' as const),
      after_offset: fc.constantFrom('38m', '39m', '2h'),
    }),
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie('condition') }),
  ),
}));

const options = fc.record({
  timeout: sometimes(duration),
  on_error: sometimes(fc.constantFrom('continue' as const, 'stop' as const)),
  retry: sometimes(
    fc.oneof(
      fc.constant(1),
      fc.record({ times: fc.constantFrom(1, 2), wait: fc.constantFrom('0s', '1s', '2m') }),
    ),
  ),
});

const { steps } = fc.letrec<{ step: Steps[number]; steps: Steps }>((tie) => ({
  step: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(fc.record({ device: fc.constantFrom('lamp', 'slow'), set: fc.record({ power }) }), options)
      .map(merge),
    fc
      .tuple(fc.record({ device: fc.constant('lamp'), set: fc.record({ level: amount }) }), options)
      .map(merge),
    fc
      .tuple(
        fc.record({
          device: fc.constantFrom('lamp', 'sensor', 'meter', 'nowhere'),
          method: fc.constantFrom('toggle', 'jam', 'click'),
          params: fc.constantFrom({}, { kind: 'single' }),
        }),
        options,
      )
      .map(merge),
    fc.tuple(fc.record({ delay: duration }), options).map(merge),
    fc.tuple(fc.record({ run: id }), options).map(merge),
    fc
      .tuple(
        fc.record({ notify: fc.constant('Hello'), to: sometimes(fc.constantFrom('phone', 'lamp')) }),
        options,
      )
      .map(merge),
    fc.record({ stop: fc.constant('enough') }),
    fc.tuple(fc.record({ wait_until: condition }), options).map(merge),
    fc
      .tuple(
        fc.record({
          publish: fc.record({
            topic: fc.constantFrom('out/a', 'out/b', 'millet/lamp/set'),
            payload: fc.constantFrom('go', '{"power":"on"}', 5),
            retain: fc.boolean(),
          }),
        }),
        options,
      )
      .map(merge),
    fc
      .tuple(
        fc.record({
          repeat: fc.record({
            times: fc.constantFrom(1, 2, 5),
            while: sometimes(condition),
            until: sometimes(condition),
          }),
          do: tie('steps'),
        }),
        options,
      )
      .map(merge),
    fc
      .tuple(fc.record({ parallel: fc.array(tie('steps'), { minLength: 1, maxLength: 3 }) }), options)
      .map(merge),
    fc
      .tuple(condition, tie('steps'), maybe(tie('steps')), options)
      .map(([holds, yes, no, more]) => when(holds, yes, no, more)),
  ),
  steps: fc.array(tie('step'), { minLength: 1, maxLength: 4 }),
}));

const scene: fc.Arbitrary<SceneFile> = fc.record({
  trigger: fc.array(trigger, { minLength: 1, maxLength: 3 }),
  conditions: sometimes(fc.array(condition, { maxLength: 2 })),
  actions: steps,
  otherwise: sometimes(steps),
  mode: maybe(mode),
  max: sometimes(fc.integer({ min: 1, max: 3 })),
});

const scenes: fc.Arbitrary<Scenes> = fc.record(
  { a: scene, b: scene, c: scene, d: scene },
  { requiredKeys: ['a', 'b'] },
) as fc.Arbitrary<Scenes>;

type Act = (home: TestHome) => void;

const act: fc.Arbitrary<Act> = fc.oneof(
  duration.map(
    (time): Act =>
      (home) =>
        void home.pass(time),
  ),
  power.map(
    (value): Act =>
      (home) =>
        void home.send('lamp/set', { power: value }),
  ),
  amount.map(
    (value): Act =>
      (home) =>
        void home.send('lamp/set', { level: value }),
  ),
  fc.boolean().map(
    (value): Act =>
      (home) =>
        void home.send('sensor/rpc', { id: 1, method: 'stimulate', params: { detected: value } }),
  ),
  amount.map(
    (value): Act =>
      (home) =>
        void home.send('meter/state', { watt: value, list: [value] }),
  ),
  fc.constantFrom('{{', '5', '').map(
    (text): Act =>
      (home) =>
        void home.send('meter/state', text),
  ),
  fc.tuple(fc.constantFrom('lamp', 'meter'), fc.constantFrom('online', 'offline', 'maybe')).map(
    ([device, value]): Act =>
      (home) =>
        void home.send(`${device}/availability`, value),
  ),
  fc.constant<Act>((home) => void home.send('sensor/event/click', { kind: 'single' })),
  fc.tuple(fc.constantFrom('out/a', 'out/c'), fc.constantFrom('go', 'stay')).map(
    ([topic, payload]): Act =>
      (home) =>
        home.simulated.input(home.now, { type: 'message', topic, payload }),
  ),
  fc.integer({ min: 1, max: 5 }).map(
    (number): Act =>
      (home) =>
        void home.send('meter/rpc/reply', { id: `engine-${number}`, result: 1 }),
  ),
  id.map(
    (name): Act =>
      (home) =>
        void home.send(`scenes/${name}/run`),
  ),
  fc.tuple(id, fc.option(scene)).map(
    ([name, file]): Act =>
      (home) =>
        void home.save(name, file),
  ),
);

function play(files: Scenes, acts: readonly Act[]): TestHome {
  const home = sceneHome(files, {
    devices: { slow: { model: 'lamp', latency: '10ms' }, phone: 'phone', meter: { simulated: false } },
  });
  for (const each of acts) each(home);
  return home.pass('10m');
}

describe('random scenes in a home in which anything happens', () => {
  it('leave a sound journal, and the same one each time', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(scenes, fc.array(act, { maxLength: 12 }), (files, acts) => {
        const home = play(files, acts);
        checkOrder(home.journal);
        checkRuns(home.journal);
        checkTraces(home);
        for (const name of ids) home.save(name, null);
        expect(unfinished(home.journal)).toEqual([]);
        // What has ended has left no clock entry behind, but for what was on its way to the slow lamp and back.
        expect(home.pass('20ms').simulated.simulation.clock.size).toBe(0);
        expect(play(files, acts).journalText).toBe(play(files, acts).journalText);
      }),
      { seed, numRuns: 150 },
    );
  });
});

/** Numbers without gaps, time that does not go back, and causes that came earlier. */
function checkOrder(journal: readonly JournalEntry[]): void {
  for (const [index, { seq, time, cause }] of journal.entries()) {
    if (seq !== index) throw new Error(`line ${index} has the number ${seq}`);
    if (index > 0 && time < journal[index - 1]!.time) throw new Error(`line ${seq} goes back in time`);
    if (cause !== undefined && cause >= seq) throw new Error(`line ${seq} comes before its cause ${cause}`);
  }
}

/** Each run ends once, and all its steps before that, each once. */
function checkRuns(journal: readonly JournalEntry[]): void {
  const open = new Map<number, Set<string>>();
  for (const entry of journal) {
    if (entry.kind === 'run') open.set(entry.run, new Set());
    if (entry.kind === 'step') {
      const begun = open.get(entry.run);
      if (!begun) throw new Error(`line ${entry.seq} is a step of no run`);
      if (entry.result === undefined ? begun.has(entry.step) : !begun.delete(entry.step)) {
        throw new Error(`line ${entry.seq} begins or ends a step twice`);
      }
      if (entry.result === undefined) begun.add(entry.step);
    }
    if (entry.kind === 'run_end') {
      if (open.get(entry.run)?.size !== 0)
        throw new Error(`line ${entry.seq} ends a run that has no end yet`);
      if (entry.steps.length !== new Set(entry.steps.map(({ step }) => step)).size) {
        throw new Error(`line ${entry.seq} reports a step twice`);
      }
      open.delete(entry.run);
    }
  }
}

/** The traces say what the ends of runs say, in the same order. */
function checkTraces(home: TestHome): void {
  const traced = home
    .sent('scenes/+/trace')
    .map(({ text }) => JSON.parse(text))
    // A scene that does not exist is answered there, too.
    .filter(({ run }) => run !== undefined)
    .map(({ scene, run, outcome, reason }) => `${scene} ${run} ${outcome} ${reason}`);
  const ended = home
    .entries('run_end')
    .map(({ scene, run, outcome, reason }) => `${scene} ${run} ${outcome} ${reason}`);
  expect(traced).toEqual(ended);
}

function unfinished(journal: readonly JournalEntry[]): number[] {
  const runs = new Set<number>();
  for (const entry of journal) {
    if (entry.kind === 'run') runs.add(entry.run);
    if (entry.kind === 'run_end') runs.delete(entry.run);
  }
  return [...runs];
}

function merge<A, B>([a, b]: [A, B]): A & B {
  return { ...a, ...b };
}
