import { z } from 'zod';
import type { EventSpec, Params, PropertySpec } from '../core/device/model.ts';
import type { ConditionReport, JournalEntry, Outcome } from '../core/journal.ts';
import { durationText, valueSchema } from '../core/schema.ts';
import { idPattern } from '../core/topics.ts';

/**
 * Every shape that crosses between the page and its server: docs/http.md in types. The page imports the types alone.
 *
 * An instant is a number: milliseconds since the epoch, of the home's time and never the machine's. Only explanations,
 * which the command line prints, too, have local ISO times.
 */

/** How every refusal looks: one sentence, and what to do about it. */
export interface ApiError {
  readonly error: { readonly message: string; readonly hint?: string };
}

// ---------------------------------------------------------------- the home

/** What does not change while the home runs. */
export interface HomeInfo {
  readonly name: string;
  readonly location: { readonly latitude: number; readonly longitude: number; readonly timezone: string };
  /** In the order of the home file. */
  readonly rooms: readonly RoomInfo[];
  readonly entrance: string | null;
  /** In the order of the home file. */
  readonly devices: readonly DeviceCard[];
  readonly residents: readonly { readonly name: string; readonly has: readonly string[] }[];
  /** The first level of its topics. */
  readonly prefix: string;
  /** The broker's address, without a password. */
  readonly broker: string;
  readonly seed: number;
  /** When the session began. */
  readonly start: number;
  readonly version: string;
}

export interface RoomInfo {
  readonly name: string;
  /** In m2. */
  readonly area: number;
  /** Glass, in m2; 0 is a room without a window. */
  readonly windows: number;
  /** Rooms next door; each pair is named from both sides. */
  readonly beside: readonly string[];
}

export interface DeviceCard {
  readonly id: string;
  /** What people call it; its id where the home gives it no name. */
  readonly name: string;
  readonly room: string | null;
  readonly link: string;
  /** false: a real device. What it can do is known only if the home file names its model. */
  readonly simulated: boolean;
  readonly model: string | null;
  readonly title: string | null;
  readonly properties: Readonly<Record<string, PropertySpec>>;
  readonly actions: Readonly<Record<string, { readonly description?: string; readonly params: Params }>>;
  readonly events: Readonly<Record<string, EventSpec>>;
}

// ---------------------------------------------------------------- the state

/** The whole home at one instant. */
export interface HomeState {
  readonly time: number;
  /** How many journal lines there were: the next one has this number. */
  readonly seq: number;
  /** false: this is what was, or what a fork would be; it does not move. */
  readonly live: boolean;
  readonly devices: Readonly<Record<string, DeviceState>>;
  readonly people: readonly PersonState[];
  readonly world: WorldState;
}

export interface DeviceState {
  /** null: it has not said anything yet. */
  readonly availability: 'online' | 'offline' | null;
  readonly props: Readonly<Record<string, PropState>>;
  /** What is wrong with it on purpose. */
  readonly faults: readonly FaultState[];
}

export interface PropState {
  readonly value: unknown;
  /** Since when it has this value, and the journal line that says so. */
  readonly since: number;
  readonly seq: number;
}

export interface FaultState {
  /** As in docs/faults.md. */
  readonly kind: string;
  /** The one reading that is concerned. */
  readonly prop: string | null;
  /** `slow by 2s`, `stuck in pm2_5`. */
  readonly words: string;
  readonly since: number;
}

export interface PersonState {
  readonly name: string;
  /** null: away. */
  readonly room: string | null;
  readonly doing: string;
  readonly asleep: boolean;
  readonly since: number;
}

export interface WorldState {
  /** Height of the sun in degrees; below 0 it is night. */
  readonly sun: number;
  readonly sky: string | null;
  /** Outdoors: degrees C, % relative, ug/m3, lx. */
  readonly temperature: number;
  readonly humidity: number;
  readonly pm2_5: number;
  readonly illuminance: number;
}

