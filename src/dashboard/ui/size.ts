import { type Signal, signal, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** How high the window is, in CSS pixels. */
export const windowHeight = signal(innerHeight);
addEventListener('resize', () => {
  windowHeight.value = innerHeight;
});

/** The width and height of an element without padding, in CSS pixels, as they change. */
export function useSize<T extends Element>(): {
  readonly ref: { current: T | null };
  readonly size: Signal<{ readonly width: number; readonly height: number }>;
} {
  const ref = useRef<T>(null);
  const size = useSignal({ width: 0, height: 0 });
  // Before the first drawing, so that it is drawn once: an observer would tell only after that.
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const take = (width: number, height: number): void => {
      const last = size.peek();
      if (Math.round(width) !== last.width || Math.round(height) !== last.height)
        size.value = { width: Math.round(width), height: Math.round(height) };
    };
    take(element.clientWidth, element.clientHeight);
    const observer = new ResizeObserver(([entry]) =>
      take(entry!.contentRect.width, entry!.contentRect.height),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [size]);
  return { ref, size };
}

/** How much of what scrolls an element has below its own top, in CSS pixels, while nothing is scrolled. */
export function useSpaceBelow<T extends Element>(ref: { readonly current: T | null }): Signal<number> {
  const space = useSignal(0);
  useEffect(() => {
    const element = ref.current;
    const around = element?.parentElement;
    if (!element || !around) return undefined;
    const observer = new ResizeObserver(() => {
      const from =
        element.getBoundingClientRect().top - around.getBoundingClientRect().top + around.scrollTop;
      space.value = Math.floor(
        around.clientHeight - from - Number.parseFloat(getComputedStyle(around).paddingBottom),
      );
    });
    // What stands above it can grow, too.
    for (const each of [around, ...around.children]) observer.observe(each);
    return () => observer.disconnect();
  }, [ref, space]);
  return space;
}
