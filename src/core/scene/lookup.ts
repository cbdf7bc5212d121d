import type { ReadReport } from '../journal.ts';
import { type Lookup, nameOf, plain, scaled } from './reference.ts';
import type { Reference } from './schema.ts';
import type { HomeView, Known } from './view.ts';

/** Whoever knows how times are told. */
interface Teller {
  formatTime(instant: number): string;
}

/** Looks references up in the home as it is known now. */
export function lookupIn(view: HomeView): Lookup {
  return (reference) => {
    const known = view.property(reference.device, reference.prop);
    return known && scaled(reference, known.value);
  };
}

/** What properties are now, for a report: each once, and no key at all where there are none. */
export function readAll(
  references: readonly Reference[],
  view: HomeView,
  teller: Teller,
): { readonly read?: readonly ReadReport[] } {
  if (references.length === 0) return {};
  const read = new Map<string, ReadReport>();
  for (const { device, prop } of references) {
    const known = view.property(device, prop);
    const found = known ? { value: known.value, ...whence(known, teller) } : { value: null };
    read.set(nameOf({ device, prop }), { device, prop, ...found });
  }
  return { read: [...read.values()] };
}

/** Since when a property has its value, and what set it. */
export function whence(
  { since, cause }: Known,
  teller: Teller,
): { readonly since: string; readonly by?: number } {
  return { since: teller.formatTime(since), ...(cause ? { by: cause.seq } : {}) };
}

/** Why the first of some references that stands for no value does not, as half a sentence. */
export function whyNoValue(references: readonly Reference[], view: HomeView): string {
  const unknown = references.find(({ device, prop }) => !view.property(device, prop));
  if (unknown) return `${nameOf(unknown)} was unknown, because ${whyUnknown(unknown, view)}`;
  const other = references.find(
    ({ device, prop }) => typeof view.property(device, prop)!.value !== 'number',
  )!;
  const { value } = view.property(other.device, other.prop)!;
  return `${nameOf(other)} was ${plain(value)}, which is no number`;
}

/** Why nothing is known of a property, as half a sentence. */
export function whyUnknown(
  { device, prop }: { readonly device: string; readonly prop: string },
  view: HomeView,
): string {
  switch (view.availability(device)) {
    case 'offline':
      return `${device} is offline`;
    case 'online':
      return `${device} has not told any ${prop}`;
    case undefined:
      return `nothing has been heard from ${device}`;
  }
}
