import { plain } from '../core/scene/comparison.ts';

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/**
 * What changed at a device, for people: `power on`, `not detected`, `position 100`. When something was last seen is no
 * news beside the line's own time, and is left out.
 */
export function showChanges(props: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(props).flatMap(([name, value]) => {
    if (typeof value === 'string' && isoTime.test(value)) return [];
    return [value === true ? word(name) : value === false ? `not ${word(name)}` : `${name} ${plain(value)}`];
  });
}

/** Whether all that changed are numbers: something moves along, and nothing turned into something else. */
export function isDrift(props: Readonly<Record<string, unknown>>): boolean {
  return Object.values(props).every(
    (value) => typeof value === 'number' || (typeof value === 'string' && isoTime.test(value)),
  );
}

function word(name: string): string {
  return name.replaceAll('_', ' ');
}
