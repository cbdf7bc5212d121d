import { createTask } from 'node-cron';
import { expect, vi } from 'vitest';

/**
 * node-cron's own look-ahead for an expression in a zone. It begins at the system clock, so the test that uses it must
 * have faked `Date`.
 */
export function nodeCron(expression: string, timezone: string) {
  const task = createTask(expression, () => {}, { timezone });
  // It never starts, and answers all the same; only node-cron's list of tasks shall not grow.
  void task.destroy();
  return {
    /** The next `count` runs after an instant; none when there is none in the next hundred years. */
    next(after: number, count: number): number[] {
      vi.setSystemTime(after);
      try {
        return task.getNextRuns(count).map((run) => run.getTime());
      } catch (error) {
        expect(String(error)).toContain('Could not find next matching date');
        return [];
      }
    },
    match: (instant: number): boolean => task.match(new Date(instant)),
  };
}
