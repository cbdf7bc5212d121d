import type { DeviceModel, PropertySpec } from '../device/model.ts';
import { isRecord } from '../device/request.ts';
import { quantities } from '../device/surroundings.ts';
import { commonMethods } from '../device/validate.ts';
import { accepts, describeSpec, listOr, showValue, type ValueSpec } from '../device/value.ts';
import { didYouMean } from '../nearest.ts';
import { idRule } from '../schema.ts';
import { idPattern } from '../topics.ts';
import { showName } from './names.ts';

/** Thrown by the parts of the check; the first mistake is the one that is told. */
class ModelMistake extends Error {}

/**
 * Why a value is not a model of a device, as one sentence, or `undefined` when it is one. Models are code: TypeScript
 * tells most of this in the editor, but nobody has to write TypeScript, and no type knows what is in a range.
 */
export function checkModel(value: unknown): string | undefined {
  try {
    checkWhole(value);
    return undefined;
  } catch (error) {
    if (error instanceof ModelMistake) return error.message;
    throw error;
  }
}

type Hooks =
  | 'memory'
  | 'start'
  | 'guard'
  | 'changed'
  | 'released'
  | 'acts'
  | 'motion'
  | 'passage'
  | 'owner'
  | 'jam'
  | 'reboot';

const hooks: Readonly<Record<Hooks, true>> = {
  memory: true,
  start: true,
  guard: true,
  changed: true,
  released: true,
  acts: true,
  motion: true,
  passage: true,
  owner: true,
  jam: true,
  reboot: true,
};
const parts: Readonly<Record<Exclude<keyof DeviceModel, Hooks>, true>> = {
  model: true,
  title: true,
  properties: true,
  actions: true,
  events: true,
  write: true,
  hands: true,
};
const accesses: Readonly<Record<PropertySpec['access'], true>> = {
  r: true,
  rn: true,
  rw: true,
  rwn: true,
  w: true,
};

/** Names go into JSON, and onto command lines as DEVICE.PROP=VALUE. */
const namePattern = /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/;

function checkWhole(value: unknown): void {
  if (!isRecord(value))
    fail(`its default export is ${showValue(value)}; it takes what defineDevice({ ... }) returns`);
  const { model, title, properties, actions, events, write, hands } = value;
  if (typeof model !== 'string' || !idPattern.test(model)) {
    fail(`it needs a model, the name that home files use: ${idRule}; got ${showValue(model)}`);
  }
  if (typeof title !== 'string' || title === '') fail(`it needs a title, got ${showValue(title)}`);
  const known = [...Object.keys(parts), ...Object.keys(hooks)];
  for (const name of Object.keys(value)) {
    if (!known.includes(name))
      fail(`a model has no ${showName(name)}; it takes ${listOr(known)}.${didYouMean(name, known)}`);
  }
  for (const hook of Object.keys(hooks)) {
    if (value[hook] !== undefined && typeof value[hook] !== 'function') {
      fail(`${hook} takes a function, got ${showValue(value[hook])}`);
    }
  }
  const table = tableOf('properties', properties);
  if (table.length === 0) fail('it needs properties: an object with at least one of them');
  for (const [name, spec] of table) checkProperty(name, spec);
  for (const [name, action] of tableOf('actions', actions)) checkAction(name, action);
  for (const [name, event] of tableOf('events', events)) checkEvent(name, event);
  for (const [name, run] of tableOf('write', write)) {
    if (!table.some(([property]) => property === name))
      fail(`write has ${name}, which is not one of its properties`);
    if (typeof run !== 'function') fail(`write.${name} takes a function, got ${showValue(run)}`);
  }
  for (const [name, run] of tableOf('hands', hands)) {
    if (typeof run !== 'function') fail(`hands.${name} takes a function, got ${showValue(run)}`);
  }
}

function checkProperty(name: string, spec: unknown): void {
  const where = `the property ${name}`;
  const checked = specOf(where, spec);
  const { access, initial, reading, senses } = spec as Record<string, unknown>;
  if (typeof access !== 'string' || !Object.hasOwn(accesses, access)) {
    fail(`${where} needs an access of ${listOr(Object.keys(accesses))}, got ${showValue(access)}`);
  }
  if (!accepts(checked, initial)) {
    fail(`${where} takes ${describeSpec(checked)}, but its initial value is ${showValue(initial)}`);
  }
  if (senses !== undefined) checkSense(where, checked, reading, senses);
}

