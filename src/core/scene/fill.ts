import { isRecord } from '../device/request.ts';
import type { Value, ValueSpec } from '../device/value.ts';
import { fitted, isReference, type Lookup, plain } from './reference.ts';
import type { Reference, Step, WrittenValue } from './schema.ts';

/** What a value is sent to: a property, or a parameter of a method. `undefined`: nobody knows what it takes. */
export type SpecOf = (device: string, method: string | undefined, name: string) => ValueSpec | undefined;

/** `${light_sensor.illuminance}` within the text of a message. */
const within = /\$\{([a-z][a-z0-9_-]*)\.(\w+)\}/g;

/** The properties whose values a step sends, each as it is written. Worked out once for each step. */
export function referencesOf(step: Step): readonly Reference[] {
  let found = known.get(step);
  if (!found) {
    found = find(step);
    known.set(step, found);
  }
  return found;
}

const known = new WeakMap<Step, readonly Reference[]>();

/** The step with values in the places of the properties; `undefined` when one of them is unknown. */
export function fillStep<Sent extends Step>(step: Sent, lookup: Lookup, specOf: SpecOf): Sent | undefined {
  if (referencesOf(step).some((reference) => lookup(reference) === undefined)) return undefined;
  const value = (reference: Reference): Value => lookup(reference)!;
  const fill = (
    device: string,
    method: string | undefined,
    values: Readonly<Record<string, WrittenValue>>,
  ) => {
    const entries = Object.entries(values).map(([name, written]) => {
      return [name, isReference(written) ? fitted(specOf(device, method, name), value(written)) : written];
    });
    return Object.fromEntries(entries) as Record<string, Value>;
  };
  if ('method' in step) return { ...step, params: fill(step.device, step.method, step.params ?? {}) };
  if ('set' in step) return { ...step, set: fill(step.device, undefined, step.set) };
  if ('notify' in step)
    return { ...step, notify: fillText(step.notify, (reference) => plain(value(reference))) };
  if ('publish' in step) {
    const { payload } = step.publish;
    return { ...step, publish: { ...step.publish, payload: fillPayload(payload, value) } } as Sent;
  }
  return step;
}

/** A payload in which properties have given way to something else. They can be the whole of it, or one of its fields. */
export function fillPayload(payload: unknown, say: (reference: Reference) => unknown): unknown {
  if (isReference(payload)) return say(payload);
  if (!isRecord(payload)) return payload;
  const fields = Object.entries(payload).map(([name, field]) => [
    name,
    isReference(field) ? say(field) : field,
  ]);
  return Object.fromEntries(fields);
}

/** A text in which properties have given way to words. */
export function fillText(text: string, say: (reference: Reference) => string): string {
  return text.includes('${')
    ? text.replaceAll(within, (_, device: string, prop: string) => say({ device, prop }))
    : text;
}

/** The properties in a text, each with how it is written there. */
export function referencesInText(text: string): Reference[] {
  return [...text.matchAll(within)].map(([, device, prop]) => ({ device: device!, prop: prop! }));
}

function find(step: Step): readonly Reference[] {
  if ('method' in step) return Object.values(step.params ?? {}).filter(isReference);
  if ('set' in step) return Object.values(step.set).filter(isReference);
  if ('notify' in step) return referencesInText(step.notify);
  if (!('publish' in step)) return [];
  const { payload } = step.publish;
  if (isReference(payload)) return [payload];
  return isRecord(payload) ? Object.values(payload).filter(isReference) : [];
}
