import { type Delivery, Exchange, handOver } from './exchange.ts';

/** The bus of simulations, tests and analysis: synchronous, and without a broker. */
export class MemoryBus extends Exchange {
  /** Delivers round after round until nobody publishes any more. */
  settle(): void {
    while (!this.idle) {
      const deliveries: Delivery[] = [];
      for (const operation of this.takeRound()) this.apply(operation, deliveries);
      for (const delivery of deliveries) handOver(delivery);
    }
  }
}
