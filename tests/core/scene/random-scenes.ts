import fc from 'fast-check';
import type { Condition } from '../../../src/core/scene/schema.ts';
import { type SceneFile, type Scenes, type Steps, when } from './parts.ts';

/** Random scenes for a home with a lamp and a sensor, among them circles, and devices that are not there. */

export const ids = ['a', 'b', 'c', 'd'] as const;
export const id = fc.constantFrom(...ids);
export const duration = fc.constantFrom('0s', '10ms', '1s', '30s', '2m');
export const amount = fc.integer({ min: 0, max: 3 });
export const power = fc.constantFrom('on', 'off');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

const property = fc.oneof(
  fc.record({ device: fc.constant('lamp'), prop: fc.constant('power'), value: power }),
  fc.record({ device: fc.constant('lamp'), prop: fc.constant('level'), above: amount }),
  fc.record({ device: fc.constant('lamp'), prop: fc.constant('level'), not: amount }),
  fc.record({
    device: fc.constant('lamp'),
    prop: fc.constant('level'),
    below: fc.constantFrom(
      { device: 'sensor', prop: 'amount', plus: 1 },
      { device: 'slow', prop: 'level', times: 2 },
      { device: 'meter', prop: 'watt' },
    ),
  }),
  fc.record({
    device: fc.constant('slow'),
    prop: fc.constant('power'),
    value: fc.constant({ device: 'lamp', prop: 'power' }),
  }),
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
        fc.constantFrom<Steps[number]>(
          { device: 'lamp', set: { power: { device: 'slow', prop: 'power' } } },
          { device: 'slow', set: { level: { device: 'lamp', prop: 'level', plus: 1, max: 5 } } },
          { device: 'lamp', set: { level: { device: 'sensor', prop: 'amount', min: 0 } } },
          { publish: { topic: 'out/a', payload: { watt: { device: 'meter', prop: 'watt' } } } },
        ),
        options,
      )
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

export const scene: fc.Arbitrary<SceneFile> = fc.record({
  trigger: fc.array(trigger, { minLength: 1, maxLength: 3 }),
  conditions: sometimes(fc.array(condition, { maxLength: 2 })),
  actions: steps,
  otherwise: sometimes(steps),
  mode: maybe(mode),
  max: sometimes(fc.integer({ min: 1, max: 3 })),
});

export const scenes: fc.Arbitrary<Scenes> = fc.record(
  { a: scene, b: scene, c: scene, d: scene },
  { requiredKeys: ['a', 'b'] },
) as fc.Arbitrary<Scenes>;

function merge<A, B>([a, b]: [A, B]): A & B {
  return { ...a, ...b };
}
