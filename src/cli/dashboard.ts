import { fileURLToPath } from 'node:url';
import type { JournalEntry } from '../core/journal.ts';
import { jsonSchema } from '../files/json-schema.ts';
import { SceneStore } from '../files/scene-store.ts';
import type { Broker } from '../mqtt/broker.ts';
import { tapBroker } from '../mqtt/tap.ts';
import { UiClient } from '../mqtt/ui-client.ts';
import type { Session } from '../session.ts';
import { type RunningHome, Site, startDashboard, startDashboardNear } from '../web/index.ts';
import { withoutPassword } from './home-client.ts';
import type { LoadedHome } from './open-home.ts';

const defaultHttpPort = 8080;

export interface DashboardOptions {
  readonly loaded: LoadedHome;
  readonly session: Session;
  /** The lines that were written before: a session that goes on has a past. */
  readonly earlier?: readonly JournalEntry[];
  /** Ours, or the address of any other. */
  readonly broker: Broker | string;
  readonly host: string;
  readonly httpPort?: number | undefined;
  readonly allowHost: readonly string[];
  readonly version: string;
}

/** The page of a running home. */
export interface RunningDashboard {
  /** What people are told of it. */
  readonly lines: readonly string[];
  /** A scene's file has changed, or what is wrong with it has. */
  sceneFileChanged(id: string): void;
  /** Loads what a page will ask for. Call it when nobody waits any more for the home to be ready. */
  load(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Serves the page of a session that has not been started yet, so that it hears of everything from the first line on: the
 * page's server is introduced to the session, the broker and the scene files. Rejects with a `MilletError` when a port
 * that was asked for is taken.
 */
export async function openDashboard(options: DashboardOptions): Promise<RunningDashboard> {
  const { loaded, session, earlier = [], broker, host, httpPort, allowHost, version } = options;
  const url = typeof broker === 'string' ? broker : broker.url;
  const { simulation } = session.home;
  const commander = new UiClient(url, simulation.topics);
  const store = new SceneStore(loaded.dir, { ...loaded, prefix: simulation.topics.prefix });
  const running: RunningHome = {
    home: loaded.home,
    models: loaded.models,
    simulation,
    clock: clockOf(session),
    store: {
      ids: () => store.ids(),
      read: (id) => store.read(id),
      load: (id, text) => store.load(id, text),
      complete: (text, offset) => store.complete(text, offset),
      write: (id, text) => store.write(id, text),
      remove: (id) => store.remove(id),
      jsonSchema: () => jsonSchema('scene'),
    },
    commander,
    runTests: async (scene) => {
      const { testsOfScene } = await import('./tests-of-scene.ts');
      return testsOfScene(scene, { ...loaded, scenes: site.history.definitions });
    },
    broker: withoutPassword(url),
    version,
  };
  const site: Site = new Site(running, earlier);
  const serving = { site, host, allowHosts: allowHost, pageDir: pageDirectory() };
  const dashboard =
    httpPort === undefined
      ? await startDashboardNear({ ...serving, port: defaultHttpPort })
      : await startDashboard({ ...serving, port: httpPort });
  const seen: Parameters<Broker['onPublish']>[0] = (packet) => {
    site.wire.push(packet, simulation.clock.now, site.history.end);
  };
  const tap = typeof broker === 'string' ? tapBroker(broker, seen) : undefined;
  if (typeof broker !== 'string') broker.onPublish(seen);
  if (httpPort === undefined && dashboard.port !== defaultHttpPort) {
    console.log(`Port ${defaultHttpPort} is taken, so the page is on ${dashboard.port}.`);
  }
  return {
    lines: [
      dashboard.hasPage
        ? `  Page: ${dashboard.url}`
        : `  API: ${dashboard.url} (the page has not been built: npm run build)`,
    ],
    sceneFileChanged: (id) => site.sceneFileChanged(id),
    load: () => dashboard.load(),
    async stop() {
      await dashboard.stop();
      await Promise.all([commander.close(), tap?.close()]);
    },
  };
}

function clockOf(session: Session): RunningHome['clock'] {
  const { home } = session;
  return {
    get time() {
      return home.time;
    },
    get speed() {
      return home.speed;
    },
    get paused() {
      return home.paused;
    },
    get whole() {
      return home.whole;
    },
    setSpeed: (speed) => session.setSpeed(speed),
    setPaused: (paused) => session.setPaused(paused),
    jumpTo: (instant) => home.jumpTo(instant),
  };
}

/** dist/dashboard, from dist/src/cli as well as from src/cli. */
function pageDirectory(): string {
  const here = fileURLToPath(import.meta.url);
  const up =
    here.includes('/dist/src/') || here.includes('\\dist\\src\\')
      ? '../../dashboard'
      : '../../dist/dashboard';
  return fileURLToPath(new URL(up, import.meta.url));
}
