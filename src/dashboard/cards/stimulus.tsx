import { useComputed } from '@preact/signals';
import type { PropertySpec } from '../../core/device/index.ts';
import { stimulate } from '../live/commands.ts';
import { plannedValue, shownState } from '../live/moment.ts';
import { Control } from './control.tsx';

interface StimulusProps {
  readonly device: string;
  readonly name: string;
  readonly spec: PropertySpec;
}

/** A reading that one can decide oneself. */
export function Stimulus({ device, name, spec }: StimulusProps) {
  const value = useComputed(() => shownState(device).props[name]?.value);
  const planned = plannedValue(device, name);
  return (
    <div class="property">
      <span class="property-name">{name.replaceAll('_', ' ')}</span>
      <Control
        id={`world-${device}-${name}`}
        name={name}
        label={`Pin ${name}`}
        spec={spec}
        value={planned === null ? value.value : (planned ?? value.value)}
        onCommit={(wished) => void stimulate(device, { [name]: wished })}
      />
      <span class="row">
        <button
          type="button"
          class="small"
          aria-label={`Hold ${name}`}
          title="It stays as it is, whatever happens around it"
          disabled={value.value === undefined}
          onClick={() => void stimulate(device, { [name]: value.value })}
        >
          Hold
        </button>
        <button
          type="button"
          class="small"
          aria-label={`Let go of ${name}`}
          onClick={() => void stimulate(device, { [name]: null })}
        >
          Let go
        </button>
      </span>
    </div>
  );
}
