import { isRecord } from '../core/device/request.ts';
import type { JournalEntry } from '../core/journal.ts';
import { filledIn, matches } from '../core/scene/comparison.ts';
import { scaled } from '../core/scene/reference.ts';
import type { Rule } from '../core/scene/rule.ts';
import { type Source, sourcesOf } from '../core/scene/sources.ts';
import { type PlainCondition, plainConditions } from '../core/scene/walk.ts';
import { Exercised, type TestedHome } from '../testing/index.ts';
import type { Rules } from './rules.ts';

type PropertyPart = Extract<PlainCondition, { prop: string }>;

/** What a rule says of properties. */
interface Parts {
  readonly id: string;
  readonly parts: readonly PropertyPart[];
  readonly devices: ReadonlySet<string>;
}

/**
 * Notes what happens in a journal that a day with something new in it would show: what of the scenes was exercised, how
 * their runs ended, what devices came to be and refused, and which parts of a rule were so at one time: whoever got
 * two of three is on the way.
 */
export class Seen {
  readonly #exercised: Exercised;
  readonly #keys = new Set<string>();
  readonly #rules: readonly Parts[];
  readonly #states = new Map<string, Map<string, unknown>>();

  constructor({ scenes }: TestedHome, { never, always }: Rules) {
    this.#exercised = new Exercised(scenes);
    const partsOf = (kind: string) => (rule: Rule, index: number) => {
      const parts = plainConditions(rule).filter((part) => 'prop' in part);
      return {
        id: `${kind}.${index}`,
        parts,
        devices: new Set(parts.flatMap(sourcesOf).map(({ device }) => device)),
      };
    };
    this.#rules = [...never.map(partsOf('never')), ...always.map(partsOf('always'))];
  }

  /** All of it, as texts. */
  get keys(): string[] {
    return [...this.#exercised.seen, ...this.#keys];
  }

  readonly take = (entry: JournalEntry): void => {
    this.#exercised.take(entry);
    switch (entry.kind) {
      case 'run_end':
        this.#keys.add(`${entry.scene} ${entry.outcome}`);
        break;
      case 'reply':
        if (entry.error) this.#keys.add(`${entry.device} ${entry.error.code}`);
        break;
      case 'trigger':
        if (!entry.fired) this.#keys.add(`${entry.scene} nearly ${entry.trigger}`);
        break;
      case 'state':
        this.#state(entry.device, entry.props);
        break;
      default:
        break;
    }
  };

  #state(device: string, props: unknown): void {
    if (!isRecord(props)) return;
    const state = this.#states.get(device) ?? new Map<string, unknown>();
    this.#states.set(device, state);
    for (const name in props) {
      const value = props[name];
      if (state.get(name) === value) continue;
      state.set(name, value);
      if (typeof value === 'boolean' || (typeof value === 'string' && value.length < 20))
        this.#keys.add(`${device}.${name} ${value}`);
    }
    for (const { id, parts, devices } of this.#rules) {
      if (!devices.has(device)) continue;
      let pattern = id;
      for (const part of parts) {
        const value = this.#value(part);
        const comparison = filledIn(part, (reference) => scaled(reference, this.#value(reference)));
        pattern += value !== undefined && comparison && matches(comparison, value) ? ' 1' : ' 0';
      }
      this.#keys.add(pattern);
    }
  }

  #value({ device, prop }: Source): unknown {
    return this.#states.get(device)?.get(prop);
  }
}
