import type { Bus, BusClient } from '../src/core/bus/bus.ts';

/** A bus that carries nothing: what is left of a day without it is the world, the people and the devices themselves. */
export class EmptyBus implements Bus {
  connect(id: string): BusClient {
    return { id, publish() {}, subscribe() {}, unsubscribe() {}, end() {}, drop() {} };
  }

  inject(): void {}
}
