import { mdiChevronLeft, mdiChevronRight, mdiMagnifyMinusOutline, mdiMagnifyPlusOutline } from '@mdi/js';
import { useComputed } from '@preact/signals';
import type { NumberLane, SegmentLane, Timeline } from '../../web/api.ts';
import { now } from '../live/clock.ts';
import { fork, moment, shownTime } from '../live/moment.ts';
import { duration } from '../live/time-words.ts';
import { Glyph } from '../ui/glyph.tsx';
import { windowHeight } from '../ui/size.ts';
import { presenting } from '../ui/theme.ts';
import { forkTimeline, sessionTimeline, timelineWidth } from './data.ts';
import { LaneCanvas } from './lane-canvas.tsx';
import { LaneName } from './lane-name.tsx';
import { laneProps } from './lanes.ts';
import { NumberChart } from './number-chart.tsx';
import { quietStretches } from './quiet.ts';
import { timeScale } from './time-scale.ts';
import { canZoomIn, canZoomOut, pushBy, shownSpan, timelineWindow, zoomBy } from './window.ts';

/** What was and what will be: drag to look back. */
export function TimelinePanel() {
  const scale = useComputed(() => {
    const window = timelineWindow.value;
    const told = [sessionTimeline.value, forkTimeline.value].filter((one) => one !== undefined);
    const looked = moment.value;
    // While time passes, the fold before now would wobble with each frame: now counts by the quarter minute.
    const present = Math.floor(now.value / 15_000) * 15_000;
    const moments = [present, present + 15_000, ...(looked.kind === 'past' ? [looked.at] : [])];
    return timeScale(window, quietStretches(told, window, moments), timelineWidth.value);
  });
  const order = laneProps.value;
  const session = useComputed(() => lanesOf(sessionTimeline.value, laneProps.value));
  const other = useComputed(() => lanesOf(forkTimeline.value, laneProps.value));
  const isForked = fork.value !== undefined;
  const segments = session.value.segments;
  const numbers = session.value.numbers;
  return (
    <section class="timeline" aria-label="Timeline">
      <div class="timeline-tools row">
        <h2>Time</h2>
        <span class="muted small">
          {order.length === 0 ? 'choose a device, and it has its lanes here' : 'drag to look back'}
        </span>
        <span class="grow" />
        <span class="muted small">{duration(shownSpan.value)}</span>
        <Tool path={mdiChevronLeft} label="Earlier" run={() => pushBy(-1)} />
        <Tool path={mdiChevronRight} label="Later" run={() => pushBy(1)} />
        <Tool path={mdiMagnifyPlusOutline} label="Closer" run={() => zoomBy(-1)} off={!canZoomIn.value} />
        <Tool path={mdiMagnifyMinusOutline} label="Wider" run={() => zoomBy(1)} off={!canZoomOut.value} />
      </div>
      <div class="timeline-body">
        <div class="lane-names" role="group" aria-label="Lanes">
          <div class="lane-name">scenes{isForked && <span class="small muted"> replayed</span>}</div>
          {isForked && <div class="lane-name muted">before</div>}
          {segments.map(({ device, prop }) => (
            <LaneName key={`${device}.${prop}`} device={device} prop={prop} />
          ))}
        </div>
        <LaneCanvas scale={scale} session={session} other={other} />
        {numbers.map((lane) => (
          <div key={`${lane.device}.${lane.prop}`} class="number-lane">
            <LaneName device={lane.device} prop={lane.prop} />
            <NumberChart
              lane={lane}
              other={other.value.numbers.find(
                ({ device, prop }) => device === lane.device && prop === lane.prop,
              )}
              scale={scale.value}
              at={shownTime.value}
              until={now.value}
              otherUntil={fork.value?.until ?? now.value}
            />
          </div>
        ))}
      </div>
    </section>
  );
}

interface Tool {
  readonly path: string;
  readonly label: string;
  readonly run: () => void;
  readonly off?: boolean;
}

function Tool({ path, label, run, off = false }: Tool) {
  return (
    <button type="button" class="plain" aria-label={label} title={label} disabled={off} onClick={run}>
      <Glyph path={path} />
    </button>
  );
}

/** As many charts as there is room for. */
const mostNumbers = 2;
const mostSegments = 4;
/** On a small projector most of the height is for the house and the answer. */
const mostForAudience = 2;
const lowWindow = 800;

export interface ShownLanes {
  readonly timeline: Timeline | undefined;
  readonly segments: readonly SegmentLane[];
  readonly numbers: readonly NumberLane[];
}

function lanesOf(timeline: Timeline | undefined, order: readonly string[]): ShownLanes {
  const lanes = timeline?.lanes ?? [];
  const place = ({ device, prop }: { device: string; prop: string | null }): number =>
    order.indexOf(`${device}.${prop}`);
  const segments = lanes.filter((lane) => lane.kind === 'segments' && place(lane) >= 0) as SegmentLane[];
  const numbers = lanes.filter((lane) => lane.kind === 'numbers' && place(lane) >= 0) as NumberLane[];
  const few = presenting.value && windowHeight.value <= lowWindow;
  return {
    timeline,
    segments: segments.sort((a, b) => place(a) - place(b)).slice(0, few ? mostForAudience : mostSegments),
    numbers: numbers
      .sort((a, b) => place(a) - place(b))
      .slice(0, few ? Math.max(0, mostForAudience - segments.length) : mostNumbers),
  };
}
