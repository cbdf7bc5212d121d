import { mdiAccessPoint, mdiAlertOutline, mdiHistory, mdiLanDisconnect, mdiPause } from '@mdi/js';
import { clock } from '../live/clock.ts';
import { connection } from '../live/connection.ts';
import { isLive } from '../live/moment.ts';
import { messageRate } from '../live/wire.ts';
import { Glyph } from '../ui/glyph.tsx';

/** Whether what is shown is true now, and how much goes on. */
export function Status() {
  const { path, word, tone } = standing();
  return (
    <div class="status">
      <span class="muted" title="Messages a second on the broker">
        {Math.round(messageRate.value)} msg/s
      </span>
      <span class={`row status-word ${tone}`} role="status">
        <Glyph path={path} /> {word}
      </span>
    </div>
  );
}

function standing(): { path: string; word: string; tone: string } {
  if (connection.value === 'opening') return { path: mdiAccessPoint, word: 'connecting', tone: 'muted' };
  if (connection.value === 'lost') return { path: mdiLanDisconnect, word: 'lost', tone: 'error' };
  if (clock.value?.whole === false) return { path: mdiAlertOutline, word: 'no broker', tone: 'error' };
  if (!isLive.value) return { path: mdiHistory, word: 'looking back', tone: 'waiting' };
  if (clock.value?.paused) return { path: mdiPause, word: 'paused', tone: 'waiting' };
  return { path: mdiAccessPoint, word: 'live', tone: 'ran' };
}
