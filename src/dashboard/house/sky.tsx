import { skyColours } from './sky-colours.ts';

/** Where stars stand: spread by the golden ratio, the same in each picture. */
const stars = Array.from({ length: 60 }, (_, index) => ({
  x: (index * 0.618_034) % 1,
  y: ((index * 0.754_877) % 1) ** 1.4,
  size: 0.6 + ((index * 0.569_84) % 1) * 1.1,
}));

export interface SkyProps {
  readonly width: number;
  readonly height: number;
  /** The sun's height in degrees. */
  readonly sun: number;
  /** From 0, clear, to 1, overcast. */
  readonly cloud: number;
  /** How much of the local day has passed, 0 to 1. */
  readonly dayShare: number;
}

/** Sky, stars, sun or moon, clouds: the hour at a glance. */
export function Sky({ width, height, sun, cloud, dayShare }: SkyProps) {
  const colours = skyColours(sun, cloud);
  const horizon = height * 0.72;
  return (
    <g class="sky" aria-hidden="true">
      <defs>
        <linearGradient id="sky-gradient" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color={colours.top} />
          <stop offset="1" stop-color={colours.bottom} />
        </linearGradient>
      </defs>
      <rect width={width} height={height} fill="url(#sky-gradient)" />
      <g opacity={colours.stars}>
        {stars.map(({ x, y, size }) => (
          <circle key={x} cx={x * width} cy={y * horizon} r={size} fill="#dfe9ff" />
        ))}
      </g>
      {sun > -6 ? (
        <circle
          class="sun"
          cx={orbit(dayShare, 0.25) * width}
          cy={horizon - (sun / 60) * horizon}
          r="22"
          fill="#ffe9b0"
          opacity={1 - cloud * 0.6}
        />
      ) : (
        <Moon x={orbit(dayShare, 0.75) * width} y={26 + horizon * 0.05} fill={colours.top} />
      )}
      {cloud > 0.25 && <Clouds width={width} cloud={cloud} dark={colours.daylight < 0.3} />}
    </g>
  );
}

function Moon({ x, y, fill }: { x: number; y: number; fill: string }) {
  return (
    <g>
      <circle cx={x} cy={y} r="15" fill="#e6ecf5" />
      <circle cx={x + 7} cy={y - 4} r="13" fill={fill} />
    </g>
  );
}

function Clouds({ width, cloud, dark }: { width: number; cloud: number; dark: boolean }) {
  const places = [0.08, 0.34, 0.62, 0.88].slice(0, Math.ceil(cloud * 4));
  return (
    <g fill={dark ? '#26324a' : '#f4f7fb'} opacity={dark ? 0.7 : 0.75}>
      {places.map((share, index) => (
        <g key={share} transform={`translate(${share * width} ${20 + (index % 2) * 14})`}>
          <ellipse rx="54" ry="12" />
          <ellipse cx="-18" cy="-8" rx="22" ry="14" />
          <ellipse cx="14" cy="-10" rx="28" ry="17" />
        </g>
      ))}
    </g>
  );
}

/** Across the picture from left to right in half a day, from `rise` (a share of the day) on. */
function orbit(dayShare: number, rise: number): number {
  return Math.min(0.97, Math.max(0.03, (((dayShare - rise + 1) % 1) / 0.5) * 0.94 + 0.03));
}
