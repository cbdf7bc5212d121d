import type { Path, Report } from '../check/finding.ts';
import { unknownName } from '../check/names.ts';
import type { Value } from '../device/value.ts';
import { isCodeCall } from './code.ts';

/** `$name`, by itself: the value takes its place, whatever its type. */
const whole = /^\$([a-z][a-z0-9_]*)$/;
/** `${name}` within a text. */
const within = /\$\{([^}]*)\}/g;
/** `${light_sensor.illuminance}` stands for a property, and is read when the message is sent. */
const property = /^([a-z][a-z0-9_-]*)\.(\w+)$/;

/**
 * Puts values in the place of their names: `$name` by itself becomes the value with its type, `${name}` within a text
 * its words. `$$` at the beginning of a text is a plain `$`. Names that are not known are reported, and stay. A property
 * in the text of a `notify` stays, too; but its device may have a name.
 *
 * @param whatThereIs how the sentence about an unknown name goes on: `the home's constants are`
 */
export function substitute(
  data: unknown,
  names: ReadonlyMap<string, Value>,
  whatThereIs: string,
  report: Report,
  path: Path = [],
): unknown {
  if (typeof data === 'string') return substituteText(data, names, whatThereIs, report, path);
  if (Array.isArray(data)) {
    return data.map((item, index) => substitute(item, names, whatThereIs, report, [...path, index]));
  }
  // The text of a function has a grammar of its own.
  if (typeof data !== 'object' || data === null || isCodeCall(data)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, item]) => [
      key,
      substitute(item, names, whatThereIs, report, [...path, key]),
    ]),
  );
}

/** The names that are used in data. */
export function namesIn(data: unknown, found: Set<string> = new Set()): ReadonlySet<string> {
  if (typeof data === 'string') {
    const only = whole.exec(data)?.[1];
    if (only !== undefined) found.add(only);
    else if (!data.startsWith('$$'))
      for (const [, name] of data.matchAll(within)) found.add(property.exec(name!)?.[1] ?? name!);
  } else if (typeof data === 'object' && data !== null && !isCodeCall(data)) {
    for (const item of Object.values(data)) namesIn(item, found);
  }
  return found;
}

function substituteText(
  text: string,
  names: ReadonlyMap<string, Value>,
  whatThereIs: string,
  report: Report,
  path: Path,
): Value {
  if (!text.includes('$')) return text;
  if (text.startsWith('$$')) return text.slice(1);
  const look = (name: string): Value | undefined => {
    const value = names.get(name);
    if (value === undefined)
      report(path, unknownName(`nothing is called $${name}`, name, [...names.keys()], whatThereIs));
    return value;
  };
  const only = whole.exec(text)?.[1];
  if (only !== undefined) return look(only) ?? text;
  return text.replaceAll(within, (written, name: string) => {
    const [, device, prop] = (path.at(-1) === 'notify' && property.exec(name)) || [];
    if (device === undefined) return String(look(name) ?? written);
    return `\${${names.get(device) ?? device}.${prop}}`;
  });
}