function checkSense(where: string, spec: ValueSpec, reading: unknown, senses: unknown): void {
  const sense = isRecord(senses) ? senses : { quantity: senses };
  const names: readonly string[] = quantities;
  if (typeof sense.quantity !== 'string' || !names.includes(sense.quantity)) {
    const meant = typeof sense.quantity === 'string' ? didYouMean(sense.quantity, names) : '';
    fail(`${where} can sense ${listOr(names)}, got ${showValue(sense.quantity)}${meant && `.${meant}`}`);
  }
  if (reading !== true || !(spec.type === 'integer' || spec.type === 'number')) {
    fail(`${where} senses ${sense.quantity}, so it must be a number or an integer with reading: true`);
  }
  for (const name of ['change', 'share']) {
    const value = sense[name];
    if (value !== undefined && !(typeof value === 'number' && value >= 0)) {
      fail(`${where} senses with a ${name} of ${showValue(value)}; it takes a number of at least 0`);
    }
  }
}

function checkAction(name: string, action: unknown): void {
  const where = `the action ${name}`;
  if (commonMethods.includes(name)) fail(`${where} has the name of a method that every device has`);
  if (!isRecord(action) || typeof action.run !== 'function') fail(`${where} needs run, a function`);
  for (const [param, spec] of tableOf(`${where}: params`, action.params)) {
    const checked = specOf(`the parameter ${param} of ${name}`, spec);
    const standard = (spec as Record<string, unknown>).default;
    if (standard !== undefined && !accepts(checked, standard)) {
      fail(
        `the parameter ${param} of ${name} takes ${describeSpec(checked)}, but its default is ${showValue(standard)}`,
      );
    }
  }
}

function checkEvent(name: string, event: unknown): void {
  const where = `the event ${name}`;
  if (!isRecord(event)) fail(`${where} takes an object, got ${showValue(event)}`);
  for (const [field, spec] of tableOf(`${where}: data`, event.data)) {
    if (field === 'event' || field === 'time')
      fail(`${where} cannot carry ${field}: its message has that already`);
    specOf(`${field} of ${where}`, spec);
  }
}

/** The entries of a table of names; none when there is no table. */
function tableOf(where: string, table: unknown): [string, unknown][] {
  if (table === undefined) return [];
  if (!isRecord(table)) fail(`${where} takes an object of names, got ${showValue(table)}`);
  for (const name of Object.keys(table)) {
    if (!namePattern.test(name))
      fail(`${where} has the name ${showName(name)}; names are letters, digits and _`);
  }
  return Object.entries(table);
}

/** Checks what a property, a parameter or a field of an event accepts. */
function specOf(where: string, spec: unknown): ValueSpec {
  if (!isRecord(spec)) fail(`${where} takes an object such as { type: 'boolean' }, got ${showValue(spec)}`);
  const { type, range, step, values, maxLength } = spec;
  switch (type) {
    case 'boolean':
      break;
    case 'integer':
    case 'number': {
      const isRange = Array.isArray(range) && range.length === 2 && range.every(Number.isFinite);
      if (!isRange) fail(`${where} needs a range of two numbers, such as [0, 100], got ${showValue(range)}`);
      const [low, high] = range as [number, number];
      if (low > high) fail(`${where} has a range from ${low} to ${high}; the lower number comes first`);
      if (step !== undefined && !(typeof step === 'number' && step > 0)) {
        fail(`${where} has a step of ${showValue(step)}; it takes a number above 0`);
      }
      break;
    }
    case 'enum': {
      const areNames =
        Array.isArray(values) && values.length > 0 && values.every((name) => typeof name === 'string');
      if (!areNames) fail(`${where} needs values, a list of texts, got ${showValue(values)}`);
      if (new Set(values).size < values.length)
        fail(`${where} has one of its values twice: ${values.join(', ')}`);
      break;
    }
    case 'string':
      if (maxLength !== undefined && !(Number.isInteger(maxLength) && (maxLength as number) > 0)) {
        fail(`${where} has a maxLength of ${showValue(maxLength)}; it takes a whole number above 0`);
      }
      break;
    default: {
      const types = ['boolean', 'integer', 'number', 'enum', 'string'];
      const meant = typeof type === 'string' ? didYouMean(type, types) : '';
      fail(`${where} needs a type of ${listOr(types)}, got ${showValue(type)}${meant && `.${meant}`}`);
    }
  }
  return spec as unknown as ValueSpec;
}

function fail(message: string): never {
  throw new ModelMistake(message);
}
