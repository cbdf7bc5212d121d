import { readdirSync, readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { openDashboard, type RunningDashboard } from '../../src/cli/dashboard.ts';
import { loadHome } from '../../src/files/load-home.ts';
import { watchScenes } from '../../src/files/watch.ts';
import { type Broker, startBroker } from '../../src/mqtt/broker.ts';
import { Session } from '../../src/session.ts';
import type { ClientFrame, ServerFrame } from '../../src/web/api.ts';
import { copyOfDemoHome } from '../cli/millet.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for.
  readonly json: any;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text goes as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** The demo home, live and paused at 06:58 on Monday 2 March 2026, with its broker, its scene files and its page. */
export class ServedHome {
  readonly dir: string;
  readonly broker: Broker;
  readonly session: Session;
  readonly port: number;
  readonly token: string | undefined;
  readonly #undo: (() => unknown)[];
  readonly #sockets: WebSocket[] = [];

  private constructor(
    parts: Pick<ServedHome, 'dir' | 'broker' | 'session'>,
    dashboard: RunningDashboard,
    undo: (() => unknown)[],
  ) {
    this.dir = parts.dir;
    this.broker = parts.broker;
    this.session = parts.session;
    this.#undo = undo;
    const url = new URL(/http:\S+/.exec(dashboard.lines.join('\n'))![0]);
    this.port = Number(url.port);
    this.token = url.hash === '' ? undefined : url.hash.slice('#token='.length);
  }

  static async start(
    options: { host?: string; allowHost?: string[]; residents?: boolean } = {},
  ): Promise<ServedHome> {
    const { host = '127.0.0.1', allowHost = [], residents = true } = options;
    const { dir, remove } = copyOfDemoHome();
    const loaded = await loadHome(dir);
    const home = loaded.home!;
    const broker = await startBroker({ host: '127.0.0.1', port: 0 });
    const session = new Session({
      ...loaded,
      home,
      start: Date.parse('2026-03-02T06:58:00+08:00'),
      seed: 1,
      residents,
      url: broker.url,
      dial: broker.dial,
      protocol: 4,
      speed: 1,
      paused: true,
      told: () => {},
      failed: (error) => {
        throw error;
      },
    });
    const dashboard = await openDashboard({
      loaded: { ...loaded, home },
      session,
      broker,
      host,
      httpPort: 0,
      allowHost,
      version: '0.1.0',
    });
    await session.start();
    const watching = await watchScenes({ ...loaded, home }, (change) => {
      if (change.problems.length === 0) {
        session.home.input({ type: 'scene', scene: change.id, definition: change.scene ?? null });
      }
      dashboard.sceneFileChanged(change.id);
    });
    const undo = [
      () => watching.close(),
      () => dashboard.stop(),
      () => session.stop(),
      () => broker.stop(),
      remove,
    ];
    return new ServedHome({ dir, broker, session }, dashboard, undo);
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    for (const undo of this.#undo) await undo();
  }

  /** Asks as a program would, with any header: `fetch` does not let one say who one is. */
  ask(path: string, { method, headers = {}, body }: Asked = {}): Promise<Answer> {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: this.port,
          path,
          method: method ?? (text === undefined ? 'GET' : 'POST'),
          headers: { ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        },
        (response) => {
          let answer = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            answer += chunk;
          });
          response.on('end', () => {
            const isJson = response.headers['content-type']?.includes('json') === true;
            const json = isJson ? JSON.parse(answer) : undefined;
            resolve({ status: response.statusCode!, headers: response.headers, text: answer, json });
          });
        },
      );
      request.on('error', reject);
      request.end(text);
    });
  }

  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for.
  async get(path: string): Promise<any> {
    const { status, json, text } = await this.ask(path);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
    return json;
  }

  jumpTo(time: string): Promise<Answer> {
    return this.ask('/api/clock', { body: { action: 'jump', to: time } });
  }

  stimulate(device: string, props: Readonly<Record<string, unknown>>): Promise<Answer> {
    return this.ask(`/api/devices/${device}/stimulate`, { body: { props } });
  }

  /** In the order of their names. */
  get sceneIds(): string[] {
    const names = readdirSync(join(this.dir, 'scenes')).filter((name) => !name.includes('.test.'));
    return names.map((name) => name.replace(/\.yaml$/, '')).sort();
  }

  sceneText(id: string): string {
    return readFileSync(join(this.dir, 'scenes', `${id}.yaml`), 'utf8');
  }

  /** A page that looks at the home; it acknowledges nothing by itself. */
  page(options: { headers?: Record<string, string>; protocols?: string[] } = {}): TestPage {
    const socket = new WebSocket(`ws://127.0.0.1:${this.port}/ws`, options.protocols ?? ['millet'], {
      headers: options.headers ?? {},
    });
    this.#sockets.push(socket);
    return new TestPage(socket);
  }
}

/** The other end of a page's WebSocket. */
export class TestPage {
  readonly socket: WebSocket;
  readonly frames: ServerFrame[] = [];
  /** Resolves with `open`, or with the status with which the upgrade was refused. */
  readonly opened: Promise<'open' | number>;
  /** Resolves with the code with which it was closed. */
  readonly closed: Promise<number>;
  readonly #listeners = new Set<() => void>();

  constructor(socket: WebSocket) {
    this.socket = socket;
    this.opened = new Promise((resolve) => {
      socket.on('open', () => resolve('open'));
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode!));
    });
    this.closed = new Promise((resolve) => socket.on('close', (code) => resolve(code)));
    socket.on('error', () => {});
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      for (const listener of [...this.#listeners]) listener();
    });
  }

  say(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** The next frame that has not been asked for yet; it is acknowledged. */
  async next(): Promise<ServerFrame> {
    const frame = await this.#at(this.#read);
    this.#read++;
    this.say({ type: 'ack', frame: frame.frame });
    return frame;
  }

  /** Reads on until `wanted` has seen what it waits for, and returns that frame. */
  async until(wanted: (frame: ServerFrame) => boolean): Promise<ServerFrame> {
    for (;;) {
      const frame = await this.next();
      if (wanted(frame)) return frame;
    }
  }

  /** The same, but the last one is not acknowledged: no other comes until it is. */
  async hold(wanted: (frame: ServerFrame) => boolean): Promise<ServerFrame> {
    for (;;) {
      const frame = await this.#at(this.#read++);
      if (wanted(frame)) return frame;
      this.say({ type: 'ack', frame: frame.frame });
    }
  }

  #read = 0;

  async #at(index: number): Promise<ServerFrame> {
    while (this.frames.length <= index) {
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          this.#listeners.delete(listener);
          resolve();
        };
        this.#listeners.add(listener);
      });
    }
    return this.frames[index]!;
  }
}
