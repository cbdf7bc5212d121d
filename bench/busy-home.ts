import { setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';
import { defineDevice } from '../src/core/device/index.ts';
import { homeSchema } from '../src/core/home.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import { startDashboard } from '../src/web/index.ts';
import { siteOf } from './site.ts';
import { TurnWatch } from './turns.ts';

/**
 * A process with a home of a thousand devices that change ten times a second, in step with real time, and with its page.
 * They speak on the memory bus: so many messages keep a broker busy, and what is measured here is the page.
 *
 * It says where the page is, and then answers each message with the longest turn since the last one, in milliseconds.
 */
const deviceCount = 1_000;
const roomCount = 20;
const changeMs = 100;
/** How often it does what is due, in milliseconds. */
const paceMs = 5;
const start = Date.parse('2026-03-02T07:00:00+08:00');

const ticker = defineDevice({
  model: 'ticker',
  title: 'Ticker',
  properties: {
    power: { type: 'enum', values: ['on', 'off'], access: 'rwn', initial: 'on' },
    level: { type: 'integer', range: [0, 100], access: 'rn', initial: 0 },
  },
  start(self) {
    const tick = (): void => {
      self.set({ level: (self.get('level') + 1) % 101 });
      self.after(changeMs, tick);
    };
    // Not all at one instant.
    self.after(self.random.integer(1, changeMs), tick);
  },
});

const rooms = Array.from({ length: roomCount }, (_, index) => `room_${index + 1}`);
const home = homeSchema.parse({
  name: 'A thousand devices',
  location: { latitude: 31, longitude: 121, timezone: 'Asia/Shanghai' },
  rooms,
  devices: Object.fromEntries(
    Array.from({ length: deviceCount }, (_, index) => {
      return [`ticker_${index}`, { model: 'ticker', room: rooms[index % roomCount], latency: '0s' }];
    }),
  ),
});
const options = { home, models: new Map([['ticker', ticker]]), scenes: new Map(), start, seed: 1 };
const simulated = new SimulatedHome(options);
const site = siteOf(simulated, options);
simulated.bus.connect('wire').subscribe('#', ({ topic, payload, retained }) => {
  const clientId = `millet-${topic.split('/')[1]}-1`;
  const packet = { clientId, topic, payload: Buffer.from(payload.text), qos: 0, retain: retained } as const;
  site.wire.push(packet, simulated.simulation.clock.now, site.history.end);
});
simulated.start();
const pageDir = fileURLToPath(new URL('../dashboard/', import.meta.url));
const dashboard = await startDashboard({ site, host: '127.0.0.1', port: 0, pageDir });
await dashboard.load();

const watch = new TurnWatch();
const began = performance.now();
setInterval(() => simulated.advanceTo(start + Math.floor(performance.now() - began)), paceMs);
process.on('message', () => process.send!(watch.take()));
process.on('disconnect', () => process.exit());
process.send!(dashboard.url);
