import type { DeviceCard, PersonState } from '../../web/api.ts';
import { shownWorld } from '../live/moment.ts';
import { DeviceMark } from './device-mark.tsx';
import { PersonMark } from './person-mark.tsx';
import { mark } from './plan.ts';

interface OutsideProps {
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Those that stand in no room: phones, the car. */
  readonly devices: readonly DeviceCard[];
  readonly away: readonly PersonState[];
}

const markWidth = 136;

/** Before the house: the weather, whoever is away, and what people take along. */
export function Outside({ y, width, height, devices, away }: OutsideProps) {
  const world = shownWorld();
  const weather = world ? `${Math.round(world.temperature)} °C, ${world.sky ?? 'sky unknown'}` : '';
  const fits = Math.max(0, Math.floor((width - 200 - away.length * 76) / (markWidth + mark.gap)));
  const shown = devices.slice(0, fits);
  const from = width - 12 - shown.length * (markWidth + mark.gap);
  const markHeight = Math.min(mark.namedHeight, height - 7);
  return (
    <g transform={`translate(0 ${y})`} role="group" aria-label="Outside">
      <text class="outside" x="14" y={height / 2 + 6}>
        {weather}
      </text>
      {away.map((person, index) => (
        <g key={person.name} transform={`translate(${from - (away.length - index) * 76} ${height / 2 - 12})`}>
          <PersonMark person={person} />
        </g>
      ))}
      {shown.map((device, index) => (
        <DeviceMark
          key={device.id}
          device={device}
          box={{
            x: from + index * (markWidth + mark.gap),
            y: (height - markHeight) / 2,
            width: markWidth,
            height: markHeight,
          }}
        />
      ))}
    </g>
  );
}
