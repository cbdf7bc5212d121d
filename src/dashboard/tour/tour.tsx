import { mdiClose } from '@mdi/js';
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { clock } from '../live/clock.ts';
import { connection } from '../live/connection.ts';
import { sentenceOf } from '../live/http.ts';
import { Glyph } from '../ui/glyph.tsx';
import { endTour, startTour, tourOffered, tourStep } from './state.ts';
import { tourSteps } from './steps.ts';

/** A minute around the page, offered on the first visit, and left at any moment. */
export function Tour() {
  const index = tourStep.value;
  if (connection.value !== 'open') return null;
  if (index !== undefined) return <Step key={index} index={index} />;
  return tourOffered.value ? <Offer /> : null;
}

/** It lies over the house, so it goes when somebody lets time pass and wants to see it. */
function Offer() {
  const wasPaused = useSignal(clock.peek()?.paused);
  useSignalEffect(() => {
    const { paused } = clock.value ?? {};
    if (wasPaused.peek() === true && paused === false) tourOffered.value = false;
    wasPaused.value = paused;
  });
  return (
    <section class="tour stack" aria-label="Welcome">
      <h2>New here?</h2>
      <p>A minute with the real home: what it does, and how it says why.</p>
      <div class="row">
        <button type="button" class="primary" onClick={startTour}>
          Show me around (60 s)
        </button>
        <button type="button" title="Esc" onClick={endTour}>
          Not now
        </button>
      </div>
    </section>
  );
}

function Step({ index }: { index: number }) {
  const problem = useSignal('');
  const share = useSignal(0);
  const step = tourSteps[index]!;
  const isLast = index === tourSteps.length - 1;
  const goOn = (): void => {
    if (isLast) endTour();
    else tourStep.value = index + 1;
  };

  useEffect(() => {
    const begun = performance.now();
    step.run().catch((error: unknown) => {
      problem.value = sentenceOf(error);
    });
    const timer = setInterval(() => {
      share.value = Math.min(1, (performance.now() - begun) / (step.seconds * 1000));
      if (share.value === 1) {
        clearInterval(timer);
        // The last step stays until it is read.
        if (!isLast) goOn();
      }
    }, 250);
    return () => clearInterval(timer);
  }, []);

  return (
    <section class="tour stack" aria-label="Tour" aria-live="polite">
      <div class="row">
        <h2 class="grow">
          {index + 1} of {tourSteps.length}: {step.title}
        </h2>
        <button type="button" class="plain" aria-label="Leave the tour (Esc)" onClick={endTour}>
          <Glyph path={mdiClose} />
        </button>
      </div>
      <p>{step.text()}</p>
      {problem.value !== '' && <p class="error small">{problem.value}</p>}
      <div class="tour-progress" aria-hidden="true">
        <span style={{ transform: `scaleX(${share.value})` }} />
      </div>
      <div class="row">
        <button type="button" class="primary" onClick={goOn}>
          {isLast ? 'Done' : 'Go on'}
        </button>
        <button type="button" onClick={endTour}>
          Leave
        </button>
      </div>
    </section>
  );
}
