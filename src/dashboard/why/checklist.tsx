import { mdiClockOutline } from '@mdi/js';
import type { ConditionCheck } from '../../web/api.ts';
import { lights } from '../live/selection.ts';
import { clockTime } from '../live/time-words.ts';
import { Glyph } from '../ui/glyph.tsx';
import { checkLook } from './looks.ts';
import { placeIn } from './place-in.ts';
import { SeqLink } from './seq-link.tsx';

interface ChecklistProps {
  readonly trigger: string;
  readonly fired: boolean;
  readonly triggerSeq: number | undefined;
  readonly triggerSentences: readonly string[];
  readonly conditions: readonly ConditionCheck[];
}

/** Trigger and conditions in the scene's own order, each with what it was and who made it so. */
export function Checklist({ trigger, fired, triggerSeq, triggerSentences, conditions }: ChecklistProps) {
  const look = checkLook(fired ? 'held' : 'not done');
  return (
    <ol class="checklist" aria-label="Trigger and conditions">
      <li class="check">
        <Glyph path={fired ? mdiClockOutline : look.path} class={look.tone} />
        <div class="grow">
          <span class="check-word">when</span> {trigger}
          {triggerSentences.map((sentence) => (
            <p key={sentence} class="muted">
              {sentence}
            </p>
          ))}
          {triggerSeq !== undefined && (
            <p class="small trigger-line">
              <SeqLink seq={triggerSeq} />
            </p>
          )}
        </div>
        <span class={look.tone}>{fired ? 'fired' : 'did not fire'}</span>
      </li>
      {conditions.map((check) => (
        <Check key={check.condition} check={check} />
      ))}
    </ol>
  );
}

function Check({ check }: { check: ConditionCheck }) {
  const { path, word, tone } = checkLook(check.status);
  const { origin, parts, read } = check;
  const place = placeIn(check.condition);
  return (
    <li class={`check ${check.decisive ? 'decisive' : ''}`} {...(place ? lights(place) : {})}>
      <Glyph path={path} class={tone} />
      <div class="grow">
        <span class="check-word">if</span> {check.condition}
        {check.status !== 'held' && !origin && <p>{check.sentence}</p>}
        {origin && (
          <p class="muted small">
            {check.status === 'held' ? 'so' : `it was ${String(check.actual)}`} since{' '}
            {clockTime(Date.parse(origin.since))} {origin.because} · <SeqLink seq={origin.by} />
          </p>
        )}
        {read?.map(({ device, prop, sentence }) => (
          <p key={`${device}.${prop}`} class="muted small">
            {sentence}
          </p>
        ))}
        {parts && (
          <ol class="checklist">
            {parts.map((part) => (
              <Check key={part.condition} check={part} />
            ))}
          </ol>
        )}
      </div>
      <span class={tone}>{word}</span>
    </li>
  );
}
