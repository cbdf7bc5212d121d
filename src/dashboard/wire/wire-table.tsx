import { mdiArrowDown, mdiArrowUp } from '@mdi/js';
import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { WireRow } from '../../web/api.ts';
import { deviceCard, home } from '../live/home.ts';
import { chosen, hovered } from '../live/selection.ts';
import { clockTime } from '../live/time-words.ts';
import { Glyph } from '../ui/glyph.tsx';
import { useSize } from '../ui/size.ts';
import { differenceOf } from './packet.ts';

const rowHeight = 36;

interface WireTableProps {
  readonly rows: ReadonlySignal<readonly WireRow[]>;
  readonly opened: Signal<number | undefined>;
  readonly isFrozen: boolean;
  readonly freeze: () => void;
}

/**
 * Rows of one height, of which only those on the screen are drawn. New ones come at the end; whoever has scrolled away
 * from the end, or points at a row, sees nothing move.
 */
export function WireTable({ rows, opened, isFrozen, freeze }: WireTableProps) {
  const { ref, size } = useSize<HTMLDivElement>();
  const top = useSignal(0);
  const follows = useSignal(true);
  const pointed = useRef(false);
  /** What is drawn: it stands still while somebody points at it. */
  const held = useSignal<readonly WireRow[] | undefined>(undefined);
  const all = held.value ?? rows.value;
  const { height } = size.value;
  // Where it will be scrolled to is known before: so it is laid out once, and not again when it has scrolled.
  const end = follows.value && !pointed.current ? Math.max(0, all.length * rowHeight - height) : undefined;

  useLayoutEffect(() => {
    if (end !== undefined && ref.current) ref.current.scrollTop = end;
  }, [end, ref]);

  const from = Math.max(0, Math.floor((end ?? top.value) / rowHeight) - 4);
  const visible = all.slice(from, from + Math.ceil(height / rowHeight) + 9);
  return (
    <div
      ref={ref}
      class={`wire-rows ${isFrozen ? 'frozen' : ''}`}
      role="table"
      aria-label="Packets"
      aria-rowcount={all.length}
      tabIndex={0}
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
        top.value = scrollTop;
        follows.value = scrollHeight - scrollTop - clientHeight < rowHeight;
      }}
      onPointerEnter={() => {
        pointed.current = true;
        held.value = rows.value;
      }}
      onPointerLeave={() => {
        pointed.current = false;
        held.value = undefined;
      }}
    >
      <div role="rowgroup" class="wire-space" style={{ height: `${all.length * rowHeight}px` }}>
        {visible.map((row, index) => (
          <Row
            key={row.number}
            row={row}
            before={payloadBefore(all, from + index)}
            y={(from + index) * rowHeight}
            isOpen={opened.value === row.number}
            open={() => {
              freeze();
              opened.value = row.number;
            }}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: WireRow;
  readonly before: string | undefined;
  readonly y: number;
  readonly isOpen: boolean;
  readonly open: () => void;
}

function Row({ row, before, y, isOpen, open }: RowProps) {
  const device = deviceOf(row.topic);
  const outside = row.from === 'outside';
  // Most devices speak under their own name: then the topic says it, and has the room of both. Some brokers do not tell.
  const ownTopic = row.client === null || (!outside && row.client === device);
  const lit =
    isOpen ||
    chosen.value.device === device ||
    hovered.value.device === device ||
    chosen.value.seq === row.seq - 1;
  return (
    <div
      role="row"
      class={`wire-row ${outside ? 'from-outside' : ''} ${lit && device !== undefined ? 'lit' : ''} ${isOpen ? 'open' : ''}`}
      style={{ transform: `translateY(${y}px)` }}
      onPointerEnter={() => {
        hovered.value = device === undefined ? {} : { device };
      }}
      onPointerLeave={() => {
        hovered.value = {};
      }}
    >
      <span role="cell" class="wire-time muted">
        {clockTime(row.time)}
      </span>
      <span role="cell" class={`wire-way ${outside ? 'waiting' : 'muted'}`}>
        <Glyph path={outside ? mdiArrowDown : mdiArrowUp} />
        <span class="unseen">{outside ? 'from outside' : 'from the home'}</span>
      </span>
      <span role="cell" class={ownTopic ? 'unseen' : 'wire-client'}>
        {row.client ?? 'unknown'}
      </span>
      <span role="cell" class={`wire-topic ${ownTopic ? 'own' : ''}`}>
        <button type="button" class="wire-open plain" onClick={open}>
          {shorten(row.topic)}
        </button>
      </span>
      <span role="cell" class="wire-payload">
        <Payload row={row} before={before} />
      </span>
      <span role="cell" class="wire-bytes muted">
        q{row.qos}
        {row.retain ? ' r' : ''} {row.bytes} B
      </span>
    </div>
  );
}

/** What changed, where that is less than all of it. */
function Payload({ row, before }: { row: WireRow; before: string | undefined }) {
  const changes = differenceOf(before, row.payload);
  if (changes.length === 0 || changes[0]!.name === '')
    return <>{row.payload === '' ? '(empty)' : row.payload}</>;
  return (
    <>
      {changes.map(({ name, to }) => (
        <span key={name} class="wire-change">
          {name} <b>{JSON.stringify(to) ?? 'gone'}</b>{' '}
        </span>
      ))}
    </>
  );
}

/** The payload of the packet before one on its topic, where it is among the rows. */
function payloadBefore(rows: readonly WireRow[], index: number): string | undefined {
  const { topic } = rows[index]!;
  for (let at = index - 1; at >= 0; at--) if (rows[at]!.topic === topic) return rows[at]!.payload;
  return undefined;
}

/** The first level is the same for all, and says nothing. */
function shorten(topic: string): string {
  const prefix = `${home.value?.prefix ?? 'millet'}/`;
  return topic.startsWith(prefix) ? topic.slice(prefix.length) : topic;
}

function deviceOf(topic: string): string | undefined {
  const id = shorten(topic).split('/')[0];
  return id !== undefined && deviceCard(id) ? id : undefined;
}
