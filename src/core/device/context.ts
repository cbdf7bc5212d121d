import type { Bus } from '../bus/bus.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { Topics } from '../topics.ts';
import type { LinkName } from './link.ts';
import type { Surroundings } from './surroundings.ts';

/** What every part of a home shares. */
export interface HomeContext {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly bus: Bus;
  readonly topics: Topics;
  readonly seed: number;
  readonly rooms?: readonly string[];
  /** The world around the devices. Without it they feel nothing, and do nothing to anything. */
  readonly surroundings?: Surroundings;
  /** Local ISO time with offset. */
  formatTime(instant: number): string;
}

export interface DeviceConfig {
  readonly id: string;
  readonly name: string;
  readonly room: string | undefined;
  readonly link: LinkName;
  readonly latencyMs: number | undefined;
}
