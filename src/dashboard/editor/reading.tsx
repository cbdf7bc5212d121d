import type { ConditionReport } from '../../core/journal.ts';
import { lights } from '../live/selection.ts';
import { clockTime, dayName } from '../live/time-words.ts';
import { Glyph } from '../ui/glyph.tsx';
import { checkLook } from '../why/looks.ts';
import { placeIn } from '../why/place-in.ts';
import { document } from './document.ts';

/** The scene in plain English, each of its conditions true or false at this moment. */
export function Reading() {
  const checked = document.value?.checked;
  if (!checked) return <p class="muted">Reading…</p>;
  const { reading, now, next } = checked;
  if (!reading) return <p class="muted">What it says can be told once the mistakes are gone.</p>;
  return (
    <section class="reading stack" aria-label="What it says">
      <p class="sentence">{reading.sentence}</p>
      {now && now.conditions.length > 0 && (
        <ul class="checklist" aria-label="Now">
          {now.conditions.map((report) => (
            <Now key={report.condition} report={report} />
          ))}
        </ul>
      )}
      {now && (
        <p class={now.holds ? 'ran' : 'blocked'}>
          {now.holds
            ? 'It would run now.'
            : `It would not run now${now.obstacle ? `: ${now.obstacle}` : ''}.`}
        </p>
      )}
      {next !== null && (
        <p class="muted">
          Next: {dayName(next)}, {clockTime(next)}
        </p>
      )}
    </section>
  );
}

function Now({ report }: { report: ConditionReport }) {
  const { path, tone, word } = checkLook(
    report.holds === null ? 'unknown' : report.holds ? 'held' : 'did not hold',
  );
  const place = placeIn(report.condition);
  return (
    <li class="check" {...(place ? lights(place) : {})}>
      <Glyph path={path} class={tone} />
      <span class="grow">
        {report.condition}
        {report.parts && (
          <ul class="checklist">
            {report.parts.map((part) => (
              <Now key={part.condition} report={part} />
            ))}
          </ul>
        )}
      </span>
      <span class={tone}>{word} now</span>
    </li>
  );
}
