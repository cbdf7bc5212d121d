import type { ReadonlySignal } from '@preact/signals';
import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { now } from '../live/clock.ts';
import { fork, lookAt, moment, shownTime } from '../live/moment.ts';
import { chosen, hovered } from '../live/selection.ts';
import { clockTime, offsetMs, shortTime } from '../live/time-words.ts';
import { useSize } from '../ui/size.ts';
import { ask } from '../why/asked.ts';
import { timelineWidth } from './data.ts';
import {
  axisHeight,
  type DrawnMark,
  drawAxis,
  drawCursor,
  drawScenes,
  drawSegments,
  isSceneLane,
  laneHeight,
} from './draw.ts';
import { palette } from './palette.ts';
import { ticksBetween } from './ticks.ts';
import type { TimeScale } from './time-scale.ts';
import type { ShownLanes } from './timeline-panel.tsx';

interface LaneCanvasProps {
  readonly scale: ReadonlySignal<TimeScale>;
  readonly session: ReadonlySignal<ShownLanes>;
  readonly other: ReadonlySignal<ShownLanes>;
}

/** How close to a mark a click must be, in pixels. */
const hitPx = 14;

/** The lanes, drawn; dragging on them looks back. */
export function LaneCanvas({ scale, session, other }: LaneCanvasProps) {
  const { ref, size } = useSize<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const marks = useRef<readonly DrawnMark[]>([]);
  const dragging = useRef(false);
  const forked = fork.value !== undefined;
  const rows = 1 + (forked ? 1 : 0) + session.value.segments.length;
  const height = rows * laneHeight + axisHeight;

  useEffect(() => {
    timelineWidth.value = size.value.width;
  }, [size.value.width]);

  useSignalEffect(() => {
    const element = canvas.current;
    const drawing = { context: undefined, scale: scale.value, palette: palette.value };
    const lanes = session.value;
    const forkLanes = other.value;
    const at = shownTime.value;
    const isForked = fork.value !== undefined;
    const live = now.value;
    const lit = new Set([hovered.value.scene, chosen.value.scene].filter((scene) => scene !== undefined));
    const litDevice = hovered.value.device ?? chosen.value.device;
    const { width } = size.value;
    const context = element?.getContext('2d');
    if (!element || !context || width === 0) return;
    const shownRows = 1 + (isForked ? 1 : 0) + lanes.segments.length;
    const tall = shownRows * laneHeight + axisHeight;
    sharpen(element, context, width, tall);
    context.clearRect(0, 0, width, tall);
    const d = { ...drawing, context };
    drawAxis(d, ticksFor(drawing.scale), tall);
    const main = isForked ? forkLanes : lanes;
    const mine = drawScenes(d, (main.timeline?.lanes ?? []).filter(isSceneLane), 0, { lit, faint: false });
    if (isForked)
      drawScenes(d, (lanes.timeline?.lanes ?? []).filter(isSceneLane), laneHeight, { lit, faint: true });
    marks.current = mine;
    const first = (isForked ? 2 : 1) * laneHeight;
    const forkUntil = fork.value?.until ?? live;
    lanes.segments.forEach((lane, index) => {
      const y = first + index * laneHeight;
      const again = isForked
        ? forkLanes.segments.find(({ device, prop }) => device === lane.device && prop === lane.prop)
        : undefined;
      const isLit = lane.device === litDevice;
      drawSegments(d, lane, y, { until: live, faint: again !== undefined, lit: isLit });
      if (again) drawSegments(d, again, y - 3, { until: forkUntil, faint: false, lit: isLit });
    });
    drawCursor(d, drawing.scale.xOf(at), tall);
    // Which stretch is drawn, for whoever measures how soon.
    const stretch = `${lanes.timeline?.from} ${lanes.timeline?.until}`;
    if (element.dataset.stretch !== stretch) element.dataset.stretch = stretch;
  });

  const timeAt = (event: PointerEvent): number => {
    const { left } = canvas.current!.getBoundingClientRect();
    return scale.value.timeAt(event.clientX - left);
  };
  const markAt = (event: PointerEvent): DrawnMark | undefined => {
    const box = canvas.current!.getBoundingClientRect();
    if (event.clientY - box.top > laneHeight) return undefined;
    const x = event.clientX - box.left;
    return marks.current.filter((mark) => Math.abs(mark.x - x) <= hitPx).at(-1);
  };

  const looked = moment.value;
  const at = shownTime.value;
  return (
    <div
      ref={ref}
      class="lanes"
      role="slider"
      tabIndex={0}
      aria-label="Time that is shown; left and right look back and forth"
      aria-valuemin={Math.round(scale.value.from / 1000)}
      aria-valuemax={Math.round(scale.value.to / 1000)}
      aria-valuenow={Math.round(at / 1000)}
      aria-valuetext={`${clockTime(at)}, ${looked.kind === 'live' ? 'live' : 'looking back'}`}
      style={{ height: `${height}px` }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        const hit = markAt(event);
        if (hit) {
          const { time, outcome } = hit.mark;
          if (outcome === 'due') chosen.value = { scene: hit.scene };
          else ask({ about: 'scene', scene: hit.scene, at: time });
          return;
        }
        dragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        lookAt(timeAt(event));
      }}
      onPointerMove={(event) => {
        if (dragging.current) lookAt(timeAt(event));
        else {
          const scene = markAt(event)?.scene;
          if (hovered.value.scene !== scene) hovered.value = scene === undefined ? {} : { scene };
        }
      }}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onPointerCancel={() => {
        dragging.current = false;
      }}
      onPointerLeave={() => {
        if (hovered.value.scene !== undefined) hovered.value = {};
      }}
    >
      <canvas ref={canvas} />
    </div>
  );
}

/** Sharp on screens with more pixels than CSS has. */
function sharpen(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
): void {
  const ratio = devicePixelRatio;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

function ticksFor(scale: TimeScale): { time: number; label: string }[] {
  const most = Math.max(2, Math.floor(scale.width / 110));
  // Folds leave less to write on: more ticks are offered, and those that do not fit are left out.
  const offered = scale.folds.length > 0 ? most * 4 : most;
  return ticksBetween(scale.from, scale.to, offered, offsetMs(scale.from)).map((time) => ({
    time,
    label: shortTime(time),
  }));
}
