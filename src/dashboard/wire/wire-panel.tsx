import { mdiFilterOutline, mdiPause, mdiPlay } from '@mdi/js';
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { WirePage, WireRow } from '../../web/api.ts';
import { tell } from '../live/connection.ts';
import { home } from '../live/home.ts';
import { getJson } from '../live/http.ts';
import { addRows, wireAsked, wireFilterWanted, wireRows, wireSkipped } from '../live/wire.ts';
import { Glyph } from '../ui/glyph.tsx';
import { asMosquittoSub } from './packet.ts';
import { PacketView } from './packet-view.tsx';
import { WireTable } from './wire-table.tsx';

/** The packets as they crossed the broker, those of other programs too. */
export function WirePanel() {
  const filter = useSignal('');
  const frozen = useSignal<readonly WireRow[] | undefined>(undefined);
  const opened = useSignal<number | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const wanted = wireFilterWanted.value;
  // At once: what is typed next must not be taken for keys of the page.
  useLayoutEffect(() => {
    if (wanted > 0) input.current?.focus();
  }, [wanted]);
  useEffect(listenToWire, []);

  const rows = useComputed(() => {
    const text = filter.value.trim().toLowerCase();
    const all = frozen.value ?? wireRows.value;
    if (text === '') return all;
    return all.filter(
      ({ topic, payload, client }) =>
        topic.toLowerCase().includes(text) ||
        payload.toLowerCase().includes(text) ||
        (client ?? '').toLowerCase().includes(text),
    );
  });
  const row =
    opened.value === undefined ? undefined : rows.value.find(({ number }) => number === opened.value);
  const behind = frozen.value ? (wireRows.value.at(-1)?.number ?? 0) - (frozen.value.at(-1)?.number ?? 0) : 0;

  return (
    <div class="wire">
      <div class="row wire-tools">
        <label class="row grow">
          <Glyph path={mdiFilterOutline} />
          <input
            ref={input}
            type="search"
            class="grow"
            placeholder="topic, payload or client"
            aria-label="Filter"
            value={filter.value}
            onInput={(event) => {
              filter.value = event.currentTarget.value;
            }}
          />
        </label>
        <button
          type="button"
          aria-pressed={frozen.value !== undefined}
          onClick={() => {
            frozen.value = frozen.value ? undefined : wireRows.value;
          }}
        >
          <Glyph path={frozen.value ? mdiPlay : mdiPause} /> {frozen.value ? 'Go on' : 'Freeze'}
        </button>
      </div>
      <p class="muted small wire-count">
        {rows.value.length} packets{frozen.value && `, frozen; ${behind} more since`}
        {wireSkipped.value > 0 && `, ${wireSkipped.value} not shown`}
      </p>
      {rows.value.length === 0 ? (
        <Quiet filtered={filter.value !== ''} />
      ) : (
        <WireTable
          rows={rows}
          opened={opened}
          isFrozen={frozen.value !== undefined}
          freeze={() => {
            frozen.value ??= wireRows.value;
          }}
        />
      )}
      {row && (
        <PacketView
          row={row}
          close={() => {
            opened.value = undefined;
          }}
        />
      )}
    </div>
  );
}

function Quiet({ filtered }: { filtered: boolean }) {
  if (filtered) return <p class="empty">No packet has that.</p>;
  const info = home.value;
  return (
    <div class="empty stack">
      <p>The wire is quiet. In a terminal you would see the same:</p>
      {info && <pre class="command">{asMosquittoSub(info.prefix, info.broker)}</pre>}
    </div>
  );
}

/** Packets are sent only while somebody looks at them; those of before are asked for. */
function listenToWire(): () => void {
  wireAsked.value = true;
  tell({ type: 'wire', on: true });
  getJson<WirePage>('wire', { limit: 500 }).then(
    ({ rows }) => {
      // What came over the socket meanwhile is newer; the old rows go before it.
      const first = wireRows.value[0]?.number ?? Number.POSITIVE_INFINITY;
      const known = wireRows.value;
      wireRows.value = [...rows.filter(({ number }) => number < first), ...known];
      addRows(rows);
    },
    () => undefined,
  );
  return () => {
    wireAsked.value = false;
    tell({ type: 'wire', on: false });
  };
}
