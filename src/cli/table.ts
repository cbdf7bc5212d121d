import type { Paint } from './paint.ts';

/** Rows in columns that are as wide as what stands in them, below a dim head. */
export function table(
  paint: Paint,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [paint.dim(line(head)), ...rows.map(line)];
}
