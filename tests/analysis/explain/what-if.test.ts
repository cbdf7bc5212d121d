import { describe, expect, it } from 'vitest';
import { whatIf } from '../../../src/analysis/explain/index.ts';
import { fires, sceneHome } from '../../core/scene/parts.ts';

const home = sceneHome({
  scene: fires(
    { type: 'time', value: '07:00' },
    {
      conditions: [
        { device: 'sensor', prop: 'detected', value: true, for: '1m' },
        {
          any: [
            { device: 'sensor', prop: 'amount', above: 5 },
            { type: 'time', after: '08:00' },
          ],
        },
        { not: { device: 'lamp', prop: 'power', value: 'on' } },
      ],
    },
  ),
}).at('07:01');
const [run] = home.entries('run');
const ask = (...changes: Parameters<typeof whatIf>[2]) => whatIf(home.journal, run!.seq, changes);

describe('what if', () => {
  const detected = { device: 'sensor', prop: 'detected', value: true };
  const amount = { device: 'sensor', prop: 'amount', value: 6 };

  it('says that a run would have been, and touches nothing', () => {
    const before = home.journalText;
    expect(ask(detected, amount)).toMatchObject({
      would: true,
      sentence: 'With sensor.detected true and sensor.amount 6, scene would have run.',
    });
    expect(home.journalText).toBe(before);
  });

  it('says what would still have been in the way', () => {
    expect(ask(detected)).toMatchObject({
      would: false,
      sentence:
        'With sensor.detected true, scene would not have run, because none of these held: sensor.amount was 0, not above 5; time was 07:00:00 on mon, not from 08:00.',
    });
    expect(ask(detected, amount, { device: 'lamp', prop: 'power', value: 'on' }).sentence).toContain(
      'because lamp.power is on, and that must not be',
    );
  });

  it('takes another time of the day, and a device that is offline', () => {
    expect(ask(detected, { time: '2026-03-02T08:30:00.000+08:00' })).toMatchObject({ would: true });
    expect(ask(detected, amount, { device: 'sensor', availability: 'offline' })).toMatchObject({
      would: false,
      sentence: expect.stringContaining('sensor.detected was unknown, because sensor is offline'),
    });
  });

  it('can be asked of a trigger, too, and of nothing else', () => {
    const [trigger] = home.entries('trigger');
    expect(whatIf(home.journal, trigger!.seq, [detected, amount])).toMatchObject({ would: true, run: 1 });
    expect(() => whatIf(home.journal, 1, [])).toThrow('Line 1 is a line of the kind availability');
  });
});
