import type { DeviceCard, PersonState } from '../../web/api.ts';
import { shownState } from '../live/moment.ts';
import { DeviceMark } from './device-mark.tsx';
import { PersonMark } from './person-mark.tsx';
import { type PlacedRoom, placeMark } from './plan.ts';
import type { SkyColours } from './sky-colours.ts';
import { HouseWindow, windowSize } from './window.tsx';

interface RoomProps {
  readonly room: PlacedRoom;
  readonly title: string;
  readonly hasWindow: boolean;
  readonly devices: readonly DeviceCard[];
  readonly people: readonly PersonState[];
  readonly colours: SkyColours;
}

/** A room: lit by its lamps and by what its curtain lets in, with its people and devices. */
export function HouseRoom({ room, title, hasWindow, devices, people, colours }: RoomProps) {
  const open = curtainOpening(devices);
  const lamps = lampLight(devices);
  const daylight = hasWindow ? colours.daylight * (open ?? 1) : colours.daylight * 0.4;
  const rest = devices.length - room.shown;
  const windowWidth = Math.min(windowSize.width, room.width - title.length * 12 - 34);
  return (
    <g class="room" transform={`translate(${room.x} ${room.y})`} role="group" aria-label={title}>
      <rect class="room-back" width={room.width} height={room.height} rx="3" />
      <rect
        class="room-day"
        width={room.width}
        height={room.height}
        rx="3"
        style={{ opacity: daylight * 0.8 }}
      />
      <rect
        class="room-lamp"
        width={room.width}
        height={room.height}
        rx="3"
        style={{ opacity: lamps * 0.8 }}
      />
      <text class="room-name" x="12" y={room.header - 34}>
        {title}
      </text>
      {hasWindow && windowWidth >= 40 && (
        <g transform={`translate(${room.width - windowWidth - 10} ${room.header - 51})`}>
          <HouseWindow colours={colours} open={open} width={windowWidth} />
        </g>
      )}
      {people.map((person, index) => (
        <g key={person.name} transform={`translate(${10 + index * 76} ${room.header - 27})`}>
          <PersonMark person={person} />
        </g>
      ))}
      {devices.slice(0, rest > 0 ? room.shown - 1 : room.shown).map((device, index) => (
        <DeviceMark key={device.id} device={device} room={room.name} box={placeMark(room, index)} />
      ))}
      {rest > 0 && <More room={room} count={rest + 1} />}
    </g>
  );
}

function More({ room, count }: { room: PlacedRoom; count: number }) {
  const { x, y, height } = placeMark(room, room.shown - 1);
  return (
    <text class="room-more" x={x + 8} y={y + height / 2 + 6}>
      + {count} more
    </text>
  );
}

/** How far the room's curtains are open, 0 to 1; `undefined` where it has none with a motor. */
function curtainOpening(devices: readonly DeviceCard[]): number | undefined {
  const positions = devices
    .filter(({ model }) => model === 'curtain')
    .map(({ id }) => shownState(id).props.position?.value)
    .filter((position) => typeof position === 'number');
  return positions.length === 0 ? undefined : Math.max(...positions) / 100;
}

/** How bright the room's lamps are, 0 to 1. */
function lampLight(devices: readonly DeviceCard[]): number {
  let light = 0;
  for (const { id, properties } of devices) {
    if (!('brightness' in properties)) continue;
    const { power, brightness } = shownState(id).props;
    if (power?.value === 'on') light = Math.max(light, Math.sqrt(Number(brightness?.value ?? 100) / 100));
  }
  return light;
}
