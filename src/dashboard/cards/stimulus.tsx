import { useComputed } from '@preact/signals';
import type { PropertySpec } from '../../core/device/index.ts';
import { stimulate } from '../live/commands.ts';
import { shownState } from '../live/moment.ts';
import { Control } from './control.tsx';

interface StimulusProps {
  readonly device: string;
  readonly name: string;
  readonly spec: PropertySpec;
}

/** A reading that one can decide oneself. */
export function Stimulus({ device, name, spec }: StimulusProps) {
  const value = useComputed(() => shownState(device).props[name]?.value);
  return (
    <div class="property">
      <span class="property-name">{name.replaceAll('_', ' ')}</span>
      <Control
        id={`world-${device}-${name}`}
        name={name}
        label={`Pin ${name}`}
        spec={spec}
        value={value.value}
        onCommit={(wished) => void stimulate(device, { [name]: wished })}
      />
      <button type="button" class="small" onClick={() => void stimulate(device, { [name]: null })}>
        Let go
      </button>
    </div>
  );
}
