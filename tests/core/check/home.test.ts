import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { checkHome } from '../../../src/core/check/index.ts';
import { homeSchema } from '../../../src/core/home.ts';
import { models } from './samples.ts';

type HomeInput = z.input<typeof homeSchema>;

function findings(home: Partial<HomeInput>): string[] {
  const whole = homeSchema.parse({
    name: 'Test home',
    location: { latitude: 0, longitude: 0, timezone: 'UTC' },
    rooms: ['bedroom', 'living_room'],
    devices: {},
    ...home,
  });
  return checkHome(whole, models).map(({ path, message, at }) => {
    return `${path.join('.')}${at === 'key' ? '^' : ''}: ${message}`;
  });
}

const onId = (id: string) => findings({ devices: { [id]: { model: 'sensor' } } });
const onDevice = (device: HomeInput['devices'][string]) => findings({ devices: { it: device } });

describe('checkHome', () => {
  it('has nothing to say about a home that makes sense', () => {
    const home: Partial<HomeInput> = {
      devices: {
        air_purifier: {
          model: 'purifier',
          room: 'bedroom',
          initial: { pm2_5: 48, mode: 'sleep', secret: 'sesame' },
        },
        'lamp-2': { model: 'sensor' },
        radio: { simulated: false, room: 'living_room' },
        tv: { simulated: false, model: 'phone' },
      },
      residents: {
        lin: {
          day: [
            { at: '07:00', room: 'bedroom' },
            { at: '08:00', room: 'away' },
          ],
        },
      },
    };
    expect(findings(home)).toEqual([]);
  });

  const rule = 'it begins with a small letter and goes on with at most 63 of a-z, 0-9, _ and -';
  it.each([
    ['a+b', 'MQTT would misread +, which stands for any one level of a topic. a_b would do'],
    [
      'lamp#1',
      'MQTT would misread #, which stands for all the levels of a topic that follow. lamp_1 would do',
    ],
    ['hall/lamp', 'MQTT would misread /, which parts the levels of a topic. hall_lamp would do'],
    ['#', 'MQTT would misread #, which stands for all the levels of a topic that follow'],
    ['Lamp', `${rule}. lamp would do`],
    ['1lamp', `${rule}. lamp would do`],
    ['große lampe', `${rule}. gro_e_lampe would do`],
    ['лампа', rule],
    ['', rule],
    [`l${'o'.repeat(64)}ng`, `${rule}. l${'o'.repeat(63)} would do`],
  ])('refuses a device called %j', (id, why) => {
    const shown = /^[\w.-]{1,64}$/.test(id)
      ? id
      : JSON.stringify(id.length > 64 ? `${id.slice(0, 61)}...` : id);
    expect(onId(id)).toEqual([`devices.${id}^: a device cannot be called ${shown}: ${why}`]);
  });

  it.each(['scenes', 'clock'])('refuses a device called %s, because the topics have that already', (id) => {
    expect(onId(id)).toEqual([
      `devices.${id}^: a device cannot be called ${id}: millet/${id} is a topic with a meaning of its own`,
    ]);
  });

  it.each<[string, HomeInput['devices'][string], string[]]>([
    [
      'a misspelt model',
      { model: 'curtian' },
      ['devices.it.model: there is no model curtian. Did you mean curtain?'],
    ],
    [
      'a model like no other',
      { model: 'toaster' },
      ['devices.it.model: there is no model toaster; there are curtain, phone, purifier or sensor'],
    ],
    [
      'no model',
      {},
      [
        'devices.it^: it needs a model: curtain, phone, purifier or sensor. A real device says simulated: false instead',
      ],
    ],
    [
      'a misspelt room',
      { model: 'sensor', room: 'bedrom' },
      ['devices.it.room: there is no room bedrom. Did you mean bedroom?'],
    ],
    [
      'a room like no other',
      { simulated: false, room: 'garage' },
      ['devices.it.room: there is no room garage; rooms has bedroom or living_room'],
    ],
    [
      'a device that is away',
      { model: 'sensor', room: 'away' },
      ['devices.it.room: there is no room away; rooms has bedroom or living_room'],
    ],
    [
      'each mistake in what it begins with',
      { model: 'purifier', initial: { level: 15, mode: 'atuo', lvel: 3, power: true } },
      [
        'devices.it.initial.level: it.level takes an integer from 0 to 14, got 15',
        'devices.it.initial.mode: it has no mode "atuo"; it takes auto, sleep or favorite. Did you mean auto?',
        'devices.it.initial.lvel^: it has no property lvel. Did you mean level?',
        'devices.it.initial.power: it.power takes on or off, got true. Did you mean on?',
      ],
    ],
  ])('finds %s', (_title, device, expected) => {
    expect(onDevice(device)).toEqual(expected);
  });

  it('tells how a home gets rooms', () => {
    expect(findings({ rooms: [], devices: { it: { model: 'sensor', room: 'hall' } } })).toEqual([
      'devices.it.room: there is no room hall: rooms: [hall] at the top of the file would make it one',
    ]);
  });

  it('finds rooms where residents cannot be', () => {
    const day = [
      { at: '07:00', room: 'bedrom' },
      { at: '08:00', room: 'awya' },
      { at: '09:00', room: 'away' },
    ];
    expect(findings({ residents: { lin: { day } } })).toEqual([
      'residents.lin.day.0.room: there is no room bedrom. Did you mean bedroom?',
      'residents.lin.day.1.room: there is no room awya. Did you mean away?',
    ]);
  });

  it('finds rooms that are there twice, or not at all', () => {
    expect(findings({ rooms: ['hall', 'away', 'hall'] })).toEqual([
      'rooms.1: a room cannot be called away: that is where people are who are out',
      'rooms.2: the room hall is there twice',
    ]);
  });
});
