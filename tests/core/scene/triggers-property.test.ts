import { describe, expect, it } from 'vitest';
import type { PropertyTrigger } from '../../../src/core/scene/schema.ts';
import type { TestHome } from '../../home.ts';
import { fires, nearly, reasons, sceneHome, times } from './parts.ts';

type What = Omit<PropertyTrigger, 'type' | 'device' | 'prop'>;

/** A home with one scene that waits for `sensor.<prop>`. */
function waiting(prop: 'detected' | 'amount' | 'kind', what: What): TestHome {
  return sceneHome({ scene: fires({ type: 'property', device: 'sensor', prop, ...what }) });
}

/** Which of the amounts, one a second, fire. */
function firing(what: What, amounts: readonly number[]): number[] {
  const home = waiting('amount', what);
  return amounts.filter((amount) => {
    const before = times(home).length;
    home.pass('1s').stimulate('sensor', { amount });
    return times(home).length > before;
  });
}

describe('a property trigger', () => {
  it('fires when the property comes to match, and says what it was', () => {
    const home = waiting('detected', { value: true });
    home.at('07:00').stimulate('sensor', { detected: true });
    expect(times(home)).toEqual(['07:00:00.000']);
    expect(reasons(home)).toEqual(['sensor.detected became true (it was false)']);
  });

  it.each<[string, What, number[], number[]]>([
    ['above', { above: 10 }, [5, 10, 11, 12, 10, 11], [11, 11]],
    // It begins at 0, which is below already.
    ['below', { below: 10 }, [9, 10, 9, 8, 10, 9], [9, 9]],
    ['between, with both ends', { between: [10, 20] }, [5, 10, 20, 21, 20], [10, 20]],
    ['two bounds', { above: 10, below: 20 }, [10, 15, 20, 19], [15, 19]],
    ['not', { not: 5 }, [5, 6, 7, 5, 8], [6, 8]],
    ['in', { in: [1, 2] }, [1, 2, 3, 2], [1, 2]],
    ['changed', { changed: true }, [1, 1, 2, 1], [1, 2, 1]],
    ['changed to a value', { changed: true, above: 10 }, [11, 12, 5, 11], [11, 12, 11]],
    ['changed from a value', { changed: true, from: 1 }, [1, 2, 3, 1, 0], [2, 0]],
    ['from a value alone', { from: 1 }, [1, 2, 1, 1, 3], [2, 3]],
    ['from one value to another', { value: 3, from: 2 }, [3, 2, 3, 1, 3, 2, 3], [3, 3]],
  ])('knows %s', (_title, what, amounts, expected) => {
    expect(firing(what, amounts)).toEqual(expected);
  });

  it('takes a change from elsewhere for a match that does not count, until it has ceased', () => {
    expect(firing({ above: 10, from: 5 }, [7, 11, 5, 11, 12, 5, 12])).toEqual([11, 12]);
  });

  it('does not fire while it goes on matching', () => {
    expect(firing({ above: 10 }, [11, 12, 13, 11, 999])).toEqual([11]);
  });

  it('does not fire because the home started with a match', () => {
    const home = sceneHome(
      { scene: fires({ type: 'property', device: 'sensor', prop: 'detected', value: true }) },
      { given: { sensor: { detected: true } } },
    ).pass('1h');
    expect(times(home)).toEqual([]);
    home.stimulate('sensor', { detected: false });
    home.stimulate('sensor', { detected: true });
    expect(times(home)).toEqual(['07:58:00.000']);
  });

  it('does not fire because its file was saved while it matches', () => {
    const home = sceneHome({});
    home.stimulate('sensor', { detected: true });
    home
      .save('scene', fires({ type: 'property', device: 'sensor', prop: 'detected', value: true }))
      .pass('1h');
    expect(times(home)).toEqual([]);
  });

  it('fires for a property that nobody has declared, once it comes to match', () => {
    const home = sceneHome({
      scene: fires({ type: 'property', device: 'meter', prop: 'watt', above: 10 }),
    });
    home.send('meter/state', { watt: 5 }).send('meter/state', { watt: 11 });
    expect(reasons(home)).toEqual(['meter.watt became 11 (it was 5)']);
  });

  it('is not moved by other properties, or by a state that says nothing new', () => {
    const home = waiting('amount', { changed: true });
    home.stimulate('sensor', { detected: true });
    home.send('sensor/get').send('sensor/get');
    expect(times(home)).toEqual([]);
  });

  it('fires for any of a list', () => {
    const home = sceneHome({
      scene: fires([
        { type: 'property', device: 'sensor', prop: 'kind', value: 'b' },
        { type: 'time', value: '07:00' },
        { type: 'property', device: 'sensor', prop: 'amount', above: 10 },
      ]),
    });
    home.stimulate('sensor', { kind: 'b' });
    home.at('07:00').stimulate('sensor', { amount: 11 });
    expect(home.entries('run').map(({ trigger }) => trigger)).toEqual([0, 1, 2]);
  });
});

