import { computed } from '@preact/signals';
import type { NearMiss, RunSummary } from '../../web/api.ts';
import { newScene } from '../editor/document.ts';
import { clock } from '../live/clock.ts';
import { runsChanged } from '../live/entries.ts';
import { home, sceneName, scenes } from '../live/home.ts';
import { getJson } from '../live/http.ts';
import { forkQuery, moment, shownTime } from '../live/moment.ts';
import { isSceneLit, lights } from '../live/selection.ts';
import { clockTime, dayName } from '../live/time-words.ts';
import { useAnswer } from '../ui/answer.ts';
import { Glyph } from '../ui/glyph.tsx';
import { jumpOpen, openPanel } from '../ui/panels.ts';
import { Problem } from '../ui/problem.tsx';
import { windowHeight } from '../ui/size.ts';
import { presenting } from '../ui/theme.ts';
import { ask } from './asked.ts';
import { outcomeLook } from './looks.ts';

/** How far back near misses are looked for. */
const nearMs = 3_600_000;
/** How many runs after the moment that is looked at are told. */
const mostLater = 3;
const mostNear = 10;

/** About as many as an audience sees at once: there, nothing is scrolled. */
const mostForAudience = computed(() =>
  presenting.value ? Math.max(1, Math.floor((windowHeight.value - 400) / 80)) : Number.POSITIVE_INFINITY,
);

/** Every run, refusal and near miss, newest first. */
export function Runs() {
  const { value: at } = moment;
  const key = `${runsChanged.value} ${at.kind} ${at.kind === 'past' ? `${at.at} ${at.fork?.id}` : ''}`;
  const fork = forkQuery.value;
  const answer = useAnswer(key, () => getJson<RunSummary[]>('runs', { limit: 20, ...fork }));
  const near = useNearMisses(key);
  const { value, problem } = answer.value;
  if (problem !== undefined) return <Problem text={problem} />;
  if (!value) return <p class="muted">Asking…</p>;
  const until = at.kind === 'past' ? at.at : Number.POSITIVE_INFINITY;
  const sorted = value.toSorted((a, b) => b.seq - a.seq);
  const most = mostForAudience.value;
  const runs = sorted.filter(({ began }) => began <= until).slice(0, most);
  const later = sorted
    .filter(({ began }) => began > until)
    .reverse()
    .slice(0, Math.min(mostLater, most - runs.length));
  const shownNear = near.slice(0, Math.min(mostNear, Math.max(0, most - runs.length - later.length)));
  if (sorted.length === 0 && near.length === 0 && at.kind === 'live') return <NothingYet />;
  return (
    <div class="stack">
      <h2>What happened</h2>
      {runs.length === 0 && <p class="empty">Nothing had run by {clockTime(shownTime.value)}.</p>}
      <RunList runs={runs} />
      {later.length > 0 && (
        <>
          <h2>What came later</h2>
          <RunList runs={later} />
        </>
      )}
      {shownNear.length > 0 && (
        <>
          <h2>What nearly happened</h2>
          <ul class="stack run-list">
            {shownNear.map((miss) => (
              <li key={`${miss.seq} ${miss.scene} ${miss.trigger}`}>
                <NearButton miss={miss} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function RunList({ runs }: { runs: readonly RunSummary[] }) {
  return (
    <ul class="stack run-list">
      {runs.map((run) => (
        <li key={run.seq}>
          <RunButton run={run} />
        </li>
      ))}
    </ul>
  );
}

/**
 * What nearly happened takes a rehearsal of all that did: it is asked for while time stands still, and not told where it
 * cannot be.
 */
function useNearMisses(key: string): readonly NearMiss[] {
  const still = clock.value?.paused === true || moment.value.kind === 'past';
  const answer = useAnswer(still ? key : '', async () => {
    if (!still) return [];
    const until = shownTime.peek();
    return getJson<NearMiss[]>('near-misses', { from: until - nearMs, until, ...forkQuery.peek() });
  });
  return answer.value.value ?? [];
}

function RunButton({ run }: { run: RunSummary }) {
  const { path, word, tone } = outcomeLook(run.outcome);
  return (
    <button
      type="button"
      class={`run ${isSceneLit(run.scene) ? 'chosen' : ''}`}
      data-run={run.scene}
      onClick={() => ask({ about: 'scene', scene: run.scene, at: run.began })}
      {...lights({ scene: run.scene })}
    >
      <Glyph path={path} class={tone} />
      <span class="grow">
        <strong>{sceneName(run.scene)}</strong> <span class={tone}>{word}</span>
        <span class="run-reason muted small">{run.reason ?? run.trigger}</span>
      </span>
      <When instant={run.began} />
    </button>
  );
}

function NearButton({ miss }: { miss: NearMiss }) {
  const { path, tone } = outcomeLook('near');
  return (
    <button type="button" class="run" onClick={() => ask({ about: 'entry', seq: miss.seq })}>
      <Glyph path={path} class={tone} />
      <span class="grow">{miss.sentence}</span>
      <When instant={Date.parse(miss.time)} />
    </button>
  );
}

/** The day, too, where it is another than the one that is shown. */
function When({ instant }: { instant: number }) {
  const day = dayName(instant);
  const isToday = day === dayName(shownTime.peek());
  return (
    <time class="muted when">
      {isToday ? '' : `${day} `}
      {clockTime(instant)}
    </time>
  );
}

function NothingYet() {
  const next = clock.value?.next[0];
  if (home.value && scenes.value.length === 0)
    return (
      <div class="empty stack">
        <p class="sentence">There are no scenes yet.</p>
        <button
          type="button"
          class="primary"
          onClick={() => {
            newScene();
            openPanel('scene');
          }}
        >
          Start with the morning routine
        </button>
      </div>
    );
  return (
    <div class="empty stack">
      <p class="sentence">
        Nothing ran yet{next ? `; next at ${clockTime(next.time).slice(0, 5)}` : ''} <kbd>J</kbd>
      </p>
      {next && <p>{next.sentence}</p>}
      <button
        type="button"
        onClick={() => {
          jumpOpen.value = true;
        }}
      >
        Jump…
      </button>
    </div>
  );
}
