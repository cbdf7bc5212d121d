import type { ConditionContext } from '../../core/scene/condition.ts';
import type { History } from './history.ts';

/** An instant of a journal, and how the home stood then in the eyes of the scene engine. */
export interface Moment {
  readonly history: History;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly context: ConditionContext;
}

/** A time in a sentence about this moment. */
export function clockAt({ history, at }: Pick<Moment, 'history' | 'at'>, instant: number): string {
  return history.clock(instant, at);
}
