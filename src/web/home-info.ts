import { describeDevice } from '../core/device/info.ts';
import type { DeviceModel } from '../core/device/model.ts';
import type { Home, HomeDevice } from '../core/home.ts';
import type { DeviceCard, HomeInfo, RoomInfo } from './api.ts';

/** What a room is like of which the home file says nothing; the same as in the simulated world. */
const typicalRoom = { area: 20, windows: 3 };

/** What the page must know of a home before it can draw it. */
export function describeHome(
  home: Home,
  models: ReadonlyMap<string, DeviceModel>,
  session: Pick<HomeInfo, 'prefix' | 'broker' | 'seed' | 'start' | 'version'>,
): HomeInfo {
  const { latitude, longitude, timezone } = home.location;
  return {
    name: home.name,
    location: { latitude, longitude, timezone },
    rooms: describeRooms(home),
    entrance: home.entrance ?? null,
    devices: Object.entries(home.devices).map(([id, device]) => describeCard(id, device, models)),
    residents: Object.entries(home.residents ?? {}).map(([name, { has = [] }]) => ({ name, has })),
    ...session,
  };
}

/**
 * The same as JSON. What a model can do is written once and then repeated: of a thousand devices, nearly all of the text
 * is that.
 */
export function homeJson({ devices, ...home }: HomeInfo): string {
  const abilities = new Map<string | null, string>();
  const cards = devices.map(({ properties, actions, events, ...own }) => {
    let text = abilities.get(own.model);
    if (text === undefined) {
      text = JSON.stringify({ properties, actions, events });
      abilities.set(own.model, text);
    }
    return joined(JSON.stringify(own), text);
  });
  return joined(JSON.stringify(home), `{"devices":[${cards.join(',')}]}`);
}

/** Two objects as one; neither is empty. */
function joined(one: string, other: string): string {
  return `${one.slice(0, -1)},${other.slice(1)}`;
}

function describeRooms({ rooms, floor_plan = {} }: Home): RoomInfo[] {
  return rooms.map((name) => {
    const { area, windows } = { ...typicalRoom, ...floor_plan[name] };
    const beside = rooms.filter((other) => {
      return (
        other !== name &&
        (floor_plan[name]?.beside?.includes(other) || floor_plan[other]?.beside?.includes(name))
      );
    });
    return { name, area, windows, beside };
  });
}

function describeCard(id: string, device: HomeDevice, models: ReadonlyMap<string, DeviceModel>): DeviceCard {
  const { room, link = 'wifi', simulated = true } = device;
  const name = device.name ?? id;
  const model = device.model === undefined ? undefined : models.get(device.model);
  if (!model) {
    const nothing = { model: device.model ?? null, title: null, properties: {}, actions: {}, events: {} };
    return { id, name, room: room ?? null, link, simulated, ...nothing };
  }
  const info = describeDevice({ id, name, room, link, latencyMs: undefined }, model);
  return { id, simulated, ...info, room: room ?? null };
}
