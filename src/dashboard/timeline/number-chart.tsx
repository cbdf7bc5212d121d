import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import type { NumberLane } from '../../web/api.ts';
import { useSize } from '../ui/size.ts';
import { palette } from './palette.ts';
import type { TimeScale } from './time-scale.ts';

interface NumberChartProps {
  readonly lane: NumberLane;
  /** The same of a fork. */
  readonly other: NumberLane | undefined;
  readonly scale: TimeScale;
  readonly at: number;
}

const chartHeight = 40;

/**
 * A number over time. Its x is the pixel of the timeline, not the time: so folded stretches are folded here, too.
 * uPlot is loaded when the first number is to be drawn.
 */
export function NumberChart({ lane, other, scale, at }: NumberChartProps) {
  const { ref, size } = useSize<HTMLDivElement>();
  const chart = useRef<uPlot | undefined>(undefined);
  const { width } = size.value;
  const colours = palette.value;

  useEffect(() => {
    const element = ref.current;
    if (!element || width === 0) return undefined;
    let made: uPlot | undefined;
    let gone = false;
    void import('./plot.ts').then(({ createPlot }) => {
      if (gone) return;
      made = createPlot(element, { width, height: chartHeight, colours, hasOther: other !== undefined });
      chart.current = made;
      made.setData(dataOf(lane, other, scale, at));
    });
    return () => {
      gone = true;
      made?.destroy();
      chart.current = undefined;
    };
  }, [width, colours, other !== undefined]);

  useEffect(() => {
    chart.current?.setData(dataOf(lane, other, scale, at));
  }, [lane, other, scale, at]);

  const last = lane.points.findLast(({ time }) => time <= at) ?? lane.points[0];
  return (
    <div class="number-chart">
      <div ref={ref} class="plot" aria-hidden="true" />
      <span class="number-last">
        {last ? `${Math.round(last.last * 10) / 10}${lane.unit ? ` ${lane.unit}` : ''}` : ''}
      </span>
    </div>
  );
}

/** Each value holds until the next one; the last until the instant that is shown. */
function dataOf(
  lane: NumberLane,
  other: NumberLane | undefined,
  scale: TimeScale,
  at: number,
): uPlot.AlignedData {
  const mine = pointsOf(lane, scale, at);
  const theirs = other ? pointsOf(other, scale, other.points.at(-1)?.time ?? at) : [];
  const xs = [...new Set([...mine.map(([x]) => x), ...theirs.map(([x]) => x)])].sort((a, b) => a - b);
  const column = (points: readonly (readonly [number, number])[]): (number | null)[] => {
    const byX = new Map(points);
    return xs.map((x) => byX.get(x) ?? null);
  };
  return other ? [xs, column(theirs), column(mine)] : [xs, column(mine)];
}

function pointsOf(lane: NumberLane, scale: TimeScale, until: number): (readonly [number, number])[] {
  const points = lane.points
    .filter(({ time }) => time <= scale.to)
    .map(({ time, last }) => [Math.round(scale.xOf(Math.max(time, scale.from))), last] as const);
  const last = points.at(-1);
  if (!last) return [];
  return [...points, [Math.max(last[0], Math.round(scale.xOf(until))), last[1]] as const];
}
