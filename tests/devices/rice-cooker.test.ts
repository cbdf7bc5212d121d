import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

const start = '2026-03-02T18:00:00+08:00';
const cooker = (given = {}) => homeWith({ rice: 'rice-cooker' }, { start, given: { rice: given } });

describe('a rice cooker', () => {
  it('soaks, cooks, lets rest and keeps warm', () => {
    const home = cooker();
    home.call('rice', 'cook');
    home.pass('1h');
    expect(home.history('rice', 'status')).toEqual([
      '18:00:00.000 idle',
      '18:00:00.000 soaking',
      '18:12:00.000 cooking',
      '18:37:00.000 resting',
      '18:45:00.000 warm',
    ]);
    expect(home.entries('event')).toMatchObject([{ event: 'ready' }]);
    expect(home.prop('rice', 'remaining')).toBe(0);
    expect(home.at('2026-03-03T06:46:00+08:00').prop('rice', 'status')).toBe('idle');
  });

  it('is ready at the time that it was asked for', () => {
    const home = cooker();
    home.call('rice', 'cook', { program: 'quick', ready_in: 60 });
    home.pass('2h');
    expect(home.history('rice', 'status').slice(1)).toEqual([
      '18:00:00.000 waiting',
      '18:33:00.000 cooking',
      '18:55:00.000 resting',
      '19:00:00.000 warm',
    ]);
  });

  it('counts down: each five minutes, and each minute in the end', () => {
    const home = cooker();
    home.call('rice', 'cook', { program: 'quick' });
    home.pass('1h');
    const left = home.history('rice', 'remaining').map((line) => Number(line.split(' ')[1]));
    expect(left).toEqual([0, 27, 25, 20, 15, 10, 5, 4, 3, 2, 1, 0]);
  });

  it.each([
    [{ rice: 50 }, {}, 'not enough rice: 50 g, it takes at least 75 g; fill it'],
    [{ lid: 'open' }, {}, 'its lid is open; close it'],
    [{}, { ready_in: 20 }, 'regular takes 45 minutes; ready_in must be at least that, or 0'],
  ])('with %o refuses %o', (given, params, message) => {
    expect(cooker(given).call('rice', 'cook', params).error).toEqual({ code: -4008, message });
  });

  it('refuses while it cooks, and while there is cooked rice in it', () => {
    const home = cooker();
    home.call('rice', 'cook');
    expect(home.call('rice', 'cook').error?.message).toBe('it is soaking; wait until it is ready, or cancel');
    home.pass('1h');
    expect(home.call('rice', 'cook').error?.message).toBe(
      'there is cooked rice in it; empty it, then fill it',
    );
    home.call('rice', 'empty');
    expect(home.published('rice')).toMatchObject({ status: 'idle', rice: 0 });
  });

  it('stops when its lid is opened', () => {
    const home = cooker();
    home.call('rice', 'cook');
    home.pass('20m').stimulate('rice', { lid: 'open' });
    expect(home.prop('rice', 'status')).toBe('idle');
    expect(home.entries('event')).toMatchObject([
      { event: 'interrupted', data: { reason: 'the lid was opened' } },
    ]);
  });
});
