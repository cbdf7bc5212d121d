import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

const start = '2026-03-02T07:00:00+08:00';

describe('a door sensor', () => {
  it('sees the door open and close when somebody goes through', () => {
    const home = homeWith({ door: 'door-sensor' }, { start });
    const { world } = home.simulated.simulation;
    world.pass('room', undefined);
    home.pass('1m');
    const opened = home.history('door', 'open');
    expect(opened[0]).toBe('07:00:00.000 false');
    expect(opened[1]).toBe('07:00:00.000 true');
    expect(opened[2]).toMatch(/^07:00:(0[4-9]|1[0-2])\.\d{3} false$/);
    expect(home.entries('event').map(({ event }) => event)).toEqual(['opened', 'closed']);
  });

  it('on a window is not what people go through, but lets the air in', () => {
    const home = homeWith(
      {
        window: { model: 'door-sensor', initial: { mounted_on: 'window' } },
        climate: 'climate-sensor',
      },
      { start },
    );
    const { world } = home.simulated.simulation;
    world.pass('room', undefined);
    expect(home.pass('1m').prop('window', 'open')).toBe(false);
    const before = home.prop('climate', 'temperature') as number;
    world.use('window', 'open', undefined);
    expect(home.pass('2h').prop('climate', 'temperature')).toBeLessThan(before - 1);
    world.use('window', 'close', undefined);
    expect(home.prop('window', 'open')).toBe(false);
  });

  it('can be pinned, and says so with its event', () => {
    const home = homeWith({ door: 'door-sensor' }, { start });
    home.stimulate('door', { open: true });
    home.simulated.simulation.world.pass('room', undefined);
    expect(home.pass('1m').prop('door', 'open')).toBe(true);
    expect(home.entries('event')).toMatchObject([{ event: 'opened' }]);
  });
});
