import { mdiClose, mdiContentCopy } from '@mdi/js';
import { useSignal } from '@preact/signals';
import type { WireRow } from '../../web/api.ts';
import { home } from '../live/home.ts';
import { Glyph } from '../ui/glyph.tsx';
import { ask } from '../why/asked.ts';
import { asMosquittoPub, decode } from './packet.ts';

/** One packet, decoded. */
export function PacketView({ row, close }: { row: WireRow; close: () => void }) {
  const copied = useSignal('');
  const command = asMosquittoPub(row, home.value?.broker ?? 'mqtt://localhost');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(command);
      copied.value = 'copied';
    } catch {
      // Forbidden, or not a secure address: it stands below, to be marked by hand.
      copied.value = 'copy it from below';
    }
  };
  return (
    <section class="packet stack" aria-label="Packet">
      <div class="row">
        <h3 class="grow packet-topic">{row.topic}</h3>
        <button type="button" class="plain" aria-label="Close the packet" onClick={close}>
          <Glyph path={mdiClose} />
        </button>
      </div>
      <p class="muted">
        {senderOf(row)} · QoS {row.qos}
        {row.retain && ', retained'} · {row.bytes} bytes · packet {row.number}
      </p>
      <pre class="payload" tabIndex={0}>
        {row.payload === '' ? '(empty)' : decode(row.payload)}
      </pre>
      <div class="row">
        <button type="button" onClick={() => ask({ about: 'packet', number: row.number })}>
          Why?
        </button>
        <button type="button" onClick={() => void copy()}>
          <Glyph path={mdiContentCopy} /> Copy as mosquitto_pub
        </button>
        <span class="ran small" role="status">
          {copied}
        </span>
      </div>
      <code class="command">{command}</code>
    </section>
  );
}

function senderOf({ client, from }: WireRow): string {
  const side = from === 'outside' ? 'outside' : 'of the home';
  if (client !== null) return `${client}, ${side}`;
  return from === 'home' ? side : 'by somebody: this broker does not tell who';
}
