import { z } from 'zod';
import { type Rule, ruleSchema } from '../core/scene/rule.ts';

/** What must never, and what must always be so. */
export interface Rules {
  readonly never: readonly Rule[];
  readonly always: readonly Rule[];
}

/** A file of rules, where they do not stand in home.yaml. */
export const rulesFileSchema = z.strictObject({
  never: z.array(ruleSchema).optional().describe('What must not be so at any moment.'),
  always: z.array(ruleSchema).optional().describe('What must be so at every moment.'),
});
