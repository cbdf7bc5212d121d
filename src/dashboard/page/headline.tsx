import { mdiClockOutline } from '@mdi/js';
import type { RunSummary } from '../../web/api.ts';
import { clock } from '../live/clock.ts';
import { sceneName, scenes } from '../live/home.ts';
import { getJson } from '../live/http.ts';
import { isLive, shownTime } from '../live/moment.ts';
import { isSceneLit, lights } from '../live/selection.ts';
import { clockTime } from '../live/time-words.ts';
import { Glyph } from '../ui/glyph.tsx';
import { ask } from '../why/asked.ts';
import { outcomeLook } from '../why/looks.ts';

/** How long a run is news, in milliseconds of the home's time. */
const newsMs = 30 * 60_000;

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
  const last = scenes.value
    .flatMap(({ id, last: run }) => (run ? [{ id, ...run }] : []))
    .sort((a, b) => b.time - a.time || b.run - a.run)[0];
  if (!last || (clock.value?.time ?? 0) - last.time > newsMs) return null;
  const { path, word, tone } = outcomeLook(last.outcome);
  return (
    <p class={`sentence last ${isSceneLit(last.id) ? 'chosen' : ''}`} {...lights({ scene: last.id })}>
      <Glyph path={path} class={tone} />
      <span>
        <strong>{sceneName(last.id)}</strong> <span class={tone}>{word}</span> at{' '}
        {clockTime(last.time).slice(0, 5)}{' '}
        <button type="button" class="link" onClick={() => void askAboutLast(last.id, last.time)}>
          why?
        </button>
      </span>
    </p>
  );
}

/** A run is asked about at the time when it began; where that cannot be told, when it ended will do. */
async function askAboutLast(scene: string, ended: number): Promise<void> {
  const runs = await getJson<RunSummary[]>('runs', { scene, limit: 1 }).catch(() => []);
  ask({ about: 'scene', scene, at: runs[0]?.began ?? ended });
}

function splitAt(sentence: string, name: string): [string, string] {
  const at = sentence.indexOf(name);
  return [sentence.slice(0, at), sentence.slice(at + name.length)];
}

function inWords(minutes: number): string {
  if (minutes < 120) return `${minutes} min`;
  return `${Math.round(minutes / 60)} h`;
}
