import { mdiAlertCircleOutline, mdiCheck, mdiPlaylistPlus, mdiSend } from '@mdi/js';
import { clock } from '../live/clock.ts';
import { sendingOf } from '../live/commands.ts';
import { planned } from '../live/moment.ts';
import { Glyph } from '../ui/glyph.tsx';

const looks = {
  sent: { path: mdiSend, tone: 'waiting' },
  delivered: { path: mdiSend, tone: 'ran' },
  confirmed: { path: mdiCheck, tone: 'ran' },
  planned: { path: mdiPlaylistPlus, tone: 'waiting' },
  refused: { path: mdiAlertCircleOutline, tone: 'error' },
} as const;

/** What became of the last command: sent, then confirmed, or refused with the device's own sentence. */
export function SendingNote({ target }: { target: string }) {
  const sending = sendingOf(target).value;
  if (!sending || (sending.stage === 'planned' && planned.value.length === 0)) return null;
  const { path, tone } = looks[sending.stage];
  return (
    <p class={`sending row small ${tone}`} role="status">
      <Glyph path={path} />
      <span>
        {sending.stage === 'delivered' ? 'sent' : sending.stage}
        {sending.stage === 'planned' && ' for a replay from here'}: {sending.what}
        {sending.stage === 'sent' && clock.value?.paused && ', and is answered when time passes'}
        {sending.stage === 'refused' && `: ${sending.message}`}
      </span>
    </p>
  );
}
