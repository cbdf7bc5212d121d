import { resolve } from 'node:path';
import { formatInstant } from '../core/calendar/index.ts';
import { MilletError } from '../core/errors.ts';
import { reenact } from '../core/recording.ts';
import { readFaults } from './faults.ts';
import { forkScenes } from './fork-scenes.ts';
import { type OpenRecording, openRecording } from './open-recording.ts';
import { inOrder, readForkSets } from './sets.ts';
import type { SimulateOptions } from './simulate.ts';
import { askedEnd, askedInstant, refuseBackwards, type Span } from './span.ts';
import { Telling } from './telling.ts';

/** `simulate --journal-in`: any instant of a recorded session again; with --fork-at another end of it. */
export async function lookBack(path: string, options: SimulateOptions): Promise<number> {
  refuseOptions(options);
  if (options.journal !== undefined && resolve(options.journal) === resolve(path))
    throw new MilletError(`--journal would write over the recorded session ${path}.`, {
      hint: 'Choose another file with --journal.',
    });
  const recorded = await openRecording(path, options.home);
  return options.forkAt === undefined
    ? await watchAgain(path, recorded, options)
    : await fork(path, recorded, options.forkAt, options);
}

/** The session up to an instant, and how everything stood then. */
async function watchAgain(path: string, recorded: OpenRecording, options: SimulateOptions): Promise<number> {
  const { recording, models } = recorded;
  const { home, start } = recording.options;
  const { timezone } = home.location;
  const until = askedEnd(options, timezone, start) ?? recording.end;
  if (until > recording.end) {
    const end = formatInstant(timezone, recording.end);
    throw new MilletError(`${path} was recorded until ${end}: there is nothing later to look back at.`, {
      hint: `To see how it could have gone on: --fork-at ${end}`,
    });
  }
  const span = shown(options, timezone, start, { from: start, until });
  const telling = new Telling({ home, models }, span, { ...options, state: true });
  const { simulation } = reenact(recording, { models, until, sinks: telling.sinks });
  await telling.end(simulation);
  return 0;
}

/** The session up to an instant, and from there on with other inputs. */
async function fork(
  path: string,
  { recording, models }: OpenRecording,
  forkAt: string,
  options: SimulateOptions,
): Promise<number> {
  const { home, start, prefix = 'millet' } = recording.options;
  const { timezone } = home.location;
  const at = askedInstant('--fork-at', forkAt, timezone, start);
  if (at < start || at > recording.end) {
    const [begin, end] = [start, recording.end].map((instant) => formatInstant(timezone, instant));
    throw new MilletError(`--fork-at ${forkAt}: ${path} was recorded from ${begin} to ${end}.`);
  }
  const until = askedEnd(options, timezone, at) ?? recording.end;
  refuseBackwards('--fork-at', at, until, timezone);
  const rest = { from: at, until };
  const inputs = inOrder([
    ...readForkSets(options.set, { home, models }, rest, prefix),
    ...readFaults(options.fault, { home, models }, rest, prefix),
  ]);
  // For programs it is a journal like any other; people have seen the beginning.
  const span = shown(options, timezone, start, { from: options.json ? start : at, until });
  const scenes = options.scenes === undefined ? undefined : forkScenes(options.scenes, recording, at, models);
  const telling = new Telling({ home, models }, span, options);
  const left = recording.inputs.filter((input) => input.at > at).length;
  const count = recording.inputs.length - left;
  telling.note(
    `Forked at ${formatInstant(timezone, at)}. Of the inputs of ${path}, ${count} came before, and ${left} are left out.`,
  );
  const simulated = reenact(recording, { models, until: at, sinks: telling.sinks });
  for (const input of scenes?.inputs ?? []) simulated.input(at, input);
  for (const { at: then, input } of inputs) simulated.input(then, input);
  simulated.advanceTo(until);
  await telling.end(simulated.simulation);
  return scenes?.sound === false ? 1 : 0;
}

/** What of the session is told: a part of it, when --from says so. */
function shown(options: SimulateOptions, timezone: string, start: number, { from, until }: Span): Span {
  if (options.from === undefined) return { from, until };
  const asked = askedInstant('--from', options.from, timezone, start);
  refuseBackwards('--from', asked, until, timezone);
  return { from: asked, until };
}

function refuseOptions({ seed, residents, set, fault, scenes, forkAt }: SimulateOptions): void {
  const own = 'has its own';
  const given: (readonly [string, boolean, string])[] = [
    ['--seed', seed !== undefined, own],
    ['--no-residents', !residents, own],
    ['--set', set.length > 0 && forkAt === undefined, 'is what it is; --fork-at TIME goes on from there'],
    ['--fault', fault.length > 0 && forkAt === undefined, 'is what it is; --fork-at TIME goes on from there'],
    ['--scenes', scenes !== undefined && forkAt === undefined, `${own}; --fork-at TIME goes on from there`],
  ];
  for (const [option, used, why] of given) {
    if (used) throw new MilletError(`${option} does not go with --journal-in: the recorded session ${why}.`);
  }
}
