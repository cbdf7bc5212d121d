import type { DeviceModel } from './device/model.ts';
import type { Input, JournalSink } from './journal.ts';
import { SimulatedHome } from './simulated-home.ts';
import type { SimulationOptions } from './simulation.ts';

/** Something that entered, and when: milliseconds since the epoch. */
export interface TimedInput {
  readonly at: number;
  readonly input: Input;
}

/** A session as what entered it: everything else that its journal says follows from this. */
export interface Recording {
  readonly options: Omit<SimulationOptions, 'models' | 'sinks'>;
  /** In the order in which they entered. */
  readonly inputs: readonly TimedInput[];
  /** The time of its last line, in milliseconds since the epoch. */
  readonly end: number;
}

/**
 * The home of a recording as it stood at `until` (its end, if left out), after the inputs and entries of that instant:
 * the same inputs are fed to a new simulation, whose journal is that of the recording. What comes next can be other
 * inputs: a fork. `halted` is asked before each clock entry; the home stands where it says yes.
 */
export function reenact(
  recording: Recording,
  options: {
    readonly models: ReadonlyMap<string, DeviceModel>;
    readonly until?: number;
    readonly sinks?: readonly JournalSink[];
    readonly halted?: () => boolean;
  },
): SimulatedHome {
  const { models, until = recording.end, sinks = [], halted } = options;
  const home = new SimulatedHome({ ...recording.options, models, sinks });
  home.start();
  for (const { at, input } of recording.inputs) {
    if (at > until) break;
    home.advanceTo(at, halted);
    if (halted?.()) return home;
    home.input(at, input);
  }
  home.advanceTo(until, halted);
  return home;
}
