import { mdiClose, mdiHistory, mdiRestart, mdiSourceFork } from '@mdi/js';
import { useSignal } from '@preact/signals';
import type { Fork, ForkInput } from '../../web/api.ts';
import { clock } from '../live/clock.ts';
import {
  closeFork,
  fork,
  lookAt,
  moment,
  momentProblem,
  planned,
  replayFromHere,
  returnToLive,
  unplan,
} from '../live/moment.ts';
import { clockTime, shortTime } from '../live/time-words.ts';
import { Glyph } from '../ui/glyph.tsx';
import { ask, question } from '../why/asked.ts';

/** While one looks back: which instant it is, what will be otherwise, and the two ways on. */
export function Banner() {
  const { value } = moment;
  const busy = useSignal(false);
  if (value.kind === 'live') return fork.value ? <ForkNote made={fork.value} /> : null;
  const live = clock.value?.time ?? value.at;
  const replay = async (): Promise<void> => {
    busy.value = true;
    const made = await replayFromHere();
    busy.value = false;
    const first = made?.differences[0];
    if (first) ask({ about: 'scene', scene: first.scene, at: first.time, fork: made!.id });
  };
  return (
    <section class="banner" aria-label="Looking back">
      <div class="row">
        <Glyph path={value.fork ? mdiSourceFork : mdiHistory} class="waiting" />
        <strong class="banner-word">
          {value.fork ? `The replay at ${clockTime(value.at)}` : `Viewing ${clockTime(value.at)}`}, live is{' '}
          {shortTime(live)}
        </strong>
        <button type="button" onClick={returnToLive} title="Back to live (Esc)">
          Return
        </button>
        {value.fork ? (
          <button type="button" onClick={closeReplay}>
            Close the replay
          </button>
        ) : (
          <button type="button" class="primary" disabled={busy.value} onClick={() => void replay()}>
            <Glyph path={mdiRestart} /> Replay from here
          </button>
        )}
      </div>
      {!value.fork && <Plans inputs={planned.value} />}
      {momentProblem.value !== undefined && (
        <p class="error" role="alert">
          {momentProblem.value}
        </p>
      )}
      {value.fork && <Differences made={value.fork} />}
    </section>
  );
}

function Plans({ inputs }: { inputs: readonly ForkInput[] }) {
  if (inputs.length === 0)
    return (
      <p class="muted small banner-hint">
        Nothing can be done in the past. Switch something all the same, and it is done in the replay.
      </p>
    );
  return (
    <ul class="row plans" aria-label="What will be otherwise">
      {inputs.map((input) => (
        <li key={JSON.stringify(input)} class="plan">
          {wordsFor(input)}
          <button
            type="button"
            class="plain"
            aria-label={`Leave out ${wordsFor(input)}`}
            onClick={() => unplan(input)}
          >
            <Glyph path={mdiClose} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function ForkNote({ made }: { made: Fork }) {
  return (
    <section class="banner row" aria-label="The replay">
      <Glyph path={mdiSourceFork} class="waiting" />
      <span class="grow">
        A replay from {clockTime(made.at)} stands beside the live home; it touches nothing.
      </span>
      <button type="button" onClick={() => lookAt(made.until, made)}>
        Look at it
      </button>
      <button type="button" onClick={closeReplay}>
        Close it
      </button>
    </section>
  );
}

/** What it has answered goes with it: nothing of a replay is left to be taken for the session. */
function closeReplay(): void {
  const { value: asked } = question;
  if (asked && 'fork' in asked && asked.fork !== undefined) question.value = undefined;
  closeFork();
}

/** Where the replay went another way, each in one sentence. */
function Differences({ made }: { made: Fork }) {
  return (
    <div class="stack differences">
      {made.differences.length === 0 && <p>Every scene went the same way as before.</p>}
      {made.differences.map((difference) => (
        <p key={`${difference.scene} ${difference.time}`} class="sentence blocked">
          {difference.sentence}{' '}
          <button
            type="button"
            class="link"
            onClick={() =>
              ask({ about: 'scene', scene: difference.scene, at: difference.time, fork: made.id })
            }
          >
            why?
          </button>
        </p>
      ))}
    </div>
  );
}

function wordsFor(input: ForkInput): string {
  if ('run' in input) return `run ${input.run}`;
  if ('set' in input) return `${input.device}: ${assignments(input.set)}`;
  if ('stimulate' in input) return `${input.device}: ${assignments(input.stimulate)}`;
  if ('call' in input) return `${input.device}.${input.call} ${assignments(input.params ?? {})}`;
  return `${input.device}: fault ${typeof input.fault === 'string' ? input.fault : input.fault.kind}`;
}

function assignments(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${value === null ? 'let go' : String(value)}`)
    .join(', ');
}
