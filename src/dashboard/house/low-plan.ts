import { entranceLast, type HousePlan, mark, type PlacedRoom, type RoomToPlace, wall } from './plan.ts';

export interface LowPlanSize {
  readonly width: number;
  /** What is left of it above the rooms is roof and sky. */
  readonly height: number;
  readonly named: boolean;
  /** How wide the mark of a device has to be at least. */
  readonly least: number;
}

/** What all parts of one plan have in common. */
interface Measures {
  /** Between the outer walls. */
  readonly inner: number;
  readonly markHeight: number;
  readonly least: number;
}

const padding = 8;
const gap = 5;
const namedHeight = 47;
/** A room's name above its people, and beside its window. */
const header = 52;
const ground = 54;
const eaves = 14;
const roof = { least: 26, most: 52 } as const;
const leastSky = 8;
/** How many rows of devices a room has at most. */
const mostRows = 6;
/** As wide as a letter of a room's name at most, on average. */
const letter = 13;

interface Storey {
  readonly rooms: readonly RoomToPlace[];
  readonly rows: number;
  readonly height: number;
  /** What the width that is left makes of the least width of a mark. */
  readonly markWidth: number;
}

/**
 * The same house as low as it can be, for a room that watches on a small projector: rooms keep their order, the entrance on
 * the ground at the right; but how many of them share a storey, and how wide each is, follows from what stands in them.
 */
export function planLow(
  rooms: readonly RoomToPlace[],
  entrance: string | undefined,
  { width, height, named, least }: LowPlanSize,
): HousePlan {
  const markHeight = named ? namedHeight : mark.height;
  const measures = { inner: width - 2 * eaves - 2 * wall, markHeight, least };
  const storeys = lowest(entranceLast(rooms, entrance), measures);
  const inside = storeys.reduce((sum, storey) => sum + storey.height + wall, wall);
  const above = Math.max(leastSky + roof.least, height - inside - ground);
  const roofHeight = Math.min(roof.most, Math.max(roof.least, above - leastSky));
  const placed: PlacedRoom[] = [];
  let y = above + wall;
  for (const storey of storeys) {
    placed.push(...placeRooms(storey, y, measures));
    y += storey.height + wall;
  }
  const walls = { x: eaves, y: above, width: width - 2 * eaves, height: inside };
  return { width, height: y + ground, walls, roofHeight, groundY: y, rooms: placed };
}

/** Some storeys, and how they are judged: lower is better, and then wider marks of devices. */
interface Pile {
  readonly storeys: readonly Storey[];
  readonly height: number;
  readonly narrowest: number;
}

/** Of all ways to cut the row of rooms into storeys, the best. */
function lowest(rooms: readonly RoomToPlace[], measures: Measures): readonly Storey[] {
  const best: Pile[] = [{ storeys: [], height: 0, narrowest: Number.POSITIVE_INFINITY }];
  for (let end = 1; end <= rooms.length; end++) {
    for (let begin = end - 1; begin >= 0; begin--) {
      const storey = storeyOf(rooms.slice(begin, end), measures);
      // With one room more it would not fit either.
      if (!storey) break;
      const pile = piled(best[begin]!, storey);
      const known = best[end];
      if (!known || isBetter(pile, known)) best[end] = pile;
    }
  }
  return best[rooms.length]!.storeys;
}

function piled({ storeys, height, narrowest }: Pile, storey: Storey): Pile {
  return {
    storeys: [...storeys, storey],
    height: height + storey.height + wall,
    narrowest: Math.min(narrowest, storey.markWidth),
  };
}

function isBetter(one: Pile, other: Pile): boolean {
  return one.height < other.height || (one.height === other.height && one.narrowest > other.narrowest);
}

/** These rooms side by side, with as few rows of devices as do; `undefined` where they are too many for it. */
function storeyOf(rooms: readonly RoomToPlace[], measures: Measures): Storey | undefined {
  for (let rows = 1; rows <= mostRows; rows++) {
    const isLast = rooms.length === 1 && rows === mostRows;
    const left = measures.inner - leastWidth(rooms, rows, measures);
    if (left < 0 && !isLast) continue;
    const markWidth = measures.least + Math.max(0, left) / Math.max(1, columnsOfAll(rooms, rows));
    return { rooms, rows, height: header + rows * (measures.markHeight + gap) + 3, markWidth };
  }
  return undefined;
}

function leastWidth(rooms: readonly RoomToPlace[], rows: number, measures: Measures): number {
  return rooms.reduce((sum, room) => sum + leastRoom(room, rows, measures) + wall, -wall);
}

function leastRoom(room: RoomToPlace, rows: number, { least }: Measures): number {
  const marks = columnsFor(room, rows) * (least + gap) - gap;
  return 2 * padding + Math.max(marks, room.name.length * letter);
}

function columnsFor({ devices }: RoomToPlace, rows: number): number {
  return Math.ceil(devices / rows);
}

function columnsOfAll(rooms: readonly RoomToPlace[], rows: number): number {
  return rooms.reduce((sum, room) => sum + columnsFor(room, rows), 0);
}

/** What is left of the width goes to the marks: each becomes wider by as much. Where there are none, to the rooms. */
function placeRooms({ rooms, rows, height }: Storey, y: number, measures: Measures): PlacedRoom[] {
  const { inner, markHeight, least } = measures;
  const left = Math.max(0, inner - leastWidth(rooms, rows, measures));
  const all = columnsOfAll(rooms, rows);
  let x = eaves + wall;
  return rooms.map((room) => {
    const wanted = columnsFor(room, rows);
    const share = all === 0 ? 1 / rooms.length : wanted / all;
    const width = Math.min(inner, leastRoom(room, rows, measures) + left * share);
    const fitting = Math.floor((width - 2 * padding + gap) / (least + gap));
    const columns = Math.max(1, Math.min(wanted, fitting));
    const box = { x, y, width, height };
    const shown = wanted === 0 ? 0 : columns * rows;
    const devices = { header, padding, gap, columns, markHeight, shown };
    x += width + wall;
    return { name: room.name, ...box, ...devices };
  });
}
