import type { DeviceModel } from '../core/device/model.ts';
import type { Value } from '../core/device/value.ts';
import type { Home } from '../core/home.ts';
import type { Input } from '../core/journal.ts';
import type { TimedInput } from '../core/recording.ts';
import type { Scene } from '../core/scene/schema.ts';
import type { SimulationOptions } from '../core/simulation.ts';
import { Topics } from '../core/topics.ts';
import { momentOf } from './moments.ts';
import type { SceneTest, TestAction } from './schema.ts';

/** The home that tests are run in. */
export interface TestedHome {
  readonly home: Home;
  readonly models: ReadonlyMap<string, DeviceModel>;
  readonly scenes: ReadonlyMap<string, Scene>;
}

/** A test as a simulation: where it begins, what enters, and when it is over. */
export interface Plan {
  readonly options: SimulationOptions;
  /** In the order in which they enter. */
  readonly inputs: readonly (TimedInput & { readonly action: number })[];
  readonly until: number;
}

/** What a simulation needs to know of a test, which has been checked. */
export function planTest(test: SceneTest, { home, models, scenes }: TestedHome): Plan {
  const { timezone } = home.location;
  const start = momentOf(test.from, timezone, 0);
  const { seed = 1, given = {} } = test;
  const residents = test.residents !== 'off' && test.residents !== false;
  const inputs = (test.do ?? []).map((action, index) => {
    return { at: momentOf(action.at, timezone, start), input: inputOf(action, index), action: index };
  });
  return {
    options: {
      home,
      models,
      scenes,
      start,
      seed,
      given: given as Record<string, Record<string, Value>>,
      residents,
    },
    // A stable sort: those of one instant enter in the order in which they stand.
    inputs: inputs.sort((a, b) => a.at - b.at),
    until: momentOf(test.until, timezone, start),
  };
}

/** The id of the request that an action of a test sends. */
export function requestId(action: number): string {
  return `do-${action + 1}`;
}

const topics = new Topics('millet');

function inputOf(action: TestAction, index: number): Input {
  const message = (topic: string, payload: unknown): Input => {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload ?? '');
    return { type: 'message', topic, payload: text };
  };
  const request = (device: string, method: string, params: unknown): Input => {
    return message(topics.rpc(device), { id: requestId(index), method, params });
  };
  if ('set' in action) return request(action.device, 'set_prop', action.set);
  if ('stimulate' in action) return request(action.device, 'stimulate', action.stimulate);
  if ('method' in action) return request(action.device, action.method, action.params ?? {});
  if ('fault' in action) return message(topics.fault(action.device), action.fault);
  if ('scene' in action) return message(topics.run(action.scene), '');
  const { topic, payload } = action.message;
  return message(topic, payload ?? '');
}
