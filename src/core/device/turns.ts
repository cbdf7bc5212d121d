import type { Cause } from '../journal.ts';
import { asRpcError } from './request.ts';
import type { PropertyStore } from './store.ts';
import type { Voice } from './voice.ts';

/** The parts of a device that its turns work on. */
export interface TurnHost {
  readonly id: string;
  readonly store: PropertyStore;
  readonly voice: Voice;
  /** Lets the model react to what changed. */
  react(names: ReadonlySet<string>): void;
  /** A turn is over. `told`: the line that says what came of it, or what led to it. */
  ended(changed: boolean, told: Cause | undefined): void;
}

/**
 * The turns of a device: a message that arrives, a timer that is due, somebody moving in its room. A turn has one cause;
 * when it ends, whatever changed is published as one new state.
 */
export class Turns {
  /** What led to the present turn. A request that is written down takes its place. */
  cause: Cause | undefined;
  readonly #host: TurnHost;
  #inTurn = false;
  /** Something changed in the present turn. */
  #changed = false;

  constructor(host: TurnHost) {
    this.#host = host;
  }

  /** Runs `act` as one turn, or as a part of the present one. A mistake in a model becomes an error message. */
  run(cause: Cause | undefined, act: () => void): void {
    if (this.#inTurn) {
      act();
      return;
    }
    const { store, voice } = this.#host;
    this.#inTurn = true;
    this.cause = cause;
    try {
      act();
      this.#settle();
    } catch (error) {
      voice.error(asRpcError(error, this.#host.id), this.cause);
      // What this turn changed must not make the next one fail, which may be somebody's good request.
      store.takeUnseen();
    } finally {
      const told = this.#publishState() ?? this.cause;
      const changed = this.#changed;
      this.#inTurn = false;
      this.#changed = false;
      this.cause = undefined;
      this.#host.ended(changed, told);
    }
  }

  /** Does something whole or not at all: what it had changed when it was refused is taken back. */
  whole<T>(act: () => T): T {
    const restore = this.#host.store.snapshot();
    try {
      const result = act();
      this.#settle();
      return result;
    } catch (error) {
      restore();
      throw error;
    }
  }

  /** Lets the model react to what changed, until nothing changes any more. */
  #settle(): void {
    const { store } = this.#host;
    for (let round = 0; ; round++) {
      const changed = store.takeUnseen();
      if (changed.size === 0) return;
      this.#changed = true;
      if (round >= maxReactions) {
        throw new Error(`its model keeps changing ${[...changed].join(', ')} in reaction to itself`);
      }
      this.#host.react(changed);
    }
  }

  /** Returns the line that says it, as what follows from it has that for a cause. */
  #publishState(): Cause | undefined {
    const { store, voice } = this.#host;
    const changed = store.takeUnpublished();
    return changed && voice.changed(changed, store.readable(), this.cause);
  }
}

/** How often a model may react to its own changes within one turn. */
const maxReactions = 20;
