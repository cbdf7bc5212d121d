import { MilletError } from '../../core/errors.ts';
import type { JournalEntry } from '../../core/journal.ts';
import { didYouMean } from '../../core/nearest.ts';
import { plain } from '../../core/scene/comparison.ts';
import { isSame } from '../../core/scene/view.ts';
import { because, originOf } from './causes.ts';
import { type Entry, History } from './history.ts';
import { whoMayChange } from './prediction.ts';
import type { ExplainOptions } from './scene.ts';
import type { PropertyExplanation } from './types.ts';

/**
 * What a property was at an instant, since when, who made it so, what it was before, and who changes it next.
 *
 * @param at milliseconds since the epoch
 * @throws {MilletError} when there never was such a property, or `at` lies outside of the journal
 */
export function explainProperty(
  entries: readonly JournalEntry[],
  device: string,
  prop: string,
  at: number,
  options: ExplainOptions = {},
): PropertyExplanation {
  const history = new History(entries, options.end);
  const changes = changesOf(history, device, prop);
  history.check(at);
  const count = changes.filter(({ time }) => time <= at).length;
  const [now, before, next] = [changes[count - 1], changes[count - 2], changes[count]];
  const name = `${device}.${prop}`;
  const clock = (instant: number): string => history.clock(instant, at);
  const value = (entry: Entry<'state'>): unknown => entry.props[prop];
  const offline = offlineAt(history, device, at);
  const origin = now && originOf(history, now);
  const details: string[] = [];
  let sentence = `${name} was unknown at ${clock(at)}: nothing had been heard of it.`;
  if (now && origin) {
    const so = `${plain(value(now))} at ${clock(at)}, since ${clock(now.time)}, ${origin.because}`;
    sentence = `${name} was ${so}.`;
    if (offline) {
      sentence = `${name} was unknown at ${clock(at)}, because ${device} was offline since ${clock(offline.time)}, ${because(history, offline)}.`;
      details.push(`Last it was ${so}.`);
    }
    if (before) details.push(`Before, it was ${plain(value(before))}, since ${clock(before.time)}.`);
  }
  const told =
    next && `It changed next at ${clock(next.time)}, to ${plain(value(next))}, ${because(history, next)}.`;
  if (told !== undefined) details.push(told);
  const mayChange = told === undefined ? whoMayChange(history, device, prop, at) : [];
  details.push(...mayChange.map(({ sentence }) => sentence));
  return {
    device,
    prop,
    at: history.iso(at),
    sentence,
    details,
    known: now !== undefined && !offline,
    ...(now ? { value: value(now) } : {}),
    ...(before ? { before: { value: value(before), since: history.iso(before.time), by: before.seq } } : {}),
    ...(origin ? { origin } : {}),
    ...(next
      ? { next: { value: value(next), time: history.iso(next.time), by: next.seq, sentence: told! } }
      : {}),
    mayChange,
  };
}

/** The lines that gave a property another value. Throws when there is no such property in this journal. */
function changesOf(history: History, device: string, prop: string): Entry<'state'>[] {
  const found: Entry<'state'>[] = [];
  const props = new Set<string>();
  const devices = new Set(Object.keys(history.home.devices));
  for (const entry of history.entries) {
    if (entry.kind !== 'state') continue;
    devices.add(entry.device);
    if (entry.device !== device) continue;
    for (const name of Object.keys(entry.props)) props.add(name);
    if (!Object.hasOwn(entry.props, prop)) continue;
    const last = found.at(-1);
    if (!last || !isSame(last.props[prop], entry.props[prop])) found.push(entry);
  }
  if (!devices.has(device)) {
    const ids = [...devices];
    throw new MilletError(`There is no device ${device}.${didYouMean(device, ids)}`, {
      hint: `There are ${ids.join(', ') || 'none'}.`,
    });
  }
  if (found.length === 0) {
    const names = [...props];
    throw new MilletError(`${device} has no property ${prop}.${didYouMean(prop, names)}`, {
      hint: names.length === 0 ? 'It has told nothing in this journal.' : `It has ${names.join(', ')}.`,
    });
  }
  return found;
}

function offlineAt({ entries }: History, device: string, at: number): Entry<'availability'> | undefined {
  const last = entries.findLast((entry): entry is Entry<'availability'> => {
    return entry.kind === 'availability' && entry.device === device && entry.time <= at;
  });
  return last?.value === 'offline' ? last : undefined;
}
