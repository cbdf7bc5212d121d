import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceModel } from '../../../src/core/device/index.ts';
import { parseRequest } from '../../../src/core/device/request.ts';
import {
  checkParams,
  readProblem,
  stimulateProblem,
  writeProblem,
} from '../../../src/core/device/validate.ts';
import { accepts } from '../../../src/core/device/value.ts';
import { rpcCodes } from '../../../src/core/errors.ts';
import { models } from '../../models.ts';
import odd from './odd.ts';

const seeded = { seed: 20_260_302 };
const someModel: fc.Arbitrary<DeviceModel> = fc.constantFrom(...models.values(), odd);
/** Names that are there, names that every object has, and any others. */
const someName = fc.oneof(
  fc.constantFrom(...[...models.values(), odd].flatMap((model) => Object.keys(model.properties))),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', ''),
  fc.string({ unit: 'binary' }),
);
const someValue = fc.oneof(
  fc.constantFrom('on', 'off', 'auto', 'sleep', true, false, null),
  fc.integer({ min: -1, max: 7000 }),
  fc.jsonValue(),
);

describe('a property', () => {
  it('can be read if it is there and readable', () => {
    fc.assert(
      fc.property(someModel, someName, (model, name) => {
        const there = Object.hasOwn(model.properties, name);
        const code = !there
          ? rpcCodes.noSuchProperty
          : model.properties[name]!.access.startsWith('r')
            ? undefined
            : rpcCodes.notReadable;
        expect(readProblem(model, name)?.code).toBe(code);
      }),
      seeded,
    );
  });

  it('can be set if it is there and writable, and takes the value', () => {
    fc.assert(
      fc.property(someModel, someName, someValue, (model, name, value) => {
        const spec = Object.hasOwn(model.properties, name) ? model.properties[name] : undefined;
        const code = !spec
          ? rpcCodes.noSuchProperty
          : !spec.access.includes('w')
            ? rpcCodes.notWritable
            : accepts(spec, value)
              ? undefined
              : rpcCodes.badValue;
        expect(writeProblem(model, name, value)?.code).toBe(code);
      }),
      { ...seeded, numRuns: 1_000 },
    );
  });

  it('can be stimulated if it is a reading and takes the value, or to let go of it', () => {
    fc.assert(
      fc.property(someModel, someName, someValue, (model, name, value) => {
        const spec = Object.hasOwn(model.properties, name) ? model.properties[name] : undefined;
        const code = !spec
          ? rpcCodes.noSuchProperty
          : !spec.reading
            ? rpcCodes.notWritable
            : value === null || accepts(spec, value)
              ? undefined
              : rpcCodes.badValue;
        expect(stimulateProblem(model, name, value)?.code).toBe(code);
      }),
      { ...seeded, numRuns: 1_000 },
    );
  });
});

describe('the parameters of an action', () => {
  const specs = {
    type: { type: 'enum', values: ['espresso', 'lungo'] },
    cups: { type: 'integer', range: [1, 3], default: 1 },
  } as const;
  const someParams = fc.oneof(
    fc.record({ type: fc.constantFrom('espresso', 'lungo', 'tea'), cups: fc.integer({ min: 0, max: 4 }) }),
    fc.record({ type: fc.constantFrom('espresso', 'lungo') }),
    fc.dictionary(fc.constantFrom('type', 'cups', '__proto__', 'constructor'), someValue),
    fc.jsonValue(),
    fc.constant(undefined),
  );

  it('are complete and right, or there are problems; nothing else comes of them', () => {
    fc.assert(
      fc.property(someParams, (params) => {
        const result = checkParams('brew', specs, params);
        if (Array.isArray(result)) {
          expect(result.length).toBeGreaterThan(0);
          for (const { code } of result) expect(code).toBe(rpcCodes.badParams);
          return;
        }
        expect(Object.keys(result)).toEqual(['type', 'cups']);
        expect(accepts(specs.type, result.type) && accepts(specs.cups, result.cups)).toBe(true);
      }),
      { ...seeded, numRuns: 1_000 },
    );
  });

  it.each([
    [{ type: 'lungo' }, { type: 'lungo', cups: 1 }],
    [
      { cups: 2, type: 'lungo' },
      { type: 'lungo', cups: 2 },
    ],
  ])('%o become %o', (params, values) => {
    expect(checkParams('brew', specs, params)).toEqual(values);
  });
});

describe('parseRequest', () => {
  it('makes a request or an error of whatever comes', () => {
    const payload = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc
        .record({ id: fc.jsonValue(), method: fc.jsonValue(), params: fc.jsonValue() })
        .map((it) => JSON.stringify(it)),
    );
    fc.assert(
      fc.property(payload, (text) => {
        const parsed = parseRequest(() => JSON.parse(text));
        if ('request' in parsed) {
          expect(typeof parsed.request.method).toBe('string');
          expect(['string', 'number']).toContain(typeof parsed.request.id);
        } else {
          expect([rpcCodes.notJson, rpcCodes.notARequest]).toContain(parsed.error.code);
        }
      }),
      { ...seeded, numRuns: 1_000 },
    );
  });
});
