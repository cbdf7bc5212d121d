import { mdiPause, mdiPlay, mdiSkipNext } from '@mdi/js';
import { clock, commandClock } from '../live/clock.ts';
import { connection } from '../live/connection.ts';
import { isLive, shownTime } from '../live/moment.ts';
import { clockTime, dayName } from '../live/time-words.ts';
import { Glyph } from '../ui/glyph.tsx';
import { Jump } from './jump.tsx';
import { Speeds } from './speeds.tsx';
import { Status } from './status.tsx';
import { Tools } from './tools.tsx';

/** What is always there: the time of the home, and what makes it pass. */
export function ClockBar() {
  return (
    <header class="bar">
      <h1 class="unseen">Millet</h1>
      <Digits />
      <div class="row bar-controls">
        <Play />
        <button
          type="button"
          onClick={() => void commandClock({ action: 'next' })}
          title="On to the next thing that happens (.)"
          disabled={connection.value !== 'open' || clock.value?.whole === false}
        >
          <Glyph path={mdiSkipNext} /> Next
        </button>
        <Speeds />
        <Jump />
      </div>
      <Status />
      <Tools />
    </header>
  );
}

function Digits() {
  const time = shownTime.value;
  const known = clock.value !== undefined;
  return (
    <div class={`digits ${isLive.value ? '' : 'past'}`}>
      <time class="digits-time" role="timer" aria-label="Time in the home">
        {known ? clockTime(time) : '--:--:--'}
      </time>
      <span class="digits-day">{known ? dayName(time) : ''}</span>
    </div>
  );
}

function Play() {
  const paused = clock.value?.paused ?? true;
  const disabled = connection.value !== 'open';
  return (
    <button
      type="button"
      class={`play ${paused && !disabled && isLive.value ? 'primary glows' : ''}`}
      title={paused ? 'Let time pass (Space)' : 'Let time stand still (Space)'}
      onClick={togglePlay}
      disabled={disabled}
    >
      <Glyph path={paused ? mdiPlay : mdiPause} /> {paused ? 'Play' : 'Pause'}
    </button>
  );
}

export function togglePlay(): void {
  void commandClock({ action: clock.value?.paused ? 'play' : 'pause' });
}
