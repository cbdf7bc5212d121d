import type { Problem } from '../../src/files/problems.ts';

/** Problems as `line:column message`, which is what the tables of these tests expect. */
export function lines(problems: readonly Problem[]): string[] {
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}
