import type { ClockEntry } from '../clock.ts';
import { RpcError, rpcCodes } from '../errors.ts';
import { createRandom, type Random } from '../random.ts';
import type { DeviceConfig, HomeContext } from './context.ts';
import type { Self, Timer } from './model.ts';
import type { PropertyStore } from './store.ts';
import type { Value } from './value.ts';

/** What a model's behaviour needs from its device. */
export interface SelfHost {
  readonly config: DeviceConfig;
  readonly store: PropertyStore;
  /** What it remembers beside its properties; made anew when it restarts. */
  readonly memory: unknown;
  emit(event: string, data: Readonly<Record<string, Value>>): void;
  /** What makes a later moment a turn with the cause that the present one has. */
  later(run: () => void): () => void;
}

/**
 * The one thing that a model's behaviour holds: its device, as far as a model may reach.
 *
 * A class, and no object of closures: with getters of its own each would be a dictionary, of 1 KiB and a shape that no
 * other device has.
 */
export class DeviceSelf implements Self {
  readonly #host: SelfHost;
  readonly #home: HomeContext;
  #random: Random | undefined;

  constructor(host: SelfHost, home: HomeContext) {
    this.#host = host;
    this.#home = home;
  }

  get id(): string {
    return this.#host.config.id;
  }

  get memory(): unknown {
    return this.#host.memory;
  }

  get now(): number {
    return this.#home.clock.now;
  }

  get time(): string {
    return this.#home.formatTime(this.now);
  }

  get random(): Random {
    this.#random ??= createRandom(this.#home.seed, `device ${this.id}`);
    return this.#random;
  }

  get room(): string | undefined {
    return this.#host.config.room;
  }

  get rooms(): readonly string[] {
    return this.#home.rooms ?? [];
  }

  get(name: string): never {
    return this.#host.store.get(name) as never;
  }

  set(values: Readonly<Record<string, Value>>): void {
    this.#host.store.assign(values);
  }

  isPinned(name: string): boolean {
    return this.#host.store.isPinned(name);
  }

  emit(event: string, data: Readonly<Record<string, Value>> = {}): void {
    this.#host.emit(event, data);
  }

  after(delayMs: number, run: () => void): Timer {
    const { clock } = this.#home;
    return new DeviceTimer(clock.schedule(clock.now + Math.round(delayMs), this.#host.later(run)));
  }

  cancel(timer: Timer | undefined): void {
    if (timer instanceof DeviceTimer) this.#home.clock.cancel(timer.entry);
  }

  refuse(message: string): never {
    throw new RpcError(rpcCodes.cannotNow, message);
  }
}

class DeviceTimer implements Timer {
  readonly entry: ClockEntry;

  constructor(entry: ClockEntry) {
    this.entry = entry;
  }

  get active(): boolean {
    return this.entry.run !== undefined;
  }
}
