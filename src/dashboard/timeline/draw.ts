import type { Lane, SceneLane, SceneMark, SegmentLane } from '../../web/api.ts';
import { outcomeLook } from '../why/looks.ts';
import type { TimeScale } from './time-scale.ts';

export const laneHeight = 26;
export const axisHeight = 24;

export interface Palette {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly raised: string;
  readonly ran: string;
  readonly blocked: string;
  readonly waiting: string;
  readonly error: string;
  readonly time: string;
  readonly onColour: string;
}

/** A mark of a scene where it was drawn, so that it can be hit. */
export interface DrawnMark {
  readonly scene: string;
  readonly mark: SceneMark;
  readonly x: number;
}

export interface Drawing {
  readonly context: CanvasRenderingContext2D;
  readonly scale: TimeScale;
  readonly palette: Palette;
}

const font = '16px system-ui, sans-serif';

/** The hours at the bottom, and where stretches are folded. */
export function drawAxis(
  { context, scale, palette }: Drawing,
  ticks: readonly { readonly time: number; readonly label: string }[],
  height: number,
): void {
  context.font = font;
  context.textBaseline = 'alphabetic';
  let free = 0;
  for (const { time, label } of ticks) {
    const x = scale.xOf(time);
    const width = context.measureText(label).width;
    if (x - width / 2 < free || x + width / 2 > scale.width) continue;
    if (scale.folds.some((fold) => time > fold.from && time < fold.to)) continue;
    context.fillStyle = palette.line;
    context.fillRect(Math.round(x), 0, 1, height - axisHeight);
    context.fillStyle = palette.muted;
    context.fillText(label, x - width / 2, height - 7);
    free = x + width / 2 + 16;
  }
  for (const fold of scale.folds) drawFold(context, palette, fold.x, fold.width, height);
}

/** The runs of all scenes in one row: a glyph each, dashed where it is yet to come. */
export function drawScenes(
  { context, scale, palette }: Drawing,
  lanes: readonly SceneLane[],
  y: number,
  options: { readonly lit: ReadonlySet<string>; readonly faint: boolean },
): DrawnMark[] {
  const drawn: DrawnMark[] = [];
  const marks = lanes
    .flatMap(({ scene, marks: own }) => own.map((mark) => ({ scene, mark })))
    .filter(({ mark }) => mark.time >= scale.from && mark.time <= scale.to)
    .sort((a, b) => a.mark.time - b.mark.time);
  for (const { scene, mark } of marks) {
    const x = scale.xOf(mark.time);
    drawMark(
      context,
      palette,
      mark,
      { x, y: y + laneHeight / 2 },
      { lit: options.lit.has(scene), faint: options.faint },
    );
    drawn.push({ scene, mark, x });
  }
  return drawn;
}

/** What a property was, from each change on: filled while it is on, a thin line while it is off. */
export function drawSegments(
  { context, scale, palette }: Drawing,
  lane: SegmentLane,
  y: number,
  options: { readonly until: number; readonly faint: boolean; readonly lit: boolean },
): void {
  const height = options.faint ? 4 : 18;
  const top = options.faint ? y + laneHeight - 6 : y + (laneHeight - height) / 2;
  context.globalAlpha = options.faint ? 0.55 : 1;
  lane.segments.forEach(({ time, value }, index) => {
    const end = Math.min(lane.segments[index + 1]?.time ?? options.until, options.until);
    if (end <= scale.from || time >= scale.to || end <= time) return;
    const from = scale.xOf(Math.max(time, scale.from));
    const width = Math.max(2, scale.xOf(Math.min(end, scale.to)) - from);
    const off = isOff(value);
    context.fillStyle = off ? palette.line : options.lit ? palette.waiting : palette.ran;
    if (off) context.fillRect(from, top + height / 2 - 1, width, 2);
    else context.fillRect(from, top, width, height);
    if (!options.faint) label(context, palette, value, { x: from, width, y: y + laneHeight / 2, off });
  });
  context.globalAlpha = 1;
}

/** The instant that is shown. */
export function drawCursor({ context, palette }: Drawing, x: number, height: number): void {
  context.fillStyle = palette.time;
  context.fillRect(Math.round(x) - 1, 0, 2, height - axisHeight + 4);
  context.beginPath();
  context.moveTo(x - 7, height - axisHeight + 10);
  context.lineTo(x + 7, height - axisHeight + 10);
  context.lineTo(x, height - axisHeight + 1);
  context.fill();
}

function drawMark(
  context: CanvasRenderingContext2D,
  palette: Palette,
  mark: SceneMark,
  place: { x: number; y: number },
  { lit, faint }: { lit: boolean; faint: boolean },
): void {
  const { path, tone } = outcomeLook(mark.outcome);
  const due = mark.outcome === 'due';
  context.save();
  context.globalAlpha = faint ? 0.4 : 1;
  context.translate(place.x, place.y);
  context.beginPath();
  context.arc(0, 0, 12, 0, 2 * Math.PI);
  context.fillStyle = palette.raised;
  context.fill();
  context.strokeStyle = lit ? palette.text : due ? palette.waiting : palette.line;
  context.lineWidth = lit ? 3 : 1.5;
  if (due) context.setLineDash([4, 3]);
  context.stroke();
  context.scale(0.78, 0.78);
  context.translate(-12, -12);
  context.fillStyle = tone === 'muted' ? palette.muted : palette[tone];
  context.fill(new Path2D(path));
  context.restore();
  if (mark.count > 1) {
    context.font = font;
    context.fillStyle = palette.text;
    context.textBaseline = 'middle';
    context.fillText(`×${mark.count}`, place.x + 15, place.y);
  }
}

function drawFold(
  context: CanvasRenderingContext2D,
  palette: Palette,
  x: number,
  width: number,
  height: number,
): void {
  context.strokeStyle = palette.line;
  context.lineWidth = 1.5;
  const middle = x + width / 2;
  for (const shift of [-4, 4]) {
    context.beginPath();
    for (let y = 2, side = 1; y < height - 4; y += 8, side = -side)
      context.lineTo(middle + shift + side * 3, y);
    context.stroke();
  }
}

function label(
  context: CanvasRenderingContext2D,
  palette: Palette,
  value: unknown,
  { x, width, y, off }: { x: number; width: number; y: number; off: boolean },
): void {
  if (typeof value === 'boolean') return;
  const text = String(value ?? 'unknown');
  context.font = font;
  if (context.measureText(text).width + 10 > width) return;
  context.textBaseline = 'middle';
  if (off) {
    const { width: textWidth } = context.measureText(text);
    context.fillStyle = palette.raised;
    context.fillRect(x + 3, y - 9, textWidth + 6, 18);
  }
  context.fillStyle = off ? palette.muted : palette.onColour;
  context.fillText(text, x + 6, y + 1);
}

/** Values in which a device rests. */
function isOff(value: unknown): boolean {
  return [false, null, 'off', 'idle', 'stopped', 'closed', 'none', 'offline', 'docked'].includes(
    value as never,
  );
}

export function isSceneLane(lane: Lane): lane is SceneLane {
  return lane.kind === 'scene';
}
