import { z } from 'zod';
import { type Path, type Report, showName } from '../core/check/index.ts';
import { isRecord } from '../core/device/request.ts';
import { listOr } from '../core/device/value.ts';
import { didYouMean, nearestName } from '../core/nearest.ts';
import { ruleSchema, ruleSchemas } from '../core/scene/rule.ts';
import {
  conditionSchema,
  conditionSchemas,
  stepSchema,
  stepSchemas,
  triggerSchema,
  triggerSchemas,
} from '../core/scene/schema.ts';
import { shown } from './expectation.ts';

/** A union of objects, of which each is told by its `type` or by a key of its own. */
export interface Forms {
  /** What one of them is called: `step`. */
  readonly what: string;
  readonly example: string;
  readonly schema: z.core.$ZodType;
  /** By the key that tells the form, or by a name; a literal `type` in its schema tells it, too. */
  readonly table: Readonly<Record<string, z.ZodObject>>;
  /** Where the telling key is not what people would call the form. */
  readonly names?: Readonly<Record<string, string>>;
}

/** The unions of a scene file. */
export const sceneForms: readonly Forms[] = [
  {
    what: 'trigger',
    example: '{ type: time, value: "07:00" }',
    schema: triggerSchema,
    table: triggerSchemas,
  },
  {
    what: 'condition',
    example: '{ device: motion_sensor, prop: detected, value: true }',
    schema: conditionSchema,
    table: conditionSchemas,
    names: { device: 'property' },
  },
  { what: 'step', example: '{ delay: 30s }', schema: stepSchema, table: stepSchemas },
  {
    what: 'rule',
    example: '{ device: air_purifier, prop: mode, value: favorite }',
    schema: ruleSchema,
    table: ruleSchemas,
    names: { device: 'property' },
  },
];

/** The forms that a schema is a union of. A description makes a copy of a schema, but not of its definition. */
export function formsOf(schema: z.core.$ZodType, all: readonly Forms[]): Forms | undefined {
  return all.find((forms) => forms.schema._zod.def === schema._zod.def);
}

/** One form, as the explanation of a value goes on with it. */
export interface ChosenForm {
  readonly schema: z.ZodObject;
  /** `a delay step`. */
  readonly name: string;
  /** Keys that have been explained already. */
  readonly settled: ReadonlySet<string>;
}

/**
 * Which form was meant by a value: told by its `type`, by a telling key, by one that is nearly that, or by the keys
 * that it has. Where that is not plain, reports what is missing and returns `undefined`.
 */
export function chooseForm(forms: Forms, value: unknown, path: Path, report: Report): ChosenForm | undefined {
  const { what, example, table } = forms;
  if (!isRecord(value)) {
    const meant = typeof value === 'string' && takesOnlyType(table, value) ? `{ type: ${value} }` : undefined;
    const end = meant === undefined ? '' : `. Did you mean ${meant}?`;
    report(path, `${withArticle(what)} is an object such as ${example}, got ${shown(value)}${end}`);
    return undefined;
  }
  const chosen = (key: string, ...settled: string[]): ChosenForm => {
    return { schema: table[key]!, name: nameOf(forms, key), settled: new Set(settled) };
  };
  const { types, keys } = tellers(table);
  const typed = [...types.keys()];
  // Where two tell, such as in { delay: 5s, notify: hi }, the first that was written.
  const [keyed] = mostKeys(
    table,
    Object.keys(value).filter((key) => keys.includes(key)),
    value,
  );
  if (Object.hasOwn(value, 'type') && typed.length > 0) {
    const form = types.get(String(value.type));
    if (form !== undefined) return chosen(form);
    if (keyed !== undefined) {
      report([...path, 'type'], `${nameOf(forms, keyed)} takes no type; leave it out`, 'key');
      return chosen(keyed, 'type');
    }
    const meant = nearestName(String(value.type), typed);
    const end = meant === undefined ? '' : `. Did you mean ${meant}?`;
    report(
      [...path, 'type'],
      `${withArticle(what)} has no type ${shown(value.type)}; it takes ${listOr(typed)}${end}`,
    );
    return meant === undefined ? undefined : chosen(types.get(meant)!, 'type');
  }
  if (keyed !== undefined) return chosen(keyed);
  return guess(forms, value, path, report, chosen);
}

