/** How much text is gathered before it is handed to the stream, in characters. */
const chunkSize = 1 << 16;

/** Standard output for much text: written in large pieces, in order. */
export class Output {
  readonly #stream: NodeJS.WriteStream;
  #text = '';

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  line(text: string): void {
    this.#text += `${text}\n`;
    if (this.#text.length >= chunkSize) this.#flush();
  }

  /** Resolves when everything has been handed to the system. */
  async end(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    await new Promise<void>((resolve) => this.#stream.write(text, () => resolve()));
  }

  #flush(): void {
    this.#stream.write(this.#text);
    this.#text = '';
  }
}
