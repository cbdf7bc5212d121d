import { MilletError } from '../core/errors.ts';
import { SimulatedHome } from '../core/simulated-home.ts';
import { readFaults } from './faults.ts';
import { lookBack } from './look-back.ts';
import { openHome } from './open-home.ts';
import { inOrder, readSets } from './sets.ts';
import { readSpan, type SpanOptions } from './span.ts';
import { Telling, type TellingOptions } from './telling.ts';

export interface SimulateOptions extends SpanOptions, TellingOptions {
  readonly home: string;
  readonly seed?: number;
  readonly set: readonly string[];
  readonly fault: readonly string[];
  readonly residents: boolean;
  /** A recorded session instead of a new one; the rest is about a fork of it. */
  readonly journalIn?: string;
  readonly forkAt?: string;
  readonly scenes?: string;
}

/** `simulate`: the home on the memory bus, from one instant to another, as fast as the machine can. */
export async function simulate(options: SimulateOptions): Promise<number> {
  return options.journalIn === undefined ? simulateHome(options) : lookBack(options.journalIn, options);
}

async function simulateHome(options: SimulateOptions): Promise<number> {
  if (options.forkAt !== undefined) throw onlyRecorded('--fork-at');
  if (options.scenes !== undefined) throw onlyRecorded('--scenes');
  const loaded = await openHome(options.home);
  const span = readSpan(options, loaded.home.location.timezone, Date.now());
  const { given, inputs: sets } = readSets(options.set, loaded, span);
  const inputs = inOrder([...sets, ...readFaults(options.fault, loaded, span)]);
  const telling = new Telling(loaded, span, options);
  const simulated = new SimulatedHome({
    home: loaded.home,
    models: loaded.models,
    scenes: loaded.scenes,
    start: span.from,
    seed: options.seed ?? 1,
    given,
    residents: options.residents,
    sinks: telling.sinks,
  });
  simulated.start();
  for (const { at, input } of inputs) simulated.input(at, input);
  simulated.advanceTo(span.until);
  await telling.end(simulated.simulation);
  return loaded.problems.length > 0 ? 1 : 0;
}

function onlyRecorded(option: string): MilletError {
  return new MilletError(`${option} goes with --journal-in: it is about a recorded session.`);
}
