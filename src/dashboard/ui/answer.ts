import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { sentenceOf } from '../live/http.ts';

export interface Answer<T> {
  readonly value: T | undefined;
  /** Why there is none. */
  readonly problem: string | undefined;
  readonly loading: boolean;
}

/**
 * Asks the server when `key` changes. The last answer stays until the next one is there; a late answer to an old
 * question is thrown away.
 */
export function useAnswer<T>(key: string, load: () => Promise<T>): Signal<Answer<T>> {
  const answer = useSignal<Answer<T>>({ value: undefined, problem: undefined, loading: true });
  useEffect(() => {
    let current = true;
    answer.value = { ...answer.peek(), loading: true };
    load().then(
      (value) => {
        if (current) answer.value = { value, problem: undefined, loading: false };
      },
      (error: unknown) => {
        if (current) answer.value = { value: undefined, problem: sentenceOf(error), loading: false };
      },
    );
    return () => {
      current = false;
    };
  }, [key]);
  return answer;
}
