import type { PropertyExplanation } from '../../web/api.ts';
import { showValue } from '../house/state-word.ts';
import { liveState } from '../live/home.ts';
import { getJson } from '../live/http.ts';
import { forkQuery, isLive, moment } from '../live/moment.ts';
import { clockTime } from '../live/time-words.ts';
import { useAnswer } from '../ui/answer.ts';
import { Problem } from '../ui/problem.tsx';
import { Chain } from './chain.tsx';
import { SeqLink } from './seq-link.tsx';

/** Why a property is what it is. */
export function PropertyAnswer({ device, prop, at }: { device: string; prop: string; at?: number }) {
  const { value: looked } = moment;
  const instant = at ?? (looked.kind === 'past' ? looked.at : undefined);
  const lastChange = isLive.value ? liveState(device).value.props[prop]?.seq : instant;
  const fork = forkQuery.value;
  const answer = useAnswer(`${device} ${prop} ${instant} ${lastChange} ${fork.fork}`, () =>
    getJson<PropertyExplanation>(`explain/property/${device}/${prop}`, { at: instant, ...fork }),
  );
  const { value, problem } = answer.value;
  if (problem !== undefined) return <Problem text={problem} />;
  if (!value) return <p class="muted">Asking…</p>;
  const { before, origin, next, mayChange } = value;
  return (
    <>
      <h2>
        <code>
          {device}.{prop}
        </code>
      </h2>
      <p class="sentence verdict">{value.sentence}</p>
      {value.details.map((detail) => (
        <p key={detail}>{detail}</p>
      ))}
      {origin && <Chain title="What led to it" links={origin.chain} />}
      {before && (
        <p class="muted">
          Before, it was {showValue(before.value)} since {clockTime(Date.parse(before.since))} ·{' '}
          <SeqLink seq={before.by} />
        </p>
      )}
      {next && (
        <p class="muted">
          {next.sentence} <SeqLink seq={next.by} />
        </p>
      )}
      {mayChange.length > 0 && (
        <section class="stack" aria-label="What may change it">
          <h3>What may change it</h3>
          <ul class="stack">
            {mayChange.map(({ sentence }) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
