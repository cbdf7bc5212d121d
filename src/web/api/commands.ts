import { z } from 'zod';
import { valueSchema } from '../../core/schema.ts';

export const valuesSchema = z.record(z.string().max(64), z.union([valueSchema, z.null()]));
export const anyValueSchema = z.json();

export const setSchema = z.strictObject({ props: z.record(z.string().max(64), anyValueSchema) });
export const callSchema = z.strictObject({
  method: z.string().min(1).max(64),
  params: z.record(z.string().max(64), anyValueSchema).default({}),
});
/** `null` lets go of a reading. */
export const stimulateSchema = z.strictObject({ props: valuesSchema });
/** A bare word (`offline`, `none`) or an object such as `{ "kind": "slow", "delay": "2s" }`. */
export const faultCommandSchema = z.strictObject({
  fault: z.union([z.string().min(1).max(64), z.looseObject({ kind: z.string().min(1).max(64) })]),
});
export type SetBody = z.input<typeof setSchema>;
export type CallBody = z.input<typeof callSchema>;
export type StimulateBody = z.input<typeof stimulateSchema>;
export type FaultBody = z.input<typeof faultCommandSchema>;

/** What was sent as the MQTT client `ui`, and what came back. */
export interface CommandResult {
  readonly topic: string;
  readonly payload: string;
  /** null: nobody answers such a message (a fault, the run of a scene), or not before the home goes on: it is paused. */
  readonly reply: {
    readonly result?: unknown;
    readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
  } | null;
}