// ---------------------------------------------------------------- the clock

export interface ClockState {
  /** The home's time at this moment. */
  readonly time: number;
  /** Times real time, or as fast as the machine can. */
  readonly speed: number | 'max';
  readonly paused: boolean;
  /** false: the broker is away, and the home stands still until it is back. */
  readonly whole: boolean;
  /** Scenes that the clock will start, earliest first: at most ten. */
  readonly next: readonly DueScene[];
}

export interface DueScene {
  readonly time: number;
  readonly scene: string;
  readonly name: string;
  /** Which of its triggers, from 0. */
  readonly trigger: number;
  /** `At 07:00 Morning routine will run: 3 actions`. */
  readonly sentence: string;
  readonly actions: number;
}

/**
 * `next` goes to the next instant at which something is written in the journal; `jump` runs everything up to an instant
 * as fast as possible. Both are answered once the home is there.
 */
export const clockCommandSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('play') }),
  z.strictObject({ action: z.literal('pause') }),
  z.strictObject({ action: z.literal('next') }),
  z.strictObject({
    action: z.literal('speed'),
    speed: z.union([z.number().positive().max(1_000_000), z.literal('max')]),
  }),
  z.strictObject({ action: z.literal('jump'), to: z.union([z.number(), z.string().min(1).max(64)]) }),
]);
export type ClockCommand = z.infer<typeof clockCommandSchema>;

// ---------------------------------------------------------------- commands

const values = z.record(z.string().max(64), z.union([valueSchema, z.null()]));
const anyValue = z.json();

export const setSchema = z.strictObject({ props: z.record(z.string().max(64), anyValue) });
export const callSchema = z.strictObject({
  method: z.string().min(1).max(64),
  params: z.record(z.string().max(64), anyValue).default({}),
});
/** `null` lets go of a reading. */
export const stimulateSchema = z.strictObject({ props: values });
/** A bare word (`offline`, `none`) or an object such as `{ "kind": "slow", "delay": "2s" }`. */
export const faultCommandSchema = z.strictObject({
  fault: z.union([z.string().min(1).max(64), z.looseObject({ kind: z.string().min(1).max(64) })]),
});
export type SetBody = z.input<typeof setSchema>;
export type CallBody = z.input<typeof callSchema>;
export type StimulateBody = z.input<typeof stimulateSchema>;
export type FaultBody = z.input<typeof faultCommandSchema>;

/** What was sent as the MQTT client `ui`, and what came back. */
export interface CommandResult {
  readonly topic: string;
  readonly payload: string;
  /** null: nobody answers such a message (a fault, the run of a scene), or not before the home goes on: it is paused. */
  readonly reply: {
    readonly result?: unknown;
    readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
  } | null;
}

// ---------------------------------------------------------------- scenes

export interface SceneSummary {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly file: string;
  /** The scene takes part. false: its file has mistakes, and there was no sound one before; or it is a template. */
  readonly running: boolean;
  /** It has parameters, and takes part only through its uses. */
  readonly template: boolean;
  readonly problems: readonly Diagnostic[];
  /** Plain English: `At 07:00, if ...: ...`. */
  readonly reading: string;
  readonly triggers: readonly string[];
  readonly next: number | null;
  readonly last: {
    readonly run: number;
    readonly time: number;
    readonly outcome: Outcome;
    readonly reason: string;
  } | null;
}

/** One scene with its file. */
export interface SceneFile extends SceneSummary {
  readonly text: string;
  /** Of the text: goes with a save, so that nobody writes over what somebody else has saved meanwhile. */
  readonly version: string;
  /** The scene as it runs; null where it does not. */
  readonly definition: unknown;
  readonly now: SceneNow;
}

/** How a scene's conditions stand at this moment. */
export interface SceneNow {
  /** Would it run? null: a value is unknown. */
  readonly holds: boolean | null;
  readonly conditions: readonly ConditionReport[];
  /** Why it would not, in words. */
  readonly obstacle: string | null;
}

