/** A value of a property or a parameter, as it stands in JSON. */
export type Value = boolean | number | string;

/** What a property or a parameter accepts. */
export type ValueSpec =
  | { readonly type: 'boolean' }
  | {
      readonly type: 'integer' | 'number';
      /** Lowest and highest, both inclusive. */
      readonly range: readonly [number, number];
      /** Values are multiples of it, counted from the lowest. */
      readonly step?: number;
      readonly unit?: string;
    }
  | { readonly type: 'enum'; readonly values: readonly string[] }
  | { readonly type: 'string'; readonly maxLength?: number };

/** The TypeScript type of what a spec accepts. */
export type ValueOf<Spec> = Spec extends { type: 'boolean' }
  ? boolean
  : Spec extends { type: 'integer' | 'number' }
    ? number
    : Spec extends { type: 'enum'; values: readonly (infer Name)[] }
      ? Name
      : string;

const defaultMaxLength = 256;

/** Whether `spec` accepts `value`. */
export function accepts(spec: ValueSpec, value: unknown): value is Value {
  switch (spec.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return false;
      if (spec.type === 'integer' && !Number.isInteger(value)) return false;
      const [low, high] = spec.range;
      if (value < low || value > high) return false;
      return spec.step === undefined || isMultiple(value - low, spec.step);
    }
    case 'enum':
      return typeof value === 'string' && spec.values.includes(value);
    case 'string':
      return typeof value === 'string' && value.length <= (spec.maxLength ?? defaultMaxLength);
  }
}

/** The number nearest to `raw` that a numeric spec accepts: in its steps and within its range. */
export function nearestTo(spec: ValueSpec, raw: number): number {
  if (spec.type !== 'integer' && spec.type !== 'number') throw new Error(`a ${spec.type} is not a number`);
  const stepsPerUnit = 1 / (spec.step ?? (spec.type === 'integer' ? 1 : 0.1));
  const [low, high] = spec.range;
  // Adding 0 makes -0 a 0.
  return Math.min(high, Math.max(low, Math.round(raw * stepsPerUnit) / stepsPerUnit)) + 0;
}

/** What a spec accepts, in words: `an integer from 0 to 14`, `auto, sleep or favorite`. */
export function describeSpec(spec: ValueSpec): string {
  switch (spec.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
    case 'number': {
      const kind = spec.type === 'integer' ? 'an integer' : 'a number';
      const unit = spec.unit === undefined ? '' : ` ${spec.unit}`;
      const steps = spec.step === undefined ? '' : ` in steps of ${spec.step}`;
      return `${kind} from ${spec.range[0]} to ${spec.range[1]}${unit}${steps}`;
    }
    case 'enum':
      return listOr(spec.values);
    case 'string':
      return `a text of at most ${spec.maxLength ?? defaultMaxLength} characters`;
  }
}

/** Shows a value that came from outside, cut where it is long or deep: it may be anything. */
export function showValue(value: unknown): string {
  // 1e999 is good JSON and reads as Infinity, which JSON.stringify would call null.
  if (typeof value === 'number') return String(value);
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // Too deep for JSON.stringify's recursion, or not JSON at all: its kind is all that can be said.
    text = Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
  }
  text ??= 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** `a`, `a or b`, `a, b or c`. */
export function listOr(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? 'nothing';
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function isMultiple(value: number, step: number): boolean {
  const count = value / step;
  // Steps like 0.1 are not exact in binary: a millionth of a step is as good as none.
  return Math.abs(count - Math.round(count)) < 1e-6;
}
