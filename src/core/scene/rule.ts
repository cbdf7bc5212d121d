import { z } from 'zod';
import { durationText } from '../schema.ts';
import { type Condition, conditionSchemas } from './schema.ts';

type ConditionForm = keyof typeof conditionSchemas;

/** The forms of a condition, each with one more key. */
export function conditionsWith(extra: z.ZodRawShape): Record<ConditionForm, z.ZodObject> {
  const entries = Object.entries(conditionSchemas).map(([name, schema]) => [name, schema.extend(extra)]);
  return Object.fromEntries(entries) as Record<ConditionForm, z.ZodObject>;
}

const lasting = durationText
  .optional()
  .describe('Only what lasts this long counts. Without it, any moment does.');

/** What must never, or always, be so: any condition, by the key or the `type` that tells it. */
export const ruleSchemas: Readonly<Record<string, z.ZodObject>> = conditionsWith({ for: lasting });

export type Rule = Condition & { for?: string | undefined };

export const ruleSchema: z.ZodType<Rule> = z.union(
  Object.values(ruleSchemas) as [z.ZodObject, ...z.ZodObject[]],
) as unknown as z.ZodType<Rule>;
