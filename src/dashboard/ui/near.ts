import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/** Tells of all elements at once whether they are on the screen or close to it. */
const watched = new Map<Element, (near: boolean) => void>();
let observer: IntersectionObserver | undefined;

/** Whether an element is on the screen or close to it: what is not, is not drawn. */
export function useNear<T extends Element>(): {
  readonly ref: { current: T | null };
  readonly near: Signal<boolean>;
} {
  const ref = useRef<T>(null);
  const near = useSignal(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    observer ??= new IntersectionObserver(
      (changes) => {
        for (const { target, isIntersecting } of changes) watched.get(target)?.(isIntersecting);
      },
      { rootMargin: '200px' },
    );
    watched.set(element, (isNear) => {
      near.value = isNear;
    });
    observer.observe(element);
    return () => {
      watched.delete(element);
      observer?.unobserve(element);
    };
  }, [near]);
  return { ref, near };
}
