/**
 * What a message carries: text on the wire, mostly JSON. Each form is made from the other only when somebody asks,
 * so that a message on the memory bus is neither written nor parsed, and one on the wire is parsed once for all.
 *
 * A value handed to `Payload.of` must be plain JSON data and must not be changed afterwards.
 */
export class Payload {
  #text: string | undefined;
  #json: unknown;

  private constructor(text: string | undefined, json: unknown) {
    this.#text = text;
    this.#json = json;
  }

  static of(value: unknown): Payload {
    return new Payload(undefined, value);
  }

  static text(text: string): Payload {
    return new Payload(text, unread);
  }

  /** An empty payload on a retained topic takes the retained message away: MQTT 3.1.1, section 3.3.1.3. */
  get isEmpty(): boolean {
    return this.#text === '';
  }

  get text(): string {
    this.#text ??= JSON.stringify(this.#json);
    return this.#text;
  }

  /** The JSON value. Throws `SyntaxError` when the text is not JSON, and `RangeError` when it is nested too deep. */
  get json(): unknown {
    if (this.#json === unread) this.#json = parse(this.#text!);
    return this.#json;
  }
}

/** Stands for the JSON of a text that nobody has read yet: any value, also undefined, may have been handed over. */
const unread = Symbol('unread');

/**
 * How deep JSON from outside may be nested: RFC 8259, section 9, leaves it to the reader. JSON.parse takes any depth,
 * but JSON.stringify, which writes the journal and the wire, overflows the stack after some thousand levels.
 */
export const maxNesting = 64;

function parse(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (isDeeper(value, maxNesting)) throw new RangeError(`nested deeper than ${maxNesting} levels`);
  return value;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}
