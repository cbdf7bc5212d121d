import { deviceName } from '../live/home.ts';
import { isLit, lights } from '../live/selection.ts';
import { openDevice } from '../ui/panels.ts';

/** Whose lane it is. */
export function LaneName({ device, prop }: { device: string; prop: string | null }) {
  return (
    <div class={`lane-name ${isLit(device) ? 'lit' : ''}`} {...lights({ device })}>
      <button
        type="button"
        class="plain lane-button"
        title={`${device}${prop === null ? '' : `.${prop}`}`}
        onClick={() => openDevice(device)}
      >
        {deviceName(device)} <span class="muted">{(prop ?? 'online').replaceAll('_', ' ')}</span>
      </button>
    </div>
  );
}
