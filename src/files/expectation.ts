import type { z } from 'zod';
import { listOr, showValue } from '../core/device/value.ts';
import { didYouMean } from '../core/nearest.ts';
import { codeCall } from '../core/scene/code.ts';
import { reference } from '../core/scene/schema-parts.ts';

/** The schema within `optional`, `default` and `lazy`. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional' || def.type === 'default') return unwrap(def.innerType);
  return def.type === 'lazy' ? unwrap(def.getter()) : schema;
}

/** What a schema takes, in words: `a whole number from 1 to 1000`, `online or offline`. */
export function expectation(schema: z.core.$ZodType): string {
  const { def } = (unwrap(schema) as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'boolean':
      return 'true or false';
    case 'number':
      return numberWords(def);
    case 'string':
      return refinedWords(unwrap(schema)) ?? 'a text';
    case 'literal':
      return listOr(def.values.map(String));
    case 'enum':
      return listOr(Object.values(def.entries).map(String));
    case 'array':
      return unwrap(def.element)._zod.def.type === 'unknown'
        ? 'a list'
        : `a list, of which each entry is ${expectation(def.element)}`;
    case 'tuple':
      return `[${def.items.map(expectation).join(', ')}]`;
    case 'union':
      // That a property can stand there, too, would make each of these sentences longer than what it has to say.
      return listOr(
        optionsOf(def.options)
          .filter((option) => !isReferenceSchema(option))
          .map(expectation),
      );
    default:
      return 'an object';
  }
}

/**
 * The options of a union, those of a value that may be a property among them, but for what stands for a function: nobody
 * writes that.
 */
export function optionsOf(options: readonly z.core.$ZodType[]): z.core.$ZodType[] {
  return options.flatMap((option) => {
    const { def } = (unwrap(option) as z.core.$ZodTypes)._zod;
    if (def.type === 'union' && def.options.some(isReferenceSchema)) return optionsOf(def.options);
    return hasShape(option, codeCall) ? [] : [option];
  });
}

/** Whether a schema is that of a property which stands as a value. */
export function isReferenceSchema(schema: z.core.$ZodType): boolean {
  return hasShape(schema, reference);
}

/** A description makes a copy of a schema, but not of its shape. */
function hasShape(schema: z.core.$ZodType, object: z.ZodObject): boolean {
  const { def } = (unwrap(schema) as z.core.$ZodTypes)._zod;
  return def.type === 'object' && def.shape === object._zod.def.shape;
}

/** What is wrong with a value that is neither an object nor a list, or `undefined` when nothing is. */
export function mismatch(schema: z.core.$ZodType, value: unknown, name: string): string | undefined {
  const result = (schema as z.ZodType).safeParse(value);
  if (result.success) return undefined;
  const [issue] = result.error.issues;
  if (issue?.code === 'custom' || issue?.code === 'invalid_format') {
    // Our own refinements speak for themselves: "Expected a duration such as 90s, got ...".
    const own = issue.message.replace(/\.$/, '');
    return own.startsWith('Expected ') ? `${name} takes ${own.slice('Expected '.length)}` : own;
  }
  if (value === '') return `${name} cannot be empty`;
  return `${name} takes ${expectation(schema)}, got ${shown(value)}${hint(schema, value)}`;
}

/** A value as people see it in their file. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' ? 'an object' : showValue(value);
}

function numberWords(def: z.core.$ZodNumberDef): string {
  const format = (def as Partial<z.core.$ZodNumberFormatDef>).format;
  const kind = format === undefined ? 'a number' : 'a whole number';
  let low: number | undefined;
  let high: number | undefined;
  for (const check of def.checks ?? []) {
    const limit = check._zod.def as Partial<z.core.$ZodCheckGreaterThanDef>;
    if (typeof limit.value !== 'number') continue;
    if (limit.check === 'greater_than' && !limit.inclusive) return `${kind} above ${limit.value}`;
    if (limit.check === 'greater_than') low = limit.value;
    else high = limit.value;
  }
  if (low !== undefined && high !== undefined) return `${kind} from ${low} to ${high}`;
  return kind;
}

/** What a refined text takes, in the words that its refinement uses for one that it refuses. */
function refinedWords(schema: z.core.$ZodType): string | undefined {
  const message = (schema as z.ZodType).safeParse('').error?.issues[0]?.message ?? '';
  return /^Expected (.*?), got ""/.exec(message)?.[1];
}

/** What was probably meant, where that is plain. */
function hint(schema: z.core.$ZodType, value: unknown): string {
  const takes = (other: unknown): boolean => (schema as z.ZodType).safeParse(other).success;
  if (Array.isArray(value)) {
    return value.length === 1 && takes(value[0]) ? '; write it without the brackets or the dash' : '';
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return takes(String(value)) ? `; in quotes it is one: "${value}"` : '';
  }
  if (typeof value !== 'string') return '';
  const { def } = (unwrap(schema) as z.core.$ZodTypes)._zod;
  if (def.type === 'enum') {
    const names = Object.values(def.entries).map(String);
    // People write days in full.
    const whole = names.find((name) => value.toLowerCase().startsWith(name));
    const meant = didYouMean(whole ?? value, names);
    return meant === '' ? '' : `.${meant}`;
  }
  const plain = value === 'true' ? true : value === 'false' ? false : Number(value);
  return takes(plain) ? '; leave out the quotes' : '';
}
