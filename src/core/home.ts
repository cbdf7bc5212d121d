import { z } from 'zod';
import { isZone } from './calendar/index.ts';
import { allowances } from './check/allowances.ts';
import { linkNames } from './device/link.ts';
import { didYouMean } from './nearest.ts';
import { ruleSchema } from './scene/rule.ts';
import { durationText, idText, timeOfDayText, valueSchema, weekdayList } from './schema.ts';
import { activityNames } from './world/activity.ts';

const location = z
  .strictObject({
    latitude: z.number().min(-90).max(90).describe('Degrees north of the equator.'),
    longitude: z.number().min(-180).max(180).describe('Degrees east of Greenwich.'),
    timezone: z
      .string()
      .refine(isZone, {
        error: ({ input }) => {
          const near = didYouMean(String(input), Intl.supportedValuesOf('timeZone'));
          return `no time zone is called ${JSON.stringify(input)}; zones look like Europe/Berlin${near && `.${near}`}`;
        },
      })
      .describe('An IANA time zone, such as Asia/Shanghai.'),
  })
  .describe('The latitude, longitude and timezone of where it stands.');

const device = z.strictObject({
  model: idText('model').optional().describe('The product: a file in devices/ describes each one.'),
  room: z.string().optional().describe('The room it stands in.'),
  name: z.string().optional().describe('What people call it.'),
  link: z
    .enum(linkNames)
    .optional()
    .describe('How it is connected; each kind has its typical latency. Default: wifi.'),
  latency: durationText.optional().describe('A fixed latency instead of the typical one of its link.'),
  initial: z
    .record(z.string(), valueSchema)
    .optional()
    .describe('Properties that do not begin with what the model says.'),
  simulated: z
    .boolean()
    .optional()
    .describe('false: a real device on the same broker speaks for itself; Millet simulates none.'),
});

const space = z.strictObject({
  area: z.number().min(1).max(500).optional().describe('Floor, in m2. Default: 20.'),
  windows: z.number().min(0).max(100).optional().describe('Glass, in m2; 0 for a room inside. Default: 3.'),
  beside: z.array(z.string()).optional().describe('Rooms next door, with which it shares warmth and air.'),
});

const move = z.strictObject({
  at: timeOfDayText.describe('When, in local time.'),
  room: z.string().describe('The room they go to, or "away".'),
  days: weekdayList.optional().describe('Only on these days. Default: every day.'),
  vary: durationText.optional().describe('Up to so much earlier or later, by the seed. Default: on time.'),
  chance: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('How often it happens at all: 0.5 is every other day.'),
  doing: z.enum(activityNames).optional().describe('What they do there. Default: resting.'),
  asleep: z.boolean().optional().describe('true: they lie still, and no sensor sees them move.'),
  uses: z
    .record(z.string(), z.string())
    .optional()
    .describe('What they do by hand when they are there: a device, and what its model has under hands.'),
  takes: z.array(z.string()).optional().describe('When away: what goes along, such as the car.'),
  way: durationText.optional().describe('When away: how long the way home takes. Default: 20m.'),
});

const resident = z.strictObject({
  has: z.array(z.string()).optional().describe('What they always have with them: the id of their phone.'),
  day: z.array(move).min(1).describe('Where they are, from when on.'),
});

/** A home file, `home.yaml`. */
export const homeSchema = z.strictObject({
  name: z.string().min(1).describe('What the home is called.'),
  location,
  rooms: z.array(z.string().min(1)).default([]).describe('The rooms.'),
  floor_plan: z
    .record(z.string(), space)
    .optional()
    .describe('How large the rooms are, and which are next to each other.'),
  entrance: z
    .string()
    .optional()
    .describe('The room with the front door: who leaves or comes home goes through it.'),
  devices: z.record(z.string(), device).describe('The devices, each under its id.'),
  constants: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]*$/, {
        error: ({ input }) =>
          `${JSON.stringify(input)} cannot be the name of a constant: small letters, digits and _, and a letter first`,
      }),
      valueSchema,
    )
    .optional()
    .describe(
      'Values with a name, for its scenes, rules and tests: `comfortable: 21` is $comfortable there.',
    ),
  never: z
    .array(ruleSchema)
    .optional()
    .describe('What must not be so at any moment: `millet explore` looks for a day on which it is.'),
  always: z
    .array(ruleSchema)
    .optional()
    .describe('What must be so at every moment: `millet explore` looks for a day on which it is not.'),
  allow: allowances
    .optional()
    .describe('What `millet check` may find in this home and all its scenes, because it is meant so.'),
  residents: z.record(z.string(), resident).optional().describe('Who lives here, and where they are when.'),
});

export type Home = z.infer<typeof homeSchema>;
export type HomeDevice = z.infer<typeof device>;
export type Move = z.infer<typeof move>;
export type Resident = z.infer<typeof resident>;
