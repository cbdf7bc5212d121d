import { describe, expect, it } from 'vitest';
import { checkModel } from '../../../src/core/check/index.ts';
import { models as articleModels } from '../../models.ts';
import { models } from './samples.ts';

const flag = { type: 'boolean', access: 'r', initial: false };
const lamp = { model: 'lamp', title: 'Lamp', properties: { lit: flag } };
const withProperty = (spec: unknown) => ({ ...lamp, properties: { it: spec } });
const run = () => {};

describe('checkModel', () => {
  it.each([...models, ...articleModels])('has nothing to say about %s', (_name, model) => {
    expect(checkModel(model)).toBeUndefined();
  });

  const idRule = 'it begins with a small letter and goes on with at most 63 of a-z, 0-9, _ and -';
  it.each<[unknown, string]>([
    [undefined, 'its default export is nothing; it takes what defineDevice({ ... }) returns'],
    [
      [lamp],
      `its default export is ${JSON.stringify([lamp]).slice(0, 77)}...; it takes what defineDevice({ ... }) returns`,
    ],
    [
      { ...lamp, model: 'Lava lamp' },
      `it needs a model, the name that home files use: ${idRule}; got "Lava lamp"`,
    ],
    [{ ...lamp, title: undefined }, 'it needs a title, got nothing'],
    [
      { ...lamp, action: {} },
      'a model has no action; it takes model, title, properties, actions, events, write, hands, memory, start, guard, changed, released, acts, motion, passage, owner, jam or reboot. Did you mean actions?',
    ],
    [{ ...lamp, start: 'now' }, 'start takes a function, got "now"'],
    [{ ...lamp, properties: {} }, 'it needs properties: an object with at least one of them'],
    [{ ...lamp, properties: undefined }, 'it needs properties: an object with at least one of them'],
    [{ ...lamp, properties: [] }, 'properties takes an object of names, got []'],
    [
      { ...lamp, properties: { 'a/b': flag } },
      'properties has the name "a/b"; names are letters, digits and _',
    ],
    [withProperty('boolean'), 'the property it takes an object such as { type: \'boolean\' }, got "boolean"'],
    [
      withProperty({ ...flag, type: 'bolean' }),
      'the property it needs a type of boolean, integer, number, enum or string, got "bolean". Did you mean boolean?',
    ],
    [
      withProperty({ ...flag, access: 'wr' }),
      'the property it needs an access of r, rn, rw, rwn or w, got "wr"',
    ],
    [
      withProperty({ ...flag, access: undefined }),
      'the property it needs an access of r, rn, rw, rwn or w, got nothing',
    ],
    [
      withProperty({ ...flag, initial: 'off' }),
      'the property it takes true or false, but its initial value is "off"',
    ],
    [
      withProperty({ type: 'integer', range: [0, 14], access: 'r', initial: 15 }),
      'the property it takes an integer from 0 to 14, but its initial value is 15',
    ],
    [
      withProperty({ type: 'integer', access: 'r', initial: 15 }),
      'the property it needs a range of two numbers, such as [0, 100], got nothing',
    ],
    [
      withProperty({ type: 'number', range: [0, Number.NaN], access: 'r', initial: 0 }),
      'the property it needs a range of two numbers, such as [0, 100], got [0,null]',
    ],
    [
      withProperty({ type: 'number', range: [9, 1], access: 'r', initial: 5 }),
      'the property it has a range from 9 to 1; the lower number comes first',
    ],
    [
      withProperty({ type: 'number', range: [0, 9], step: 0, access: 'r', initial: 5 }),
      'the property it has a step of 0; it takes a number above 0',
    ],
    [
      withProperty({ type: 'enum', values: [], access: 'r', initial: 'a' }),
      'the property it needs values, a list of texts, got []',
    ],
    [
      withProperty({ type: 'enum', values: ['a', 'b', 'a'], access: 'r', initial: 'a' }),
      'the property it has one of its values twice: a, b, a',
    ],
    [
      withProperty({ type: 'string', maxLength: -1, access: 'r', initial: '' }),
      'the property it has a maxLength of -1; it takes a whole number above 0',
    ],
    [
      { ...lamp, actions: { set_prop: { run } } },
      'the action set_prop has the name of a method that every device has',
    ],
    [{ ...lamp, actions: { blink: {} } }, 'the action blink needs run, a function'],
    [
      {
        ...lamp,
        actions: { blink: { params: { times: { type: 'integer', range: [1, 9], default: 10 } }, run } },
      },
      'the parameter times of blink takes an integer from 1 to 9, but its default is 10',
    ],
    [
      { ...lamp, actions: { blink: { params: { times: {} }, run } } },
      'the parameter times of blink needs a type of boolean, integer, number, enum or string, got nothing',
    ],
    [{ ...lamp, events: { click: true } }, 'the event click takes an object, got true'],
    [
      { ...lamp, events: { click: { data: { time: flag } } } },
      'the event click cannot carry time: its message has that already',
    ],
    [{ ...lamp, write: { dim: run } }, 'write has dim, which is not one of its properties'],
    [{ ...lamp, write: { lit: true } }, 'write.lit takes a function, got true'],
  ])('refuses %o', (model, message) => {
    expect(checkModel(model)).toBe(message);
  });
});
