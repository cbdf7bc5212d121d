import { mdiClockFast } from '@mdi/js';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { clock, commandClock } from '../live/clock.ts';
import { sentenceOf } from '../live/http.ts';
import { clockTime } from '../live/time-words.ts';
import { Glyph } from '../ui/glyph.tsx';
import { jumpOpen } from '../ui/panels.ts';

/** Goes ahead to a time of day; everything until then happens, as fast as the machine can. */
export function Jump() {
  const problem = useSignal('');
  const input = useRef<HTMLInputElement>(null);
  const isOpen = jumpOpen.value;
  useEffect(() => {
    if (isOpen) input.current?.focus();
  }, [isOpen]);

  const jump = async (to: number | string): Promise<void> => {
    problem.value = '';
    try {
      await commandClock({ action: 'jump', to });
      jumpOpen.value = false;
    } catch (error) {
      problem.value = sentenceOf(error);
    }
  };
  const next = clock.value?.next[0];

  return (
    <div class="jump">
      <button
        type="button"
        aria-expanded={isOpen}
        title="Go ahead to a time (J)"
        onClick={() => {
          jumpOpen.value = !isOpen;
        }}
      >
        <Glyph path={mdiClockFast} /> Jump…
      </button>
      {isOpen && (
        <form
          class="popover stack"
          onSubmit={(event) => {
            event.preventDefault();
            void jump(input.current!.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') jumpOpen.value = false;
          }}
        >
          <label class="row">
            Go ahead to
            <input ref={input} type="time" step="1" required value={clockTime(clock.value?.time ?? 0)} />
          </label>
          <button type="submit" class="primary">
            Jump
          </button>
          {next && (
            <button type="button" onClick={() => void jump(next.time - 10_000)}>
              10 s before {next.name}
            </button>
          )}
          {problem.value !== '' && (
            <p class="error small" role="alert">
              {problem}
            </p>
          )}
        </form>
      )}
    </div>
  );
}
