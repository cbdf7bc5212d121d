import { Outdoors } from '../../core/world/outdoors.ts';
import type { DeviceState, FaultState, HomeState, PersonState, PropState, WorldState } from '../api.ts';
import type { DeviceHistory, History } from './history.ts';
import type { Series } from './series.ts';

/** The whole home as it was at `time`, after all that happened at that instant. */
export function stateAt(history: History, time: number, live: boolean): HomeState {
  const devices: Record<string, DeviceState> = {};
  for (const [id, device] of history.devices) devices[id] = deviceAt(device, time);
  return {
    time,
    seq: live ? history.end : history.first + history.indexAfter(time),
    live,
    devices,
    people: peopleAt(history, time),
    world: worldAt(history, time),
  };
}

export function deviceAt({ availability, faults, props }: DeviceHistory, time: number): DeviceState {
  const known: Record<string, PropState> = {};
  for (const [name, series] of props) {
    const index = series.indexAt(time);
    if (index >= 0) known[name] = propOf(series, index);
  }
  const said = availability.values[availability.indexAt(time)];
  return {
    availability: (said as DeviceState['availability'] | undefined) ?? null,
    props: known,
    faults: faultsAt(faults, time),
  };
}

function faultsAt(faults: Series, time: number): readonly FaultState[] {
  return (faults.values[faults.indexAt(time)] ?? []) as readonly FaultState[];
}

export function propOf(series: Series, index: number): PropState {
  return { value: series.values[index], since: series.times[index]!, seq: series.seqs[index]! };
}

export function peopleAt(history: History, time: number): PersonState[] {
  return [...history.people.values()].flatMap((series) => {
    const index = series.indexAt(time);
    if (index < 0) return [];
    return [{ ...(series.values[index] as Omit<PersonState, 'since'>), since: series.times[index]! }];
  });
}

/** Weather and sun are functions of seed, place and instant, so that they need not be written down. */
export function worldAt(history: History, time: number): WorldState {
  const { sky } = history;
  const outdoors = outdoorsOf(history);
  outdoors.update(time);
  const { temperature, humidity, pm2_5 } = outdoors.weather;
  const said = sky.values[sky.indexAt(time)];
  return {
    sun: round(outdoors.sun, 1),
    sky: typeof said === 'string' ? said : null,
    temperature: round(temperature, 1),
    humidity: round(humidity, 0),
    pm2_5: round(pm2_5, 0),
    illuminance: round(outdoors.illuminance, 0),
  };
}

function outdoorsOf(history: History): Outdoors {
  let outdoors = known.get(history);
  if (!outdoors) {
    const { seed, home } = history.start;
    outdoors = new Outdoors(seed, (home as { location: { latitude: number; longitude: number } }).location);
    known.set(history, outdoors);
  }
  return outdoors;
}

const known = new WeakMap<History, Outdoors>();

function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor + 0;
}
