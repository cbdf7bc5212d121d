import { useComputed } from '@preact/signals';
import type { DeviceCard } from '../../web/api.ts';
import { glyphOf } from '../house/glyphs.ts';
import { stateWord } from '../house/state-word.ts';
import { deviceName } from '../live/home.ts';
import { shownState } from '../live/moment.ts';
import { isLit, lights } from '../live/selection.ts';
import { Glyph } from '../ui/glyph.tsx';
import { useNear } from '../ui/near.ts';
import { openDevice } from '../ui/panels.ts';
import { PropertyRow } from './property-row.tsx';
import { SendingNote } from './sending.tsx';

/** How many properties a card shows; the rest is in the drawer. */
const mostRows = 5;

/** A device: what it is, how it is, and what can be set. Off the screen it is only its name. */
export function Card({ device }: { device: DeviceCard }) {
  const { id } = device;
  const { ref, near } = useNear<HTMLElement>();
  return (
    <article
      ref={ref}
      class={`card ${isLit(id) ? 'chosen' : ''}`}
      data-card={id}
      {...lights({ device: id })}
      // Before the next Tab: its controls are the next that it leads to.
      onFocusCapture={() => {
        near.value = true;
      }}
    >
      <button type="button" class="card-head plain" onClick={() => openDevice(id)}>
        {near.value ? <Head device={device} /> : <span class="card-name">{deviceName(id)}</span>}
      </button>
      {near.value && <Body device={device} />}
    </article>
  );
}

function Head({ device }: { device: DeviceCard }) {
  const { id } = device;
  const model = device.model ?? '';
  const look = useComputed(() => {
    const { availability, props, faults } = shownState(id);
    const values = Object.fromEntries(Object.entries(props).map(([name, { value }]) => [name, value]));
    const { word, active } = stateWord(model, values, device.properties);
    const isThere = availability === 'online';
    return {
      glyph: glyphOf(model, values),
      word: isThere ? word : (availability ?? 'not heard of'),
      tone: isThere ? (active ? 'ran' : 'muted') : 'error',
      faults: faults.map(({ words }) => words).join(', '),
    };
  });
  const { glyph, word, tone, faults } = look.value;
  return (
    <>
      <Glyph path={glyph} class={tone} />
      <span class="card-name">{deviceName(id)}</span>
      <span class={`card-word ${tone}`}>{word}</span>
      {faults !== '' && <span class="card-fault blocked">fault: {faults}</span>}
    </>
  );
}

function Body({ device }: { device: DeviceCard }) {
  const properties = Object.entries(device.properties);
  return (
    <div class="card-body">
      {properties.slice(0, mostRows).map(([name, spec]) => (
        <PropertyRow key={name} device={device} name={name} spec={spec} place="card" />
      ))}
      {properties.length > mostRows && (
        <button type="button" class="link small" onClick={() => openDevice(device.id)}>
          {properties.length - mostRows} more
        </button>
      )}
      <SendingNote target={device.id} />
    </div>
  );
}
