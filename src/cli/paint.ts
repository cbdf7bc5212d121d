import colors from 'picocolors';

/** Colours by meaning. A glyph or a word always says the same without them. */
export interface Paint {
  time(text: string): string;
  good(text: string): string;
  /** A condition that did not hold is no error. */
  blocked(text: string): string;
  bad(text: string): string;
  input(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
}

/** Colours on a terminal only; `NO_COLOR` is honoured. */
export function createPaint(stream: { readonly isTTY?: boolean }, env = process.env): Paint {
  const on =
    (stream.isTTY === true && !env.NO_COLOR) || (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0');
  const { cyan, green, yellow, red, blue, bold, dim } = colors.createColors(on);
  return { time: cyan, good: green, blocked: yellow, bad: red, input: blue, bold, dim };
}
