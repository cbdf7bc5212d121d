import { mdiAlertCircleOutline } from '@mdi/js';
import { Glyph } from './glyph.tsx';

/** What did not work, and why, in one sentence. */
export function Problem({ text }: { text: string }) {
  return (
    <p class="problem row error" role="alert">
      <Glyph path={mdiAlertCircleOutline} />
      <span class="grow">{text}</span>
    </p>
  );
}
