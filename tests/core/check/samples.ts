import type { SceneEnv } from '../../../src/core/check/index.ts';
import { type DeviceModel, defineDevice } from '../../../src/core/device/index.ts';
import { type Home, homeSchema } from '../../../src/core/home.ts';

const purifier = defineDevice({
  model: 'purifier',
  title: 'Purifier',
  properties: {
    power: { type: 'enum', values: ['on', 'off'], access: 'rwn', initial: 'off' },
    mode: { type: 'enum', values: ['auto', 'sleep', 'favorite'], access: 'rwn', initial: 'auto' },
    level: { type: 'integer', range: [0, 14], access: 'rwn', initial: 0 },
    pm2_5: { type: 'integer', range: [0, 600], unit: 'ug/m3', access: 'rn', initial: 10, reading: true },
    fan_speed: { type: 'number', range: [0, 2200], access: 'rn', initial: 0 },
    secret: { type: 'string', maxLength: 8, access: 'w', initial: '' },
  },
  actions: {
    set_mode: {
      params: { mode: { type: 'enum', values: ['auto', 'sleep', 'favorite'] } },
      run: (self, { mode }) => self.set({ mode }),
    },
    toggle: { run: () => {} },
  },
});

const curtain = defineDevice({
  model: 'curtain',
  title: 'Curtain',
  properties: { position: { type: 'integer', range: [0, 100], access: 'rwn', initial: 0 } },
  actions: {
    open: { params: { percent: { type: 'integer', range: [0, 100], default: 100 } }, run: () => {} },
    close: { run: () => {} },
  },
});

const sensor = defineDevice({
  model: 'sensor',
  title: 'Sensor',
  properties: { detected: { type: 'boolean', access: 'rn', initial: false, reading: true } },
  events: {
    motion: {},
    click: {
      data: {
        kind: { type: 'enum', values: ['single', 'double'] },
        count: { type: 'integer', range: [1, 9] },
      },
    },
  },
});

const phone = defineDevice({
  model: 'phone',
  title: 'Phone',
  properties: { messages: { type: 'integer', range: [0, 99], access: 'rn', initial: 0 } },
  actions: { notify: { params: { text: { type: 'string' } }, run: () => {} } },
});

/** Devices for tests of the checks; what the article's models are like does not matter here. */
export const models: ReadonlyMap<string, DeviceModel> = new Map(
  [purifier, curtain, sensor, phone].map((model) => [model.model, model]),
);

const home: Home = homeSchema.parse({
  name: 'Test home',
  location: { latitude: 31.23, longitude: 121.47, timezone: 'Asia/Shanghai' },
  rooms: ['hall'],
  devices: {
    air_purifier: { model: 'purifier' },
    smart_curtain: { model: 'curtain' },
    motion_sensor: { model: 'sensor' },
    phone: { model: 'phone' },
    radio: { simulated: false },
  },
});

/** The surroundings of a scene called `this-scene`. */
export const env: SceneEnv = {
  home,
  models,
  scenes: new Set(['this-scene', 'good-night', 'lights-out']),
  self: 'this-scene',
};
