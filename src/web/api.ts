/**
 * Every shape that crosses between the page and its server: docs/http.md in types. The page imports the types alone.
 *
 * An instant is a number: milliseconds since the epoch, of the home's time and never the machine's. Only explanations,
 * which the command line prints, too, have local ISO times.
 */

/** What explanations are made of; `time`s in them are local ISO times. */
export type {
  Change,
  ConditionCheck,
  Effect,
  EntryExplanation,
  Instead,
  Link,
  NearMiss,
  Origin,
  PropertyExplanation,
  RunExplanation,
  RunGlance,
  SceneExplanation,
  StepCall,
  StepCheck,
  TriggerCheck,
  WhatIf,
} from '../analysis/explain/types.ts';
export { type ClockCommand, type ClockState, clockCommandSchema, type DueScene } from './api/clock.ts';
export {
  type CallBody,
  type CommandResult,
  callSchema,
  type FaultBody,
  faultCommandSchema,
  type SetBody,
  type StimulateBody,
  setSchema,
  stimulateSchema,
} from './api/commands.ts';
export type { ApiError } from './api/error.ts';
export {
  type Fork,
  type ForkBody,
  type ForkDifference,
  type ForkInput,
  forkInputSchema,
  forkSchema,
} from './api/forks.ts';
export {
  type ChangeFrame,
  type ClientFrame,
  clientFrameSchema,
  type DeviceChange,
  type ServerFrame,
  type WholeFrame,
} from './api/frames.ts';
export type { DeviceCard, HomeInfo, RoomInfo } from './api/home.ts';
export {
  type CheckedText,
  type CheckTextBody,
  type CompleteBody,
  type Completion,
  type Completions,
  checkTextSchema,
  completeSchema,
  type Diagnostic,
  type RefusedScene,
  type SaveSceneBody,
  type SceneFile,
  type SceneNow,
  type SceneReading,
  type SceneSummary,
  type SceneTests,
  saveSceneSchema,
  sceneIdSchema,
  type TestFailure,
  type TestOutcome,
} from './api/scenes.ts';
export type { DeviceState, FaultState, HomeState, PersonState, PropState, WorldState } from './api/state.ts';
export type {
  JournalContext,
  JournalLine,
  JournalPage,
  Lane,
  NumberLane,
  RunSummary,
  SceneLane,
  SceneMark,
  SegmentLane,
  Timeline,
} from './api/timeline.ts';
export { type WhatIfBody, whatIfSchema } from './api/why.ts';
export type { WirePage, WireRow } from './api/wire.ts';
