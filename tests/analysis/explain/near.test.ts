import { describe, expect, it } from 'vitest';
import { nearMisses } from '../../../src/analysis/explain/index.ts';
import { fires, type Scenes, sceneHome } from '../../core/scene/parts.ts';
import type { TestHome } from '../../home.ts';

/** What was near while the amount took these values, one a minute from 07:00 on. */
function near(scenes: Scenes, amounts: readonly number[]): string[] {
  const home = sceneHome(scenes).at('07:00');
  for (const amount of amounts) {
    home.stimulate('sensor', { amount });
    home.pass('1m');
  }
  return all(home);
}

function all(home: TestHome): string[] {
  return nearMisses(home.journal, undefined, home.journal[0]!.time, home.now).map(({ kind, sentence }) => {
    return `${kind}: ${sentence}`;
  });
}

const above = { type: 'property', device: 'sensor', prop: 'amount', above: 75 } as const;

describe('near misses', () => {
  it('are thresholds that were approached and not passed, once for each approach, at their nearest', () => {
    expect(near({ scene: fires(above) }, [20, 70, 73, 71, 20, 75, 10])).toEqual([
      'threshold: scene nearly ran: sensor.amount was 73 at 07:02:00, 2 away from above 75.',
      'threshold: scene nearly ran: sensor.amount was 75 at 07:05:00, exactly there, but not above 75.',
    ]);
  });

  it('are not those that were passed, nor values on their way back', () => {
    expect(near({ scene: fires(above) }, [20, 73, 80, 74, 20])).toEqual([]);
  });

  it('are approaches from above, and to either end of a range', () => {
    const below = fires({ type: 'property', device: 'sensor', prop: 'amount', below: -100 });
    const between = fires({ type: 'property', device: 'sensor', prop: 'amount', between: [50, 60] });
    expect(near({ below, between }, [48, 0, -95])).toEqual([
      'threshold: between nearly ran: sensor.amount was 48 at 07:00:00, 2 away from between 50 and 60.',
      'threshold: below nearly ran: sensor.amount was -95 at 07:02:00, 5 away from below -100.',
    ]);
  });

  it('are waits that were broken, and the one that still goes on', () => {
    expect(near({ scene: fires({ ...above, for: '150s' }) }, [80, 20, 80, 90, 95, 20, 80])).toEqual([
      'wait broken: scene nearly ran at 07:01:00: sensor.amount became 20 (it was 80) after 1m of 2m30s.',
      'waiting: scene began to wait at 07:06:00: sensor.amount became 80 (it was 20); fires if it stays so for 2m30s.',
    ]);
  });

  it('are changes from another value than the wanted one', () => {
    expect(near({ scene: fires({ ...above, from: 10 }) }, [20, 80, 10, 80])).toEqual([
      'other value before: scene nearly ran: sensor.amount came to be above 75 again (80) at 07:01:00, but not from 10.',
    ]);
  });

  it('can be asked for some scenes and a stretch of time', () => {
    const home = sceneHome({ a: fires(above), b: fires(above) }).at('07:00');
    home.stimulate('sensor', { amount: 73 });
    const from = home.at('07:01').now;
    home.stimulate('sensor', { amount: 74 });
    home.at('07:02');
    const found = nearMisses(home.journal, ['b'], from, home.now);
    expect(found.map(({ scene, missedBy, time }) => [scene, missedBy, time])).toEqual([
      ['b', 1, '2026-03-02T07:01:00.000+08:00'],
    ]);
    expect(nearMisses(home.journal, ['b'], from + 1, home.now)).toEqual([]);
  });
});
