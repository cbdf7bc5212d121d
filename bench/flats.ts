import { type Home, homeSchema } from '../src/core/home.ts';
import { type Scene, sceneSchema } from '../src/core/scene/schema.ts';

/** A flat has so many devices, one person, and three scenes. */
export const devicesPerFlat = 10;

/**
 * A home of very many devices: flats that are all alike, with a person in each. What a device does (its sensors, its
 * room, its commands, the scenes that watch it) is the same however many flats there are.
 */
export function flats(count: number): { home: Home; scenes: ReadonlyMap<string, Scene> } {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const home = homeSchema.parse({
    name: `${count} flats`,
    location: { latitude: 31.23, longitude: 121.47, timezone: 'Asia/Shanghai' },
    rooms: numbers.flatMap((n) => [`bedroom_${n}`, `living_${n}`]),
    floor_plan: Object.fromEntries(numbers.map((n) => [`bedroom_${n}`, { beside: [`living_${n}`] }])),
    devices: Object.fromEntries(numbers.flatMap(devicesOf)),
    residents: Object.fromEntries(numbers.map((n) => [`person_${n}`, { day: dayOf(n) }])),
  });
  return { home, scenes: new Map(numbers.flatMap(scenesOf)) };
}

function devicesOf(n: number) {
  const [bedroom, living] = [`bedroom_${n}`, `living_${n}`];
  return [
    [`curtain_${n}`, { model: 'curtain', room: bedroom, link: 'zigbee' }],
    [`motion_${n}`, { model: 'motion-sensor', room: bedroom, link: 'ble_mesh' }],
    [
      `window_${n}`,
      { model: 'door-sensor', room: bedroom, link: 'zigbee', initial: { mounted_on: 'window' } },
    ],
    [`heater_${n}`, { model: 'heater', room: bedroom, initial: { power: 'on', target_temperature: 18.5 } }],
    [`climate_${n}`, { model: 'climate-sensor', room: bedroom, link: 'ble_mesh' }],
    [`air_${n}`, { model: 'air-monitor', room: living }],
    [`purifier_${n}`, { model: 'air-purifier', room: living, initial: { power: 'on' } }],
    [`light_${n}`, { model: 'smart-bulb', room: living, link: 'zigbee' }],
    [`lux_${n}`, { model: 'light-sensor', room: living, link: 'zigbee' }],
    [`plug_${n}`, { model: 'smart-plug', room: living }],
  ] as const;
}

function dayOf(n: number) {
  return [
    { at: '06:30', vary: '20m', room: `bedroom_${n}`, doing: 'busy', uses: { [`window_${n}`]: 'open' } },
    { at: '06:55', vary: '5m', room: `living_${n}`, doing: 'eating' },
    { at: '07:20', vary: '15m', room: `bedroom_${n}`, doing: 'busy', uses: { [`window_${n}`]: 'close' } },
    { at: '07:50', vary: '5m', room: `living_${n}`, doing: 'working' },
    { at: '22:30', vary: '30m', room: `bedroom_${n}`, asleep: true },
  ];
}

function scenesOf(n: number): [string, Scene][] {
  const scene = (name: string, definition: unknown): [string, Scene] => [
    `${name}-${n}`,
    sceneSchema.parse(definition),
  ];
  return [
    scene('morning', {
      trigger: { type: 'time', value: '07:00' },
      actions: [{ device: `curtain_${n}`, method: 'open' }],
    }),
    scene('window', {
      trigger: { type: 'property', device: `window_${n}`, prop: 'open', changed: true },
      actions: [{ device: `heater_${n}`, set: { target_temperature: 16 } }],
    }),
    scene('light', {
      trigger: { type: 'property', device: `motion_${n}`, prop: 'detected', value: true },
      conditions: [{ device: `lux_${n}`, prop: 'illuminance', below: 40 }],
      actions: [{ device: `light_${n}`, set: { power: 'on' } }],
    }),
  ];
}
