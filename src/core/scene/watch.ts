import { formatDuration } from '../calendar/index.ts';
import type { Cause } from '../journal.ts';
import {
  describeComparison,
  filledIn,
  isPlainComparison,
  matches,
  plain,
  referencesIn,
  stillMatches,
} from './comparison.ts';
import { type EdgeState, initialEdge, observe, settledEdge } from './edge.ts';
import type { HeldWatch } from './held.ts';
import { lookupIn, whyNoValue } from './lookup.ts';
import type { SceneWatch } from './scene-watch.ts';
import type { AvailabilityTrigger, Comparison, EventTrigger, PropertyTrigger } from './schema.ts';
import { type Source, sourcesOf } from './sources.ts';
import { type HomeView, isSame } from './view.ts';
import { describeTrigger } from './words.ts';

/** What a trigger tells its scene: that it fires, or that it nearly did. */
export interface TriggerHost {
  /** The present instant: milliseconds since the epoch. */
  now(): number;
  fire(reason: string, cause: Cause | undefined): void;
  nearly(reason: string, cause: Cause | undefined): void;
  /** Plans something for an instant. Returns how to call it off. */
  plan(due: number, run: () => void): () => void;
}

/** Something of a scene that has to be told what happens to a device, or to a scene. */
export type Watch = PropertyWatch | AvailabilityWatch | EventWatch | HeldWatch | SceneWatch;

/** How a trigger that waits for an edge stands. */
export interface Standing {
  readonly edge: EdgeState;
  /** Since when it waits for its `for` to be over: milliseconds since the epoch. */
  readonly waitingSince: number | undefined;
}

/** The edge of a trigger, and its wait where it has a `for`. */
class EdgeWatch {
  readonly #host: TriggerHost;
  readonly #forMs: number | undefined;
  #state: EdgeState = initialEdge;
  #wait: { begun: number; what: string; callOff: () => void } | undefined;

  constructor(host: TriggerHost, forMs: number | undefined) {
    this.#host = host;
    this.#forMs = forMs;
  }

  get state(): EdgeState {
    return this.#state;
  }

  get standing(): Standing {
    return { edge: this.#state, waitingSince: this.#wait?.begun };
  }

  /** @param what the reason, in words, if it fires: `pm2_5 became 80` */
  see(matched: boolean | undefined, what: () => string, cause: Cause | undefined): void {
    const { state, action } = observe(this.#state, matched, this.#forMs !== undefined);
    this.#state = state;
    if (action === 'fire') this.#host.fire(what(), cause);
    else if (action === 'wait') this.#begin(what(), this.#forMs!, cause);
    else if (action === 'break') this.#break(what(), cause);
  }

  /** It came to match in a way that does not count: it must cease to match before it can fire. */
  pass(): void {
    this.#state = settledEdge;
  }

  /** Gives up for good. */
  dispose(why: string, cause: Cause | undefined): void {
    if (this.#wait) this.#break(`${this.#wait.what}, but ${why}`, cause);
  }

  #begin(what: string, forMs: number, cause: Cause | undefined): void {
    const begun = this.#host.now();
    const duration = formatDuration(forMs);
    const callOff = this.#host.plan(begun + forMs, () => {
      this.#wait = undefined;
      this.#state = settledEdge;
      this.#host.fire(`${what} and stayed so for ${duration}`, cause);
    });
    this.#wait = { begun, what, callOff };
    this.#host.nearly(`${what}; fires if it stays so for ${duration}`, cause);
  }

  #break(what: string, cause: Cause | undefined): void {
    if (!this.#wait) return;
    const waited = formatDuration(this.#host.now() - this.#wait.begun);
    this.#wait.callOff();
    this.#wait = undefined;
    this.#host.nearly(`${what} after ${waited} of ${formatDuration(this.#forMs!)}`, cause);
  }
}

/** Whether a trigger fires on each change, and not only when the property comes to match. */
export function isEachChange(trigger: PropertyTrigger): boolean {
  return trigger.changed === true || describeComparison(trigger) === '';
}

/** A property trigger at work. */
export class PropertyWatch {
  readonly kind = 'property';
  readonly device: string;
  readonly name: string;
  readonly sources: readonly Source[];
  readonly #trigger: PropertyTrigger;
  /** What it waits for, where no other property has a part in that. */
  readonly #plain: Comparison | undefined;
  readonly #edge: EdgeWatch;
  readonly #eachChange: boolean;
  /** The last known value, wrapped, because any value may be one. */
  #last: { readonly value: unknown } | undefined;

