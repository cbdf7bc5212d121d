import type { HomeInfo } from '../../web/api.ts';
import { devicesByRoom } from '../house/by-room.ts';
import { home, readable } from '../live/home.ts';
import { isLive } from '../live/moment.ts';
import { useDrawn } from '../ui/drawn.ts';
import { Card } from './card.tsx';

/** All devices, room by room. */
export function Cards() {
  return home.value ? <AllCards home={home.value} /> : null;
}

/** First comes the house: it shows the same devices. */
function AllCards({ home: info }: { home: HomeInfo }) {
  const drawn = useDrawn();
  if (!drawn) return null;
  const groups = [...devicesByRoom(info)].filter(([, devices]) => devices.length > 0);
  return (
    <section class={`cards ${isLive.value ? '' : 'past'}`} aria-label="Devices">
      {groups.map(([room, devices]) => (
        <section key={room ?? ''} aria-label={room === null ? 'In no room' : readable(room)}>
          <h2 class="cards-room">{room === null ? 'Taken along' : readable(room)}</h2>
          <div class="cards-grid">
            {devices.map((device) => (
              <Card key={device.id} device={device} />
            ))}
          </div>
        </section>
      ))}
    </section>
  );
}
