import { MemoryBus } from '../src/core/bus/memory.ts';
import { Payload } from '../src/core/bus/payload.ts';
import { Clock } from '../src/core/clock.ts';
import { defineDevice } from '../src/core/device/index.ts';
import { homeSchema } from '../src/core/home.ts';
import { type Scene, sceneSchema } from '../src/core/scene/schema.ts';
import { SimulatedHome } from '../src/core/simulated-home.ts';
import { median, report, show, timed } from './report.ts';

/** The clock and the memory bus: beside an empty loop, which is the limit of any. */
export function benchClockAndBus(): boolean {
  const clockRates = repeat(() => clockRate(1_000_000));
  const busRates = repeat(() => busRate(200_000));
  const empty = repeat(() => emptyLoopRate(1_000_000));
  const beside = `an empty loop of calls: ${show(median(empty))}`;
  return [
    report({
      name: 'clock',
      value: median(clockRates),
      unit: 'entries/s',
      limit: { least: 1_000_000 },
      beside,
    }),
    report({
      name: 'memory bus',
      value: median(busRates),
      unit: 'deliveries/s',
      limit: { least: 300_000 },
      beside,
    }),
  ].every(Boolean);
}

/** From a property change to its decision, with 10,000 scenes loaded of which one is concerned, and with 10. */
export function benchScenes(): boolean {
  const few = new DecisionBench(10);
  const many = new DecisionBench(10_000);
  const ratios: number[] = [];
  const costs: number[] = [];
  for (let round = 0; round < 15; round++) {
    // In turn, so that a machine whose speed drifts slows both.
    const cost = few.secondsPerDecision(2_000);
    costs.push(cost);
    ratios.push(many.secondsPerDecision(2_000) / cost);
  }
  return report({
    name: 'decision with 10,000 scenes, against 10',
    value: median(ratios.slice(3)),
    unit: 'times',
    limit: { most: 1.2 },
    beside: `${show(median(costs) * 1e6)} us with 10`,
  });
}

/** Entries that each schedule the next, as behaviour does, with a thousand others waiting. */
function clockRate(count: number): number {
  const clock = new Clock(0);
  let left = count;
  const again = (): void => {
    if (--left > 0) clock.schedule(clock.now + (left % 1000), again);
  };
  for (let index = 0; index < 1000; index++) clock.schedule(index, again);
  const seconds = timed(() => {
    while (left > 0) clock.step();
  });
  return count / seconds;
}

function busRate(count: number): number {
  const bus = new MemoryBus();
  let delivered = 0;
  for (let index = 0; index < 20; index++) {
    bus.connect(`device-${index}`).subscribe(`millet/device-${index}/rpc`, () => {
      delivered++;
    });
  }
  const engine = bus.connect('engine');
  engine.subscribe('millet/+/state', () => {
    delivered++;
  });
  bus.settle();
  const seconds = timed(() => {
    for (let index = 0; delivered < count; index++) {
      const topic = `millet/device-${index % 20}`;
      engine.publish(`${topic}/rpc`, Payload.of({ id: index, method: 'get_prop', params: ['power'] }));
      engine.publish(`${topic}/state`, Payload.of({ power: 'on', level: index }));
      bus.settle();
    }
  });
  return delivered / seconds;
}

function emptyLoopRate(count: number): number {
  let calls = 0;
  const call = (): void => {
    calls++;
  };
  const seconds = timed(() => {
    for (let index = 0; index < count; index++) call();
  });
  return calls / seconds;
}

const sensor = defineDevice({
  model: 'sensor',
  title: 'Sensor',
  properties: { level: { type: 'integer', range: [0, 1_000_000], access: 'rwn', initial: 0 } },
});

/** A home in which `scenes` scenes watch as many devices, and one device changes. */
class DecisionBench {
  readonly #home: SimulatedHome;
  #level = 0;
  decisions = 0;

  constructor(scenes: number) {
    const ids = Array.from({ length: scenes }, (_, index) => `sensor-${index}`);
    const home = homeSchema.parse({
      name: 'Bench',
      location: { latitude: 0, longitude: 0, timezone: 'UTC' },
      devices: Object.fromEntries(ids.map((id) => [id, { model: 'sensor', latency: '0s' }])),
    });
    const sceneFor = (device: string): Scene => {
      return sceneSchema.parse({
        trigger: [
          { type: 'property', device, prop: 'level', changed: true },
          { type: 'sun', value: 'sunset' },
          { type: 'scene', scene: `scene-${device}`, value: 'failed' },
          { type: 'message', topic: `bench/${device}` },
          { type: 'start' },
        ],
        conditions: [{ device, prop: 'level', below: 0 }],
        actions: [{ notify: 'never' }],
        // From the start on, each of them waits for something.
        otherwise: [{ wait_until: { device, prop: 'level', value: -1 } }],
        mode: 'single',
      });
    };
    this.#home = new SimulatedHome({
      home,
      models: new Map([['sensor', sensor]]),
      scenes: new Map(ids.map((id) => [`scene-${id}`, sceneFor(id)])),
      start: 0,
      seed: 1,
      sinks: [(entry) => entry.kind === 'run_end' && this.decisions++],
    });
    this.#home.start();
    this.#home.advanceTo(1000);
  }

  secondsPerDecision(count: number): number {
    const before = this.decisions;
    const { clock } = this.#home.simulation;
    const seconds = timed(() => {
      for (let index = 0; index < count; index++) {
        const payload = `{"level":${++this.#level % 1_000_000}}`;
        this.#home.input(clock.now, { type: 'message', topic: 'millet/sensor-7/set', payload });
      }
    });
    if (this.decisions - before !== count)
      throw new Error(`expected ${count} decisions, got ${this.decisions - before}`);
    return seconds / count;
  }
}

/** Some rounds to warm up, then some that count. */
function repeat(measure: () => number): number[] {
  for (let round = 0; round < 2; round++) measure();
  return Array.from({ length: 7 }, measure);
}
