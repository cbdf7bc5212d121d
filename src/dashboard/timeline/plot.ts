import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Palette } from './draw.ts';

interface PlotOptions {
  readonly width: number;
  readonly height: number;
  readonly colours: Palette;
  /** A fork is drawn over what was. */
  readonly hasOther: boolean;
}

/** A small chart without axes, in steps: a value holds until the next one. */
export function createPlot(element: HTMLElement, { width, height, colours, hasOther }: PlotOptions): uPlot {
  const stepped = uPlot.paths.stepped!({ align: 1 });
  const main = { stroke: colours.ran, width: 2, paths: stepped, points: { show: false }, spanGaps: true };
  const faint = { ...main, stroke: colours.line, width: 1.5 };
  return new uPlot(
    {
      width,
      height,
      legend: { show: false },
      cursor: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      padding: [4, 0, 4, 0],
      axes: [{ show: false }, { show: false }],
      scales: { x: { time: false, range: () => [0, width] } },
      series: [{}, main, ...(hasOther ? [faint] : [])],
    },
    [[], [], ...(hasOther ? [[]] : [])] as uPlot.AlignedData,
    element,
  );
}
