import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 1 << 20;
const lineBreak = 0x0a;

/** The lines of a text file, read as they are asked for, so that its size does not matter. Throws what the system says. */
export class LineFile implements Iterable<string> {
  readonly path: string;
  /** The bytes of the whole lines that have been read, each with its line break. */
  size = 0;
  /** The file ends without a line break: what stands behind the last one was not written to its end. */
  torn = false;

  constructor(path: string) {
    this.path = path;
  }

  /** Whole lines only. `size` and `torn` are right when all have been read. */
  *[Symbol.iterator](): Generator<string, void> {
    this.size = 0;
    this.torn = false;
    const file = openSync(this.path, 'r');
    try {
      let rest = Buffer.alloc(0);
      for (;;) {
        const chunk = Buffer.allocUnsafe(chunkBytes);
        const count = readSync(file, chunk, 0, chunkBytes, null);
        if (count === 0) break;
        const bytes = Buffer.concat([rest, chunk.subarray(0, count)]);
        const end = bytes.lastIndexOf(lineBreak) + 1;
        rest = bytes.subarray(end);
        if (end === 0) continue;
        this.size += end;
        yield* bytes.toString('utf8', 0, end - 1).split('\n');
      }
      this.torn = rest.length > 0;
    } finally {
      closeSync(file);
    }
  }
}