export interface Diagnostic {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** How many characters it marks; at least 1. */
  readonly length: number;
  readonly message: string;
  readonly severity: 'error';
  /** What could stand there instead: the nearest right name. */
  readonly suggestion: string | null;
}

export const checkTextSchema = z.strictObject({
  /** Left out: a scene that has no name yet. */
  id: z.string().max(64).optional(),
  text: z.string().max(1_000_000),
});
export type CheckTextBody = z.input<typeof checkTextSchema>;

/** What the validator says of a text; the command line says the same. */
export interface CheckedText {
  readonly problems: readonly Diagnostic[];
  /** null while there are mistakes. */
  readonly reading: SceneReading | null;
  readonly now: SceneNow | null;
  readonly next: number | null;
}

/** A scene in plain English, by its parts, so that each can be marked true or false. */
export interface SceneReading {
  /** All of it, in one sentence. */
  readonly sentence: string;
  readonly triggers: readonly string[];
  readonly conditions: readonly string[];
  readonly actions: readonly string[];
  readonly otherwise: readonly string[];
}

export const completeSchema = z.strictObject({
  text: z.string().max(1_000_000),
  /** Where the cursor stands, in characters from the beginning. */
  offset: z.int().nonnegative(),
});
export type CompleteBody = z.input<typeof completeSchema>;

export interface Completions {
  /** What the choice takes the place of, in characters from the beginning. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
}

export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'device' | 'property' | 'method' | 'event' | 'scene';
  /** What is inserted, where that is more than the label. */
  readonly insert?: string;
  readonly detail?: string;
}

export const saveSceneSchema = z.strictObject({
  text: z.string().max(1_000_000),
  /** The `version` that was read; null: it must not exist yet; left out: whatever is there. */
  version: z.string().max(64).nullable().optional(),
});
export type SaveSceneBody = z.input<typeof saveSceneSchema>;

/** A text with mistakes is refused with status 422 and `problems`, and nothing is written. */
export interface RefusedScene extends ApiError {
  readonly problems: readonly Diagnostic[];
}

/** The tests of a scene, run on its home as the files are. */
export interface SceneTests {
  readonly file: string;
  /** Mistakes in that file; then no test is run. */
  readonly problems: readonly Diagnostic[];
  readonly tests: readonly TestOutcome[];
}

export interface TestOutcome {
  readonly name: string;
  /** Where it begins in its file, from 1. */
  readonly line: number;
  readonly passed: boolean;
  readonly failures: readonly TestFailure[];
  /** The command that shows the run. */
  readonly command: string;
}

export interface TestFailure {
  readonly line: number;
  readonly expected: string;
  readonly seen: readonly string[];
  /** How what was seen came about, from its last change back to the root. */
  readonly because: readonly string[];
}

export const sceneIdSchema = z.string().regex(idPattern);

// ---------------------------------------------------------------- journal, runs, timeline

/** A journal line as in docs/journal.md, but `time` is a number. */
export type JournalLine = JournalEntry;

export interface JournalPage {
  readonly entries: readonly JournalLine[];
  /** Ask for `before` (or `after`) this number to go on; null: that was all. */
  readonly more: number | null;
  /** The lines from `first` up to `end` are there; older ones have been dropped. */
  readonly first: number;
  readonly end: number;
}

/** A line with what led to it, root first, and what came of it directly. */
export interface JournalContext {
  readonly entry: JournalLine;
  readonly causes: readonly JournalLine[];
  readonly effects: readonly JournalLine[];
}

export interface RunSummary {
  /** The number of the journal line with which it began, and of that with which it ended. */
  readonly seq: number;
  readonly endSeq: number | null;
  readonly scene: string;
  readonly run: number;
  readonly began: number;
  readonly ended: number | null;
  /** Why it began. */
  readonly trigger: string;
  /** null: it goes on. */
  readonly outcome: Outcome | null;
  readonly reason: string | null;
}

