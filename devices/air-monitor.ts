import { defineDevice, type Properties, type Self } from '../src/core/device/index.ts';

/**
 * Up to here air is good, and up to here it will do. CO2: indoor air categories of EN 16798-1, 550 and 800 ppm above the
 * outdoors. Particles: the limits of "good" and "moderate" in China's index (HJ 633-2012), in ug/m3.
 */
const limits = { co2: [1_000, 1_400], pm2_5: [35, 75] } as const;

const properties = {
  co2: {
    type: 'integer',
    range: [300, 10_000],
    unit: 'ppm',
    access: 'rn',
    initial: 450,
    reading: true,
    senses: { quantity: 'co2', change: 40 },
    description: 'CO2 in the room: what people breathe out.',
  },
  pm2_5: {
    type: 'integer',
    range: [0, 1_000],
    unit: 'ug/m3',
    access: 'rn',
    initial: 15,
    reading: true,
    senses: { quantity: 'pm2_5', change: 2, share: 0.1 },
    description: 'Fine particles in the air of the room.',
  },
  quality: {
    type: 'enum',
    values: ['good', 'moderate', 'poor'],
    access: 'rn',
    initial: 'good',
    description: 'Both in one word: the worse of them counts.',
  },
} as const satisfies Properties;

type Monitor = Self<typeof properties>;

export default defineDevice({
  model: 'air-monitor',
  title: 'Air monitor',
  properties,
  start: judge,
  changed: judge,
});

function judge(self: Monitor): void {
  const worst = Math.max(level(self.get('co2'), limits.co2), level(self.get('pm2_5'), limits.pm2_5));
  self.set({ quality: properties.quality.values[worst]! });
}

function level(value: number, [good, moderate]: readonly [number, number]): number {
  return value <= good ? 0 : value <= moderate ? 1 : 2;
}
