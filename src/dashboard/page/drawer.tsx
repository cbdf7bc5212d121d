import { mdiClose } from '@mdi/js';
import { DevicePanel } from '../cards/device-panel.tsx';
import { ScenePanel } from '../editor/scene-panel.tsx';
import { Glyph } from '../ui/glyph.tsx';
import { drawerOpen, type Panel, panel } from '../ui/panels.ts';
import { question } from '../why/asked.ts';
import { WhyPanel } from '../why/why-panel.tsx';
import { WirePanel } from '../wire/wire-panel.tsx';

const tabs: readonly { readonly id: Panel; readonly title: string; readonly key: string }[] = [
  { id: 'why', title: 'Why', key: 'Y' },
  { id: 'scene', title: 'Scene', key: 'E' },
  { id: 'device', title: 'Device', key: 'D' },
  { id: 'wire', title: 'Wire', key: 'W' },
];

/** What is at the right on a desk, and comes from below on a phone. */
export function Drawer() {
  return (
    <aside class={`drawer ${drawerOpen.value ? 'open' : ''}`} aria-label="Answers">
      <div class="tabs" role="tablist" aria-label="Answers">
        {tabs.map(({ id, title, key }, index) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={panel.value === id}
            aria-controls="panel"
            tabIndex={panel.value === id ? 0 : -1}
            title={`${title} (${key})`}
            onClick={() => choose(id)}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
              if (step === 0) return;
              const next = tabs[(index + step + tabs.length) % tabs.length]!.id;
              choose(next);
              document.getElementById(`tab-${next}`)?.focus();
            }}
          >
            {title}
          </button>
        ))}
        <button
          type="button"
          class="plain drawer-close"
          aria-label="Close"
          onClick={() => {
            drawerOpen.value = false;
          }}
        >
          <Glyph path={mdiClose} />
        </button>
      </div>
      <div class="panel" id="panel" role="tabpanel" aria-labelledby={`tab-${panel.value}`} tabIndex={0}>
        <Open which={panel.value} />
      </div>
    </aside>
  );
}

function Open({ which }: { which: Panel }) {
  switch (which) {
    case 'why':
      return <WhyPanel />;
    case 'scene':
      return <ScenePanel />;
    case 'device':
      return <DevicePanel />;
    case 'wire':
      return <WirePanel />;
  }
}

/** Where an answer is open already, it is the way back to all that can be asked, as its key is. */
function choose(id: Panel): void {
  if (id === 'why' && panel.value === 'why') question.value = undefined;
  panel.value = id;
  drawerOpen.value = true;
}
