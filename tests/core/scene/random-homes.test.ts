import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../src/core/journal.ts';
import type { TestHome } from '../../home.ts';
import { type Scenes, sceneHome } from './parts.ts';
import { amount, duration, id, ids, power, scene, scenes } from './random-scenes.ts';

/**
 * Random scenes, among them circles, over random things that happen. Whatever they do, the engine does not fall over,
 * and its journal is sound.
 */

/** fast-check prints the seed and the counterexample's path when a property fails. */
const seed = 20_260_302;

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
