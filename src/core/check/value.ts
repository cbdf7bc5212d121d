import { accepts, describeSpec, listOr, showValue, type ValueSpec } from '../device/value.ts';
import { didYouMean } from '../nearest.ts';

/**
 * Why `device.property` cannot have a value, or `undefined` when it can: in a scene both names are worth saying, and
 * what was probably meant, because a file has quotes to get wrong.
 */
export function valueProblem(name: string, spec: ValueSpec, value: unknown): string | undefined {
  if (accepts(spec, value)) return undefined;
  if (spec.type === 'enum' && typeof value === 'string') {
    const [owner, property] = splitName(name);
    const meant = didYouMean(value, spec.values);
    return `${owner} has no ${property} ${showValue(value)}; it takes ${listOr(spec.values)}${meant && `.${meant}`}`;
  }
  return `${name} takes ${describeSpec(spec)}, got ${showValue(value)}${hint(spec, value)}`;
}

function splitName(name: string): [owner: string, property: string] {
  const dot = name.lastIndexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}

function hint(spec: ValueSpec, value: unknown): string {
  if (typeof value !== 'string') {
    if (accepts(spec, String(value))) return `; in quotes it is one: "${String(value)}"`;
    const word = value === true ? 'on' : 'off';
    return typeof value === 'boolean' && accepts(spec, word) ? `. Did you mean ${word}?` : '';
  }
  const meant = unquoted(value);
  return meant !== undefined && accepts(spec, meant)
    ? `. Did you mean ${String(meant)}, without quotes?`
    : '';
}

/** What a text would be without its quotes, in whatever YAML people come from. */
function unquoted(text: string): boolean | number | undefined {
  if (/^(true|yes|on)$/i.test(text)) return true;
  if (/^(false|no|off)$/i.test(text)) return false;
  return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}
