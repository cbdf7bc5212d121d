import { accepts, describeSpec, showValue, type Value, type ValueSpec } from '../core/device/value.ts';
import { MilletError } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { parseJson } from './json.ts';

/** `NAME=VALUE`, cut at the first `=`. */
export function splitAssignment(text: string, example: string): { name: string; value: string } {
  const at = text.indexOf('=');
  if (at < 1) throw new MilletError(`Expected ${example}, got ${text}.`);
  return { name: text.slice(0, at), value: text.slice(at + 1) };
}

/**
 * A value as people type it at a shell: `on` and `"on"` both work, and `7` is a number where a number is meant.
 * Throws when `spec` does not accept it.
 */
export function parseValue(name: string, text: string, spec: ValueSpec): Value {
  for (const value of [parseJson(text), text]) if (accepts(spec, value)) return value;
  const meant = spec.type === 'enum' ? didYouMean(text, spec.values) : '';
  throw new MilletError(`${name} takes ${describeSpec(spec)}, got ${showValue(text)}.${meant}`);
}
