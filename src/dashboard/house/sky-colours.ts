/** What the sky looks like at a height of the sun: from night through dusk to day. */
export interface SkyColours {
  readonly top: string;
  readonly bottom: string;
  /** How well stars are seen, 0 to 1. */
  readonly stars: number;
  /** How much light comes in at a window, 0 to 1. */
  readonly daylight: number;
}

type Rgb = readonly [number, number, number];

/** By the sun's height in degrees: the colours above and at the horizon. The steps are those of the twilights. */
const table: readonly (readonly [
  altitude: number,
  top: Rgb,
  bottom: Rgb,
  stars: number,
  daylight: number,
])[] = [
  [-18, [5, 9, 22], [13, 22, 46], 1, 0],
  [-10, [12, 20, 46], [43, 42, 84], 0.8, 0.05],
  [-4, [31, 50, 98], [176, 96, 84], 0.3, 0.25],
  [1, [70, 110, 168], [240, 170, 110], 0, 0.55],
  [10, [84, 150, 214], [190, 216, 232], 0, 0.85],
  [30, [64, 140, 220], [170, 212, 244], 0, 1],
];

/** @param cloud from 0, clear, to 1, overcast */
export function skyColours(altitude: number, cloud: number): SkyColours {
  const upper = table.findIndex(([height]) => height > altitude);
  const to = table[upper === -1 ? table.length - 1 : upper]!;
  const from = table[Math.max(0, (upper === -1 ? table.length : upper) - 1)]!;
  const share = to === from ? 0 : (altitude - from[0]) / (to[0] - from[0]);
  const mix = (a: number, b: number): number => a + (b - a) * share;
  const grey = cloud * 0.45;
  const colour = (a: Rgb, b: Rgb): string => {
    const rgb = [mix(a[0], b[0]), mix(a[1], b[1]), mix(a[2], b[2])] as const;
    const mean = (rgb[0] + rgb[1] + rgb[2]) / 3;
    return `rgb(${rgb.map((part) => Math.round(part + (mean - part) * grey)).join(' ')})`;
  };
  return {
    top: colour(from[1], to[1]),
    bottom: colour(from[2], to[2]),
    stars: mix(from[3], to[3]) * (1 - cloud),
    daylight: mix(from[4], to[4]) * (1 - cloud * 0.3),
  };
}
