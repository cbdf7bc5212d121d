import { Duplex } from 'node:stream';

/** Two ends of one connection within this process: what is written to one is read from the other, as over a socket. */
export function linkedStreams(): [Duplex, Duplex] {
  const near = new End();
  const far = new End();
  near.other = far;
  far.other = near;
  return [near, far];
}

type Done = (error?: Error | null) => void;

/**
 * One end. Not Node's own `duplexPair`: that one hands over what comes next within `read`, so that a reader which parses
 * what it has read is called again in the middle of it; and one end does not notice that the other is gone.
 */
class End extends Duplex {
  other!: End;
  /** Nothing more comes from the other end. */
  #ended = false;
  /** Lets the other end write on, which waits for this one to read. */
  #readOn: Done | undefined;

  constructor() {
    super({ allowHalfOpen: false });
  }

  override _read(): void {
    const readOn = this.#readOn;
    this.#readOn = undefined;
    if (readOn) process.nextTick(readOn);
  }

  override _write(chunk: Buffer, _encoding: string, done: Done): void {
    process.nextTick(() => this.other.#take(chunk, done));
  }

  override _writev(chunks: readonly { chunk: Buffer }[], done: Done): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'buffer', done);
  }

  override _final(done: Done): void {
    this.other.#take(null, done);
  }

  /** The other end still gets what was written before, and then sees the end. */
  override _destroy(error: Error | null, done: Done): void {
    this._read();
    process.nextTick(() => {
      this.other.#take(null, () => {});
      done(error);
    });
  }

  /** What the other end has written; null: it will write no more. */
  #take(chunk: Buffer | null, done: Done): void {
    if (this.#ended || this.destroyed) done();
    else {
      this.#ended = chunk === null;
      if (this.push(chunk) || this.#ended) done();
      else this.#readOn = done;
    }
  }
}
