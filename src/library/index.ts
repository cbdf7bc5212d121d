export type { Deed, Fault } from './deed.ts';
export type { JournalLine } from './journal-line.ts';
export { type LoadedHome, loadHome } from './load-home.ts';
export type { SceneRun } from './scene-run.ts';
export { simulate } from './simulate.ts';
export type {
  Asked,
  Reply,
  SessionOptions,
  SimulatedSession,
} from './simulated-session.ts';
