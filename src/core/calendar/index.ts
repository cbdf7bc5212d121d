export { type CronSchedule, parseCron } from './cron.ts';
export { nextCron } from './cron-next.ts';
export { formatDuration, parseDuration } from './duration.ts';
export { nextEvery } from './every.ts';
export { formatInstant, parseInstant } from './iso.ts';
export { type Place, sunAltitude } from './sun.ts';
export { nextTimeOfDay, parseTimeOfDay, type Weekday, weekdays } from './time-of-day.ts';
export { inWindow, nextWindowEdge, type TimeWindow } from './window.ts';
export { instantOf, isZone, type LocalTime, localAt, offsetAt, type WallTime } from './zone.ts';
