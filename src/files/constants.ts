import { collectFindings, type Finding } from '../core/check/index.ts';
import type { Home } from '../core/home.ts';
import { substitute } from '../core/scene/substitute.ts';

/**
 * The data of a file, with the home's constants in the place of their names: `$comfortable` -> 21. A name that there is
 * not is a finding, and stays.
 */
export function withConstants(
  data: unknown,
  constants: Home['constants'],
): { data: unknown; findings: readonly Finding[] } {
  let filled: unknown;
  const names = new Map(Object.entries(constants ?? {}));
  const findings = collectFindings((report) => {
    filled = substitute(data, names, "the home's constants are", report);
  });
  return { data: filled, findings };
}
