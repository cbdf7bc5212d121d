import { mdiLanDisconnect } from '@mdi/js';
import { clock } from '../live/clock.ts';
import { connection } from '../live/connection.ts';
import { Glyph } from '../ui/glyph.tsx';

/** Nothing is shown as true now that nobody vouches for. */
export function Lost() {
  if (connection.value === 'lost')
    return (
      <p class="banner banner-lost row" role="alert">
        <Glyph path={mdiLanDisconnect} /> Lost the simulator, trying again. What you see is how it was.
      </p>
    );
  if (clock.value?.whole === false)
    return (
      <p class="banner banner-lost row" role="alert">
        <Glyph path={mdiLanDisconnect} /> The broker is away; the home stands still until it is back.
      </p>
    );
  return null;
}
