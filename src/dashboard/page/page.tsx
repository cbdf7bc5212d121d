import { Cards } from '../cards/cards.tsx';
import { ClockBar } from '../clock/clock-bar.tsx';
import { House } from '../house/house.tsx';
import { Help } from '../keys/help.tsx';
import { isFast } from '../live/clock.ts';
import { connection } from '../live/connection.ts';
import { home } from '../live/home.ts';
import { TimelinePanel } from '../timeline/timeline-panel.tsx';
import { Tour } from '../tour/tour.tsx';
import { panel } from '../ui/panels.ts';
import { presenting } from '../ui/theme.ts';
import { Banner } from './banner.tsx';
import { Drawer } from './drawer.tsx';
import { Headline } from './headline.tsx';
import { Lost } from './lost.tsx';

/** All of it: the clock above, the house and its devices, the answers at the right, and time below. */
export function Page() {
  const lost = connection.value === 'lost';
  const wide = panel.value === 'scene' || panel.value === 'wire';
  return (
    <div class={`page ${isFast.value ? 'fast' : ''} ${lost ? 'lost' : ''} ${wide ? 'wide' : ''}`}>
      <ClockBar />
      <Lost />
      <Banner />
      {/* For a room that watches it is the headline of all of it. */}
      {presenting.value && <Headline />}
      <main class="main" aria-label={home.value?.name ?? 'The home'}>
        {!presenting.value && <Headline />}
        <House />
        <Cards />
      </main>
      <Drawer />
      <TimelinePanel />
      <Help />
      <Tour />
    </div>
  );
}
