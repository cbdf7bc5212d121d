import type { Forms } from '../files/forms.ts';
import { actionSchema, actionSchemas, expectationSchema, expectationSchemas } from './schema.ts';

/** The unions of a test file, for sentences about what is wrong with one of them. */
export const testForms: readonly Forms[] = [
  {
    what: 'action',
    example: '{ at: "07:02", device: air_purifier, set: { mode: sleep } }',
    schema: actionSchema,
    table: actionSchemas,
  },
  {
    what: 'expectation',
    example: '{ at: "07:00:30", device: smart_curtain, prop: position, value: 100 }',
    schema: expectationSchema,
    table: expectationSchemas,
    names: { prop: 'property', activity: 'running-scene' },
  },
];
