import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

describe('a wireless switch', () => {
  it.each([
    [{}, 'single'],
    [{ kind: 'double' }, 'double'],
    [{ kind: 'long' }, 'long'],
  ])('pressed with %o sends the event click', (params, kind) => {
    const home = homeWith({ button: 'wireless-switch' });
    home.call('button', 'press', params);
    expect(home.entries('event')).toMatchObject([{ device: 'button', event: 'click', data: { kind } }]);
    expect(home.call('button', 'get_prop', ['last_click']).result).toEqual([kind]);
  });

  it('is what a scene waits for, and only for the kind that it names', () => {
    const scene = {
      trigger: { type: 'event' as const, device: 'button', event: 'click', where: { kind: 'double' } },
      actions: [{ device: 'lamp', method: 'toggle' }],
    };
    const home = homeWith({ button: 'wireless-switch', lamp: 'smart-bulb' }, { scenes: { scene } });
    home.call('button', 'press');
    expect(home.pass('1s').prop('lamp', 'power')).toBe('off');
    home.simulated.simulation.world.use('button', 'press_twice', undefined);
    home.simulated.bus.settle();
    expect(home.pass('1s').prop('lamp', 'power')).toBe('on');
  });

  it('is dead with an empty battery', () => {
    const home = homeWith({ button: 'wireless-switch' }, { given: { button: { battery: 0 } } });
    expect(home.call('button', 'press').error).toEqual({
      code: -4008,
      message: 'its battery is empty; put in a new one',
    });
    expect(home.entries('event')).toEqual([]);
  });
});