/** The other form of the same table that a key tells, as `a delay step`. */
export function otherForm(forms: Forms, key: string): string | undefined {
  return tellers(forms.table).keys.includes(key) ? nameOf(forms, key) : undefined;
}

function guess(
  forms: Forms,
  value: Record<string, unknown>,
  path: Path,
  report: Report,
  chosen: (key: string, ...settled: string[]) => ChosenForm,
): ChosenForm | undefined {
  const { what, table } = forms;
  const { types, keys } = tellers(table);
  for (const typed of Object.keys(value)) {
    const near = nearestName(typed, types.size > 0 ? [...keys, 'type'] : keys);
    if (near === undefined || near === typed) continue;
    const form = near === 'type' ? types.get(String(value[typed])) : near;
    if (form === undefined) continue;
    report(
      [...path, typed],
      `${withArticle(what)} has no key ${JSON.stringify(typed)}.${didYouMean(typed, [near])}`,
      'key',
    );
    return chosen(form, typed, near);
  }
  const like = mostKeys(table, Object.keys(table), value);
  // Where several have these keys, the one that takes what they say.
  const fitting = like.filter((key) => table[key]!.safeParse({ ...value, type: typeOf(table, key) }).success);
  const likely = fitting.length === 1 ? fitting : like;
  const [only] = likely.length === 1 ? likely : [];
  if (only !== undefined && keys.includes(only)) return chosen(only);
  const telling = keys.filter((key) => likely.length === 0 || likely.includes(key));
  const ways = [
    ...(telling.length > 0 ? [`one of the keys ${listOr(telling)}`] : []),
    ...(types.size > 0 ? [`a type: ${listOr([...types.keys()])}`] : []),
  ];
  const has = Object.keys(value).slice(0, 3).map(showName).join(', ');
  const end =
    only !== undefined
      ? `. Did you mean type: ${typeOf(table, only)}?`
      : has === ''
        ? '; this is empty'
        : `; this has only ${has}`;
  report(path, `${withArticle(what)} needs ${ways.join(', or ')}${end}`);
  return only === undefined ? undefined : chosen(only, 'type');
}

/** Those of the forms that have the most keys of `value`; none when they have none. */
function mostKeys(
  table: Forms['table'],
  candidates: readonly string[],
  value: Record<string, unknown>,
): string[] {
  const counts = candidates.map((key) => {
    const { shape } = table[key]!;
    return Object.keys(value).filter((name) => name !== 'type' && Object.hasOwn(shape, name)).length;
  });
  const most = Math.max(1, ...counts);
  return candidates.filter((_, index) => counts[index] === most);
}

/** What tells a form: the names of the forms by their `type`, and the keys. */
function tellers(table: Forms['table']): { types: Map<string, string>; keys: string[] } {
  const types = new Map<string, string>();
  const keys: string[] = [];
  for (const name of Object.keys(table)) {
    const type = typeOf(table, name);
    if (type === undefined) keys.push(name);
    else types.set(type, name);
  }
  return { types, keys };
}

function typeOf(table: Forms['table'], name: string): string | undefined {
  const { type } = table[name]!.shape;
  return type instanceof z.ZodLiteral ? String(type.value) : undefined;
}

function takesOnlyType(table: Forms['table'], type: string): boolean {
  const name = tellers(table).types.get(type);
  return name !== undefined && table[name]!.safeParse({ type }).success;
}

function nameOf({ what, names }: Forms, key: string): string {
  const name = names?.[key] ?? key;
  return withArticle(`${name} ${what}`);
}

function withArticle(words: string): string {
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
}
