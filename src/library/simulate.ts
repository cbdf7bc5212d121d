import type { LoadedHome } from './load-home.ts';
import { type SessionOptions, SimulatedSession } from './simulated-session.ts';

/**
 * Simulates a home, as fast as the machine can: the same home, options and deeds give the same journal, byte for byte.
 * A home can be simulated any number of times; no session knows of another.
 *
 * @throws {MilletError} for times, devices, properties, methods, scenes and values that there are not
 */
export function simulate(home: LoadedHome, options: SessionOptions): SimulatedSession {
  return new SimulatedSession(home, options);
}
