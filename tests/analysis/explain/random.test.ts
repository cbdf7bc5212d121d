import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { History } from '../../../src/analysis/explain/history.ts';
import { type Change, explainScene, whatIf } from '../../../src/analysis/explain/index.ts';
import { Rehearsal } from '../../../src/analysis/explain/rehearsal.ts';
import { parseInstant } from '../../../src/core/calendar/index.ts';
import type { Condition } from '../../../src/core/scene/schema.ts';
import { fires, type SceneFile, sceneHome } from '../../core/scene/parts.ts';
import type { TestHome } from '../../home.ts';

/** Explanation and engine, held against each other in random homes. */

const seed = 20_260_302;

const level = fc.integer({ min: 0, max: 4 });
const bound = fc.integer({ min: 1, max: 3 });
const wait = fc.constantFrom(undefined, '1s', '20s', '1m');

type Trigger = Exclude<SceneFile['trigger'], readonly unknown[]>;

/** @param other a property that it may also be compared with */
const comparisonWith = (other: { device: string; prop: string }) => {
  const also = <T>(plain: fc.Arbitrary<T>) =>
    fc.oneof(
      { weight: 3, arbitrary: plain },
      { weight: 1, arbitrary: fc.constantFrom({ ...other, min: 1 }, { ...other, plus: 1, max: 3 }) },
    );
  return fc.oneof(
    also(bound).map((above) => ({ above })),
    also(bound).map((below) => ({ below })),
    also(level).map((value) => ({ value })),
    also(level).map((not) => ({ not })),
    also(fc.constant(1)).map((low) => ({ between: [low, 2] as [typeof low, number] })),
    also(fc.constant(0)).map((one) => ({ in: [one, 3] })),
  );
};

const edge: fc.Arbitrary<Trigger> = fc.oneof(
  fc
    .tuple(
      comparisonWith({ device: 'sensor', prop: 'amount' }),
      wait,
      fc.constantFrom(undefined, 1),
      fc.constantFrom(undefined, 0, 2),
    )
    .map(([compare, held, hysteresis, from]) => {
      return {
        type: 'property' as const,
        device: 'lamp',
        prop: 'level',
        ...compare,
        for: held,
        hysteresis,
        from,
      };
    }),
  wait.map((held) => ({
    type: 'property' as const,
    device: 'lamp',
    prop: 'level',
    changed: true as const,
    for: held,
  })),
  wait.map((held) => ({
    type: 'property' as const,
    device: 'sensor',
    prop: 'detected',
    value: true,
    for: held,
  })),
  fc
    .tuple(fc.constantFrom('online' as const, 'offline' as const), wait)
    .map(([value, held]) => ({ type: 'availability' as const, device: 'lamp', value, for: held })),
  fc
    .constantFrom('single', 'double')
    .map((kind) => ({ type: 'event' as const, device: 'sensor', event: 'click', where: { kind } })),
);

const follows: fc.Arbitrary<Trigger> = fc
  .tuple(
    fc.constantFrom('a', 'b'),
    fc.constantFrom('started' as const, 'finished' as const, 'refused' as const),
  )
  .map(([scene, value]) => ({ type: 'scene' as const, scene, value }));

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.boolean().map((value) => ({ device: 'sensor', prop: 'detected', value })),
  fc.constantFrom('a', 'b').map((value) => ({ device: 'sensor', prop: 'kind', value })),
  fc.constantFrom('a', 'b').map((not) => ({ device: 'sensor', prop: 'kind', not })),
  comparisonWith({ device: 'lamp', prop: 'level' }).map((compare) => ({
    device: 'sensor',
    prop: 'amount',
    ...compare,
  })),
  fc.constantFrom('on', 'off').map((value) => ({ device: 'lamp', prop: 'power', value })),
);

/** Of different properties: what is asked of one of them twice may be asked in vain. */
const condition: fc.Arbitrary<Condition> = fc.oneof(
  leaf,
  leaf.map((not) => ({ not })),
  fc
    .uniqueArray(leaf, { minLength: 1, maxLength: 3, selector: nameOf })
    .chain((parts) =>
      fc.constantFrom({ all: parts }, { any: parts }, { not: { all: parts } }, { not: { any: parts } }),
    ),
);

type Act = readonly [seconds: number, topic: string, payload: unknown];

const act: fc.Arbitrary<Act> = fc
  .tuple(
    fc.integer({ min: 1, max: 40 }),
    fc.oneof(
      level.map((value) => ['lamp/set', { level: value }] as const),
      level.map((value) => pin({ amount: value })),
      fc.boolean().map((value) => pin({ detected: value })),
      fc.constantFrom('a', 'b', 'c').map((value) => pin({ kind: value })),
      fc.constantFrom('on', 'off').map((value) => ['lamp/set', { power: value }] as const),
      fc.constantFrom('online', 'offline').map((value) => ['lamp/availability', value] as const),
      fc.constantFrom('single', 'double').map((kind) => ['sensor/event/click', { kind }] as const),
    ),
  )
  .map(([seconds, [topic, payload]]) => [seconds, topic, payload]);
const acts = fc.array(act, { maxLength: 12 });

/** Also faults, which let states and events come late, or not at all. */
const troubles = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: act },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.integer({ min: 1, max: 40 }),
          fc.constantFrom('lamp', 'sensor'),
          fc.constantFrom(
            'offline',
            'none',
            'reboot',
            '{"kind":"lossy","share":0.5}',
            '{"kind":"slow","delay":"3s"}',
          ),
        )
        .map(([seconds, device, fault]): Act => [seconds, `${device}/fault`, fault]),
    },
  ),
  { maxLength: 16 },
);

