import { z } from 'zod';
import { parseDuration } from '../calendar/index.ts';
import { MilletError } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { durationText } from '../schema.ts';
import { isRecord } from './request.ts';
import { listOr, showValue } from './value.ts';

/** Nothing breaks for longer; leaving `for` out lets it last until somebody ends it. */
const longestDays = 366;
const dayMs = 86_400_000;

const duration = durationText.refine(isShort, { error: `it is longer than ${longestDays} days` });

const delay = duration.describe('How much longer every message to and from the device takes, such as 2s.');
const share = z.number().min(0).max(1).describe('How many of its messages: 0.3 is three in ten.');
const prop = z.string().min(1).describe('The reading that is concerned.');
const perHour = z.number().describe('How far the reading wanders off in an hour, in its unit.');
const level = z.number().min(0).max(100).describe('What is left of its battery, in percent; 0 is empty.');
const after = duration.describe('How long it is away. Default: 5s.');
const lasts = { for: duration.optional().describe('How long it lasts. Default: until it is ended.') };

/** What can be wrong with a device: each kind with its parameters, as they stand in a message or a file. */
export const faultSchemas = {
  offline: z.strictObject({ kind: z.literal('offline'), ...lasts }),
  slow: z.strictObject({ kind: z.literal('slow'), delay, ...lasts }),
  lossy: z.strictObject({ kind: z.literal('lossy'), share, ...lasts }),
  duplicated: z.strictObject({ kind: z.literal('duplicated'), share: share.optional(), ...lasts }),
  stuck: z.strictObject({ kind: z.literal('stuck'), prop: prop.optional(), ...lasts }),
  drift: z.strictObject({ kind: z.literal('drift'), prop, per_hour: perHour, ...lasts }),
  battery: z.strictObject({ kind: z.literal('battery'), level, ...lasts }),
  jam: z.strictObject({ kind: z.literal('jam'), ...lasts }),
  reboot: z.strictObject({ kind: z.literal('reboot'), after: after.optional() }),
} as const;

export type FaultKind = keyof typeof faultSchemas;
export const faultKinds = Object.keys(faultSchemas) as readonly FaultKind[];

const endSchema = z.strictObject({
  kind: z.literal('none'),
  of: z.enum(faultKinds).optional().describe('Only faults of this kind. Default: all of them.'),
});

/** The kinds that need no parameters: for them a bare word will do. */
const words = ['offline', 'duplicated', 'stuck', 'jam', 'reboot', 'none'] as const;

/** A fault as people give it, or the end of one: a bare word such as `jam`, or an object. */
export const faultSchema = z.union([
  z.enum(words),
  z.discriminatedUnion('kind', [
    faultSchemas.offline,
    faultSchemas.slow,
    faultSchemas.lossy,
    faultSchemas.duplicated,
    faultSchemas.stuck,
    faultSchemas.drift,
    faultSchemas.battery,
    faultSchemas.jam,
    faultSchemas.reboot,
    endSchema,
  ]),
]);

/** A fault, or the end of one, as it is given. */
export type FaultInput = z.infer<typeof faultSchema>;
/** Something that is wrong with a device. */
export type Fault = z.infer<(typeof faultSchemas)[FaultKind]>;
/** That all faults of a device end, or those of one kind. */
export type FaultEnd = z.infer<typeof endSchema>;

/** What each parameter takes, as its error says it. */
const takes: Readonly<Record<string, string>> = {
  delay: `a duration such as 2s, of at most ${longestDays}d`,
  share: 'a number from 0 to 1, of which 0.3 is three in ten',
  prop: 'the name of a reading',
  per_hour: 'a number: how far it wanders off in an hour',
  level: 'a number from 0 to 100',
  after: `a duration such as 5s, of at most ${longestDays}d`,
  for: `a duration such as 10m, of at most ${longestDays}d`,
  of: listOr(faultKinds),
};

/**
 * Reads the payload of a `fault` message: a bare word, or JSON. Throws a `MilletError` whose message is one sentence that
 * says what was expected and what came.
 */
export function readFault(text: string): Fault | FaultEnd {
  return checkFault(jsonOr(text));
}

