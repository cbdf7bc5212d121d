import { type Delivery, handOver, type Operation } from '../core/bus/exchange.ts';
import type { Sent } from './barrier.ts';

/** What everybody asked for since the last round, and what is delivered because of it, in canonical order. */
export class Round {
  readonly operations: readonly Operation[];
  /** The first operation that is not carried out yet. */
  next = 0;
  readonly deliveries: Delivery[] = [];
  /** For each delivery that goes over the broker, the message on its way. */
  readonly sent: (Sent | undefined)[] = [];

  constructor(operations: readonly Operation[]) {
    this.operations = operations;
  }

  /** Hands everything to its handlers, as it came over the broker. */
  handOver(): void {
    for (const [index, delivery] of this.deliveries.entries()) {
      const received = this.sent[index]?.received;
      handOver(received ? { ...delivery, message: received } : delivery);
    }
  }
}
