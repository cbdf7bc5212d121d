import { parseDuration } from '../../core/calendar/index.ts';
import { own } from '../../core/device/validate.ts';
import type { Value } from '../../core/device/value.ts';
import { filledIn } from '../../core/scene/comparison.ts';
import { scaled } from '../../core/scene/reference.ts';
import type {
  Comparison,
  Condition,
  PropertyTrigger,
  Trigger,
  WrittenComparison,
} from '../../core/scene/schema.ts';
import { commandsOf } from './commands.ts';
import { deviceOf, type Household, type SceneFacts } from './facts.ts';
import { nextOf, type Window, windowFor } from './moments.ts';
import type { Prober } from './probe.ts';
import type { Deed, Scenario } from './scenario.ts';
import {
  complement,
  intersect,
  isEmpty,
  matchingSet,
  pick,
  possibleSet,
  type ValueSet,
  wholeSet,
} from './values.ts';

/** A way to make a scene run, and when its trigger fires. */
export interface Staging extends Scenario {
  readonly fires: number;
}

/** How long a scenario is watched after its trigger fired. */
const watchedMs = 15 * 60_000;
const MINUTE = 60_000;

/** What else a staging is to bring about. */
export interface StageOptions {
  /** An instant (ms since the epoch) from which on it may happen. */
  readonly notBefore: number;
  /** Other scenes whose conditions are to hold at that moment, too. */
  readonly also?: readonly SceneFacts[];
  /** A trigger of another scene that is to fire at the same moment, if one thing can set off both. */
  readonly together?: Trigger | undefined;
}

/**
 * Arranges a home so that a trigger of a scene fires while its conditions hold: what is given at the start, and what
 * somebody does. `undefined` when no way was found; that says nothing about whether there is one.
 *
 * @param trigger which one, counted from 0
 */
export function stage(
  facts: SceneFacts,
  trigger: number,
  household: Household,
  prober: Prober,
  options: StageOptions,
): Staging | undefined {
  const asked = new Stage(household, prober, options.together);
  for (const other of options.also ?? []) asked.wantAll(other);
  return asked.play(facts, trigger, options.notBefore);
}

/** What must be so at the moment when the trigger fires. */
class Stage {
  readonly #household: Household;
  readonly #prober: Prober;
  /** device.prop -> what it may be at that moment. */
  readonly #wanted = new Map<string, { device: string; prop: string; set: ValueSet }>();
  /** Parts of the day in which that moment must lie. */
  readonly #windows: Window[] = [];
  /** How long before that moment the home must begin. */
  #leadMs = MINUTE;
  #possible = true;
  readonly #together: Trigger | undefined;

  constructor(household: Household, prober: Prober, together: Trigger | undefined) {
    this.#household = household;
    this.#prober = prober;
    this.#together = together;
  }

  /** The conditions of a scene are to hold at that moment. */
  wantAll({ conditions }: SceneFacts): void {
    for (const { condition } of conditions) this.#want(condition, true);
  }

