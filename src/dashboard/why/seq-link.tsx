import { chosen, hovered } from '../live/selection.ts';
import { ask } from './asked.ts';

/** Leads to a line of the journal: what led to it, and what came of it. */
export function SeqLink({ seq, children }: { seq: number; children?: string }) {
  const lit = hovered.value.seq === seq || chosen.value.seq === seq;
  return (
    <button
      type="button"
      class={`link small seq ${lit ? 'lit' : ''}`}
      onClick={() => ask({ about: 'entry', seq })}
      onPointerEnter={() => {
        hovered.value = { seq };
      }}
      onPointerLeave={() => {
        hovered.value = {};
      }}
    >
      {children ?? `line ${seq}`}
    </button>
  );
}
