import { z } from 'zod';
import { parseDuration, parseOffset, parseTimeOfDay, weekdays } from './calendar/index.ts';
import { idPattern } from './topics.ts';

/** Pieces that the schemas of home, scene and test files share. */

export const valueSchema = z.union([z.boolean(), z.number(), z.string()]);

/** A duration such as `1h30m`; kept as text, because that is what the journal and error messages show. */
export const durationText = z
  .string()
  .superRefine((text, context) => report(context, () => parseDuration(text)));

/** How much later, or with a minus earlier: `20m`, `-1h30m`. */
export const offsetText = z.string().superRefine((text, context) => report(context, () => parseOffset(text)));

/** `HH:MM` or `HH:MM:SS`. */
export const timeOfDayText = z
  .string()
  .superRefine((text, context) => report(context, () => parseTimeOfDay(text)));

export const weekdayList = z.array(z.enum(weekdays)).min(1);

export function idText(what: string) {
  return z.string().regex(idPattern, {
    error: ({ input }) => `${JSON.stringify(input)} cannot be the name of a ${what}: ${idRule}`,
  });
}

export const idRule = 'it begins with a small letter and goes on with at most 63 of a-z, 0-9, _ and -';

function report(context: z.RefinementCtx, parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
}
