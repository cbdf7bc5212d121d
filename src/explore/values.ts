import type { Value, ValueSpec } from '../core/device/value.ts';

/** Of names all; of numbers the ends, the middle, and what lies on, just below and just above each threshold. */
export function interestingValues(spec: ValueSpec, thresholds: readonly Value[]): readonly Value[] {
  switch (spec.type) {
    case 'boolean':
      return [true, false];
    case 'enum':
      return spec.values;
    case 'string':
      return [...new Set(['', ...thresholds.filter((value) => typeof value === 'string')])];
    case 'integer':
    case 'number': {
      const [low, high] = spec.range;
      const step = spec.step ?? (spec.type === 'integer' ? 1 : (high - low) / 100);
      const near = thresholds
        .filter((value) => typeof value === 'number')
        .flatMap((value) => [value - step, value, value + step]);
      const onStep = [low, (low + high) / 2, high, ...near].map((value) => {
        const count = Math.round((value - low) / step);
        return Number(Math.min(high, Math.max(low, low + count * step)).toPrecision(12));
      });
      return [...new Set(spec.type === 'integer' ? onStep.map(Math.round) : onStep)];
    }
  }
}
