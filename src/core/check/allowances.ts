import { z } from 'zod';
import { type FindingCode, findingCodes } from './finding-codes.ts';

/** Findings that are meant so, each with the reason: `allow` in a scene, or in a home for all of its scenes. */
export const allowances = z.array(
  z.strictObject({
    finding: z
      .enum(Object.keys(findingCodes) as [FindingCode, ...FindingCode[]])
      .describe('What `millet check` calls it.'),
    reason: z.string().min(1).describe('Why it is meant so.'),
  }),
);

export type Allowances = z.infer<typeof allowances>;
