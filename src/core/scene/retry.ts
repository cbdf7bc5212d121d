import { parseDuration } from '../calendar/index.ts';
import type { Step } from './schema.ts';

const defaultWait = '1s';

/** How often a step that fails is tried again, and how long after. */
export function retryOf({ retry = 0 }: Exclude<Step, { stop: string }>): {
  readonly times: number;
  readonly wait: string;
  readonly waitMs: number;
} {
  const { times, wait = defaultWait } = typeof retry === 'number' ? { times: retry } : retry;
  return { times, wait, waitMs: parseDuration(wait) };
}
