import { useSignal } from '@preact/signals';
import type { PropertySpec } from '../../core/device/index.ts';
import type { DeviceCard } from '../../web/api.ts';
import { call } from '../live/commands.ts';
import { Control } from './control.tsx';

interface ActionFormProps {
  readonly device: string;
  readonly name: string;
  readonly action: DeviceCard['actions'][string];
}

/** An action with its parameters; those that are left alone are not sent. */
export function ActionForm({ device, name, action }: ActionFormProps) {
  const given = useSignal<Readonly<Record<string, unknown>>>({});
  const params = Object.entries(action.params);
  const missing = params.filter(([key, spec]) => spec.default === undefined && !(key in given.value));
  return (
    <div class="action">
      <button
        type="button"
        title={action.description}
        disabled={missing.length > 0}
        onClick={() => void call(device, name, given.value)}
      >
        {name.replaceAll('_', ' ')}
      </button>
      {params.map(([key, spec]) => (
        <span key={key} class="row">
          <span class="muted">{key.replaceAll('_', ' ')}</span>
          <Control
            id={`action-${device}-${name}-${key}`}
            name={key}
            label={`${name} ${key}`}
            // A parameter is set like a property that can be written.
            spec={{ access: 'w', initial: '', ...spec } as PropertySpec}
            value={given.value[key] ?? spec.default}
            onCommit={(value) => {
              given.value = { ...given.value, [key]: value };
            }}
          />
        </span>
      ))}
    </div>
  );
}
