import type { SkyColours } from './sky-colours.ts';

/** The largest window; a small room has a smaller one. */
export const windowSize = { width: 104, height: 44 } as const;

interface HouseWindowProps {
  readonly colours: SkyColours;
  readonly open: number | undefined;
  readonly width: number;
}

/** A window with the sky behind it, and curtains where the room has a motor for them. `open`: 0 to 1. */
export function HouseWindow({ colours, open, width }: HouseWindowProps) {
  const { height } = windowSize;
  const drawn = { transform: `scaleX(${1 - (open ?? 1) * 0.86})` };
  return (
    <g class="window" aria-hidden="true">
      <rect width={width} height={height} rx="3" fill={colours.bottom} />
      <rect width={width} height={height / 2} rx="3" fill={colours.top} opacity="0.7" />
      <path d={`M${width / 2} 0V${height}M0 ${height / 2}H${width}`} class="window-frame" />
      {open !== undefined && (
        <>
          <rect class="cloth" width={width / 2} height={height} style={drawn} />
          <g transform={`translate(${width} 0) scale(-1 1)`}>
            <rect class="cloth" width={width / 2} height={height} style={drawn} />
          </g>
        </>
      )}
      <rect class="window-frame" width={width} height={height} rx="3" fill="none" />
    </g>
  );
}
