import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test';
import type { ClockCommand, ClockState, HomeState, ServerFrame, WholeFrame } from '../../src/web/api.ts';
import { copyOfDemoHome, RunningMillet } from '../cli/millet.ts';
import { requireTool } from '../tools.ts';

declare global {
  interface Window {
    millet: { idle(): Promise<void> };
  }
}

/** Where Chromium is, if it is installed here; with `CI=true` it must be. */
export const chromiumPath = requireTool('chromium');
if (chromiumPath === undefined)
  console.warn('Chromium is not installed here: the page is not tried in a browser.');

const screens = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));

/** @param args more for Chromium's own command line */
export function launch(args: readonly string[] = []): Promise<Browser> {
  // Inside a container Chromium's own sandbox does not work; what it shows here is our own page alone.
  return chromium.launch({ executablePath: chromiumPath!, args: ['--no-sandbox', ...args] });
}

export interface OpenOptions extends BrowserContextOptions {
  /** More arguments for `millet run`. */
  readonly args?: readonly string[];
  /** Changes the copy of the demo home before it runs. */
  readonly change?: (dir: string) => void;
  /** Changes what the page is told first, as another server might tell it. */
  readonly rewrite?: (frame: WholeFrame) => void;
  /** Whether this is the first visit, with its offer of a tour. */
  readonly firstVisit?: boolean;
}

/** A copy of the demo home that runs, paused on Monday 2 March 2026 at 06:59, and a page that looks at it. */
export class OpenPage {
  readonly page: Page;
  readonly dir: string;
  readonly url: string;
  /** Whatever the page asked for, and whatever its console said was wrong. */
  readonly requests: string[] = [];
  readonly complaints: string[] = [];
  #millet: RunningMillet;
  readonly #args: readonly string[];
  readonly #remove: () => void;

  private constructor(parts: {
    page: Page;
    dir: string;
    url: string;
    millet: RunningMillet;
    args: readonly string[];
    remove: () => void;
  }) {
    this.page = parts.page;
    this.dir = parts.dir;
    this.url = parts.url;
    this.#millet = parts.millet;
    this.#args = parts.args;
    this.#remove = parts.remove;
    this.page.on('request', (request) => this.requests.push(request.url()));
    this.page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    this.page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  static async open(browser: Browser, options: OpenOptions = {}): Promise<OpenPage> {
    const { args = [], change, rewrite, firstVisit = false, ...context } = options;
    const { dir, remove } = copyOfDemoHome();
    change?.(dir);
    const start = ['--home', dir, '--at', '2026-03-02T06:59', '--paused', '--seed', '1', ...args];
    const millet = new RunningMillet(['run', ...start, '--mqtt-port', '0', '--http-port', '0']);
    const url = await addressOf(millet);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...context });
    if (!firstVisit) await page.addInitScript(() => localStorage.setItem('millet-tour', 'seen'));
    if (rewrite) await rewriteFrames(page, rewrite);
    const opened = new OpenPage({ page, dir, url, millet, args: start, remove });
    await page.goto(url);
    await opened.idle();
    return opened;
  }

  /** Resolves when the page shows everything that has happened until now. */
  async idle(): Promise<void> {
    await this.page.waitForFunction(() => window.millet !== undefined);
    await this.page.evaluate(() => window.millet.idle());
  }

  /** Drives the home as a program would, and lets the page follow. */
  async clock(command: ClockCommand): Promise<ClockState> {
    const state = await this.post<ClockState>('clock', command);
    await this.idle();
    return state;
  }

  jumpTo(to: string): Promise<ClockState> {
    return this.clock({ action: 'jump', to });
  }

  state(): Promise<HomeState> {
    return this.get('state');
  }

  async get<T>(path: string): Promise<T> {
    return (await (await fetch(new URL(`api/${path}`, this.url))).json()) as T;
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const response = await fetch(new URL(`api/${path}`, this.url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer as T;
  }

  /** The mark of a device in the house. */
  mark(device: string) {
    return this.page.locator(`[data-device="${device}"]`);
  }

  /** What the house says of a device: `Smart curtain: open`. */
  async said(device: string): Promise<string> {
    return (await this.mark(device).locator('title').textContent()) ?? '';
  }

  /** Keeps a picture of the page among the results. */
  async screen(name: string): Promise<void> {
    mkdirSync(screens, { recursive: true });
    await this.page.screenshot({ path: join(screens, `${name}.png`) });
  }

  /** Drags on the timeline to a share of its width, from left to right. */
  async dragTo(share: number): Promise<void> {
    const box = (await this.page.locator('.lanes').boundingBox())!;
    // Below the row of scenes, where no mark can be hit.
    const y = box.y + 34;
    await this.page.mouse.move(box.x + box.width * Math.min(0.9, share + 0.1), y);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + box.width * share, y, { steps: 4 });
    await this.page.mouse.up();
    await this.idle();
  }

  broker(): Promise<string> {
    return this.#millet.url();
  }

  /** The simulator goes away. */
  async lose(): Promise<void> {
    await this.#millet.stop('SIGKILL');
  }

  /** And comes back, at the same address. */
  async find(): Promise<void> {
    const { port } = new URL(this.url);
    this.#millet = new RunningMillet(['run', ...this.#args, '--mqtt-port', '0', '--http-port', port]);
    await addressOf(this.#millet);
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await this.#millet.stop();
    this.#remove();
  }
}

async function addressOf(millet: RunningMillet): Promise<string> {
  await millet.said(/^Ready/m);
  return (await millet.said(/Page: (http:\S+)/))[1]!;
}

async function rewriteFrames(page: Page, rewrite: (frame: WholeFrame) => void): Promise<void> {
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const frame = JSON.parse(String(message)) as ServerFrame;
      if (frame.type === 'whole') rewrite(frame);
      socket.send(JSON.stringify(frame));
    });
  });
}
