import { parseDuration } from '../../core/calendar/index.ts';
import type { JournalEntry } from '../../core/journal.ts';
import type { Entry, History } from './history.ts';

/** What a device says, and the scene engine hears. */
export type Spoken = Entry<'state'> | Entry<'event'> | Entry<'availability'>;

type Props = Readonly<Record<string, unknown>>;

/**
 * The way from the devices to the scene engine. A device that is away, or has a fault, is heard late, or not at all; its
 * own lines in the journal tell what it said, and those of the kind `world` what became of that.
 */
export class Delivery {
  readonly #history: History;
  readonly #delays = new Map<string, number>();
  /** The line with which a device lost its connection last. */
  readonly #dropped = new Map<string, number>();
  readonly #away = new Set<string>();
  /** What the engine has not been told of a device's state: with its next state it is. */
  readonly #owed = new Map<string, Props>();

  constructor(history: History) {
    this.#history = history;
  }

  /** A fault may begin or end. */
  note({ device, fault, over }: Entry<'world'>): void {
    if (typeof device !== 'string' || typeof fault !== 'object' || fault === null) return;
    const { kind, delay } = fault as { kind?: unknown; delay?: unknown };
    if (kind !== 'slow' || typeof delay !== 'string') return;
    if (over === true) this.#delays.delete(device);
    else this.#delays.set(device, parseDuration(delay));
  }

  /** How much later than it is said something is heard, in milliseconds; `undefined`: it is not. */
  delayOf(entry: Spoken): number | undefined {
    const { device, kind, seq } = entry;
    // A stranger speaks for the device, and stands beside its radio.
    if (this.#history.causeOf(entry)?.kind === 'input') return 0;
    if (kind === 'availability') {
      if (entry.value === 'online') {
        this.#away.delete(device);
        return this.#delays.get(device) ?? 0;
      }
      // The broker says so for it, at once; what was under way is lost.
      this.#away.add(device);
      this.#dropped.set(device, seq);
      return 0;
    }
    const name = kind === 'state' ? 'state' : `event ${entry.event}`;
    if (this.#away.has(device) || this.#isLost(entry, name)) {
      this.lose(entry);
      return undefined;
    }
    return this.#delays.get(device) ?? 0;
  }

  /** Whether the connection was cut while something was under way. */
  isCut({ device, seq }: Spoken): boolean {
    return (this.#dropped.get(device) ?? -1) > seq;
  }

  /** Something that was said is never heard. */
  lose(entry: Spoken): void {
    if (entry.kind === 'state')
      this.#owed.set(entry.device, { ...this.#owed.get(entry.device), ...entry.props });
  }

  /** What the state has that comes with a line: a device that is back says all of it. */
  propsOf(entry: Entry<'state'> | Entry<'availability'>): Props {
    const props = entry.kind === 'state' ? entry.props : {};
    if (entry.kind === 'availability' && (entry.value === 'offline' || this.#isLost(entry, 'state')))
      return props;
    const all = { ...this.#owed.get(entry.device), ...props };
    this.#owed.delete(entry.device);
    return all;
  }

  /** Whether a line right behind it says that what it published got lost. */
  #isLost({ seq, device }: Spoken, name: string): boolean {
    const next: JournalEntry | undefined = this.#history.entries[seq + 1];
    if (next?.kind !== 'world' || next.cause !== seq) return false;
    return next.what === `a message from ${device} got lost: ${name}`;
  }
}