function pin(values: object): readonly [string, unknown] {
  return ['sensor/rpc', { id: 1, method: 'stimulate', params: values }];
}

function nameOf(one: Condition): string {
  return 'prop' in one ? `${one.device}.${one.prop}` : 'more';
}

function play(home: TestHome, all: readonly Act[]): TestHome {
  for (const [seconds, topic, payload] of all) home.pass(`${seconds}s`).send(topic, payload);
  return home;
}

/** Lets what would have had to be different be so. */
function make(home: TestHome, changes: readonly Change[]): void {
  for (const change of changes) {
    if ('time' in change) throw new Error('nobody can make it another time');
    if ('availability' in change) home.send(`${change.device}/availability`, change.availability);
    else if ('event' in change) home.send(`${change.device}/event/${change.event}`, { ...change.data });
    else if (change.device === 'lamp') home.send('lamp/set', { [change.prop]: change.value });
    else home.send(...pin({ [change.prop]: change.value }));
  }
}

describe('explanations of random homes', () => {
  it('see each trigger fire, wait and break just as the engine did', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 4, arbitrary: edge }, { weight: 1, arbitrary: follows }), {
          minLength: 1,
          maxLength: 3,
        }),
        edge,
        fc.array(leaf, { maxLength: 1 }),
        troubles,
        troubles,
        (triggers, saved, conditions, before, after) => {
          const home = sceneHome({ a: fires(triggers), b: fires(saved, { conditions }) });
          play(home, before).save('a', fires(saved)).save('b', null);
          play(home, after).pass('5m');
          const rehearsal = new Rehearsal(new History(home.journal)).advanceTo(home.now);
          const said = rehearsal.told.map(({ said: one }) => one && [one.fired, one.reason]);
          expect(said).toEqual(home.entries('trigger').map(({ fired, reason }) => [fired, reason]));
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  it('say that a scene ran exactly when the journal has a run of it', () => {
    fc.assert(
      fc.property(
        fc.array(edge, { minLength: 1, maxLength: 2 }),
        fc.array(condition, { maxLength: 2 }),
        acts,
        (trigger, conditions, all) => {
          const home = play(sceneHome({ scene: fires(trigger, { conditions }) }), all).pass('2m');
          const runs = home.entries('run_end');
          for (let at = home.journal[0]!.time; at < home.now; at += 7000) {
            // Asked about a second within a minute: the stretch is that second.
            const from = at % 60_000 === 0 ? at + 1 : at;
            const until = from === at ? at + 1000 : from + 1;
            const { verdict } = explainScene(home.journal, 'scene', from, { end: home.now });
            const then = runs.filter(({ time }) => time >= from && time < until);
            const expected = then.some(({ outcome }) => outcome === 'finished')
              ? 'ran'
              : then.length > 0
                ? 'refused'
                : expect.stringMatching(/^(waited|wait broken|not triggered)$/);
            expect(verdict).toEqual(expected);
          }
        },
      ),
      { seed, numRuns: 60 },
    );
  });

  it('give a reason for a refusal that suffices: with just that changed, the scene runs', () => {
    let refused = 0;
    fc.assert(
      fc.property(condition, acts, (only, all) => {
        const scenes = { scene: fires({ type: 'time', value: '07:30' }, { conditions: [only] }) };
        const home = play(sceneHome(scenes), all).at('07:30:00');
        const at = parseInstant('07:30', 'Asia/Shanghai', home.now);
        const { verdict, instead, run } = explainScene(home.journal, 'scene', at, { end: home.now });
        if (verdict === 'ran') return;
        expect(verdict).toBe('refused');
        expect(instead!.sentence).toMatch(/^It would have run if .+ at 07:30:00\.$/);
        // Of a value that it never had, nothing is known.
        if (instead!.changes.length === 0) return;
        refused++;
        expect(whatIf(home.journal, run!.seq, instead!.changes)).toMatchObject({ would: true });
        const other = play(sceneHome(scenes), all).at('07:29:59');
        make(other, instead!.changes);
        expect(other.at('07:30:00').runs('scene')).toEqual(['07:30:00.000 finished: every step was done']);
      }),
      { seed, numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  it('give a reason for a trigger that did not fire that suffices', () => {
    let tried = 0;
    fc.assert(
      fc.property(edge, fc.array(leaf, { maxLength: 1 }), acts, (trigger, conditions, all) => {
        // A wait takes more than a change at this instant.
        fc.pre(!('for' in trigger) || trigger.for === undefined);
        // What is to go offline cannot be asked for something at once.
        fc.pre(
          conditions.every(
            (one) => 'device' in one && one.device === 'sensor' && nameOf(one) !== 'sensor.detected',
          ),
        );
        const scenes = { scene: fires(trigger, { conditions }) };
        const home = play(sceneHome(scenes), all).pass('5s');
        const { verdict, instead } = explainScene(home.journal, 'scene', home.now, { end: home.now });
        expect(verdict).toBe('not triggered');
        if (instead!.changes.length === 0) return;
        tried++;
        const other = play(sceneHome(scenes), all).pass('5s');
        const before = other.runs('scene').length;
        make(other, instead!.changes);
        const ran = other.runs('scene').slice(before);
        expect(ran.some((text) => text.includes('finished'))).toBe(true);
      }),
      { seed, numRuns: 500 },
    );
    expect(tried).toBeGreaterThan(150);
  });
});