  play(facts: SceneFacts, index: number, notBefore: number): Staging | undefined {
    const trigger = facts.triggers[index]?.trigger;
    if (!trigger) return undefined;
    this.wantAll(facts);
    if ('for' in trigger && trigger.for !== undefined) this.#leadMs += parseDuration(trigger.for);
    if (trigger.type === 'every') {
      const interval = parseDuration(trigger.value);
      if (interval === 0) return undefined;
      this.#leadMs = Math.ceil(this.#leadMs / interval) * interval;
    }
    if (!this.#possible) return undefined;
    const fires = this.#moment(trigger, notBefore + this.#leadMs);
    if (fires === undefined) return undefined;
    const set = this.#setOff(trigger, facts.id, fires);
    if (!set) return undefined;
    const given: Record<string, Record<string, Value>> = {};
    for (const { device, prop, set: values } of [...this.#wanted.values(), ...set.before]) {
      const value = pick(values);
      if (value === undefined) return undefined;
      given[device] = { ...given[device], [prop]: value };
    }
    return { from: fires - this.#leadMs, until: fires + watchedMs, given, deeds: set.deeds, fires };
  }

  #want(condition: Condition, holds: boolean): void {
    if ('prop' in condition) {
      const spec = this.#spec(condition.device, condition.prop);
      if (!spec) return;
      const comparison = this.#settle(condition);
      if (!comparison) return;
      const matching = matchingSet(spec, comparison);
      this.#restrict(condition.device, condition.prop, holds ? matching : complement(spec, matching));
      if (condition.for !== undefined)
        this.#leadMs = Math.max(this.#leadMs, parseDuration(condition.for) + MINUTE);
    } else if ('all' in condition || 'any' in condition) {
      const parts = 'all' in condition ? condition.all : condition.any;
      // One part of an `any` is enough; which one is a guess.
      const every = 'all' in condition === holds;
      for (const part of every ? parts : parts.slice(0, 1)) this.#want(part, holds);
    } else if ('not' in condition) {
      this.#want(condition.not, !holds);
    } else if ('type' in condition) {
      // What a function says, only the playing shows.
      this.#wantPlain(condition, holds);
    }
  }

  /** A comparison for which the properties that it is made with are given values: what they are, is for the stage to say. */
  #settle(written: WrittenComparison): Comparison | undefined {
    return filledIn(written, (reference) => {
      const { device, prop } = reference;
      const spec = this.#spec(device, prop);
      const value = spec && pick(this.#wanted.get(`${device}.${prop}`)?.set ?? wholeSet(spec));
      if (value === undefined) return undefined;
      this.#restrict(device, prop, intersect(wholeSet(spec!), { kind: 'names', names: new Set([value]) }));
      return scaled(reference, value);
    });
  }

  #wantPlain(condition: Extract<Condition, { type: string }>, holds: boolean): void {
    switch (condition.type) {
      case 'time':
      case 'sun':
        if (holds) this.#windows.push(windowFor(condition, this.#household.home));
        else this.#possible = false;
        break;
      case 'availability':
        if ((condition.value === 'online') !== holds) this.#possible = false;
        break;
      case 'scene':
        if (holds) this.#possible = false;
        break;
    }
  }

  #restrict(device: string, prop: string, set: ValueSet): void {
    const key = `${device}.${prop}`;
    const known = this.#wanted.get(key);
    const both = known ? intersect(known.set, set) : set;
    if (isEmpty(both)) this.#possible = false;
    this.#wanted.set(key, { device, prop, set: both });
  }

  /** When the trigger can fire so that every window is open. */
  #moment(trigger: Trigger, earliest: number): number | undefined {
    const isOpen = (instant: number): boolean => this.#windows.every((window) => window.isOpen(instant));
    const next = nextOf(trigger, this.#household.home);
    if (next) {
      const other = this.#together && nextOf(this.#together, this.#household.home);
      if (other) this.#windows.push({ isOpen: (instant) => other(instant - 1) === instant, nextEdge: other });
      // A window of some weekdays may need more than a week of a daily time.
      let instant = next(earliest);
      for (let tries = 0; instant !== undefined && tries < 400; tries++) {
        if (isOpen(instant)) return instant;
        instant = next(instant);
      }
      return undefined;
    }
    let instant = earliest;
    for (let tries = 0; tries < 100; tries++) {
      if (isOpen(instant)) return instant;
      const edges = this.#windows.flatMap((window) => window.nextEdge(instant) ?? []);
      if (edges.length === 0) return undefined;
      instant = Math.min(...edges);
    }
    return undefined;
  }

