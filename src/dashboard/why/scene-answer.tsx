import { mdiHelpRhombusOutline, mdiRestart, mdiSourceFork, mdiTextBoxOutline } from '@mdi/js';
import { useSignal } from '@preact/signals';
import type { SceneExplanation } from '../../web/api.ts';
import { runsChanged } from '../live/entries.ts';
import { sceneName } from '../live/home.ts';
import { getJson } from '../live/http.ts';
import { forkQuery, lookAt } from '../live/moment.ts';
import { chosen } from '../live/selection.ts';
import { clockTime } from '../live/time-words.ts';
import { useAnswer } from '../ui/answer.ts';
import { Glyph } from '../ui/glyph.tsx';
import { openPanel } from '../ui/panels.ts';
import { Problem } from '../ui/problem.tsx';
import { presenting } from '../ui/theme.ts';
import { Checklist } from './checklist.tsx';
import { outcomeLook } from './looks.ts';
import { SeqLink } from './seq-link.tsx';
import { Steps } from './steps.tsx';
import { WhatIfForm } from './what-if-form.tsx';

/** Before the run, so that there is time to change something. */
const beforeMs = 60_000;

/** Why a scene ran then, or why it did not: one sentence, then the scene's own parts in their order. */
export function SceneAnswer({ scene, at, fork }: { scene: string; at: number; fork?: string }) {
  const inFork = fork ?? forkQuery.value.fork;
  // An audience is shown the form when somebody wants to use it.
  const whatIf = useSignal(false);
  // A run that goes on is told anew as it does.
  const answer = useAnswer(`${scene} ${at} ${inFork} ${runsChanged.value}`, () =>
    getJson<SceneExplanation>(`explain/scene/${scene}`, { at, fork: inFork }),
  );
  const { value, problem } = answer.value;
  if (problem !== undefined) return <Problem text={problem} />;
  if (!value) return <p class="muted">Asking…</p>;
  const { run } = value;
  const { tone } = outcomeLook(run?.outcome ?? value.verdict);
  const isShort = presenting.value && !whatIf.value;
  // What the checklist says as well is for those who read; it says it in fewer words.
  const details = presenting.value && value.conditions.length > 0 ? [] : value.details;
  const began = run ? Date.parse(run.began) : at;
  return (
    <>
      <h2>{sceneName(scene)}</h2>
      {inFork !== undefined && (
        <p class="row muted">
          <Glyph path={mdiSourceFork} class="waiting" /> In the replay
        </p>
      )}
      <p class={`sentence verdict ${tone}`} data-verdict={value.verdict}>
        {named(value.sentence, scene)}
      </p>
      {details.map((detail) => (
        <p key={detail}>{detail}</p>
      ))}
      <Checklist
        trigger={run?.reason ?? value.triggers.map(({ words }) => words).join(' or ')}
        fired={run !== undefined}
        triggerSeq={run?.chain[1]?.seq ?? run?.seq}
        triggerSentences={run ? [] : value.triggers.map(({ sentence }) => sentence)}
        conditions={value.conditions}
      />
      {run && <Steps steps={run.steps} refused={run.outcome === 'refused' || run.outcome === 'skipped'} />}
      {value.instead && !value.details.includes(value.instead.sentence) && (
        <p class="instead">{value.instead.sentence}</p>
      )}
      <div class="row">
        <button type="button" onClick={() => lookAt(began - beforeMs)}>
          <Glyph path={mdiRestart} /> Replay from {clockTime(began - beforeMs).slice(0, 5)}
        </button>
        {isShort ? (
          <button
            type="button"
            onClick={() => {
              whatIf.value = true;
            }}
          >
            <Glyph path={mdiHelpRhombusOutline} /> What if…
          </button>
        ) : (
          <button
            type="button"
            onClick={() => {
              chosen.value = { scene };
              openPanel('scene');
            }}
          >
            <Glyph path={mdiTextBoxOutline} /> The scene
          </button>
        )}
      </div>
      {!isShort && (
        <WhatIfForm
          scene={scene}
          at={began}
          changes={value.instead?.changes ?? []}
          conditions={value.conditions}
        />
      )}
      {!isShort && value.near.length > 0 && (
        <section class="stack" aria-label="What nearly happened">
          <h3>What nearly happened</h3>
          {value.near.slice(0, 5).map((miss) => (
            <p key={`${miss.seq}${miss.scene}`} class="small">
              {miss.sentence} <SeqLink seq={miss.seq} />
            </p>
          ))}
        </section>
      )}
    </>
  );
}

/** People know a scene by its name; sentences begin with its id. */
function named(sentence: string, scene: string): string {
  return sentence.startsWith(`${scene} `) ? sceneName(scene) + sentence.slice(scene.length) : sentence;
}
