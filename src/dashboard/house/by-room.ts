import type { DeviceCard, HomeInfo } from '../../web/api.ts';

/** The devices of each room, in the home file's order; under null those that stand in none. */
export function devicesByRoom({ rooms, devices }: HomeInfo): Map<string | null, DeviceCard[]> {
  const groups = new Map<string | null, DeviceCard[]>();
  for (const { name } of rooms) groups.set(name, []);
  for (const device of devices) {
    const room = device.room !== null && groups.has(device.room) ? device.room : null;
    const group = groups.get(room);
    if (group) group.push(device);
    else groups.set(room, [device]);
  }
  return groups;
}
