import { mdiAlertCircleOutline } from '@mdi/js';
import { Glyph } from '../ui/glyph.tsx';
import { document } from './document.ts';

/** What is wrong with the text, as the command line would say it. */
export function Diagnostics() {
  const problems = document.value?.checked?.problems ?? [];
  if (problems.length === 0) return null;
  return (
    <ul class="diagnostics" aria-label="Mistakes">
      {problems.map(({ line, column, message }) => (
        <li key={`${line}:${column}:${message}`}>
          <Glyph path={mdiAlertCircleOutline} class="error" />
          <span class="grow">
            <span class="muted">
              line {line}, column {column}:
            </span>{' '}
            {message}
          </span>
        </li>
      ))}
    </ul>
  );
}
