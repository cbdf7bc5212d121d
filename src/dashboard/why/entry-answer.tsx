import { mdiSwapHorizontal } from '@mdi/js';
import type { EntryExplanation } from '../../web/api.ts';
import { getJson } from '../live/http.ts';
import { forkQuery, lookAt } from '../live/moment.ts';
import { chosen } from '../live/selection.ts';
import { clockTime } from '../live/time-words.ts';
import { useAnswer } from '../ui/answer.ts';
import { Glyph } from '../ui/glyph.tsx';
import { openPanel } from '../ui/panels.ts';
import { Problem } from '../ui/problem.tsx';
import { Chain } from './chain.tsx';

/** A line of the journal, or the line that belongs to a packet: what led to it, and what came of it. */
export function EntryAnswer({ path, fork }: { path: string; fork?: string }) {
  const inFork = fork ?? forkQuery.value.fork;
  const answer = useAnswer(`${path} ${inFork}`, () => getJson<EntryExplanation>(path, { fork: inFork }));
  const { value, problem } = answer.value;
  if (problem !== undefined) return <Problem text={problem} />;
  if (!value) return <p class="muted">Asking…</p>;
  return (
    <>
      <h2>
        Line {value.seq} <span class="muted">{value.kind.replaceAll('_', ' ')}</span>
      </h2>
      <p class="sentence verdict">{value.sentence}</p>
      <p class="row">
        <button type="button" onClick={() => lookAt(Date.parse(value.time))}>
          Look at {clockTime(Date.parse(value.time))}
        </button>
        <button
          type="button"
          onClick={() => {
            chosen.value = { seq: value.seq };
            openPanel('wire');
          }}
        >
          <Glyph path={mdiSwapHorizontal} /> On the wire
        </button>
      </p>
      <Chain title="What led to it" links={value.chain.filter(({ seq }) => seq !== value.seq)} />
      <Chain title="What came of it" links={value.effects} />
      {value.led > value.effects.length && (
        <p class="muted">In all it led to {value.led} lines of the journal.</p>
      )}
      {value.led === 0 && <p class="muted">Nothing came of it.</p>}
    </>
  );
}
