/** One figure against its limit. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** At most or at least this. */
  readonly limit: { readonly most: number } | { readonly least: number };
  /** What it was measured beside, for example the raw figures of a ratio. */
  readonly beside?: string;
}

/** Prints a figure with its limit. Returns whether it holds. */
export function report({ name, value, unit, limit, beside }: Figure): boolean {
  const holds = 'most' in limit ? value <= limit.most : value >= limit.least;
  const bound = 'most' in limit ? `at most ${show(limit.most)}` : `at least ${show(limit.least)}`;
  const details = beside === undefined ? '' : `   [${beside}]`;
  console.log(`${holds ? 'ok  ' : 'MISS'}  ${name}: ${show(value)} ${unit} (${bound})${details}`);
  return holds;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function show(value: number): string {
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Seconds that `act` takes. */
export function timed(act: () => void): number {
  const begun = performance.now();
  act();
  return (performance.now() - begun) / 1000;
}
