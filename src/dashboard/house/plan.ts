/** A rectangle in the picture, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface RoomToPlace {
  readonly name: string;
  /** Floor, in m2. */
  readonly area: number;
  readonly devices: number;
}

export interface PlacedRoom extends Box {
  readonly name: string;
  /** How much of its height is above its devices: for its name, its window and its people. */
  readonly header: number;
  /** Beside its devices, and between two of them. */
  readonly padding: number;
  readonly gap: number;
  /** How many columns of devices fit, how high their marks are, and how many devices are shown at most. */
  readonly columns: number;
  readonly markHeight: number;
  readonly shown: number;
}

export interface HousePlan {
  readonly width: number;
  readonly height: number;
  /** The walls, around all rooms. */
  readonly walls: Box;
  readonly roofHeight: number;
  readonly groundY: number;
  readonly rooms: readonly PlacedRoom[];
}

/**
 * The least width of a device's mark, its height without and with its name, from what height on there is room for that,
 * and the space between two.
 */
export const mark = { width: 122, height: 32, namedHeight: 50, leastNamed: 46, gap: 6 } as const;

/** How thick walls and floors are. */
export const wall = 6;
const padding = 10;
const header = 60;
const sky = 26;
const groundHeight = 64;
/** How many rows of devices a room has at most; more where only one stands in each. */
const mostRows = (columns: number): number => (columns === 1 ? 8 : 4);

/**
 * Where each room is: the house cut open, in storeys as even as can be, the entrance on the ground at the right. Rooms
 * of a storey share its width by the square root of their floors, so that a large one is wider but no hall vanishes.
 */
export function planHouse(
  rooms: readonly RoomToPlace[],
  entrance: string | undefined,
  { width, named }: { readonly width: number; readonly named: boolean },
): HousePlan {
  const markHeight = named ? mark.namedHeight : mark.height;
  const eaves = width < 600 ? 6 : 26;
  const roofHeight = width < 600 ? 34 : 52;
  const inner = width - 2 * eaves - 2 * wall;
  const storeys = inStoreys(entranceLast(rooms, entrance), inner < 420 ? 1 : inner < 620 ? 2 : 3);
  const placed: PlacedRoom[] = [];
  let y = sky + roofHeight + wall;
  for (const storey of storeys) {
    const widths = shareWidth(storey, inner - wall * (storey.length - 1));
    const height = Math.max(
      ...storey.map((room, index) => heightFor(room.devices, widths[index]!, markHeight)),
    );
    let x = eaves + wall;
    storey.forEach((room, index) => {
      const roomWidth = widths[index]!;
      const columns = columnsIn(roomWidth);
      const shown = columns * mostRows(columns);
      const box = { x, y, width: roomWidth, height };
      const devices = { header, padding, gap: mark.gap, columns, markHeight, shown };
      placed.push({ name: room.name, ...box, ...devices });
      x += roomWidth + wall;
    });
    y += height + wall;
  }
  const walls = { x: eaves, y: sky + roofHeight, width: width - 2 * eaves, height: y - sky - roofHeight };
  return { width, height: y + groundHeight, walls, roofHeight, groundY: y, rooms: placed };
}

/** Where the mark of the device with this number is, seen from the corner of its room. */
export function placeMark(room: PlacedRoom, index: number): Box {
  const { columns, gap, header: above, markHeight: height, padding: beside } = room;
  const width = (room.width - 2 * beside - gap * (columns - 1)) / columns;
  const column = index % columns;
  const row = Math.floor(index / columns);
  return { x: beside + column * (width + gap), y: above + row * (height + gap), width, height };
}

/** The room with the front door is where one comes in: on the ground, at the right. */
export function entranceLast(rooms: readonly RoomToPlace[], entrance: string | undefined): RoomToPlace[] {
  return [...rooms.filter(({ name }) => name !== entrance), ...rooms.filter(({ name }) => name === entrance)];
}

/** Lower storeys take what does not divide evenly. */
function inStoreys(rooms: readonly RoomToPlace[], most: number): RoomToPlace[][] {
  const count = Math.ceil(rooms.length / most);
  const storeys: RoomToPlace[][] = [];
  let taken = 0;
  for (let index = 0; index < count; index++) {
    const size = Math.floor((rooms.length - taken) / (count - index));
    storeys.push(rooms.slice(taken, taken + size));
    taken += size;
  }
  return storeys;
}

function shareWidth(storey: readonly RoomToPlace[], width: number): number[] {
  const shares = storey.map(({ area, devices }) => 2 + Math.sqrt(area) + Math.sqrt(devices));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => (share / sum) * width);
}

function columnsIn(width: number): number {
  return Math.max(1, Math.floor((width - 2 * padding + mark.gap) / (mark.width + mark.gap)));
}

function heightFor(devices: number, width: number, markHeight: number): number {
  const columns = columnsIn(width);
  const rows = Math.min(mostRows(columns), Math.max(1, Math.ceil(devices / columns)));
  return header + rows * (markHeight + mark.gap) + padding;
}
