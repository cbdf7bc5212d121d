import type { StepCall, StepCheck } from '../../web/api.ts';
import { lights } from '../live/selection.ts';
import { clockTime, duration } from '../live/time-words.ts';
import { Glyph } from '../ui/glyph.tsx';
import { checkLook } from './looks.ts';
import { SeqLink } from './seq-link.tsx';

/** What the run did: for each step the request, the reply, what changed, and the time between. */
export function Steps({ steps, refused }: { steps: readonly StepCheck[]; refused: boolean }) {
  return (
    <ol class="checklist" aria-label="Actions">
      {steps.map((step) => {
        const { path, word, tone } = checkLook(
          refused && step.result === 'not done' ? 'not done' : step.result,
        );
        return (
          <li key={`${step.step} ${step.seq}`} class="check">
            <Glyph path={path} class={tone} />
            <div class="grow">
              <span class="check-word">then</span> {step.does}
              {step.message !== undefined && step.result !== 'ok' && <p class={tone}>{step.message}</p>}
              {step.read?.map(({ device, prop, sentence }) => (
                <p key={`${device}.${prop}`} class="muted small">
                  {sentence}
                </p>
              ))}
              {step.calls.map((call) => (
                <Call key={call.request} call={call} />
              ))}
            </div>
            <span class={tone}>{word}</span>
          </li>
        );
      })}
    </ol>
  );
}

function Call({ call }: { call: StepCall }) {
  const { reply, effects, effectsLeftOut } = call;
  return (
    <ul class="call small muted" {...lights({ device: call.device })}>
      <li>
        asked {clockTime(Date.parse(call.sent))} · <SeqLink seq={call.request} />
      </li>
      {reply ? (
        <li>
          <span class={reply.ok ? 'ran' : 'error'}>{reply.sentence}</span>, {duration(reply.afterMs)} later ·{' '}
          <SeqLink seq={reply.seq} />
        </li>
      ) : (
        <li>no reply yet</li>
      )}
      {effects.map((effect) => (
        <li key={effect.seq}>
          {effect.sentence}, {duration(effect.afterMs)} later · <SeqLink seq={effect.seq} />
        </li>
      ))}
      {effectsLeftOut > 0 && <li>and {effectsLeftOut} more in between</li>}
    </ul>
  );
}
