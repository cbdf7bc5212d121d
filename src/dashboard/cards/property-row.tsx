import { useComputed } from '@preact/signals';
import type { PropertySpec } from '../../core/device/index.ts';
import type { DeviceCard } from '../../web/api.ts';
import { showValue } from '../house/state-word.ts';
import { setProps } from '../live/commands.ts';
import { plannedValue, shownState } from '../live/moment.ts';
import { isLit } from '../live/selection.ts';
import { Control } from './control.tsx';
import { canWrite } from './kind.ts';

interface RowProps {
  readonly device: DeviceCard;
  readonly name: string;
  readonly spec: PropertySpec;
  /** Ids differ where the same device is shown twice. */
  readonly place: string;
}

/** One property: its control where it can be set, its value otherwise. Drawn anew only when that value changes. */
export function PropertyRow({ device, name, spec, place }: RowProps) {
  const { id } = device;
  const value = useComputed(() => shownState(id).props[name]?.value);
  const controlId = `${place}-${id}-${name}`;
  return (
    <div class={`property ${isLit(id) ? 'lit' : ''}`}>
      <span class="property-name" title={spec.description}>
        {name.replaceAll('_', ' ')}
      </span>
      {canWrite(spec) ? (
        <Control
          id={controlId}
          name={name}
          label={`${id} ${name}`}
          spec={spec}
          value={plannedValue(id, name) ?? value.value}
          onCommit={(wished) => void setProps(id, { [name]: wished })}
        />
      ) : (
        <span class="property-value">{showValue(value.value, spec)}</span>
      )}
    </div>
  );
}
