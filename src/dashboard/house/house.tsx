import { useComputed } from '@preact/signals';
import { home, readable } from '../live/home.ts';
import { isLive, shownPeople, shownTime, shownWorld } from '../live/moment.ts';
import { dayShare } from '../live/time-words.ts';
import { useSize, useSpaceBelow, windowHeight } from '../ui/size.ts';
import { presenting } from '../ui/theme.ts';
import { devicesByRoom } from './by-room.ts';
import { planLow } from './low-plan.ts';
import { Outside } from './outside.tsx';
import { type HousePlan, planHouse } from './plan.ts';
import { HouseRoom } from './room.tsx';
import { Sky } from './sky.tsx';
import { skyColours } from './sky-colours.ts';

/** How much of the sky each word covers. */
const cover: Readonly<Record<string, number>> = {
  clear: 0.05,
  'partly cloudy': 0.4,
  cloudy: 0.7,
  overcast: 1,
};

/** The house, cut open: what the home file says, as it is at the moment that is looked at. */
export function House() {
  const { ref, size } = useSize<HTMLDivElement>();
  const share = useComputed(() => Math.round(dayShare(shownTime.value) * 480) / 480);
  const info = home.value;
  const { width } = size.value;
  const space = useSpaceBelow(ref);
  return (
    <div ref={ref} class={`house ${isLive.value ? '' : 'past'}`}>
      {info && width > 0 && (
        <Picture width={width} space={presenting.value ? space.value : 0} share={share.value} />
      )}
    </div>
  );
}

/** Narrower than this, in pixels, devices have no room for their names. */
const leastNamed = 640;
/** And in a window lower than this, rooms would be out of sight for their names. */
const leastHigh = 700;
/** For a room that watches, the house is as large as it can be with all of it in sight. */
const scales = [1.5, 1.45, 1.4, 1.35, 1.3, 1.25, 1.2, 1.15, 1.1, 1.05, 1];

interface Shown {
  readonly plan: HousePlan;
  readonly scale: number;
}

/** What marks of devices must have room for; what comes first is easier to read. */
const audienceMarks = [
  { named: true, least: 134 },
  { named: true, least: 118 },
  { named: false, least: 118 },
];
type AudienceMarks = (typeof audienceMarks)[number];

/** In the last resort the house has its natural size, and is higher than there is room for. */
function planForAudience(space: number, planAt: (scale: number, marks: AudienceMarks) => HousePlan): Shown {
  for (const marks of audienceMarks) {
    for (const scale of scales) {
      const plan = planAt(scale, marks);
      if (plan.height * scale <= space) return { plan, scale };
    }
  }
  return { plan: planAt(1, audienceMarks.at(-1)!), scale: 1 };
}

function Picture({ width: wide, space, share }: { width: number; space: number; share: number }) {
  const { rooms, entrance } = home.value!;
  const byRoom = devicesByRoom(home.value!);
  const toPlace = rooms.map(({ name, area }) => ({ name, area, devices: byRoom.get(name)?.length ?? 0 }));
  const door = entrance ?? undefined;
  const named = wide >= leastNamed && windowHeight.value >= leastHigh;
  const { plan, scale } = presenting.value
    ? planForAudience(space, (by, marks) =>
        planLow(toPlace, door, {
          width: wide / by,
          // On a phone it is the house that makes its surroundings as high as they are.
          height: Math.floor(Math.min(space, windowHeight.value) / by),
          ...marks,
        }),
      )
    : { plan: planHouse(toPlace, door, { width: wide, named }), scale: 1 };
  const world = shownWorld();
  const sun = Math.round(world?.sun ?? -18);
  const cloud = cover[world?.sky ?? 'clear'] ?? 0.3;
  const colours = skyColours(sun, cloud);
  const people = shownPeople();
  const { walls, roofHeight, groundY } = plan;
  const eaves = walls.x;
  const { width } = plan;
  return (
    <svg
      class="house-picture"
      width={wide}
      height={plan.height * scale}
      viewBox={`0 0 ${width} ${plan.height}`}
      role="group"
      aria-label="The house"
    >
      <Sky width={width} height={groundY + 20} sun={sun} cloud={cloud} dayShare={share} />
      <rect class="ground" y={groundY} width={width} height={plan.height - groundY} />
      <path
        class="roof"
        d={`M${eaves - 14} ${walls.y}L${width * 0.2} ${walls.y - roofHeight}H${width * 0.8}L${width - eaves + 14} ${walls.y}Z`}
      />
      <rect class="walls" x={walls.x} y={walls.y} width={walls.width} height={walls.height} rx="4" />
      {plan.rooms.map((room) => (
        <HouseRoom
          key={room.name}
          room={room}
          title={readable(room.name)}
          hasWindow={rooms.some(({ name, windows }) => name === room.name && windows > 0)}
          devices={byRoom.get(room.name) ?? []}
          people={people.filter((person) => person.room === room.name)}
          colours={colours}
        />
      ))}
      <Outside
        y={groundY}
        width={width}
        height={plan.height - groundY}
        devices={byRoom.get(null) ?? []}
        away={people.filter(({ room }) => room === null)}
      />
    </svg>
  );
}
