import { mdiClockFast } from '@mdi/js';
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { clock, commandClock } from '../live/clock.ts';
import { sentenceOf } from '../live/http.ts';
import { offsetMs, shortTime } from '../live/time-words.ts';
import { Glyph } from '../ui/glyph.tsx';
import { jumpOpen } from '../ui/panels.ts';
import { nextAt } from './next-at.ts';

/** Goes ahead to a time of day; everything until then happens, as fast as the machine can. */
export function Jump() {
  const problem = useSignal('');
  const input = useRef<HTMLInputElement>(null);
  const isOpen = jumpOpen.value;
  useLayoutEffect(() => {
    if (isOpen) input.current?.select();
  }, [isOpen]);

  const jump = async (to: number): Promise<void> => {
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
            const to = nextAt(input.current!.value, clock.value?.time ?? 0, offsetMs);
            if (to === undefined) problem.value = 'A time is written like 07:30, or 07:30:15.';
            else void jump(to);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') jumpOpen.value = false;
          }}
        >
          <label class="row">
            Go ahead to
            {/* No time input: that speaks the browser's language, with AM and PM, and the home's clock does not. */}
            <input
              ref={input}
              class="jump-time"
              inputMode="numeric"
              autocomplete="off"
              value={shortTime(clock.peek()?.time ?? 0)}
            />
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
