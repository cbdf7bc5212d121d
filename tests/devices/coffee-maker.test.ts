import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

const start = '2026-03-02T07:00:00+08:00';
const machine = (given = {}) => homeWith({ coffee: 'coffee-maker' }, { start, given: { coffee: given } });

describe('a coffee maker', () => {
  it('switches on, heats up, brews, and has a cup that somebody takes', () => {
    const home = machine();
    expect(home.published('coffee')).toEqual({ status: 'idle', power: 'off', water: 1200, beans: 250 });
    expect(home.call('coffee', 'brew', { type: 'espresso' }).result).toEqual(['ok']);
    home.at('08:00');
    expect(home.history('coffee', 'status')).toEqual([
      '07:00:00.000 idle',
      '07:00:00.000 heating',
      '07:00:45.000 brewing',
      '07:01:10.000 done',
      '07:06:10.000 idle',
    ]);
    expect(home.published('coffee')).toEqual({ status: 'idle', power: 'on', water: 1160, beans: 242 });
  });

  it.each([
    ['espresso', 1160, 242, '07:01:10.000 done'],
    ['lungo', 1090, 241, '07:01:25.000 done'],
    ['americano', 1050, 240, '07:01:35.000 done'],
  ])('takes its time and its share for %s', (type, water, beans, done) => {
    const home = machine();
    home.call('coffee', 'brew', { type });
    home.at('07:05');
    expect(home.history('coffee', 'status').at(-1)).toBe(done);
    expect(home.published('coffee')).toMatchObject({ water, beans });
  });

  it('stays warm for ten minutes, and then must heat again', () => {
    const home = machine();
    home.call('coffee', 'brew', { type: 'espresso' });
    home.at('07:11:09').call('coffee', 'brew', { type: 'espresso' });
    expect(home.prop('coffee', 'status')).toBe('brewing');
    home.at('07:21:34').call('coffee', 'brew', { type: 'espresso' });
    expect(home.prop('coffee', 'status')).toBe('heating');
  });

  it('makes the next cup while the last one stands there', () => {
    const home = machine();
    home.call('coffee', 'brew', { type: 'espresso' });
    home.at('07:02').call('coffee', 'brew', { type: 'lungo' });
    home.at('07:30');
    expect(home.history('coffee', 'status').slice(4)).toEqual([
      '07:02:00.000 brewing',
      '07:02:40.000 done',
      '07:07:40.000 idle',
    ]);
  });

  it.each([
    [{ water: 0 }, 'no water: 0 ml, an espresso takes 40 ml; refill it'],
    [{ water: 39 }, 'not enough water: 39 ml, an espresso takes 40 ml; refill it'],
    [{ beans: 0 }, 'no beans: 0 g, an espresso takes 8 g; refill it'],
    [{ beans: 7 }, 'not enough beans: 7 g, an espresso takes 8 g; refill it'],
  ])('refuses with the reason and the way out when it has %o', (has, message) => {
    const home = machine();
    home.stimulate('coffee', has);
    expect(home.call('coffee', 'brew', { type: 'espresso' }).error).toEqual({ code: -4008, message });
    expect(home.published('coffee')).toMatchObject({ status: 'idle', power: 'off' });
  });

  it.each([
    ['heating', '07:00:10'],
    ['brewing', '07:01'],
  ])('refuses another cup while it is %s', (status, time) => {
    const home = machine();
    home.call('coffee', 'brew', { type: 'espresso' });
    expect(home.at(time).call('coffee', 'brew', { type: 'lungo' }).error).toEqual({
      code: -4008,
      message: `it is ${status}; wait until it is done, or cancel`,
    });
    expect(home.at('07:01:10').prop('coffee', 'status')).toBe('done');
  });

  it('gives up a cup when it is cancelled, and can brew again', () => {
    const home = machine();
    home.call('coffee', 'brew', { type: 'espresso' });
    home.at('07:00:10').call('coffee', 'cancel');
    expect(home.published('coffee')).toEqual({ status: 'idle', power: 'on', water: 1200, beans: 250 });
    home.at('07:10');
    expect(home.prop('coffee', 'status')).toBe('idle');
    home.call('coffee', 'brew', { type: 'espresso' });
    expect(home.prop('coffee', 'status')).toBe('heating');
  });

  it('has nothing against a cancel when nothing is going on, and leaves the cup alone', () => {
    const home = machine();
    expect(home.call('coffee', 'cancel').result).toEqual(['ok']);
    home.call('coffee', 'brew', { type: 'espresso' });
    home.at('07:02').call('coffee', 'cancel');
    expect(home.prop('coffee', 'status')).toBe('done');
  });

  it('ends what it does when it is switched off', () => {
    const home = machine();
    home.call('coffee', 'brew', { type: 'espresso' });
    home.at('07:00:50').set('coffee', { power: 'off' });
    expect(home.published('coffee')).toEqual({ status: 'idle', power: 'off', water: 1160, beans: 242 });
    expect(home.at('07:10').prop('coffee', 'status')).toBe('idle');
  });

  it('tells of a cup that it cannot finish because somebody emptied it meanwhile', () => {
    const home = machine();
    home.call('coffee', 'brew', { type: 'espresso' });
    home.at('07:00:10').stimulate('coffee', { water: 5 });
    home.at('07:01');
    expect(home.published('coffee')).toMatchObject({ status: 'idle', water: 5, beans: 250 });
    expect(home.entries('event')).toMatchObject([
      {
        event: 'interrupted',
        data: { reason: 'not enough water: 5 ml, an espresso takes 40 ml; refill it' },
      },
    ]);
  });

  it('is refilled', () => {
    const home = machine();
    home.call('coffee', 'brew', { type: 'espresso' });
    home.at('07:02').call('coffee', 'refill');
    expect(home.published('coffee')).toMatchObject({ status: 'done', water: 1200, beans: 250 });
  });

  it('goes on from where a pin let go of it', () => {
    const home = machine();
    home.stimulate('coffee', { water: 10 });
    expect(home.call('coffee', 'refill').error).toEqual({
      code: -4008,
      message: 'water is pinned at 10; let go with stimulate {"water":null}, then refill',
    });
    home.stimulate('coffee', { water: null });
    expect(home.prop('coffee', 'water')).toBe(10);
    home.call('coffee', 'refill');
    expect(home.prop('coffee', 'water')).toBe(1200);
  });
});
