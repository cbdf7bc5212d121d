/** A packet as it crossed the broker. */
export interface WireRow {
  /** Counts from 0 without gaps, over all packets. */
  readonly number: number;
  /** The home's time. */
  readonly time: number;
  /** `home`: a simulated device or the scene engine has said it; `outside`: anybody else, this page included. */
  readonly from: 'home' | 'outside';
  /** Who published it: `smart_curtain`, `engine`, `ui`, or a whole client id. null: another broker does not tell. */
  readonly client: string | null;
  readonly topic: string;
  /** At most the first 4,096 characters. */
  readonly payload: string;
  readonly bytes: number;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  /** How many journal lines there were when it crossed. */
  readonly seq: number;
}

export interface WirePage {
  readonly rows: readonly WireRow[];
  /** The oldest number that is still there, and the next one to come. */
  readonly first: number;
  readonly end: number;
}
