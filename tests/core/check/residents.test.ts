import { describe, expect, it } from 'vitest';
import { checkHome } from '../../../src/core/check/index.ts';
import { homeSchema } from '../../../src/core/home.ts';
import { models } from '../../models.ts';

function findings(change: Record<string, unknown>): string[] {
  const home = homeSchema.parse({
    name: 'x',
    location: { latitude: 0, longitude: 0, timezone: 'UTC' },
    rooms: ['kitchen', 'hall'],
    devices: { kettle: { model: 'kettle' }, phone: { model: 'phone' }, light: { model: 'light-sensor' } },
    ...change,
  });
  return checkHome(home, models).map(
    ({ path, message }) => `${path.join('.')}: ${message.replace(/\.$/, '')}`,
  );
}

const lin = (change: Record<string, unknown>) => ({
  residents: { lin: { day: [{ at: '07:00', room: 'hall' }], ...change } },
});
const move = (change: Record<string, unknown>) => lin({ day: [{ at: '07:00', room: 'hall', ...change }] });

describe('what is wrong with residents and rooms', () => {
  it('is nothing in a home that is right', () => {
    expect(
      findings({
        entrance: 'hall',
        floor_plan: { hall: { beside: ['kitchen'] } },
        ...lin({ has: ['phone'], day: [{ at: '07:00', room: 'kitchen', uses: { kettle: 'boil' } }] }),
      }),
    ).toEqual([]);
  });

  it.each([
    [{ entrance: 'hal' }, 'entrance: there is no room hal. Did you mean hall?'],
    [{ floor_plan: { hal: {} } }, 'floor_plan.hal: there is no room hal. Did you mean hall?'],
    [
      { floor_plan: { hall: { beside: ['kitchn'] } } },
      'floor_plan.hall.beside.0: there is no room kitchn. Did you mean kitchen?',
    ],
    [lin({ has: ['phon'] }), 'residents.lin.has.0: home.yaml has no device phon. Did you mean phone?'],
    [lin({ has: ['kettle'] }), 'residents.lin.has.0: kettle stays where it is: a kettle goes with nobody'],
    [
      move({ takes: ['light'] }),
      'residents.lin.day.0.takes.0: light stays where it is: a light-sensor goes with nobody',
    ],
    [
      move({ uses: { kettel: 'boil' } }),
      'residents.lin.day.0.uses.kettel: home.yaml has no device kettel. Did you mean kettle?',
    ],
    [
      move({ uses: { kettle: 'boyl' } }),
      'residents.lin.day.0.uses.kettle: nobody can boyl kettle by hand. Did you mean boil?',
    ],
    [
      move({ uses: { light: 'press' } }),
      'residents.lin.day.0.uses.light: nobody can press light by hand; a light-sensor has nothing for hands',
    ],
  ])('%o', (change, message) => {
    expect(findings(change)).toEqual([message]);
  });
});