/** What is wrong with a value that should be a fault, as a sentence, or `undefined` when it is one. */
export function faultMistake(value: unknown): string | undefined {
  try {
    checkFault(value);
    return undefined;
  } catch (error) {
    if (error instanceof MilletError) return error.message;
    throw error;
  }
}

/** Reads a fault that is no text any more. Throws like `readFault`. */
export function checkFault(value: unknown): Fault | FaultEnd {
  const given = typeof value === 'string' ? { kind: value } : value;
  if (!isRecord(given) || typeof given.kind !== 'string') {
    const example = '{"kind":"slow","delay":"2s"}';
    throw new MilletError(
      `A fault is a word such as offline, or an object such as ${example}, got ${shown(value)}.`,
    );
  }
  const { kind } = given;
  const schema = schemaOf(kind);
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  // A misspelt name says more than that the right one is missing.
  const { issues } = result.error;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!;
  throw new MilletError(sentence(kind, given, Object.keys(schema.shape), issue));
}

/** A fault in words, to follow "is": `slow by 2s`, `lossy: 30 % of the messages get lost`. */
export function describeFault(fault: Fault): string {
  const name = nameFault(fault);
  switch (fault.kind) {
    case 'lossy':
      return `${name}: ${percent(fault.share)} of the messages to and from it get lost`;
    case 'duplicated':
      return `${name}: ${percent(fault.share ?? 1)} of the messages to and from it come twice`;
    case 'drift':
      return `${name}: by ${fault.per_hour} an hour`;
    case 'battery':
      return fault.level === 0 ? name : `${name}: ${fault.level} % are left`;
    case 'offline':
    case 'slow':
    case 'stuck':
    case 'jam':
    case 'reboot':
      return name;
  }
}

/** The same without its details, to follow "is no longer". */
export function nameFault(fault: Fault): string {
  switch (fault.kind) {
    case 'offline':
      return 'offline';
    case 'slow':
      return `slow by ${fault.delay}`;
    case 'lossy':
      return 'lossy';
    case 'duplicated':
      return 'heard double';
    case 'stuck':
      return fault.prop === undefined ? 'stuck in all its readings' : `stuck in ${fault.prop}`;
    case 'drift':
      return `drifting in ${fault.prop}`;
    case 'battery':
      return fault.level === 0 ? 'out of battery' : 'low on battery';
    case 'jam':
      return 'jammed';
    case 'reboot':
      return 'rebooting';
  }
}

/** How long a fault lasts, in milliseconds; undefined: until it is ended. */
export function lengthOf(fault: Fault): number | undefined {
  const text = fault.kind === 'reboot' ? (fault.after ?? '5s') : fault.for;
  return text === undefined ? undefined : parseDuration(text);
}

function schemaOf(kind: string): (typeof faultSchemas)[FaultKind] | typeof endSchema {
  if (kind === 'none') return endSchema;
  if (Object.hasOwn(faultSchemas, kind)) return faultSchemas[kind as FaultKind];
  const names = [...faultKinds, 'none'];
  throw new MilletError(
    `There is no fault ${shown(kind)}; there are ${listOr(names)}.${didYouMean(kind, names)}`,
  );
}

function sentence(
  kind: string,
  given: Readonly<Record<string, unknown>>,
  names: readonly string[],
  issue: z.core.$ZodIssue,
): string {
  const known = names.filter((name) => name !== 'kind');
  if (issue.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    return `${kind} has no ${shown(name)}; it takes ${listOr(known)}.${didYouMean(name, known)}`;
  }
  const name = String(issue.path[0]);
  if (!Object.hasOwn(given, name)) return `${kind} needs ${name}: ${takes[name]}.`;
  return `${kind} takes ${name}: ${takes[name]}, got ${showValue(given[name])}.`;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function shown(value: unknown): string {
  return value === ''
    ? 'nothing'
    : typeof value === 'string' && /^[\w-]{1,64}$/.test(value)
      ? value
      : showValue(value);
}

function percent(part: number): string {
  return `${Math.round(part * 1_000) / 10} %`;
}

function isShort(text: string): boolean {
  try {
    return parseDuration(text) <= longestDays * dayMs;
  } catch {
    return true; // That it is no duration has been said already.
  }
}
