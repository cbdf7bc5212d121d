import { z } from 'zod';
import type { ClockState } from './clock.ts';
import type { HomeInfo } from './home.ts';
import type { SceneSummary } from './scenes.ts';
import type { FaultState, HomeState, PersonState, PropState, WorldState } from './state.ts';
import type { JournalLine } from './timeline.ts';
import type { WireRow } from './wire.ts';

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
