import type { z } from 'zod';
import { collectFindings, type Finding, type Path, type Report, showName } from '../core/check/index.ts';
import { faultMistake, faultSchema } from '../core/device/fault.ts';
import { isRecord } from '../core/device/request.ts';
import { listOr } from '../core/device/value.ts';
import { nearestName } from '../core/nearest.ts';
import { isCodeCall } from '../core/scene/code.ts';
import { expectation, isReferenceSchema, mismatch, optionsOf, shown, unwrap } from './expectation.ts';
import { type ChosenForm, chooseForm, type Forms, formsOf, otherForm, sceneForms } from './forms.ts';

/**
 * What is wrong with the shape of a value, in sentences. zod decides whether it is valid; but of a union it says only
 * that none of its options fit, so the schema is walked along with the value, by the form that was meant.
 *
 * @param name what the whole is called in the sentences: `a scene`
 * @param forms the unions that may stand within it
 */
export function explainMismatch(
  schema: z.ZodType,
  value: unknown,
  name: string,
  forms: readonly Forms[] = sceneForms,
): Finding[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  const findings = collectFindings((report) => walk(schema, value, { path: [], name, report, forms }));
  if (findings.length > 0) return findings;
  // A rule that the walk does not know, such as a refinement of a whole object.
  return result.error.issues.map(({ path, message }) => ({ path: path as Path, message }));
}

interface Place {
  readonly path: Path;
  /** What the value is called: the key before it, mostly. */
  readonly name: string;
  readonly report: Report;
  readonly forms: readonly Forms[];
}

function walk(outer: z.core.$ZodType, value: unknown, place: Place): void {
  if (isCodeCall(value)) {
    if ((outer as z.ZodType).safeParse(value).success) return;
    const where = 'for conditions, and for values in set, params, publish and notify';
    say(place, `${place.name} cannot be a function; functions stand ${where}`);
    return;
  }
  const schema = unwrap(outer) as z.core.$ZodTypes;
  const forms = formsOf(schema, place.forms);
  if (forms) {
    const form = chooseForm(forms, value, place.path, place.report);
    if (form)
      walkObject(form.schema, value as Record<string, unknown>, { ...place, name: form.name }, form, forms);
    return;
  }
  const { def } = schema._zod;
  if (def === faultSchema._zod.def) {
    // Faults come in messages, too, and are explained where those are read.
    const problem = faultMistake(value);
    if (problem !== undefined) say(place, problem);
    return;
  }
  switch (def.type) {
    case 'object':
      if (isRecord(value)) walkObject(schema as z.ZodObject, value, place);
      else
        say(
          place,
          `${place.name} is an object with the keys ${listOr(Object.keys(def.shape))}, got ${shown(value)}`,
        );
      return;
    case 'record':
      if (!isRecord(value)) say(place, `${place.name} takes names with values, got ${shown(value)}`);
      else
        for (const [key, item] of Object.entries(value))
          walk(def.valueType, item, within(place, key, showName(key)));
      return;
    case 'array':
      walkList(schema as z.ZodArray, value, place);
      return;
    case 'tuple':
      if (!Array.isArray(value) || value.length !== def.items.length) break;
      for (const [index, item] of def.items.entries()) walk(item, value[index], within(place, index));
      return;
    case 'union': {
      const option = optionFor(def.options, value);
      if (!option) break;
      walk(option, value, place);
      return;
    }
    default:
      break;
  }
  const message = mismatch(schema, value, place.name);
  if (message !== undefined) say(place, message);
}

function walkObject(
  schema: z.ZodObject,
  value: Record<string, unknown>,
  place: Place,
  form?: ChosenForm,
  forms?: Forms,
): void {
  const names = Object.keys(schema.shape);
  const settled = new Set(form?.settled);
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(schema.shape, key) || settled.has(key)) continue;
    // A misspelt key also stands for the right one, unless that is there as well.
    const meant = nearestName(
      key,
      names.filter((name) => !Object.hasOwn(value, name)),
    );
    if (meant !== undefined) settled.add(meant);
    place.report([...place.path, key], unknownKey(place.name, key, names, meant, forms), 'key');
  }
  for (const [name, inner] of Object.entries(schema.shape)) {
    if (Object.hasOwn(value, name)) {
      if (!settled.has(name)) walk(inner, value[name], within(place, name, name));
    } else if (!settled.has(name) && !inner.safeParse(undefined).success) {
      say(place, `${place.name} needs ${name}: ${whatFor(inner)}`);
    }
  }
}

