import { requestIdPrefix } from '../../core/scene/caller.ts';
import type { WirePage, WireRow } from '../api.ts';

/** A packet as the tap has seen it. */
export interface TappedPacket {
  /** Its MQTT client id; undefined where the broker does not tell. */
  readonly clientId: string | undefined;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

const kept = 5_000;
const longestPayload = 4_096;
const requestOfScene = new RegExp(`^\\{"id":"${requestIdPrefix}\\d+"`);
const decoder = new TextDecoder();

/** The last packets that crossed the broker. The newest take the place of the oldest. */
export class WireLog {
  readonly #prefix: string;
  readonly #rows: WireRow[] = [];
  #end = 0;

  /** @param prefix of the home's own topics */
  constructor(prefix = 'millet') {
    this.#prefix = prefix;
  }

  /** How many have crossed so far: the number of the next one. */
  get end(): number {
    return this.#end;
  }

  get first(): number {
    return Math.max(0, this.#end - kept);
  }

  push({ clientId, topic, payload, qos, retain }: TappedPacket, time: number, seq: number): void {
    const number = this.#end++;
    const own = clientId === undefined ? undefined : ownName(clientId);
    const text = textOf(payload);
    this.#rows[number % kept] = {
      number,
      time,
      from: own !== undefined || (clientId === undefined && this.#isOurs(topic, text)) ? 'home' : 'outside',
      client: own ?? (clientId === undefined ? null : shownId(clientId)),
      topic,
      payload: text,
      bytes: payload.length,
      qos,
      retain,
      seq,
    };
  }

  /**
   * Where a broker does not tell who has published: what devices, scenes and the clock say, only they say; and what scenes
   * ask of devices has an id of theirs.
   */
  #isOurs(topic: string, payload: string): boolean {
    if (!topic.startsWith(`${this.#prefix}/`)) return false;
    if (topic.endsWith('/rpc')) return requestOfScene.test(payload);
    return !/\/(?:set|get|run|fault)$/.test(topic);
  }

  row(number: number): WireRow | undefined {
    return number >= this.first && number < this.#end ? this.#rows[number % kept] : undefined;
  }

  /** The rows from `from` to `end`, without the latter. */
  slice(from: number, end: number): WireRow[] {
    const rows: WireRow[] = [];
    for (let number = Math.max(from, this.first); number < Math.min(end, this.#end); number++) {
      rows.push(this.#rows[number % kept]!);
    }
    return rows;
  }

  page(from: number, end: number): WirePage {
    return { rows: this.slice(from, end), first: this.first, end: this.#end };
  }
}

/** `millet-smart_curtain-1a2b3c` is the home's own smart_curtain. The page's `ui` is a stranger to the home. */
function ownName(clientId: string): string | undefined {
  const name = /^millet-(.+)-[^-]+$/.exec(clientId)?.[1];
  return name === undefined || strangers.has(name) ? undefined : name;
}

const strangers: ReadonlySet<string> = new Set(['ui', 'cli']);

function shownId(clientId: string): string {
  return /^millet-(ui|cli)-/.exec(clientId)?.[1] ?? clientId.slice(0, 128);
}

function textOf(payload: Uint8Array): string {
  // A character has at most four bytes: no more of them are read than can be shown.
  const text = decoder.decode(
    payload.length > 4 * longestPayload ? payload.subarray(0, 4 * longestPayload) : payload,
  );
  return text.length > longestPayload ? text.slice(0, longestPayload) : text;
}
