import { mdiClockOutline } from '@mdi/js';
import { clock } from '../live/clock.ts';
import { sceneName } from '../live/home.ts';
import { isLive, shownTime } from '../live/moment.ts';
import { isSceneLit, lights } from '../live/selection.ts';
import { clockTime } from '../live/time-words.ts';
import { Glyph } from '../ui/glyph.tsx';
import { askAboutLast, lastRun } from '../why/last-run.ts';
import { outcomeLook } from '../why/looks.ts';

/** What will happen next, and what happened last: the page in two sentences. */
export function Headline() {
  if (!isLive.value) return null;
  return (
    <div class="headline">
      <Last />
      <Next />
    </div>
  );
}

function Next() {
  const next = clock.value?.next[0];
  if (!next) return null;
  const minutes = Math.ceil((next.time - shownTime.value) / 60_000);
  const { name, sentence } = next;
  const [before, after] = sentence.includes(name) ? splitAt(sentence, name) : [sentence, ''];
  return (
    <p class={`sentence next ${isSceneLit(next.scene) ? 'chosen' : ''}`} {...lights({ scene: next.scene })}>
      <Glyph path={mdiClockOutline} class="waiting" />
      <span>
        {before}
        {after !== '' && <strong>{name}</strong>}
        {after} <span class="muted">{minutes <= 1 ? 'in a minute' : `in ${inWords(minutes)}`}</span>
      </span>
    </p>
  );
}

/** The scene that ran, or was refused, last. */
function Last() {
  const last = lastRun.value;
  if (!last) return null;
  const { path, word, tone } = outcomeLook(last.outcome);
  return (
    <p class={`sentence last ${isSceneLit(last.scene) ? 'chosen' : ''}`} {...lights({ scene: last.scene })}>
      <Glyph path={path} class={tone} />
      <span>
        <strong>{sceneName(last.scene)}</strong> <span class={tone}>{word}</span> at{' '}
        {clockTime(last.time).slice(0, 5)}{' '}
        <button type="button" class="link" onClick={() => void askAboutLast(last.scene, last.time)}>
          why?
        </button>
      </span>
    </p>
  );
}

function splitAt(sentence: string, name: string): [string, string] {
  const at = sentence.indexOf(name);
  return [sentence.slice(0, at), sentence.slice(at + name.length)];
}

function inWords(minutes: number): string {
  if (minutes < 120) return `${minutes} min`;
  return `${Math.round(minutes / 60)} h`;
}
