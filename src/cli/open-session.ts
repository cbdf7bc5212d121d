import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { formatInstant, parseInstant } from '../core/calendar/index.ts';
import { MilletError } from '../core/errors.ts';
import type { JournalSink } from '../core/journal.ts';
import type { SimulatedHome } from '../core/simulated-home.ts';
import type { SimulationOptions } from '../core/simulation.ts';
import { SessionDir, type Stop } from '../files/session-dir.ts';
import { systemReason } from '../files/system-reason.ts';
import type { Pace } from '../live/clock-topic.ts';
import type { Speed } from '../live/pacer.ts';
import { asked } from './asked.ts';
import { Keeper } from './keeper.ts';
import type { LoadedHome } from './open-home.ts';
import { resume } from './resume.ts';

/** What people ask of a session. What is left out is as the session was, or the default. */
export interface SessionRequest {
  readonly at?: string;
  readonly fresh?: boolean;
  readonly catchUp?: boolean;
  readonly speed?: Speed;
  readonly paused?: boolean;
  readonly seed?: number;
  readonly topicPrefix?: string;
  /** false: nobody moves about by themselves. */
  readonly residents: boolean;
}

/** A session that can be run: it begins, or goes on from where it stopped. */
export interface OpenedSession {
  readonly simulation: SimulationOptions;
  /** Where it goes on; absent when it begins. */
  readonly resumed?: SimulatedHome;
  readonly speed: Speed;
  readonly paused: boolean;
  /** The home's time at which it begins or goes on. */
  readonly time: number;
  /** What people should know, in sentences. */
  readonly notes: readonly string[];
  /** Writes down what has happened so far: before anybody hears of it. */
  readonly flush: () => void;
  /** Writes down how the time stands. */
  readonly paced: (pace: Pace) => void;
  close(): void;
}

/**
 * Opens the session that is kept in a home: the last one where it stopped, or a new one. Throws a `MilletError` when
 * the last one cannot go on, or another process runs the home; its journal is then as it was.
 *
 * @param sinks get every line of the session, also those from before it stopped
 * @param failed is told what keeps the session from being kept
 */
export function openSession(
  loaded: LoadedHome,
  request: SessionRequest,
  sinks: readonly JournalSink[],
  failed: (error: MilletError) => void,
): OpenedSession {
  contradictions(request);
  const dir = openDir(loaded, request, failed);
  try {
    const wantsNew = request.at !== undefined || request.fresh === true;
    if (!dir || wantsNew || !dir.hasBegun) return begin(loaded, request, sinks, dir, failed, []);
    const stop = dir.readStop();
    const resumed = resume(loaded, request, dir, stop, sinks, failed);
    if (typeof resumed === 'string') return begin(loaded, request, sinks, dir, failed, [resumed]);
    const pace = paceOf(request, stop);
    // Now, so that what it has caught up with is not missed once more if this process is killed or has no broker.
    resumed.paced({ ...pace, time: resumed.time });
    return { ...resumed, ...pace };
  } catch (error) {
    dir?.close();
    throw error;
  }
}

function contradictions({ at, fresh, catchUp }: SessionRequest): void {
  if (!catchUp || (at === undefined && !fresh)) return;
  throw new MilletError(`Give --catch-up or ${fresh ? '--fresh' : '--at'}, not both.`, {
    hint: '--catch-up is for a session that goes on; --at and --fresh begin a new one.',
  });
}

/** A home that cannot be written to runs all the same, and it is said that its session is not kept. */
function openDir(
  loaded: LoadedHome,
  request: SessionRequest,
  failed: (error: MilletError) => void,
): SessionDir | undefined {
  try {
    return SessionDir.open(loaded.dir);
  } catch (error) {
    if (error instanceof MilletError) throw error;
    const journal = SessionDir.journalOf(loaded.dir);
    const problem = new MilletError(
      `${SessionDir.pathOf(loaded.dir)} cannot be written: ${systemReason(error)}.`,
      { hint: 'The home runs, but its session is not kept.', cause: error },
    );
    if (!existsSync(journal) || request.fresh || request.at !== undefined) {
      failed(problem);
      return undefined;
    }
    throw new MilletError(`The session in ${journal} cannot go on: ${systemReason(error)}.`, {
      hint: 'Make the home writable, or begin a session that is not kept with --fresh.',
      cause: error,
    });
  }
}

function begin(
  loaded: LoadedHome,
  request: SessionRequest,
  sinks: readonly JournalSink[],
  dir: SessionDir | undefined,
  failed: (error: MilletError) => void,
  notes: readonly string[],
): OpenedSession {
  const { home, models, scenes } = loaded;
  const { timezone } = home.location;
  const now = Date.now();
  const { at } = request;
  const time = at === undefined ? now : asked('--at', () => parseInstant(at, timezone, now));
  const aside = dir?.hasBegun ? relative(loaded.dir, dir.nextAside) : undefined;
  const keeper = dir && Keeper.begin(dir, (instant) => formatInstant(timezone, instant), failed);
  return {
    simulation: {
      home,
      models,
      scenes,
      start: time,
      seed: request.seed ?? 1,
      residents: request.residents,
      prefix: request.topicPrefix ?? 'millet',
      sinks: [...(keeper ? [keeper.sink] : []), ...sinks],
    },
    ...paceOf(request, undefined),
    time,
    notes: [
      ...notes,
      ...(aside === undefined ? [] : [`The journal of the session before is kept as ${aside}.`]),
    ],
    flush: keeper?.flush ?? (() => {}),
    paced: keeper?.paced ?? (() => {}),
    close() {
      keeper?.close();
      dir?.close();
    },
  };
}

/** As it was asked for, or as it was. Whoever asks for a speed wants time to pass. */
function paceOf(request: SessionRequest, stop: Stop | undefined): { speed: Speed; paused: boolean } {
  const paused = request.paused ?? (request.speed === undefined && stop?.paused === true);
  return { speed: request.speed ?? stop?.speed ?? 1, paused };
}
