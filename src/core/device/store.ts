import type { DeviceModel } from './model.ts';
import { own } from './validate.ts';
import { accepts, describeSpec, nearestTo, showValue, type Value } from './value.ts';

interface Slot {
  /** What the device or its settings make of it. */
  base: Value;
  /** What `stimulate` pinned it to. */
  pin: Value | undefined;
  /** What a reading that is stuck shows, whatever it should. */
  held: Value | undefined;
  /** How far off a reading that drifts is. */
  offset: number;
}

/**
 * The properties of one device: their values, what is pinned, and what has changed since somebody looked.
 *
 * What a property *is*, pinned or not, is its truth. What it *shows*, to everybody and to the device's own model, is
 * that too, unless its sensor is out of order.
 */
export class PropertyStore {
  readonly #model: DeviceModel;
  readonly #slots: ReadonlyMap<string, Slot>;
  /** Changed, and the model's `changed` does not know yet. */
  #unseen = new Set<string>();
  /** Changed, and not yet published. */
  #unpublished = new Set<string>();
  /** Changed since the last publication, though not of those that others are notified of. */
  #notify = false;

  constructor(model: DeviceModel) {
    this.#model = model;
    this.#slots = new Map(
      Object.entries(model.properties).map(([name, spec]) => [
        name,
        { base: spec.initial, pin: undefined, held: undefined, offset: 0 },
      ]),
    );
  }

  /** What the property shows. */
  get(name: string): Value {
    return this.#shown(name, this.#slot(name));
  }

  /** What the property is, whatever its sensor shows. */
  truth(name: string): Value {
    const slot = this.#slot(name);
    return slot.pin ?? slot.base;
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
    for (const [name, value] of Object.entries(values)) {
      const slot = this.#slot(name);
      const spec = this.#model.properties[name]!;
      if (!accepts(spec, value)) {
        throw new Error(`${name} takes ${describeSpec(spec)}, its model set ${showValue(value)}`);
      }
      // Nothing moves on behind a pin: let go of, the reading would jump without anybody being told.
      if (slot.pin !== undefined) continue;
      const before = this.#shown(name, slot);
      // -0 would be 0 after a trip through JSON; it must not differ before it either.
      slot.base = value === 0 ? 0 : value;
      if (byGauge && slot.offset !== 0) slot.base = nearestTo(spec, Number(value) - slot.offset);
      if (before !== this.#shown(name, slot)) this.#touch(name);
    }
  }

  pin(name: string, value: Value): void {
    const slot = this.#slot(name);
    this.#change(name, slot, () => {
      slot.pin = value === 0 ? 0 : value;
      slot.base = slot.pin;
    });
  }

  /** Makes it so, pinned or not. */
  force(name: string, value: Value): void {
    const slot = this.#slot(name);
    if (slot.pin !== undefined) this.pin(name, value);
    else this.measure({ [name]: value });
  }

  /** Lets the sensor stick at what it shows. */
  hold(name: string): void {
    const slot = this.#slot(name);
    slot.held = this.#shown(name, slot);
  }

  /** Lets a sensor that is stuck show again what is so. Returns whether it was stuck. */
  free(name: string): boolean {
    const slot = this.#slot(name);
    const wasHeld = slot.held !== undefined;
    this.#change(name, slot, () => {
      slot.held = undefined;
    });
    return wasHeld;
  }

  /** Lets a numeric reading be so far off, within its range. */
  shift(name: string, offset: number): void {
    const slot = this.#slot(name);
    this.#change(name, slot, () => {
      slot.offset = offset;
    });
  }

  /** Lets go of a pin: the reading goes on from where it was. Returns whether it was pinned. */
  release(name: string): boolean {
    const slot = this.#slot(name);
    const pinned = slot.pin !== undefined;
    slot.pin = undefined;
    return pinned;
  }

  /** Whether `stimulate`, or the start, says what the reading is. */
  isPinned(name: string): boolean {
    return this.#slot(name).pin !== undefined;
  }

  /** Whether its sensor is stuck. */
  isHeld(name: string): boolean {
    return this.#slot(name).held !== undefined;
  }

  /** Counts every property as changed: the first state has them all. */
  touchAll(): void {
    for (const name of this.#slots.keys()) this.#unpublished.add(name);
    this.#notify = true;
  }

  /** Every readable property with its value. */
  readable(): Record<string, Value> {
    const values: Record<string, Value> = {};
    for (const [name, slot] of this.#slots)
      if (this.#isReadable(name)) values[name] = this.#shown(name, slot);
    return values;
  }

  /** The names that changed since the last call, for the model to react to. */
  takeUnseen(): ReadonlySet<string> {
    const names = this.#unseen;
    if (names.size > 0) this.#unseen = new Set();
    return names;
  }

  /** What changed since the last publication, or `undefined` when nothing did that others are notified of. */
  takeUnpublished(): Record<string, Value> | undefined {
    if (!this.#notify) return undefined;
    const values: Record<string, Value> = {};
    for (const name of this.#unpublished) if (this.#isReadable(name)) values[name] = this.get(name);
    this.#unpublished.clear();
    this.#notify = false;
    return values;
  }

  /** Remembers how everything stands; call the result to take back all that has changed since. */
  snapshot(): () => void {
    const slots = [...this.#slots.values()].map((slot) => ({ ...slot }));
    const unseen = new Set(this.#unseen);
    const unpublished = new Set(this.#unpublished);
    const notify = this.#notify;
    return () => {
      let index = 0;
      for (const slot of this.#slots.values()) Object.assign(slot, slots[index++]);
      this.#unseen = unseen;
      this.#unpublished = unpublished;
      this.#notify = notify;
    };
  }

  #slot(name: string): Slot {
    const slot = this.#slots.get(name);
    if (!slot) throw new Error(`${this.#model.model} has no property ${name}`);
    return slot;
  }

  #shown(name: string, { base, pin, held, offset }: Slot): Value {
    if (held !== undefined) return held;
    const truth = pin ?? base;
    return offset === 0 ? truth : nearestTo(this.#model.properties[name]!, Number(truth) + offset);
  }

  #change(name: string, slot: Slot, change: () => void): void {
    const before = this.#shown(name, slot);
    change();
    if (before !== this.#shown(name, slot)) this.#touch(name);
  }

  #isReadable(name: string): boolean {
    return own(this.#model.properties, name)!.access.startsWith('r');
  }

  #touch(name: string): void {
    this.#unseen.add(name);
    this.#unpublished.add(name);
    if (this.#model.properties[name]!.access.includes('n')) this.#notify = true;
  }
}
