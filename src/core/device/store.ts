import { type Layout, layoutOf } from './layout.ts';
import type { DeviceModel } from './model.ts';
import { accepts, describeSpec, nearestTo, showValue, type Value } from './value.ts';

/** What makes a reading show something else than its device makes of it. Few ever have one. */
interface Oddity {
  /** What `stimulate` pinned it to. */
  pin: Value | undefined;
  /** What a reading that is stuck shows, whatever it should. */
  held: Value | undefined;
  /** How far off a reading that drifts is. */
  offset: number;
}

const none: readonly string[] = [];
const nothing: ReadonlySet<string> = new Set();

/**
 * The properties of one device: their values, what is pinned, and what has changed since somebody looked.
 *
 * What a property *is*, pinned or not, is its truth. What it *shows*, to everybody and to the device's own model, is
 * that too, unless its sensor is out of order.
 */
export class PropertyStore {
  readonly #layout: Layout;
  /** What the device or its settings make of each property. */
  #bases: Value[];
  #oddities: Map<number, Oddity> | undefined;
  /** Changed, in that order, and the model's `changed` does not know yet. */
  #unseen: readonly string[] = none;
  /** Changed, in that order, and not yet published. */
  #unpublished: readonly string[] = none;
  /** Changed since the last publication, and not only those that others are not notified of. */
  #notify = false;

  constructor(model: DeviceModel) {
    this.#layout = layoutOf(model);
    this.#bases = [...this.#layout.initial];
  }

  /** What the property shows. */
  get(name: string): Value {
    return this.#shown(this.#place(name));
  }

  /** What the property is, whatever its sensor shows. */
  truth(name: string): Value {
    const place = this.#place(name);
    return this.#oddities?.get(place)?.pin ?? this.#bases[place]!;
  }

  /**
   * Assigns what the device itself decides, by what its sensors show: a tank that is refilled by a gauge which shows too
   * much is not full. A pinned reading stays as it is. Throws on a value the spec refuses.
   */
  assign(values: Readonly<Record<string, Value>>): void {
    this.#assign(values, true);
  }

  /** Assigns what is so, whatever the sensors show. */
  measure(values: Readonly<Record<string, Value>>): void {
    this.#assign(values, false);
  }

  #assign(values: Readonly<Record<string, Value>>, byGauge: boolean): void {
    for (const name in values) {
      const value = values[name]!;
      const place = this.#place(name);
      const spec = this.#layout.specs[place]!;
      if (!accepts(spec, value)) {
        throw new Error(`${name} takes ${describeSpec(spec)}, its model set ${showValue(value)}`);
      }
      const oddity = this.#oddities?.get(place);
      // Nothing moves on behind a pin: let go of, the reading would jump without anybody being told.
      if (oddity?.pin !== undefined) continue;
      const before = this.#shown(place);
      const offset = byGauge && oddity ? oddity.offset : 0;
      this.#bases[place] = offset === 0 ? withoutSign(value) : nearestTo(spec, Number(value) - offset);
      if (before !== this.#shown(place)) this.#touch(place);
    }
  }