function unknownKey(
  owner: string,
  key: string,
  names: readonly string[],
  meant: string | undefined,
  forms: Forms | undefined,
): string {
  const other = forms && meant === undefined ? otherForm(forms, key) : undefined;
  if (other !== undefined) {
    return `${owner} has no key "${key}"; ${other} stands by itself, with a "- " before it`;
  }
  const end = meant === undefined ? '' : `. Did you mean ${meant}?`;
  return `${owner} has no key ${JSON.stringify(key.slice(0, 64))}; it takes ${listOr(names)}${end}`;
}

function walkList(schema: z.ZodArray, value: unknown, place: Place): void {
  const { element } = schema;
  const forms = formsOf(unwrap(element), place.forms);
  if (!Array.isArray(value)) {
    const fits = value !== null && value !== undefined && (element as z.ZodType).safeParse(value).success;
    const entries = forms ? `a list of ${forms.what}s` : expectationOfList(element, place.forms);
    const how = fits && isRecord(value) ? '; put "- " before it' : fits ? `; write [${String(value)}]` : '';
    say(place, `${place.name} takes ${entries}, got ${shown(value)}${how}`);
    return;
  }
  if (value.length === 0 && !schema.safeParse(value).success) {
    say(place, `${place.name} needs at least one entry`);
    return;
  }
  for (const [index, item] of value.entries())
    walk(element, item, within(place, index, entryName(place, element)));
}

function expectationOfList(element: z.core.$ZodType, all: readonly Forms[]): string {
  const inner = unwrap(element) as z.core.$ZodTypes;
  const forms = inner._zod.def.type === 'array' ? formsOf(unwrap(inner._zod.def.element), all) : undefined;
  if (forms) return `a list of lists of ${forms.what}s`;
  return unwrap(element)._zod.def.type === 'object' ? 'a list of objects' : `a list: ${expectation(element)}`;
}

/** An object in a list is an entry of it; anything simpler is called as the list is. */
function entryName({ name }: Place, element: z.core.$ZodType): string {
  return unwrap(element)._zod.def.type === 'object' ? `an entry of ${name}` : name;
}

/** The option of a union that was meant, by what can be told from a list, from an object, and from anything else. */
function optionFor(all: readonly z.core.$ZodType[], value: unknown): z.core.$ZodType | undefined {
  const options = optionsOf(all);
  const lists = options.filter((option) => unwrap(option)._zod.def.type === 'array');
  const objects = options.filter((option) => unwrap(option)._zod.def.type === 'object');
  const others = options.filter((option) => !lists.includes(option) && !objects.includes(option));
  const isMeant = (option: z.core.$ZodType): boolean => !isReferenceSchema(option) || isLikeReference(value);
  const isObject = isRecord(value) && objects.some(isMeant);
  const [only, ...more] =
    Array.isArray(value) && lists.length > 0
      ? lists
      : isObject
        ? objects
        : others.length > 0
          ? others
          : objects;
  return more.length === 0 ? only : undefined;
}

/** Whether an object was meant for a property: any other would be told which keys it lacks. */
function isLikeReference(value: unknown): boolean {
  return isRecord(value) && ['device', 'prop'].some((key) => Object.hasOwn(value, key));
}

/** The description of a schema as half a sentence, or else what it takes. */
function whatFor(schema: z.core.$ZodType): string {
  const description = (schema as z.ZodType).description ?? (unwrap(schema) as z.ZodType).description;
  if (description === undefined) return expectation(schema);
  const text = description.replace(/\.$/, '');
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}

function within(place: Place, part: string | number, name = place.name): Place {
  return { ...place, path: [...place.path, part], name };
}

function say({ path, report }: Place, message: string): void {
  report(path, message);
}
