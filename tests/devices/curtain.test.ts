import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

const curtain = () => homeWith({ curtain: 'curtain' }, { start: '2026-03-02T07:00:00+08:00' });

describe('a curtain', () => {
  it('answers at once and opens in eight seconds, 5 % every 400 ms', () => {
    const home = curtain();
    expect(home.call('curtain', 'open')).toEqual({ id: 1, result: ['ok'] });
    expect(home.published('curtain')).toEqual({ position: 0, moving: 'opening', jammed: false });
    home.at('07:01');
    const positions = home.history('curtain', 'position').slice(1);
    expect(positions).toHaveLength(20);
    expect(positions.slice(0, 3)).toEqual(['07:00:00.400 5', '07:00:00.800 10', '07:00:01.200 15']);
    expect(positions.at(-1)).toBe('07:00:08.000 100');
    expect(home.history('curtain', 'moving')).toEqual([
      '07:00:00.000 stopped',
      '07:00:00.000 opening',
      '07:00:08.000 stopped',
    ]);
  });

  it('opens as far as it is told', () => {
    const home = curtain();
    home.call('curtain', 'open', { percent: 33 });
    home.at('07:01');
    expect(home.history('curtain', 'position').slice(-2)).toEqual(['07:00:02.400 30', '07:00:02.640 33']);
  });

  it('moves to a position that is set, and closes', () => {
    const home = curtain();
    home.set('curtain', { position: 40 });
    home.at('07:01');
    expect(home.prop('curtain', 'position')).toBe(40);
    home.call('curtain', 'close');
    expect(home.prop('curtain', 'moving')).toBe('closing');
    home.at('07:02');
    expect(home.history('curtain', 'position').at(-1)).toBe('07:01:03.200 0');
  });

  it('turns around from where it is, also between two reports', () => {
    const home = curtain();
    home.call('curtain', 'open');
    home.at('07:00:02.200').call('curtain', 'close');
    // 2.2 s of 8 s is 27.5 %.
    expect(home.published('curtain')).toEqual({ position: 28, moving: 'closing', jammed: false });
    home.at('07:01');
    expect(home.history('curtain', 'position').slice(-2)).toEqual(['07:00:04.200 3', '07:00:04.440 0']);
    expect(home.prop('curtain', 'moving')).toBe('stopped');
  });

  it('goes on in the same direction when the target changes on the way', () => {
    const home = curtain();
    home.call('curtain', 'open', { percent: 50 });
    home.at('07:00:02').call('curtain', 'open', { percent: 100 });
    home.at('07:01');
    expect(home.history('curtain', 'position').at(-1)).toBe('07:00:08.000 100');
    expect(home.history('curtain', 'moving')).toEqual([
      '07:00:00.000 stopped',
      '07:00:00.000 opening',
      '07:00:08.000 stopped',
    ]);
  });

  it('stops where it is, and stopping again is fine', () => {
    const home = curtain();
    home.call('curtain', 'open');
    home.at('07:00:03').call('curtain', 'stop');
    expect(home.published('curtain')).toEqual({ position: 38, moving: 'stopped', jammed: false });
    expect(home.call('curtain', 'stop')).toEqual({ id: 3, result: ['ok'] });
    home.at('07:01');
    expect(home.prop('curtain', 'position')).toBe(38);
  });

  it('does not move when it is where it shall be', () => {
    const home = curtain();
    expect(home.call('curtain', 'close').result).toEqual(['ok']);
    home.at('07:01');
    expect(home.history('curtain', 'moving')).toEqual(['07:00:00.000 stopped']);
  });

  it('stops when it jams, and refuses to move until it is free', () => {
    const home = curtain();
    home.call('curtain', 'open');
    home.at('07:00:04').stimulate('curtain', { jammed: true });
    expect(home.published('curtain')).toEqual({ position: 50, moving: 'stopped', jammed: true });
    const refusal = { code: -4008, message: 'the curtain is jammed at 50 %; free it, then try again' };
    expect(home.call('curtain', 'open').error).toEqual(refusal);
    expect(home.call('curtain', 'close').error).toEqual(refusal);
    expect(home.set('curtain', { position: 10 }).error).toEqual(refusal);
    expect(home.call('curtain', 'stop').result).toEqual(['ok']);
    home.at('07:01');
    expect(home.prop('curtain', 'position')).toBe(50);

    home.stimulate('curtain', { jammed: null });
    expect(home.published('curtain')).toEqual({ position: 50, moving: 'stopped', jammed: false });
    home.call('curtain', 'open');
    expect(home.at('07:01:04').prop('curtain', 'position')).toBe(100);
  });

  it('begins where the home file says', () => {
    const home = homeWith({ curtain: 'curtain' }, { given: { curtain: { position: 80 } } });
    home.call('curtain', 'open');
    expect(home.pass('1600ms').published('curtain')).toEqual({
      position: 100,
      moving: 'stopped',
      jammed: false,
    });
  });
});
