import { unknownName } from '../core/check/index.ts';
import { isRecord } from '../core/device/request.ts';
import { MilletError } from '../core/errors.ts';

const names = ['from', 'until', 'seed', 'residents', 'given', 'do'];
const hint = "simulate(home, { from: '2026-03-02T06:55', until: '07:05' })";

/**
 * Checks what the types say, for those whose tests have none.
 *
 * @throws {MilletError} for options that are none, that there are not, or that no session can have
 */
export function checkOptions(options: unknown): void {
  if (!isRecord(options) || typeof options.from !== 'string')
    throw new MilletError('simulate needs to know when the home begins: from.', { hint });
  for (const name of Object.keys(options)) {
    if (names.includes(name)) continue;
    const sentence = unknownName(`simulate has no option ${name}`, name, names, 'it takes');
    throw new MilletError(/[.?]$/.test(sentence) ? sentence : `${sentence}.`, { hint });
  }
  const { seed = 0, residents = true } = options;
  if (!Number.isSafeInteger(seed) || Number(seed) < 0)
    throw new MilletError(`seed takes a whole number of 0 or more, got ${JSON.stringify(seed)}.`);
  if (typeof residents !== 'boolean')
    throw new MilletError(`residents takes true or false, got ${JSON.stringify(residents)}.`);
}
