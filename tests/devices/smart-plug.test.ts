import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

const plug = (initial = {}) => {
  return homeWith({ plug: { model: 'smart-plug', initial } }, { start: '2026-03-02T08:00:00+08:00' });
};

describe('a smart plug', () => {
  it('meters what goes through it', () => {
    const home = plug({ appliance: 'fan_heater' });
    const load = home.prop('plug', 'load') as number;
    expect(load).toBeGreaterThan(1_900);
    expect(load).toBeLessThan(2_100);
    home.pass('3h').set('plug', { power: 'off' });
    const energy = home.prop('plug', 'energy') as number;
    expect(energy).toBeGreaterThan(5.7);
    expect(energy).toBeLessThan(6.3);
    expect(home.prop('plug', 'load')).toBe(0);
    expect(home.pass('3h').prop('plug', 'energy')).toBe(energy);
    home.call('plug', 'reset_energy');
    expect(home.prop('plug', 'energy')).toBe(0);
  });

  it('lets a fridge come and go', () => {
    const home = plug({ appliance: 'fridge' });
    home.pass('2h');
    const loads = home.history('plug', 'load').map((line) => Number(line.split(' ')[1]) > 50);
    expect(loads).toEqual([true, false, true, false, true, false]);
  });

  it('says when the washing is done', () => {
    const home = plug({ appliance: 'washing_machine' });
    home.pass('65m');
    expect(home.entries('event')).toEqual([]);
    home.pass('2m');
    expect(home.entries('event')).toMatchObject([{ event: 'finished' }]);
  });

  it('switches off when it carries too much', () => {
    const home = plug({ appliance: 'lamp' });
    home.stimulate('plug', { load: 4_000 });
    expect(home.prop('plug', 'power')).toBe('off');
    expect(home.entries('event')).toMatchObject([{ event: 'overload', data: { load: 4_000 } }]);
  });

  it('toggles', () => {
    const home = plug({ appliance: 'lamp' });
    home.call('plug', 'toggle');
    expect(home.published('plug')).toMatchObject({ power: 'off', load: 0 });
    home.call('plug', 'toggle');
    expect(home.prop('plug', 'load')).toBeGreaterThan(30);
  });
});
