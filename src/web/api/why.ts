import { z } from 'zod';
import { valueSchema } from '../../core/schema.ts';

export const whatIfSchema = z.strictObject({
  scene: z.string().max(64),
  /** When its run began, or its trigger nearly fired; the nearest one is meant. */
  at: z.union([z.number(), z.string().min(1).max(64)]),
  /** Properties that are taken to have had another value then: device -> property -> value. */
  values: z.record(z.string().max(64), z.record(z.string().max(64), valueSchema)),
});
export type WhatIfBody = z.input<typeof whatIfSchema>;
