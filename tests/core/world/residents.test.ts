import { describe, expect, it } from 'vitest';
import type { Resident } from '../../../src/core/home.ts';
import { TestHome, type TestHomeOptions } from '../../home.ts';

type Devices = TestHomeOptions['home']['devices'];

function homeOf(
  residents: Readonly<Record<string, Resident>>,
  devices: Devices,
  options: Partial<TestHomeOptions> = {},
): TestHome {
  return new TestHome({
    home: {
      name: 'Test home',
      location: { latitude: 31.23, longitude: 121.47, timezone: 'Asia/Shanghai' },
      rooms: ['bedroom', 'kitchen', 'hall'],
      floor_plan: { hall: { area: 8, windows: 0, beside: ['bedroom', 'kitchen'] } },
      entrance: 'hall',
      devices,
      residents,
    },
    start: '2026-03-02T07:00:00+08:00',
    ...options,
  });
}

const told = (home: TestHome, who: string) => {
  return home
    .entries('world')
    .filter((entry) => entry.person === who)
    .map(({ time, what }) => `${home.simulated.simulation.formatTime(time).slice(11, 16)} ${what}`);
};

describe('residents', () => {
  it('go where their day takes them, and the journal says what a person would say', () => {
    const home = homeOf(
      {
        lin: {
          day: [
            { at: '06:50', room: 'bedroom', doing: 'busy' },
            { at: '07:10', room: 'kitchen', doing: 'cooking' },
            { at: '08:00', room: 'away' },
            { at: '18:00', room: 'hall' },
            { at: '23:00', room: 'bedroom', asleep: true },
          ],
        },
      },
      {},
    );
    home.at('23:30');
    expect(told(home, 'lin')).toEqual([
      '07:00 lin is busy in the bedroom',
      '07:10 lin cooks in the kitchen',
      '08:00 lin leaves',
      '18:00 lin comes home, is in the hall',
      '23:00 lin sleeps in the bedroom',
    ]);
  });

  it('are seen by the sensors of the room where they move, and not while they sleep', () => {
    const home = homeOf(
      {
        lin: {
          day: [
            { at: '06:00', room: 'bedroom', asleep: true },
            { at: '07:30', room: 'kitchen' },
          ],
        },
      },
      {
        in_bedroom: { model: 'motion-sensor', room: 'bedroom' },
        in_kitchen: { model: 'motion-sensor', room: 'kitchen' },
      },
    );
    expect(home.at('07:29').prop('in_bedroom', 'detected')).toBe(false);
    expect(home.at('07:30').prop('in_kitchen', 'detected')).toBe(true);
    for (let minute = 31; minute < 60; minute++) {
      expect(home.at(`07:${minute}`).prop('in_kitchen', 'detected')).toBe(true);
    }
  });

  it('go through the door, and take their phone and their car along', () => {
    const home = homeOf(
      {
        lin: {
          has: ['phone'],
          day: [
            { at: '06:00', room: 'kitchen' },
            { at: '08:00', room: 'away', takes: ['car'], way: '30m' },
            { at: '12:00', room: 'kitchen', uses: { car: 'plug_in' } },
          ],
        },
      },
      {
        door: { model: 'door-sensor', room: 'hall' },
        motion: { model: 'motion-sensor', room: 'hall' },
        phone: { model: 'phone' },
        car: { model: 'car' },
      },
    );
    expect(home.published('phone')).toMatchObject({ owner: 'lin', location: 'home' });
    home.at('08:00');
    expect(home.published('phone')).toMatchObject({ location: 'away' });
    expect(home.published('car')).toMatchObject({ location: 'away' });
    expect(home.prop('motion', 'detected')).toBe(true);
    expect(home.prop('door', 'open')).toBe(true);
    const opened = home.entries('event').find(({ device }) => device === 'door')!;
    const leaves = home.entries('world').find(({ what }) => what === 'lin leaves')!;
    expect(opened.cause).toBe(leaves.seq);
    expect(home.at('11:50').published('car')).toMatchObject({
      location: 'arriving',
      distance: 5,
      arrives_in: 10,
    });
    home.at('12:01');
    expect(home.published('car')).toMatchObject({ location: 'home', distance: 0, plugged_in: true });
    expect(home.published('phone')).toMatchObject({ location: 'home' });
  });

  it('are away from the start when their day says so, which is no event', () => {
    const home = homeOf(
      {
        lin: {
          has: ['phone'],
          day: [
            { at: '06:00', room: 'away', takes: ['car'] },
            { at: '18:00', room: 'kitchen' },
          ],
        },
      },
      { phone: { model: 'phone' }, car: { model: 'car', initial: { battery: 68 } } },
    );
    expect(home.published('phone')).toMatchObject({ location: 'away' });
    expect(home.published('car')).toMatchObject({ location: 'away', distance: 10, battery: 68 });
    expect(home.entries('state').filter(({ device }) => device === 'phone')).toHaveLength(1);
    expect(home.entries('event')).toEqual([]);
  });

  it('use things by hand, and say it when a thing will not', () => {
    const home = homeOf(
      {
        lin: {
          day: [
            { at: '06:00', room: 'bedroom', asleep: true },
            { at: '07:30', room: 'kitchen', uses: { kettle: 'boil', rice: 'serve' } },
          ],
        },
      },
      { kettle: { model: 'kettle' }, rice: { model: 'rice-cooker' } },
    );
    home.at('07:31');
    expect(home.prop('kettle', 'status')).toBe('heating');
    expect(told(home, 'lin').slice(2)).toEqual([
      '07:30 lin uses kettle: boil',
      '07:30 lin uses rice: serve',
      '07:30 lin cannot serve rice: there is no cooked rice in it',
    ]);
  });

  it('breathe and cook', () => {
    const devices = { air: { model: 'air-monitor', room: 'kitchen' } };
    const day: Resident['day'] = [
      { at: '06:00', room: 'bedroom', asleep: true },
      { at: '07:30', room: 'kitchen', doing: 'cooking' },
      { at: '08:00', room: 'away' },
    ];
    const home = homeOf({ lin: { day } }, devices).at('07:55');
    const empty = homeOf({ lin: { day } }, devices, { residents: false }).at('07:55');
    expect(home.prop('air', 'pm2_5')).toBeGreaterThan((empty.prop('air', 'pm2_5') as number) + 50);
    expect(home.prop('air', 'co2')).toBeGreaterThan((empty.prop('air', 'co2') as number) + 100);
    expect(told(empty, 'lin')).toEqual([]);
  });

  it('live the same life whether anything feels them or not, and stir by the clock only where something does', () => {
    const resident: Resident = {
      day: [
        { at: '06:50', room: 'bedroom', doing: 'busy' },
        { at: '07:30', room: 'kitchen', doing: 'eating', uses: { lock: 'open', other_lock: 'open' } },
        { at: '08:10', room: 'bedroom', doing: 'busy', uses: { lock: 'close', other_lock: 'close' } },
      ],
    };
    const locks: Devices = {
      lock: { model: 'door-sensor', room: 'hall' },
      other_lock: { model: 'door-sensor', room: 'hall' },
    };
    const unfelt = homeOf({ lin: resident }, locks);
    const felt = homeOf({ lin: resident }, { ...locks, motion: { model: 'motion-sensor', room: 'bedroom' } });
    const { clock } = unfelt.simulated.simulation;
    const moves = felt.simulated.simulation.clock;
    // What waits: the drains of the batteries, the next move, the minute; and where somebody is felt, the next stirring.
    expect(moves.size - clock.size).toBe(2);
    for (const home of [unfelt, felt]) home.at('09:00');
    const exactly = (home: TestHome) =>
      home
        .entries('world')
        .filter(({ person }) => person)
        .map(({ time, what }) => [time, what]);
    expect(exactly(felt)).toHaveLength(7);
    expect(exactly(unfelt)).toEqual(exactly(felt));
  });

  it('do not shift each other: with one more in the home, the others live as before', () => {
    const lin: Resident = {
      day: [
        { at: '06:50', room: 'bedroom', vary: '10m' },
        { at: '07:10', room: 'kitchen', vary: '10m' },
        { at: '08:10', room: 'away', vary: '10m', chance: 0.5 },
      ],
    };
    const wei: Resident = { day: [{ at: '07:30', room: 'hall', vary: '30m' }] };
    const alone = homeOf({ lin }, {}).at('2026-03-09T07:00:00+08:00');
    const together = homeOf({ wei, lin }, {}).at('2026-03-09T07:00:00+08:00');
    expect(told(together, 'lin')).toEqual(told(alone, 'lin'));
  });
});