describe('a property trigger with a hysteresis', () => {
  it('can fire again only when the value has left the range by that much', () => {
    expect(firing({ above: 75, hysteresis: 10 }, [76, 74, 77, 66, 78, 65, 79])).toEqual([76, 79]);
  });

  it('fires at its bound, not beyond it', () => {
    expect(firing({ between: [10, 20], hysteresis: 5 }, [9, 10, 21, 11, 26, 12])).toEqual([10, 12]);
  });

  it('is armed again by a value below when it waits for one above, and the other way round', () => {
    expect(firing({ below: -75, hysteresis: 10 }, [-76, -74, -77, -66, -78, -65, -79])).toEqual([-76, -79]);
  });
});

describe('a property trigger with for', () => {
  it('fires when the property has matched for that long, without interruption', () => {
    const home = waiting('detected', { value: true, for: '5m' });
    home.at('07:00').stimulate('sensor', { detected: true });
    home.at('07:04').stimulate('sensor', { detected: false });
    home.at('07:10').stimulate('sensor', { detected: true });
    home.at('08:00');
    expect(times(home)).toEqual(['07:15:00.000']);
    expect(reasons(home)).toEqual(['sensor.detected became true (it was false) and stayed so for 5m']);
    expect(nearly(home)).toEqual([
      'sensor.detected became true (it was false); fires if it stays so for 5m',
      'sensor.detected became false (it was true) after 4m of 5m',
      'sensor.detected became true (it was false); fires if it stays so for 5m',
    ]);
  });

  it('fires once, not every so often', () => {
    const home = waiting('detected', { value: true, for: '5m' });
    home.stimulate('sensor', { detected: true });
    expect(times(home.pass('1d'))).toEqual(['07:03:00.000']);
  });

  it('goes on waiting while the value moves within the range', () => {
    const home = waiting('amount', { above: 10, for: '5m' });
    for (const amount of [11, 50, 12, 11]) {
      home.stimulate('sensor', { amount });
      home.pass('1m');
    }
    expect(times(home.at('07:30'))).toEqual(['07:03:00.000']);
  });

  it('fires when it ceases to match at the very end', () => {
    const home = waiting('detected', { value: true, for: '5m' });
    home.at('07:00').stimulate('sensor', { detected: true });
    home.at('07:05').stimulate('sensor', { detected: false });
    expect(times(home)).toEqual(['07:05:00.000']);
  });

  it('does not wait because the home started with a match', () => {
    const home = sceneHome(
      { scene: fires({ type: 'property', device: 'sensor', prop: 'detected', value: true, for: '5m' }) },
      { given: { sensor: { detected: true } } },
    );
    expect(times(home.pass('1h'))).toEqual([]);
  });

  it('waits for the value itself: a hysteresis is no excuse for an interruption', () => {
    const home = waiting('amount', { above: 75, hysteresis: 10, for: '5m' });
    home.at('07:00').stimulate('sensor', { amount: 80 });
    home.at('07:02').stimulate('sensor', { amount: 70 });
    home.at('07:03').stimulate('sensor', { amount: 80 });
    home.at('07:10').stimulate('sensor', { amount: 70 });
    home.at('07:11').stimulate('sensor', { amount: 80 });
    expect(times(home.at('08:00'))).toEqual(['07:08:00.000']);
  });

  it('begins anew with each change where each change counts', () => {
    const home = waiting('amount', { changed: true, for: '5m' });
    home.at('07:00').stimulate('sensor', { amount: 1 });
    home.at('07:04').stimulate('sensor', { amount: 2 });
    expect(times(home.at('08:00'))).toEqual(['07:09:00.000']);
    expect(nearly(home)).toEqual([
      'sensor.amount became 1 (it was 0); fires if it stays so for 5m',
      'sensor.amount became 2 (it was 1) after 4m of 5m',
      'sensor.amount became 2 (it was 1); fires if it stays so for 5m',
    ]);
  });

  it('fires in the same instant where it waits for no time at all', () => {
    const home = waiting('detected', { value: true, for: '0s' });
    home.stimulate('sensor', { detected: true });
    expect(times(home.pass('0s'))).toEqual(['06:58:00.000']);
  });
});

