import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

const stateChange = 'contentvisibilityautostatechange';

/**
 * Whether an element with `content-visibility: auto` is on the screen or close to it: what is not, is not drawn. The browser
 * has to know that anyway, and tells; to ask it for a thousand elements cost more than all that a busy home changes in them.
 */
export function useNear<T extends Element>(): {
  readonly ref: { current: T | null };
  readonly near: Signal<boolean>;
} {
  const ref = useRef<T>(null);
  const near = useSignal(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    if (!(`on${stateChange}` in element)) {
      // A browser that does not tell draws all of them.
      near.value = true;
      return undefined;
    }
    const changed = (event: Event): void => {
      near.value = !(event as ContentVisibilityAutoStateChangeEvent).skipped;
    };
    element.addEventListener(stateChange, changed);
    return () => element.removeEventListener(stateChange, changed);
  }, [near]);
  return { ref, near };
}
