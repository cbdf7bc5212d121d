import { deviceCard, deviceName, home } from '../live/home.ts';
import { shownState } from '../live/moment.ts';
import { chosen } from '../live/selection.ts';
import { clockTime } from '../live/time-words.ts';
import { openWhyProperty } from '../why/asked.ts';
import { ActionForm } from './action-form.tsx';
import { Faults } from './faults.tsx';
import { PropertyRow } from './property-row.tsx';
import { SendingNote } from './sending.tsx';
import { Stimulus } from './stimulus.tsx';

/** Everything about one device: what it says, what it can do, and how to be the world to it. */
export function DevicePanel() {
  const id = chosen.value.device;
  const device = id === undefined ? undefined : deviceCard(id);
  if (!device)
    return (
      <div class="stack">
        <h2>No device is chosen</h2>
        <p class="muted">Choose one in the house, or here.</p>
        <DeviceList />
      </div>
    );
  const properties = Object.entries(device.properties);
  const readings = properties.filter(([, { reading }]) => reading);
  const actions = Object.entries(device.actions);
  const state = shownState(device.id);
  return (
    <div class="stack device-panel">
      <h2 class="sentence">{deviceName(device.id)}</h2>
      <p class="muted">
        {device.title ?? 'A device of its own'}
        {device.room !== null && `, ${device.room.replaceAll('_', ' ')}`}, {device.link.replaceAll('_', ' ')},{' '}
        {state.availability ?? 'not heard of'}
        {!device.simulated && ', a real device'} · <code>{device.id}</code>
      </p>
      <SendingNote target={device.id} />
      <section class="stack" aria-label="Properties">
        {properties.map(([name, spec]) => (
          <div key={name} class="property-line">
            <PropertyRow device={device} name={name} spec={spec} place="panel" />
            <button
              type="button"
              class="link small why-link"
              onClick={() => openWhyProperty(device.id, name)}
              aria-label={`Why is ${name} so?`}
              title={since(state.props[name]?.since)}
            >
              why?
            </button>
          </div>
        ))}
        {properties.length === 0 && <Unknown id={device.id} />}
      </section>
      {actions.length > 0 && (
        <section class="stack" aria-label="Actions">
          <h3>It can</h3>
          {actions.map(([name, action]) => (
            <ActionForm key={name} device={device.id} name={name} action={action} />
          ))}
        </section>
      )}
      {readings.length > 0 && device.simulated && (
        <section class="stack" aria-label="Be the world">
          <h3>Be the world</h3>
          <p class="muted small">Pins what it senses, until you let go.</p>
          {readings.map(([name, spec]) => (
            <Stimulus key={name} device={device.id} name={name} spec={spec} />
          ))}
        </section>
      )}
      {device.simulated && <Faults device={device} />}
    </div>
  );
}

/** A real device that the home file gives no model: what it said is all there is. */
function Unknown({ id }: { id: string }) {
  const props = Object.entries(shownState(id).props);
  if (props.length === 0) return <p class="muted">It has not said anything yet.</p>;
  return (
    <>
      {props.map(([name, { value }]) => (
        <div key={name} class="property">
          <span class="property-name">{name}</span>
          <span class="property-value">{JSON.stringify(value)}</span>
        </div>
      ))}
    </>
  );
}

function DeviceList() {
  return (
    <ul class="row">
      {(home.value?.devices ?? []).slice(0, 60).map(({ id }) => (
        <li key={id}>
          <button
            type="button"
            onClick={() => {
              chosen.value = { device: id };
            }}
          >
            {deviceName(id)}
          </button>
        </li>
      ))}
    </ul>
  );
}

function since(instant: number | undefined): string {
  return instant === undefined ? '' : `so since ${clockTime(instant)}`;
}
