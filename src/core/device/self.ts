import type { Clock, ClockEntry } from '../clock.ts';
import { RpcError, rpcCodes } from '../errors.ts';
import { createRandom } from '../random.ts';
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

/** The one thing that a model's behaviour holds: its device, as far as a model may reach. */
export function createSelf(host: SelfHost, { clock, seed, rooms = [], formatTime }: HomeContext): Self {
  const { config, store } = host;
  return {
    id: config.id,
    get memory() {
      return host.memory;
    },
    get now() {
      return clock.now;
    },
    get time() {
      return formatTime(clock.now);
    },
    random: createRandom(seed, `device ${config.id}`),
    room: config.room,
    rooms,
    get: (name) => store.get(name) as never,
    set: (values) => store.assign(values as Record<string, Value>),
    isPinned: (name) => store.isPinned(String(name)),
    emit: (event, data = {}) => host.emit(event, data),
    after: (delayMs, run) => new DeviceTimer(clock, clock.now + Math.round(delayMs), host.later(run)),
    cancel: (timer) => {
      if (timer instanceof DeviceTimer) timer.cancel();
    },
    refuse: (message) => {
      throw new RpcError(rpcCodes.cannotNow, message);
    },
  };
}

class DeviceTimer implements Timer {
  readonly #clock: Clock;
  #entry: ClockEntry | undefined;

  constructor(clock: Clock, due: number, run: () => void) {
    this.#clock = clock;
    this.#entry = clock.schedule(due, () => {
      this.#entry = undefined;
      run();
    });
  }

  get active(): boolean {
    return this.#entry !== undefined;
  }

  cancel(): void {
    if (this.#entry) this.#clock.cancel(this.#entry);
    this.#entry = undefined;
  }
}