/** A stretch of time for so many pixels. */
export interface Timeline {
  readonly from: number;
  readonly until: number;
  readonly lanes: readonly Lane[];
}

export type Lane = SceneLane | SegmentLane | NumberLane;

/** Runs, refusals and near misses of one scene. `count` is more than 1 where several fall on one pixel. */
export interface SceneLane {
  readonly kind: 'scene';
  readonly scene: string;
  readonly marks: readonly SceneMark[];
}

export interface SceneMark {
  readonly time: number;
  readonly ended: number | null;
  /** `near`: its trigger nearly fired; `due`: it will be started then; null: it goes on. */
  readonly outcome: Outcome | 'near' | 'due' | null;
  readonly seq: number | null;
  readonly count: number;
}

/** A boolean, an enum, a text, or the availability of a device (then `prop` is null). */
export interface SegmentLane {
  readonly kind: 'segments';
  readonly device: string;
  readonly prop: string | null;
  /** What it was from `time` on. `count` is how many changes fall on that pixel. */
  readonly segments: readonly { readonly time: number; readonly value: unknown; readonly count: number }[];
}

/** A number: for each pixel on which it changed, what it was first, at least, at most and last. */
export interface NumberLane {
  readonly kind: 'numbers';
  readonly device: string;
  readonly prop: string;
  readonly unit: string | null;
  readonly points: readonly {
    readonly time: number;
    readonly first: number;
    readonly min: number;
    readonly max: number;
    readonly last: number;
  }[];
}

// ---------------------------------------------------------------- why

/** What explanations are made of stands in src/analysis/explain/types.ts; `time`s in them are local ISO times. */
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

export const whatIfSchema = z.strictObject({
  scene: z.string().max(64),
  /** When its run began, or its trigger nearly fired; the nearest one is meant. */
  at: z.union([z.number(), z.string().min(1).max(64)]),
  /** Properties that are taken to have had another value then: device -> property -> value. */
  values: z.record(z.string().max(64), z.record(z.string().max(64), valueSchema)),
});
export type WhatIfBody = z.input<typeof whatIfSchema>;

// ---------------------------------------------------------------- forks

const when = z.union([z.number(), z.string().min(1).max(64)]);
const device = z.string().min(1).max(64);
/** Something done in a fork. `at` is an instant or a time of day; left out, it is where the fork begins. */
export const forkInputSchema = z.union([
  z.strictObject({ at: when.optional(), device, set: z.record(z.string().max(64), anyValue) }),
  z.strictObject({ at: when.optional(), device, stimulate: values }),
  z.strictObject({
    at: when.optional(),
    device,
    call: z.string().min(1).max(64),
    params: z.record(z.string().max(64), anyValue).optional(),
  }),
  z.strictObject({ at: when.optional(), device, fault: faultCommandSchema.shape.fault }),
  z.strictObject({ at: when.optional(), run: sceneIdSchema }),
]);
export type ForkInput = z.input<typeof forkInputSchema>;

export const forkSchema = z.strictObject({
  /** From where it starts again. */
  at: when,
  /** How far it goes: an instant, or a duration with `for`. Default: the live time, and five minutes at least. */
  until: when.optional(),
  for: durationText.optional(),
  inputs: z.array(forkInputSchema).max(100).default([]),
  /**
   * What happens again of what entered the session after `at`: all of it but what touches the same property as an
   * input of the fork (`keep`, the default), or nothing (`drop`).
   */
  recorded: z.enum(['keep', 'drop']).default('keep'),
});
export type ForkBody = z.input<typeof forkSchema>;