describe('a property trigger whose device goes away', () => {
  const away = (home: TestHome) => home.pass('1m').send('sensor/availability', 'offline').pass('1m');
  const back = (home: TestHome) => home.send('sensor/availability', 'online').pass('1m');

  it('does not fire when the device comes back with the match it had', () => {
    const home = waiting('amount', { above: 75 });
    home.stimulate('sensor', { amount: 80 });
    back(away(home));
    expect(times(home)).toEqual(['06:58:00.000']);
  });

  it('is not armed again by the absence: only by a value that does not match', () => {
    const home = waiting('amount', { above: 75 });
    home.stimulate('sensor', { amount: 80 });
    back(away(home)).stimulate('sensor', { amount: 90 });
    expect(times(home)).toEqual(['06:58:00.000']);
    home.stimulate('sensor', { amount: 70 });
    home.stimulate('sensor', { amount: 80 });
    expect(times(home)).toEqual(['06:58:00.000', '07:01:00.000']);
  });

  it('fires when the device comes back with a match that it did not have', () => {
    const home = waiting('amount', { above: 75 });
    away(home).stimulate('sensor', { amount: 80 });
    expect(times(home)).toEqual([]);
    back(home);
    expect(times(home)).toEqual(['07:00:00.000']);
    expect(reasons(home)).toEqual(['sensor.amount became 80 (it was 0)']);
  });

  it('does not take a first value for a change', () => {
    const home = sceneHome({ scene: fires({ type: 'property', device: 'meter', prop: 'watt', above: 1 }) });
    home.send('meter/availability', 'online').send('meter/state', { watt: 5 });
    expect(times(home)).toEqual([]);
  });

  it('does not count the absence to its for, and waits anew', () => {
    const home = waiting('detected', { value: true, for: '5m' });
    home.stimulate('sensor', { detected: true });
    back(away(home));
    expect(nearly(home)).toEqual([
      'sensor.detected became true (it was false); fires if it stays so for 5m',
      'sensor.detected became unknown after 1m of 5m',
      'sensor.detected became true; fires if it stays so for 5m',
    ]);
    expect(times(home.at('07:04:59'))).toEqual([]);
    expect(times(home.at('07:05:00'))).toEqual(['07:05:00.000']);
  });

  it('does not fire for changes that nobody could see', () => {
    const home = waiting('amount', { changed: true });
    away(home);
    home.stimulate('sensor', { amount: 1 });
    home.stimulate('sensor', { amount: 0 });
    back(home);
    expect(times(home)).toEqual([]);
  });
});
