import { describe, expect, it } from 'vitest';
import { fires, nearly, reasons, sceneHome, times } from './parts.ts';

const goesOffline = { type: 'availability', device: 'lamp', value: 'offline' } as const;
const comesOnline = { type: 'availability', device: 'lamp', value: 'online' } as const;

describe('an availability trigger', () => {
  it('fires when the device goes, or comes back', () => {
    const home = sceneHome({ gone: fires(goesOffline), back: fires(comesOnline) });
    home.at('07:00').send('lamp/availability', 'offline');
    home.at('07:01').send('lamp/availability', 'online');
    expect(times(home, 'gone')).toEqual(['07:00:00.000']);
    expect(times(home, 'back')).toEqual(['07:01:00.000']);
    expect(reasons(home, 'gone')).toEqual(['lamp went offline']);
  });

  it('does not fire because the home started, or because a device says the same again', () => {
    const home = sceneHome({ gone: fires(goesOffline), back: fires(comesOnline) });
    home.send('lamp/availability', 'online').pass('1h');
    home.send('lamp/availability', 'offline').send('lamp/availability', 'offline');
    expect(times(home, 'back')).toEqual([]);
    expect(times(home, 'gone')).toEqual(['07:58:00.000']);
  });

  it('does not fire when a device is heard for the first time', () => {
    const home = sceneHome({
      scene: fires({ ...comesOnline, device: 'meter' }),
      gone: fires({ ...goesOffline, device: 'other' }),
    });
    home.send('meter/availability', 'online').send('other/availability', 'offline');
    expect(home.entries('run')).toEqual([]);
  });

  it('waits for as long as its for says', () => {
    const home = sceneHome({ scene: fires({ ...goesOffline, for: '1m' }) });
    home.at('07:00').send('lamp/availability', 'offline');
    home.at('07:00:30').send('lamp/availability', 'online');
    home.at('07:10').send('lamp/availability', 'offline');
    expect(times(home.at('08:00'))).toEqual(['07:11:00.000']);
    expect(nearly(home)).toEqual([
      'lamp went offline; fires if it stays so for 1m',
      'lamp went online after 30s of 1m',
      'lamp went offline; fires if it stays so for 1m',
    ]);
  });

  it('shares the order of ids with the property triggers that see the same device come back', () => {
    const home = sceneHome({
      c: fires({ type: 'property', device: 'lamp', prop: 'level', above: 1 }),
      b: fires(comesOnline),
      a: fires({ type: 'property', device: 'lamp', prop: 'power', value: 'on' }),
    });
    home.send('lamp/availability', 'offline').set('lamp', { level: 5, power: 'on' });
    home.send('lamp/availability', 'online');
    expect(home.entries('run').map(({ scene }) => scene)).toEqual(['a', 'b', 'c']);
  });
});
