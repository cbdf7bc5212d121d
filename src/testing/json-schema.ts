import type { z } from 'zod';
import { ruleSchema } from '../core/scene/rule.ts';
import { jsonSchemaOf } from '../files/json-schema.ts';
import { actionSchema, expectationSchema, momentText, testFileSchema, wholeMomentText } from './schema.ts';

const date = '\\d{4}-\\d{2}-\\d{2}';
const time = '([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,3})?)?';
const whole = `${date}T${time}(Z|[+-]\\d{2}:\\d{2})?`;

/** The JSON Schema of a file of scene tests, for editors. */
export function testJsonSchema(): z.core.JSONSchema.JSONSchema {
  return jsonSchemaOf('test', {
    schema: testFileSchema,
    title: 'Millet scene tests',
    description: 'scenes/<anything>.test.yaml: what must happen when, and what must never.',
    definitions: { action: actionSchema, expectation: expectationSchema, rule: ruleSchema },
    patterns: [
      [momentText, `^(${whole}|${time})$`],
      [wholeMomentText, `^${whole}$`],
    ],
  });
}
