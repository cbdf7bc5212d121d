import { describe, expect, it } from 'vitest';
import { checkModel } from '../../../src/core/check/index.ts';

const model = (property: Record<string, unknown>, rest: Record<string, unknown> = {}) => ({
  model: 'meter',
  title: 'Meter',
  properties: {
    level: { type: 'integer', range: [0, 100], access: 'rn', initial: 0, reading: true, ...property },
  },
  ...rest,
});

describe('a model that senses and acts', () => {
  it.each([[{ senses: 'co2' }], [{ senses: { quantity: 'outdoor_temperature', change: 0.5, share: 0.1 } }]])(
    'is right with %o',
    (property) => {
      expect(
        checkModel(model(property, { acts: () => ({ heat: 1 }), hands: { press: () => {} } })),
      ).toBeUndefined();
    },
  );

  it.each([
    [
      { senses: 'pm25' },
      {},
      /^the property level can sense illuminance, .*, got "pm25".* Did you mean pm2_5\?/,
    ],
    [{ senses: 'co2', reading: undefined }, {}, /must be a number or an integer with reading: true$/],
    [{ senses: { quantity: 'co2', change: -1 } }, {}, /a change of -1; it takes a number of at least 0$/],
    [{}, { acts: { heat: 1 } }, /^acts takes a function/],
    [{}, { hands: { press: 1 } }, /^hands.press takes a function, got 1$/],
    [{}, { passage: true }, /^passage takes a function, got true$/],
  ])('is told what is wrong with %o and %o', (property, rest, message) => {
    expect(checkModel(model(property, rest))).toMatch(message);
  });
});
