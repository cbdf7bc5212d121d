import type { ReadReport } from '../../core/journal.ts';
import { nameOf, plain } from '../../core/scene/reference.ts';
import { originOf } from './causes.ts';
import { clockAt, type Moment } from './moment.ts';
import type { ReadCheck } from './types.ts';

/** The properties that stood as values in a condition or a step: what each was, since when, and who made it so. */
export function checkReads(
  read: readonly ReadReport[] | undefined,
  moment: Pick<Moment, 'history' | 'at'>,
): { readonly read?: readonly ReadCheck[] } {
  if (read === undefined || read.length === 0) return {};
  return { read: read.map((report) => checkRead(report, moment)) };
}

function checkRead(
  { device, prop, value, by }: ReadReport,
  moment: Pick<Moment, 'history' | 'at'>,
): ReadCheck {
  const { history } = moment;
  const name = nameOf({ device, prop });
  if (value === null) return { device, prop, value, sentence: `${name} was unknown.` };
  const so = `${name} was ${plain(value)}`;
  if (by === undefined) return { device, prop, value, sentence: `${so}.` };
  const origin = originOf(history, history.entry(by));
  const since = clockAt(moment, history.entry(by).time);
  return { device, prop, value, sentence: `${so}: since ${since}, ${origin.because}.`, origin };
}
