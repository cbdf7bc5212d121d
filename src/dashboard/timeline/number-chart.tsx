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
  /** Until when the values of each are known: the last one holds until then. */
  readonly until: number;
  readonly otherUntil: number;
}

const chartHeight = 40;

/**
 * A number over time. Its x is the pixel of the timeline, not the time: so folded stretches are folded here, too.
 * uPlot is loaded when the first number is to be drawn.
 */
export function NumberChart(props: NumberChartProps) {
  const { lane, other, scale, at, until, otherUntil } = props;
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
      made.setData(dataOf(props));
    });
    return () => {
      gone = true;
      made?.destroy();
      chart.current = undefined;
    };
  }, [width, colours, other !== undefined]);

  useEffect(() => {
    chart.current?.setData(dataOf(props));
  }, [lane, other, scale, until, otherUntil]);

  const { points } = other ?? lane;
  const last = points.findLast(({ time }) => time <= at) ?? points[0];
  return (
    <div class="number-chart">
      <div ref={ref} class="plot" aria-hidden="true" />
      <span class="number-last">
        {last ? `${Math.round(last.last * 10) / 10}${lane.unit ? ` ${lane.unit}` : ''}` : ''}
      </span>
    </div>
  );
}

/** Each value holds until the next one. */
function dataOf({ lane, other, scale, until, otherUntil }: NumberChartProps): uPlot.AlignedData {
  const mine = pointsOf(lane, scale, until);
  const theirs = other ? pointsOf(other, scale, otherUntil) : [];
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
