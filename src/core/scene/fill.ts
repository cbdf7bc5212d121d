import { isRecord } from '../device/request.ts';
import type { Value, ValueSpec } from '../device/value.ts';
import { type CodeCall, isCodeCall } from './code.ts';
import { fitted, isReference, plain } from './reference.ts';
import type { Reference, SentValue, Step } from './schema.ts';

/** What a value is sent to: a property, or a parameter of a method. `undefined`: nobody knows what it takes. */
export type SpecOf = (device: string, method: string | undefined, name: string) => ValueSpec | undefined;

/** Stands in a step for a value that is known only when the step is done: a property, or a function. */
export type OpenValue = Reference | CodeCall;

/** `${light_sensor.illuminance}` within the text of a message. */
const within = /\$\{([a-z][a-z0-9_-]*)\.(\w+)\}/g;

/** What stands for a value in what a step sends, each as it is written. Worked out once for each step. */
export function openValuesOf(step: Step): readonly OpenValue[] {
  let found = known.get(step);
  if (!found) {
    found = find(step);
    known.set(step, found);
  }
  return found;
}

const known = new WeakMap<Step, readonly OpenValue[]>();

/** Whether something stands for a value. */
export function isOpenValue(value: unknown): value is OpenValue {
  return isReference(value) || isCodeCall(value);
}

/** Whether what a function gives is the payload of a message: that may be any JSON, not only a plain value. */
export function isWholePayload(step: Step, value: OpenValue): boolean {
  return 'publish' in step && step.publish.payload === value;
}

/**
 * The step with values in all these places.
 *
 * @param look each of its open values as it is now
 */
export function fillStep<Sent extends Step>(
  step: Sent,
  look: (open: OpenValue) => unknown,
  specOf: SpecOf,
): Sent {
  const fill = (device: string, method: string | undefined, values: Readonly<Record<string, SentValue>>) => {
    const entries = Object.entries(values).map(([name, written]) => {
      if (!isOpenValue(written)) return [name, written];
      return [name, fitted(specOf(device, method, name), look(written) as Value)];
    });
    return Object.fromEntries(entries) as Record<string, Value>;
  };
  if ('method' in step) return { ...step, params: fill(step.device, step.method, step.params ?? {}) };
  if ('set' in step) return { ...step, set: fill(step.device, undefined, step.set) };
  if ('notify' in step) return { ...step, notify: textOf(step.notify, look) };
  if ('publish' in step) {
    const payload = fillPayload(step.publish.payload, look);
    return { ...step, publish: { ...step.publish, payload } } as Sent;
  }
  return step;
}

/** A payload in which what stands for values has given way to something else. It can be the whole, or one field. */
export function fillPayload(payload: unknown, say: (open: OpenValue) => unknown): unknown {
  if (isOpenValue(payload)) return say(payload);
  if (!isRecord(payload)) return payload;
  const fields = Object.entries(payload).map(([name, field]) => [
    name,
    isOpenValue(field) ? say(field) : field,
  ]);
  return Object.fromEntries(fields);
}

/** A text in which properties have given way to words. */
export function fillText(text: string, say: (reference: Reference) => string): string {
  if (!text.includes('${')) return text;
  return text.replaceAll(within, (_, device: string, prop: string) => say({ device, prop }));
}

/** The properties in a text. */
export function referencesInText(text: string): Reference[] {
  return [...text.matchAll(within)].map(([, device, prop]) => ({ device: device!, prop: prop! }));
}

function textOf(notify: string | CodeCall, look: (open: OpenValue) => unknown): string {
  return isCodeCall(notify) ? String(look(notify)) : fillText(notify, (reference) => plain(look(reference)));
}

function find(step: Step): readonly OpenValue[] {
  if ('method' in step) return Object.values(step.params ?? {}).filter(isOpenValue);
  if ('set' in step) return Object.values(step.set).filter(isOpenValue);
  if ('notify' in step) return isCodeCall(step.notify) ? [step.notify] : referencesInText(step.notify);
  if (!('publish' in step)) return [];
  const { payload } = step.publish;
  if (isOpenValue(payload)) return [payload];
  return isRecord(payload) ? Object.values(payload).filter(isOpenValue) : [];
}
