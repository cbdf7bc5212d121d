import { z } from 'zod';
import type { Value } from '../device/value.ts';
import { durationText, idText, valueSchema } from '../schema.ts';
import { codeCall } from './code.ts';

/** Pieces that triggers, conditions and steps share. */

export const deviceId = z.string().min(1).describe('The id of a device in home.yaml.');
export const propertyName = z.string().min(1).describe('One of its properties.');
export const sceneId = idText('scene').describe('A scene: its file name without the ending.');

/** Stands for what a property is at that moment; a number can be scaled. */
export const reference = z
  .strictObject({
    device: deviceId,
    prop: propertyName,
    times: z.number().optional().describe('Its number is multiplied by this.'),
    plus: z.number().optional().describe('Then this is added.'),
    min: z.number().optional().describe('It is at least this.'),
    max: z.number().optional().describe('It is at most this.'),
  })
  .describe('The value of another property.');

/** A value, or the property whose value it is. */
export const writtenValue = z.union([valueSchema, reference]);
/** The same, or a function that gives it, where a value is sent. */
export const sentValue = z.union([writtenValue, codeCall]);
const writtenNumber = z.union([z.number(), reference]);

/** How a property is compared. Several together must all hold. */
export const comparison = {
  value: writtenValue.optional().describe('It is this value.'),
  not: writtenValue.optional().describe('It is any other value than this.'),
  above: writtenNumber.optional().describe('It is greater than this.'),
  below: writtenNumber.optional().describe('It is less than this.'),
  between: z
    .tuple([writtenNumber, writtenNumber])
    .optional()
    .describe('It is from the first to the second, both included.'),
  in: z.array(writtenValue).min(1).optional().describe('It is one of these.'),
};
export const held = durationText.optional().describe('It has been so, without interruption, for this long.');

export type Reference = z.infer<typeof reference>;
export type WrittenValue = z.infer<typeof writtenValue>;
export type SentValue = z.infer<typeof sentValue>;
/** A comparison as it stands in a scene. */
export type WrittenComparison = z.infer<z.ZodObject<typeof comparison>>;
/** A comparison in which every value is known. */
export interface Comparison {
  value?: Value | undefined;
  not?: Value | undefined;
  above?: number | undefined;
  below?: number | undefined;
  between?: [number, number] | undefined;
  in?: Value[] | undefined;
}

export const sunPoint = z.enum(['sunrise', 'sunset', 'dawn', 'dusk', 'noon']);

export const runMode = z.enum(['single', 'restart', 'queued', 'parallel']);