  /** What somebody does so that it fires at that moment, and how things stand before. */
  #setOff(
    trigger: Trigger,
    scene: string,
    fires: number,
  ):
    | { deeds: { at: number; deed: Deed }[]; before: { device: string; prop: string; set: ValueSet }[] }
    | undefined {
    switch (trigger.type) {
      case 'time':
      case 'cron':
      case 'sun':
      case 'every':
        return { deeds: [], before: [] };
      case 'start':
      case 'scene':
        return undefined;
      case 'availability': {
        const { device, value } = trigger;
        const at = fires - (trigger.for === undefined ? 0 : parseDuration(trigger.for));
        const fault = (word: string): Deed => ({ topic: `millet/${device}/fault`, payload: word });
        // To come back, it must have gone.
        const gone = { at: at - (value === 'online' ? MINUTE / 2 : 0), deed: fault('offline') };
        return { deeds: value === 'online' ? [gone, { at, deed: fault('none') }] : [gone], before: [] };
      }
      case 'message': {
        const { topic, payload, where } = trigger;
        const text = payload === undefined ? JSON.stringify(where ?? {}) : String(payload);
        const plain = topic.replaceAll('+', 'x').replace(/#$/, 'x');
        return { deeds: [{ at: fires, deed: { topic: plain, payload: text } }], before: [] };
      }
      case 'manual':
        return { deeds: [{ at: fires, deed: { scene } }], before: [] };
      case 'event': {
        const deed = this.#deedThat(trigger.device, ({ events }) =>
          events.some(
            ({ event, data }) =>
              event === trigger.event &&
              Object.entries(trigger.where ?? {}).every(([name, value]) => data[name] === value),
          ),
        );
        return deed && { deeds: [{ at: fires, deed }], before: [] };
      }
      case 'property':
        return this.#cross(trigger, fires);
    }
  }

  /** From a value that does not match to one that does. */
  #cross(trigger: PropertyTrigger, fires: number) {
    const { device, prop } = trigger;
    const spec = this.#spec(device, prop);
    if (!spec) return undefined;
    const comparison = this.#settle(trigger);
    if (!comparison) return undefined;
    let matching = matchingSet(spec, comparison);
    const also = this.#together;
    const second =
      also?.type === 'property' && also.device === device && also.prop === prop
        ? possibleSet(spec, also)
        : undefined;
    if (second) matching = intersect(matching, second);
    const wanted = this.#wanted.get(`${device}.${prop}`);
    if (wanted) matching = intersect(matching, wanted.set);
    this.#wanted.delete(`${device}.${prop}`);
    const value = pick(matching);
    if (value === undefined) return undefined;
    let outside = complement(spec, matchingSet(spec, comparison));
    if (second) outside = intersect(outside, complement(spec, second));
    if (trigger.from !== undefined)
      outside = intersect(wholeSet(spec), { kind: 'names', names: new Set([trigger.from]) });
    if (trigger.changed) outside = complement(spec, { kind: 'names', names: new Set([value]) });
    const at = fires - (trigger.for === undefined ? 0 : parseDuration(trigger.for));
    const before = isEmpty(outside) ? [] : [{ device, prop, set: outside }];
    if (spec.reading) return { deeds: [{ at, deed: { device, stimulate: { [prop]: value } } }], before };
    if (spec.access.includes('w'))
      return { deeds: [{ at, deed: { device, set: { [prop]: value } } }], before };
    const deed = this.#deedThat(
      device,
      ({ writes }) => writes.get(prop)?.some((each) => each === value) ?? false,
    );
    return deed && { deeds: [{ at, deed }], before: [] };
  }

  /** A command to a device, or something that the world does to it, of which the device does the wanted thing. */
  #deedThat(device: string, does: (probe: ReturnType<Prober['probe']>) => boolean): Deed | undefined {
    const known = deviceOf(this.#household, device);
    if (!known) return undefined;
    for (const { command, deed } of commandsOf(device, known.model)) {
      const probe = this.#prober.probe(known.model, known.initial, command);
      if (probe.accepted && does(probe)) return deed;
    }
    return undefined;
  }

  #spec(device: string, prop: string) {
    const known = deviceOf(this.#household, device);
    return known && own(known.model.properties, prop);
  }
}
