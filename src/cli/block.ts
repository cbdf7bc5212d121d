import { isDrift, showChanges } from './changes.ts';

/** One line of a block. What it says may still change while the block is open. */
export interface BlockLine {
  readonly time: number;
  readonly indent: number;
  text: string;
  /** What came of it at once. */
  readonly effects: string[];
}

/** What belongs together: something that happened, and what came of it while it was still fresh. */
export class Block {
  readonly by: string | undefined;
  readonly begun: number;
  /** The instant of its newest line. */
  last: number;
  /** The journal lines in it: whatever follows from one of them finds its place here. */
  readonly seqs: number[] = [];
  readonly #lines: BlockLine[] = [];
  /** Device -> its newest line. */
  readonly #told = new Map<string, BlockLine>();
  readonly #asked = new Set<string>();
  /** Numbers that only moved along: device -> where they are now. */
  readonly #drifted = new Map<string, { time: number; indent: number; props: Record<string, unknown> }>();

  /** @param by who it begins with: a device, or `person` */
  constructor(time: number, by?: string) {
    this.by = by;
    this.begun = time;
    this.last = time;
  }

  add(time: number, indent: number, text: string): BlockLine {
    const line = { time, indent, text, effects: [] };
    this.#lines.push(line);
    this.last = time;
    return line;
  }

  /** Something about a device: on the line that tells of it, if that is of the same instant. */
  tell(time: number, indent: number, device: string, words: readonly string[]): void {
    if (words.length === 0) return;
    const told = this.#told.get(device);
    if (told?.time === time) told.text += `, ${words.join(', ')}`;
    else this.#told.set(device, this.add(time, indent, `${device}: ${words.join(', ')}`));
  }

  /** A line tells what a device was asked for: where its numbers go from there is no news. */
  asks(device: string): void {
    this.#asked.add(device);
  }

  /** What changed at a device. Where its numbers are is news only when nothing else is told of it. */
  change(time: number, indent: number, device: string, props: Readonly<Record<string, unknown>>): void {
    const drifted = this.#drifted.get(device)?.props;
    if (!isDrift(props)) {
      this.#drifted.delete(device);
      this.tell(time, indent, device, showChanges({ ...drifted, ...props }));
    } else if (!this.#told.has(device) && !this.#asked.has(device)) {
      this.#drifted.set(device, { time, indent, props: { ...drifted, ...props } });
    }
  }

  lines(): readonly BlockLine[] {
    const drifted = [...this.#drifted].flatMap(([device, { time, indent, props }]) => {
      const words = showChanges(props);
      return words.length === 0
        ? []
        : [{ time, indent, text: `${device}: ${words.join(', ')}`, effects: [] }];
    });
    // Stable: within a second, what belongs to a line stays below it.
    return [...this.#lines, ...drifted].sort((a, b) => Math.floor(a.time / 1000) - Math.floor(b.time / 1000));
  }
}
