import { z } from 'zod';
import { durationText, idText, valueSchema } from '../schema.ts';

/** Pieces that triggers, conditions and steps share. */

export const deviceId = z.string().min(1).describe('The id of a device in home.yaml.');
export const propertyName = z.string().min(1).describe('One of its properties.');
export const sceneId = idText('scene').describe('A scene: its file name without the ending.');

/** How a property is compared. Several together must all hold. */
export const comparison = {
  value: valueSchema.optional().describe('It is this value.'),
  not: valueSchema.optional().describe('It is any other value than this.'),
  above: z.number().optional().describe('It is greater than this.'),
  below: z.number().optional().describe('It is less than this.'),
  between: z
    .tuple([z.number(), z.number()])
    .optional()
    .describe('It is from the first to the second, both included.'),
  in: z.array(valueSchema).min(1).optional().describe('It is one of these.'),
};
export const held = durationText.optional().describe('It has been so, without interruption, for this long.');

export type Comparison = z.infer<z.ZodObject<typeof comparison>>;

export const sunPoint = z.enum(['sunrise', 'sunset', 'dawn', 'dusk', 'noon']);

export const runMode = z.enum(['single', 'restart', 'queued', 'parallel']);
