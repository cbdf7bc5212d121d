import type { WebSocket } from 'ws';
import {
  type ChangeFrame,
  type ClockState,
  clientFrameSchema,
  type WholeFrame,
  type WorldState,
} from '../api.ts';
import { stateAt } from '../history/state.ts';
import type { Site } from '../site.ts';
import { changesSince } from './changes.ts';

/** How many packets one frame carries, and how many a second: more than that nobody sees go by. */
const mostRows = 200;
const rowsPerSecond = 1_000;
/** Of how many packets that crossed meanwhile a filter looks at the newest. */
const mostLooked = 2_000;
/** While time passes, a frame comes at least this often; while nothing happens at all, this often. In milliseconds. */
const tickMs = 250;
const quietMs = 5_000;
/** More than one frame unread, in bytes: the page's machine does not read, whatever the page says. */
const mostUnsent = 1024 * 1024;

export interface FrameSource {
  site(): Site;
  world(time: number): WorldState;
}

/**
 * What one page has been shown. It remembers only up to where: what a frame carries is worked out when the page is ready
 * for it, from what the history keeps anyway. A page that does not read costs nothing.
 */
export class PageView {
  readonly #socket: WebSocket;
  readonly #source: FrameSource;
  #frame = 0;
  #acknowledged = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  /** The next journal line, packet and so on that it has not been shown. */
  #seq = -1;
  #packets = 0;
  #row = 0;
  #rows: { readonly filter: string } | undefined;
  /** How many packets may be sent now: what was not needed is saved up, for two frames that are full. */
  #allowed = 0;
  #allowedAt = Number.NEGATIVE_INFINITY;
  #scenes = '';
  #forks = -1;
  #pace = '';
  #world: WorldState | undefined;

  constructor(socket: WebSocket, source: FrameSource) {
    this.#socket = socket;
    this.#source = source;
  }

  /** Takes what the page says. Anything else than it may say ends the connection. */
  receive(text: string | undefined): void {
    const said = clientFrameSchema.safeParse(parse(text));
    if (!said.success) {
      this.#socket.close(1008, 'docs/http.md says what a page may send');
      return;
    }
    if (said.data.type === 'ack') {
      if (said.data.frame <= this.#frame) this.#acknowledged = Math.max(this.#acknowledged, said.data.frame);
      return;
    }
    const wasOn = this.#rows !== undefined;
    this.#rows = said.data.on ? { filter: said.data.filter ?? '' } : undefined;
    if (!wasOn) this.#row = this.#source.site().wire.end;
  }

  /** Sends a frame, if the page is ready for one and there is something to say. */
  serve(now: number): void {
    const { history } = this.#source.site();
    if (!history.hasBegun || this.#acknowledged < this.#frame || this.#socket.bufferedAmount > mostUnsent)
      return;
    const text = this.#seq < 0 ? this.#whole() : this.#changes(now);
    if (text === undefined) return;
    this.#frame++;
    this.#sentAt = now;
    this.#socket.send(text);
  }

  #whole(): string {
    const site = this.#source.site();
    const { clock } = site;
    this.#remember(clock);
    const frame: Omit<WholeFrame, 'home'> = {
      type: 'whole',
      frame: this.#frame + 1,
      state: stateAt(site.history, clock.time, true),
      clock,
      scenes: site.book.list(),
      forks: site.forks.ids,
    };
    return `${JSON.stringify(frame).slice(0, -1)},"home":${site.homeText}}`;
  }

  #changes(now: number): string | undefined {
    const site = this.#source.site();
    const { history, wire } = site;
    const { clock } = site;
    const changes = changesSince(history, this.#seq);
    if (!changes) return this.#whole();
    const world = this.#source.world(clock.time);
    const scenes = scenesVersion(site);
    const messages = wire.end - this.#packets;
    const news: Partial<ChangeFrame> = {
      ...changes,
      ...(world === this.#world ? {} : { world }),
      ...(scenes === this.#scenes ? {} : { scenes: site.book.list() }),
      ...(site.forks.version === this.#forks ? {} : { forks: site.forks.ids }),
      ...this.#wire(now),
    };
    const waited = now - this.#sentAt;
    const isNews = Object.keys(news).length > 0 || paceOf(clock) !== this.#pace || history.end > this.#seq;
    const ticks = !clock.paused && clock.whole && waited >= tickMs;
    if (!isNews && !ticks && waited < quietMs && !(messages > 0 && waited >= tickMs)) return undefined;
    this.#remember(clock);
    const frame: ChangeFrame = {
      type: 'changes',
      frame: this.#frame + 1,
      clock,
      seq: history.end,
      messages,
      ...news,
    };
    return JSON.stringify(frame);
  }

  #wire(now: number): Pick<ChangeFrame, 'wire' | 'skippedWire'> {
    const { wire } = this.#source.site();
    if (!this.#rows || wire.end === this.#row) return {};
    const { filter } = this.#rows;
    const saved = ((now - this.#allowedAt) / 1_000) * rowsPerSecond;
    this.#allowed = Math.min(2 * mostRows, this.#allowed + saved);
    this.#allowedAt = now;
    const looked = filter === '' ? mostRows : mostLooked;
    const from = Math.max(this.#row, wire.end - looked, wire.first);
    const rows = wire
      .slice(from, wire.end)
      .filter(({ topic, payload }) => topic.includes(filter) || payload.includes(filter));
    const shown = rows.slice(-Math.min(mostRows, Math.max(1, Math.floor(this.#allowed))));
    this.#allowed -= shown.length;
    const skipped = from - this.#row + rows.length - shown.length;
    this.#row = wire.end;
    return {
      ...(shown.length > 0 ? { wire: shown } : {}),
      ...(skipped > 0 ? { skippedWire: skipped } : {}),
    };
  }

  #remember(clock: ClockState): void {
    const site = this.#source.site();
    this.#seq = site.history.end;
    this.#packets = site.wire.end;
    this.#scenes = scenesVersion(site);
    this.#forks = site.forks.version;
    this.#pace = paceOf(clock);
    this.#world = this.#source.world(clock.time);
  }
}

function scenesVersion({ scenesVersion: files, history }: Site): string {
  return `${files} ${history.definitionsVersion}`;
}

function paceOf({ speed, paused, whole, next }: ClockState): string {
  return `${speed} ${paused} ${whole} ${next[0]?.time} ${next.length}`;
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
