import type { Link } from '../../web/api.ts';
import { clockTime } from '../live/time-words.ts';
import { SeqLink } from './seq-link.tsx';

/** Lines of the journal in words, each leading to the next. */
export function Chain({ title, links }: { title: string; links: readonly Link[] }) {
  if (links.length === 0) return null;
  return (
    <section class="stack" aria-label={title}>
      <h3>{title}</h3>
      <ol class="chain">
        {links.map((link) => (
          <li key={link.seq}>
            <time class="muted small">{clockTime(Date.parse(link.time))}</time>
            <span class="grow">{link.sentence}</span>
            <SeqLink seq={link.seq} />
          </li>
        ))}
      </ol>
    </section>
  );
}