  pin(name: string, value: Value): void {
    const place = this.#place(name);
    const before = this.#shown(place);
    this.#bases[place] = withoutSign(value);
    this.#oddity(place).pin = this.#bases[place];
    if (before !== this.#shown(place)) this.#touch(place);
  }

  /** Makes it so, pinned or not. */
  force(name: string, value: Value): void {
    if (this.isPinned(name)) this.pin(name, value);
    else this.measure({ [name]: value });
  }

  /** Lets the sensor stick at what it shows. */
  hold(name: string): void {
    const place = this.#place(name);
    this.#oddity(place).held = this.#shown(place);
  }

  /** Lets a sensor that is stuck show again what is so. Returns whether it was stuck. */
  free(name: string): boolean {
    const place = this.#place(name);
    const oddity = this.#oddities?.get(place);
    if (oddity?.held === undefined) return false;
    const before = oddity.held;
    oddity.held = undefined;
    if (before !== this.#shown(place)) this.#touch(place);
    return true;
  }

  /** Lets a numeric reading be so far off, within its range. */
  shift(name: string, offset: number): void {
    const place = this.#place(name);
    const before = this.#shown(place);
    this.#oddity(place).offset = offset;
    if (before !== this.#shown(place)) this.#touch(place);
  }

  /** Lets go of a pin: the reading goes on from where it was. Returns whether it was pinned. */
  release(name: string): boolean {
    const oddity = this.#oddities?.get(this.#place(name));
    if (oddity?.pin === undefined) return false;
    oddity.pin = undefined;
    return true;
  }

  /** Whether `stimulate`, or the start, says what the reading is. */
  isPinned(name: string): boolean {
    return this.#oddities?.get(this.#place(name))?.pin !== undefined;
  }

  get hasPins(): boolean {
    return this.#oddities !== undefined && [...this.#oddities.values()].some(({ pin }) => pin !== undefined);
  }

  /** Whether its sensor is stuck. */
  isHeld(name: string): boolean {
    return this.#oddities?.get(this.#place(name))?.held !== undefined;
  }

  /** Counts every property as changed: the first state has them all. */
  touchAll(): void {
    for (const name of this.#layout.names) this.#unpublished = including(this.#unpublished, name);
    this.#notify = true;
  }

  /** Every readable property with its value. */
  readable(): Record<string, Value> {
    const { names, isReadable } = this.#layout;
    const values: Record<string, Value> = {};
    for (let place = 0; place < names.length; place++) {
      if (isReadable[place]) values[names[place]!] = this.#shown(place);
    }
    return values;
  }

  /** The names that changed since the last call, for the model to react to. */
  takeUnseen(): ReadonlySet<string> {
    const unseen = this.#unseen;
    if (unseen.length === 0) return nothing;
    this.#unseen = none;
    return unseen.length === 1 ? this.#layout.alone[this.#place(unseen[0]!)]! : new Set(unseen);
  }

  /** What changed since the last publication, or `undefined` when nothing did that others are notified of. */
  takeUnpublished(): Record<string, Value> | undefined {
    if (!this.#notify) return undefined;
    const values: Record<string, Value> = {};
    for (const name of this.#unpublished) {
      const place = this.#place(name);
      if (this.#layout.isReadable[place]) values[name] = this.#shown(place);
    }
    this.#unpublished = none;
    this.#notify = false;
    return values;
  }

  /** Remembers how everything stands; call the result to take back all that has changed since. */
  snapshot(): () => void {
    const bases = [...this.#bases];
    const oddities =
      this.#oddities && new Map(Array.from(this.#oddities, ([place, one]) => [place, { ...one }]));
    const unseen = this.#unseen;
    const unpublished = this.#unpublished;
    const notify = this.#notify;
    return () => {
      this.#bases = bases;
      this.#oddities = oddities;
      this.#unseen = unseen;
      this.#unpublished = unpublished;
      this.#notify = notify;
    };
  }

  #place(name: string): number {
    const place = this.#layout.places.get(name);
    if (place === undefined) throw new Error(`${this.#layout.model} has no property ${name}`);
    return place;
  }

  #shown(place: number): Value {
    const base = this.#bases[place]!;
    const oddity = this.#oddities?.get(place);
    if (!oddity) return base;
    const { pin, held, offset } = oddity;
    if (held !== undefined) return held;
    const truth = pin ?? base;
    return offset === 0 ? truth : nearestTo(this.#layout.specs[place]!, Number(truth) + offset);
  }

  #oddity(place: number): Oddity {
    this.#oddities ??= new Map();
    let oddity = this.#oddities.get(place);
    if (!oddity) {
      oddity = { pin: undefined, held: undefined, offset: 0 };
      this.#oddities.set(place, oddity);
    }
    return oddity;
  }

  #touch(place: number): void {
    const name = this.#layout.names[place]!;
    this.#unseen = including(this.#unseen, name);
    this.#unpublished = including(this.#unpublished, name);
    if (this.#layout.isNotified[place]) this.#notify = true;
  }
}

/** Lists of a few names, most of them empty: sets, and lists with room to grow, would be ten times as large. */
function including(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names : [...names, name];
}

/** -0 would be 0 after a trip through JSON; it must not differ before it either. */
function withoutSign(value: Value): Value {
  return value === 0 ? 0 : value;
}
