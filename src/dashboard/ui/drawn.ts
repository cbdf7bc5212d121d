import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Whether what stands around this has been drawn once: what is not looked at first can wait for that. */
export function useDrawn(): boolean {
  const drawn = useSignal(false);
  useEffect(() => {
    const next = requestAnimationFrame(() =>
      setTimeout(() => {
        drawn.value = true;
      }),
    );
    return () => cancelAnimationFrame(next);
  }, [drawn]);
  return drawn.value;
}
