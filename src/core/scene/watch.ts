import { formatDuration } from '../calendar/index.ts';
import type { ClockEntry } from '../clock.ts';
import type { HomeContext } from '../device/device.ts';
import type { Cause } from '../journal.ts';
import { describeComparison, matches, plain, stillMatches } from './comparison.ts';
import { type EdgeState, fired, initialEdge, observe } from './edge.ts';
import type { PropertyCondition, PropertyTrigger } from './schema.ts';
import type { Known } from './view.ts';

/** Something that wants to know about each change of one property. `undefined`: it has become unknown. */
export interface Watch {
  observe(known: Known | undefined, cause: Cause | undefined): void;
}

/** What a trigger tells the engine: that it fires, or that it nearly did. */
export interface TriggerHost {
  readonly home: HomeContext;
  fire(reason: string, cause: Cause | undefined): void;
  nearly(reason: string, cause: Cause | undefined): void;
}

/** The wait of a trigger with `for`, on top of its edge. */
class EdgeWatch {
  readonly #host: TriggerHost;
  readonly #forMs: number | undefined;
  state: EdgeState = initialEdge;
  #wait: { entry: ClockEntry; begun: number } | undefined;

  constructor(host: TriggerHost, forMs: number | undefined) {
    this.#host = host;
    this.#forMs = forMs;
  }

  /** @param what the reason, in words, if it fires: `pm2_5 rose to 80` */
  see(matched: boolean | undefined, what: string, cause: Cause | undefined): void {
    const { state, action } = observe(this.state, matched, this.#forMs !== undefined);
    this.state = state;
    if (action === 'fire') this.#host.fire(what, cause);
    if (action === 'wait') this.#begin(what, cause);
    if (action === 'break') this.#break(what, cause);
  }

  dispose(): void {
    if (this.#wait) this.#host.home.clock.cancel(this.#wait.entry);
    this.#wait = undefined;
  }

  #begin(what: string, cause: Cause | undefined): void {
    const { clock } = this.#host.home;
    const forMs = this.#forMs!;
    this.dispose();
    const entry = clock.schedule(clock.now + forMs, () => {
      this.#wait = undefined;
      this.state = fired(this.state);
      this.#host.fire(`${what} and stayed so for ${formatDuration(forMs)}`, cause);
    });
    this.#wait = { entry, begun: clock.now };
    this.#host.nearly(`${what}; fires if it stays so for ${formatDuration(forMs)}`, cause);
  }

  #break(what: string, cause: Cause | undefined): void {
    const waited = this.#host.home.clock.now - (this.#wait?.begun ?? 0);
    this.dispose();
    this.#host.nearly(`${what} after ${formatDuration(waited)} of ${formatDuration(this.#forMs!)}`, cause);
  }
}

/** A property trigger at work. */
export class PropertyWatch implements Watch {
  readonly #trigger: PropertyTrigger;
  readonly #edge: EdgeWatch;
  /** Fires on each change, and not only when it comes to match. */
  readonly #eachChange: boolean;
  /** The last known value, wrapped, because any value may be one. */
  #last: { readonly value: unknown } | undefined;

  constructor(trigger: PropertyTrigger, host: TriggerHost, forMs: number | undefined) {
    this.#trigger = trigger;
    this.#edge = new EdgeWatch(host, forMs);
    this.#eachChange = trigger.changed === true || describeComparison(trigger) === '';
  }

  observe(known: Known | undefined, cause: Cause | undefined): void {
    const { device, prop, from, hysteresis = 0 } = this.#trigger;
    const name = `${device}.${prop}`;
    if (!known) {
      this.#edge.see(undefined, `${name} became unknown`, cause);
      return;
    }
    const last = this.#last;
    this.#last = { value: known.value };
    const changed = last !== undefined && last.value !== known.value;
    if (this.#eachChange && changed) this.#forgetMatch();
    const before = this.#edge.state.matched;
    let matched =
      before === true
        ? stillMatches(this.#trigger, hysteresis, known.value)
        : matches(this.#trigger, known.value);
    // A change from another value than `from` is no edge; with `eachChange` the next one may be.
    if (matched && before === false && from !== undefined && last?.value !== from) {
      matched = false;
      if (!this.#eachChange) {
        this.#edge.state = { ...this.#edge.state, matched: true, known: true };
        return;
      }
    }
    const was = changed ? ` (it was ${plain(last.value)})` : '';
    this.#edge.see(matched, `${name} became ${plain(known.value)}${was}`, cause);
  }

  dispose(): void {
    this.#edge.dispose();
  }

  #forgetMatch(): void {
    this.#edge.dispose();
    this.#edge.state = { matched: false, pending: false, known: true };
  }
}

/** An availability trigger at work. */
export class AvailabilityWatch {
  readonly #wanted: 'online' | 'offline';
  readonly #device: string;
  readonly #edge: EdgeWatch;

  constructor(device: string, wanted: 'online' | 'offline', host: TriggerHost, forMs: number | undefined) {
    this.#device = device;
    this.#wanted = wanted;
    this.#edge = new EdgeWatch(host, forMs);
  }

  observe(value: 'online' | 'offline', cause: Cause | undefined): void {
    this.#edge.see(value === this.#wanted, `${this.#device} went ${value}`, cause);
  }

  dispose(): void {
    this.#edge.dispose();
  }
}

/** Since when a property condition with `for` has matched without interruption. */
export class MatchWatch implements Watch {
  readonly condition: PropertyCondition;
  since: number | undefined;
  readonly #now: () => number;
  #wasUnknown = false;

  constructor(condition: PropertyCondition, now: () => number) {
    this.condition = condition;
    this.#now = now;
  }

  observe(known: Known | undefined): void {
    // A value that was unknown in between has not held without interruption, however old it is.
    if (!known) this.since = undefined;
    else if (!matches(this.condition, known.value)) this.since = undefined;
    else this.since ??= this.#wasUnknown ? this.#now() : known.since;
    this.#wasUnknown = !known;
  }
}
