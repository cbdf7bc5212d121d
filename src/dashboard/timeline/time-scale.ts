/** A stretch of time, in milliseconds since the epoch. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Where an instant is on the timeline, and back. Quiet stretches are folded: they take a fixed width. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly folds: readonly (Stretch & { readonly x: number; readonly width: number })[];
  xOf(time: number): number;
  timeAt(x: number): number;
}

interface Piece extends Stretch {
  readonly x: number;
  readonly width: number;
}

const foldWidth = 28;

/** @param quiet in order, without overlaps */
export function timeScale(window: Stretch, quiet: readonly Stretch[], width: number): TimeScale {
  const { from, to } = window;
  const inside = quiet
    .map((stretch) => ({ from: Math.max(from, stretch.from), to: Math.min(to, stretch.to) }))
    .filter((stretch) => stretch.to > stretch.from);
  const folded = foldsWorth(inside, to - from, width);
  const shown = to - from - folded.reduce((sum, stretch) => sum + stretch.to - stretch.from, 0);
  const perMs = Math.max(0, width - folded.length * foldWidth) / Math.max(1, shown);

  const pieces: Piece[] = [];
  let x = 0;
  const add = (stretch: Stretch, pieceWidth: number): Piece => {
    const piece = { ...stretch, x, width: pieceWidth };
    pieces.push(piece);
    x += pieceWidth;
    return piece;
  };
  let at = from;
  const folds = folded.map((stretch) => {
    add({ from: at, to: stretch.from }, (stretch.from - at) * perMs);
    at = stretch.to;
    return add(stretch, foldWidth);
  });
  add({ from: at, to }, Math.max(0, width - x));

  return {
    from,
    to,
    width,
    folds,
    xOf(time) {
      const piece = pieces.find((candidate) => time < candidate.to) ?? pieces.at(-1)!;
      return piece.x + share(time - piece.from, piece.to - piece.from) * piece.width;
    },
    timeAt(position) {
      const piece = pieces.find((candidate) => position < candidate.x + candidate.width) ?? pieces.at(-1)!;
      return piece.from + share(position - piece.x, piece.width) * (piece.to - piece.from);
    },
  };
}

/** A stretch is folded where that saves room: where it would take more than twice the width of a fold. */
function foldsWorth(quiet: readonly Stretch[], duration: number, width: number): Stretch[] {
  return quiet.filter(({ from, to }) => ((to - from) / Math.max(1, duration)) * width > 2 * foldWidth);
}

function share(part: number, whole: number): number {
  return whole <= 0 ? 0 : part / whole;
}
