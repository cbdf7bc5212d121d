import type { WebSocket } from 'ws';
import type { WorldState } from '../api.ts';
import { worldAt } from '../history/state.ts';
import type { Site } from '../site.ts';
import { type FrameSource, PageView } from './page-view.ts';

/** At most twenty frames a second. */
const frameMs = 50;
/** How often a page is asked whether it is still there, in milliseconds; one that has not answered by then is not. */
const pingMs = 15_000;

/** All pages that look at the home, and the one timer that serves them. Nothing in the home waits for any of them. */
export class Pages {
  readonly #site: Site;
  readonly #views = new Map<WebSocket, PageView>();
  readonly #alive = new WeakSet<WebSocket>();
  #timer: NodeJS.Timeout | undefined;
  #pings: NodeJS.Timeout | undefined;
  #minute = Number.NaN;
  #world: WorldState | undefined;

  constructor(site: Site) {
    this.#site = site;
  }

  get count(): number {
    return this.#views.size;
  }

  accept(socket: WebSocket): void {
    const view = new PageView(socket, this.#source);
    this.#views.set(socket, view);
    this.#alive.add(socket);
    socket.on('pong', () => this.#alive.add(socket));
    socket.on('message', (data, isBinary) => view.receive(isBinary ? undefined : String(data)));
    // An error is followed by a close.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#views.delete(socket);
      if (this.#views.size === 0) this.#rest();
    });
    this.#timer ??= setInterval(() => this.#serve(), frameMs);
    this.#pings ??= setInterval(() => this.#ping(), pingMs);
    // In a turn of its own: the first frame is the longest.
    setImmediate(() => this.#serve());
  }

  stop(): void {
    this.#rest();
    for (const socket of this.#views.keys()) socket.terminate();
    this.#views.clear();
  }

  #rest(): void {
    clearInterval(this.#timer);
    clearInterval(this.#pings);
    this.#timer = undefined;
    this.#pings = undefined;
  }

  #serve(): void {
    if (!this.#site.isWarm) {
      void this.#site.warm();
      return;
    }
    const now = performance.now();
    for (const view of this.#views.values()) view.serve(now);
  }

  #ping(): void {
    for (const socket of this.#views.keys()) {
      if (!this.#alive.has(socket)) {
        socket.terminate();
        continue;
      }
      this.#alive.delete(socket);
      socket.ping();
    }
  }

  /** Sun and sky, once a minute of the home's time: faster, nobody sees it. */
  #worldAt(time: number): WorldState {
    const minute = Math.floor(time / 60_000);
    if (minute !== this.#minute || !this.#world) {
      this.#minute = minute;
      this.#world = worldAt(this.#site.history, time);
    }
    return this.#world;
  }

  readonly #source: FrameSource = {
    site: () => this.#site,
    world: (time) => this.#worldAt(time),
  };
}