  constructor(trigger: PropertyTrigger, host: TriggerHost, forMs: number | undefined) {
    this.device = trigger.device;
    this.name = trigger.prop;
    this.sources = sourcesOf(trigger);
    this.#trigger = trigger;
    this.#plain = isPlainComparison(trigger) ? trigger : undefined;
    this.#edge = new EdgeWatch(host, forMs);
    this.#eachChange = isEachChange(trigger);
  }

  get standing(): Standing {
    return this.#edge.standing;
  }

  look(view: HomeView, cause: Cause | undefined): void {
    const { from, hysteresis = 0 } = this.#trigger;
    const edge = this.#edge;
    const name = `${this.device}.${this.name}`;
    const known = view.property(this.device, this.name);
    if (!known) {
      edge.see(undefined, () => `${name} became unknown`, cause);
      return;
    }
    const { value } = known;
    const last = this.#last;
    this.#last = known;
    const comparison = this.#plain ?? filledIn(this.#trigger, lookupIn(view));
    if (!comparison) {
      edge.see(undefined, () => whyNoValue(referencesIn(this.#trigger), view), cause);
      return;
    }
    const changed = last !== undefined && !isSame(last.value, value);
    const what = (): string => {
      const became = `${name} became ${plain(value)}${changed ? ` (it was ${plain(last.value)})` : ''}`;
      return this.#plain ? became : this.#whatOfBoth(changed ? became : undefined, value, view);
    };
    // Each change is an edge: as if it had ceased to match in between.
    if (this.#eachChange && changed) edge.see(false, what, cause);
    const before = edge.state;
    // The hysteresis is for what has fired. What still waits must really match, "without interruption".
    const matched =
      before.matched === true && !before.pending
        ? stillMatches(comparison, hysteresis, value)
        : matches(comparison, value);
    const comesToMatch = matched && before.matched === false;
    // Where the other side of the comparison changed, this one did not, and so it came from nowhere.
    const mustChange = this.#eachChange || from !== undefined;
    const isOther = (mustChange && !changed) || (from !== undefined && last?.value !== from);
    if (comesToMatch && isOther) edge.pass();
    else edge.see(matched, what, cause);
  }

  /** @param became what happened to the property itself; else one that it is compared with has changed */
  #whatOfBoth(became: string | undefined, value: unknown, view: HomeView): string {
    const others = this.sources.slice(1).map(({ device, prop }) => {
      const { value: other, since } = view.property(device, prop)!;
      return { name: `${device}.${prop}`, value: plain(other), since };
    });
    if (became !== undefined || others.length === 0) {
      const so = others.map((other) => `, while ${other.name} was ${other.value}`).join('');
      return `${became ?? `${this.device}.${this.name} became ${plain(value)}`}${so}`;
    }
    const latest = others.reduce((one, other) => (other.since > one.since ? other : one));
    return `${latest.name} became ${latest.value}, while ${this.device}.${this.name} was ${plain(value)}`;
  }

  dispose(why: string, cause: Cause | undefined): void {
    this.#edge.dispose(why, cause);
  }
}

/** An availability trigger at work. */
export class AvailabilityWatch {
  readonly kind = 'availability';
  readonly device: string;
  readonly #wanted: 'online' | 'offline';
  readonly #edge: EdgeWatch;

  constructor(trigger: AvailabilityTrigger, host: TriggerHost, forMs: number | undefined) {
    this.device = trigger.device;
    this.#wanted = trigger.value;
    this.#edge = new EdgeWatch(host, forMs);
  }

  get standing(): Standing {
    return this.#edge.standing;
  }

  look(view: HomeView, cause: Cause | undefined): void {
    const value = view.availability(this.device);
    if (value) this.#edge.see(value === this.#wanted, () => `${this.device} went ${value}`, cause);
  }

  dispose(why: string, cause: Cause | undefined): void {
    this.#edge.dispose(why, cause);
  }
}

/** An event trigger at work. */
export class EventWatch {
  readonly kind = 'event';
  readonly device: string;
  readonly name: string;
  readonly #trigger: EventTrigger;
  readonly #host: TriggerHost;

  constructor(trigger: EventTrigger, host: TriggerHost) {
    this.device = trigger.device;
    this.name = trigger.event;
    this.#trigger = trigger;
    this.#host = host;
  }

  happened(data: Readonly<Record<string, unknown>>, cause: Cause | undefined): void {
    const wanted = Object.entries(this.#trigger.where ?? {});
    if (!wanted.every(([name, value]) => data[name] === value)) return;
    this.#host.fire(`${describeTrigger(this.#trigger)} happened`, cause);
  }
}
