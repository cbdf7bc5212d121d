import { mdiAlertCircleOutline, mdiLanDisconnect } from '@mdi/js';
import { useComputed } from '@preact/signals';
import type { DeviceCard } from '../../web/api.ts';
import { deviceName } from '../live/home.ts';
import { shownState } from '../live/moment.ts';
import { hovered, isLit, lights } from '../live/selection.ts';
import { openDevice } from '../ui/panels.ts';
import { presenting } from '../ui/theme.ts';
import { fitState, fitText } from './fit-text.ts';
import { glyphOf } from './glyphs.ts';
import { type Box, mark } from './plan.ts';
import { stateWord } from './state-word.ts';

interface DeviceMarkProps {
  readonly device: DeviceCard;
  /** Where it stands: nobody needs to read that again in its name. */
  readonly room?: string;
  readonly box: Box;
}

/** A device in its room: a glyph and a word, and its name where there is room for it. */
export function DeviceMark({ device, room, box }: DeviceMarkProps) {
  const { id } = device;
  const look = useComputed(() => lookOf(device));
  const { word, active, glyph, fault, offline } = look.value;
  const lit = isLit(id) ? 'chosen-mark' : '';
  const name = deviceName(id);
  const named = box.height >= mark.leastNamed;
  const base = box.height - 11;
  const fitWord = presenting.value ? fitState : fitText;
  const open = (): void => openDevice(id);
  return (
    <g
      class={`mark ${active ? 'active' : ''} ${offline ? 'offline' : ''} ${fault ? 'faulty' : ''} ${lit}`}
      transform={`translate(${box.x} ${box.y})`}
      role="button"
      tabIndex={0}
      data-device={id}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          event.stopPropagation();
          open();
        }
      }}
      {...lights({ device: id })}
    >
      {/* Its name for those who do not see it, too. */}
      <title>{`${name}: ${word}${fault ? ', faulty' : ''}`}</title>
      <rect class="mark-back" width={box.width} height={box.height} rx="8" />
      {named && (
        <text class="mark-name" x="9" y={box.height - 31} aria-hidden="true">
          {fitText(shortName(name, room, presenting.value), box.width - 14)}
        </text>
      )}
      <svg
        class="mark-glyph"
        x="7"
        y={base - 15}
        width="20"
        height="20"
        viewBox="0 0 24 24"
        aria-hidden="true"
      >
        <path d={offline ? mdiLanDisconnect : fault ? mdiAlertCircleOutline : glyph} />
      </svg>
      <text class="mark-word" x="33" y={base + 0.5} aria-hidden="true">
        {fitWord(!named && hovered.value.device === id ? name : word, box.width - 40)}
      </text>
    </g>
  );
}

function lookOf(device: DeviceCard) {
  const { availability, props, faults } = shownState(device.id);
  const values = Object.fromEntries(Object.entries(props).map(([name, { value }]) => [name, value]));
  const model = device.model ?? '';
  const offline = availability === 'offline';
  const { word, active } = stateWord(model, values, device.properties);
  return {
    word: offline ? 'offline' : availability === null ? 'not heard of' : word,
    active: active && !offline,
    glyph: glyphOf(model, values),
    fault: faults.length > 0,
    offline,
  };
}

/** `Bedroom window` in the bedroom is the window; for an audience `Light in the hall` in the hall is the light, too. */
function shortName(name: string, room: string | undefined, shorter: boolean): string {
  const where = (room ?? '').replaceAll('_', ' ');
  const suffix = ` in the ${where}`;
  if (shorter && name.toLowerCase().endsWith(suffix)) return name.slice(0, -suffix.length);
  const prefix = `${where} `;
  if (!name.toLowerCase().startsWith(prefix)) return name;
  const rest = name.slice(prefix.length);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