/** A second run of the session, simulated. Its journal is read through the same paths, with `?fork=<id>`. */
export interface Fork {
  readonly id: string;
  readonly at: number;
  readonly until: number;
  /** The first journal line that is its own; up to it, it is the session. */
  readonly firstSeq: number;
  /** How many inputs of the session happened again after `at`, and how many were left out. */
  readonly kept: number;
  readonly leftOut: number;
  readonly runs: readonly RunSummary[];
  /** Scenes that went another way than in the session, each with the sentence that says why. */
  readonly differences: readonly ForkDifference[];
}

export interface ForkDifference {
  readonly scene: string;
  readonly name: string;
  readonly time: number;
  /** null: it did not run there. */
  readonly was: Outcome | null;
  readonly is: Outcome | null;
  readonly sentence: string;
}

// ---------------------------------------------------------------- the wire

/** A packet as it crossed the broker. */
export interface WireRow {
  /** Counts from 0 without gaps, over all packets. */
  readonly number: number;
  /** The home's time. */
  readonly time: number;
  /** `home`: a simulated device or the scene engine has said it; `outside`: anybody else, this page included. */
  readonly from: 'home' | 'outside';
  /** Who published it: `smart_curtain`, `engine`, `ui`, or a whole client id. null: another broker does not tell. */
  readonly client: string | null;
  readonly topic: string;
  /** At most the first 4,096 characters. */
  readonly payload: string;
  readonly bytes: number;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  /** How many journal lines there were when it crossed. */
  readonly seq: number;
}

export interface WirePage {
  readonly rows: readonly WireRow[];
  /** The oldest number that is still there, and the next one to come. */
  readonly first: number;
  readonly end: number;
}

// ---------------------------------------------------------------- the WebSocket

/** From the page. */
export const clientFrameSchema = z.discriminatedUnion('type', [
  /** It has shown frame `frame`: the next one may come. */
  z.strictObject({ type: z.literal('ack'), frame: z.int().nonnegative() }),
  /** It wants to see packets, from now on or not any more; only those whose topic or payload contains `filter`. */
  z.strictObject({ type: z.literal('wire'), on: z.boolean(), filter: z.string().max(200).optional() }),
]);
export type ClientFrame = z.infer<typeof clientFrameSchema>;

/** To the page. `frame` counts from 1; the page answers each with an `ack`, or gets no other. */
export type ServerFrame = WholeFrame | ChangeFrame;

/** The first frame, and whenever a page has fallen so far behind that changes would cost more. */
export interface WholeFrame {
  readonly type: 'whole';
  readonly frame: number;
  readonly home: HomeInfo;
  readonly state: HomeState;
  readonly clock: ClockState;
  readonly scenes: readonly SceneSummary[];
  readonly forks: readonly string[];
}

/** What has changed since the last frame. What is left out is as it was. */
export interface ChangeFrame {
  readonly type: 'changes';
  readonly frame: number;
  readonly clock: ClockState;
  /** As in `HomeState.seq`. */
  readonly seq: number;
  /** Only the devices, and only the properties, that changed; the latest value of each. */
  readonly devices?: Readonly<Record<string, DeviceChange>>;
  readonly people?: readonly PersonState[];
  readonly world?: WorldState;
  /** What is worth a mark on the timeline: inputs, triggers, runs and their ends, events, the world. */
  readonly entries?: readonly JournalLine[];
  /** How many such lines were left out because there were too many. */
  readonly skippedEntries?: number;
  /** How many messages have crossed the broker since the last frame, whether rows are sent or not. */
  readonly messages: number;
  readonly wire?: readonly WireRow[];
  /** Rows that were left out because there were too many; they were there, and `GET /api/wire` may still have them. */
  readonly skippedWire?: number;
  /** All scenes anew, when one was saved, removed or broken. */
  readonly scenes?: readonly SceneSummary[];
  readonly forks?: readonly string[];
}

export interface DeviceChange {
  readonly availability?: 'online' | 'offline';
  readonly props?: Readonly<Record<string, PropState>>;
  readonly faults?: readonly FaultState[];
}
