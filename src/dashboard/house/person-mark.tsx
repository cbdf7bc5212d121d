import { mdiAccount, mdiSleep } from '@mdi/js';
import type { PersonState } from '../../web/api.ts';
import { readable } from '../live/home.ts';

/** A person: who, and awake or asleep. */
export function PersonMark({ person }: { person: PersonState }) {
  const name = readable(person.name);
  return (
    <g class={`person ${person.asleep ? 'asleep' : ''}`}>
      <title>{person.asleep ? `${name} is asleep` : `${name}: ${person.doing}`}</title>
      <rect class="person-back" width="70" height="24" rx="12" />
      <svg class="person-glyph" x="5" y="2" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
        <path d={person.asleep ? mdiSleep : mdiAccount} />
      </svg>
      <text class="person-name" x="28" y="17.5">
        {name.length > 5 ? `${name.slice(0, 4)}…` : name}
      </text>
    </g>
  );
}
