import type { DeviceCard } from '../../web/api.ts';
import { setFault } from '../live/commands.ts';
import { shownState } from '../live/moment.ts';

/** A fault with what it needs to be told, so that one press is enough. */
const faults: readonly { readonly word: string; readonly fault: string | { kind: string } }[] = [
  { word: 'offline', fault: 'offline' },
  { word: 'slow (2 s)', fault: { kind: 'slow', delay: '2s' } as { kind: string } },
  { word: 'loses a third', fault: { kind: 'lossy', share: 0.33 } as { kind: string } },
  { word: 'says things twice', fault: { kind: 'duplicated', share: 1 } as { kind: string } },
  { word: 'stuck', fault: 'stuck' },
  { word: 'jam', fault: 'jam' },
  { word: 'battery empty', fault: { kind: 'battery', level: 0 } as { kind: string } },
  { word: 'reboot', fault: 'reboot' },
];

/** What can go wrong with a device, switched on and off. */
export function Faults({ device }: { device: DeviceCard }) {
  const active = shownState(device.id).faults;
  const hasBattery = 'battery' in device.properties;
  return (
    <section class="stack" aria-label="Faults">
      <h3>Let it fail</h3>
      <div class="row">
        {faults
          .filter(({ word }) => hasBattery || !word.startsWith('battery'))
          .map(({ word, fault }) => (
            <button
              key={word}
              type="button"
              class="small"
              aria-pressed={active.some(({ kind }) => kind === kindOf(fault))}
              onClick={() => void setFault(device.id, fault)}
            >
              {word}
            </button>
          ))}
        <button
          type="button"
          class="small"
          disabled={active.length === 0}
          onClick={() => void setFault(device.id, 'none')}
        >
          None
        </button>
      </div>
      {active.length > 0 && (
        <p class="blocked">It has a fault: {active.map(({ words }) => words).join(', ')}.</p>
      )}
    </section>
  );
}

function kindOf(fault: string | { kind: string }): string {
  return typeof fault === 'string' ? fault : fault.kind;
}
