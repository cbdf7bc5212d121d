import { formatInstant, parseInstant } from '../core/calendar/index.ts';
import type { MilletError } from '../core/errors.ts';
import type { JournalSink } from '../core/journal.ts';
import { JournalFile } from '../files/journal-file.ts';
import { formatProblem } from '../files/problems.ts';
import { type SceneChange, watchScenes } from '../files/watch.ts';
import type { Speed } from '../live/pacer.ts';
import { type Broker, startBroker, startBrokerNear } from '../mqtt/broker.ts';
import { Session } from '../session.ts';
import { asked } from './asked.ts';
import type { RunningDashboard } from './dashboard.ts';
import { withoutPassword } from './home-client.ts';
import { type LoadedHome, openHome } from './open-home.ts';
import { createPaint } from './paint.ts';
import { Story } from './story.ts';

export interface RunOptions {
  readonly home: string;
  readonly at?: string;
  readonly speed: Speed;
  readonly paused?: boolean;
  readonly seed: number;
  readonly broker?: string;
  readonly host: string;
  readonly mqttPort?: number;
  readonly httpPort?: number;
  readonly allowHost: readonly string[];
  readonly dashboard: boolean;
  readonly version: string;
  readonly topicPrefix: string;
  readonly residents: boolean;
  readonly journal?: string;
}

const defaultMqttPort = 1883;

/** `run`: a broker, the devices and the scenes, in step with real time, until it is told to stop. */
export async function run(options: RunOptions): Promise<number> {
  const loaded = await openHome(options.home, options.topicPrefix);
  const { timezone } = loaded.home.location;
  const now = Date.now();
  const start =
    options.at === undefined ? now : asked('--at', () => parseInstant(options.at!, timezone, now));
  const formatTime = (instant: number): string => formatInstant(timezone, instant);
  const paint = createPaint(process.stdout);
  const story = new Story(paint, formatTime);
  const sinks: JournalSink[] = [
    (entry) => {
      for (const line of story.tell(entry)) console.log(line);
    },
  ];
  const failures = new Failures();
  const journal =
    options.journal === undefined
      ? undefined
      : JournalFile.create(options.journal, { keep: true, formatTime, failed: (error) => tell(error) });
  if (journal) sinks.push(journal.sink);

  const broker = options.broker === undefined ? await ownBroker(options) : undefined;
  const url = broker?.url ?? options.broker!;
  const session = new Session({
    ...loaded,
    start,
    seed: options.seed,
    residents: options.residents,
    prefix: options.topicPrefix,
    sinks,
    url,
    protocol: broker ? 4 : 'auto',
    speed: options.speed,
    paused: options.paused ?? false,
    told: (sentence) => console.error(paint.blocked(sentence)),
    failed: (error) => failures.report(error),
  });
  const ended = Promise.race([untilSignal(), failures.first]);
  let watching: { close(): Promise<void> } | undefined;
  let page: RunningDashboard | undefined;
  try {
    page = options.dashboard ? await openPage(options, loaded, session, broker) : undefined;
    // A broker that never comes must not keep a signal waiting.
    const ready = await Promise.race([session.start().then(() => true), ended.then(() => false)]);
    if (ready) {
      watching = await watchScenes(
        loaded,
        (change) => {
          applyChange(change, session);
          page?.sceneFileChanged(change.id);
        },
        (error) => console.error(`The scenes are not watched any more: ${String(error)}`),
      );
      const lines = readyLines(loaded, options, url, formatTime(start));
      for (const line of [...lines, ...(page?.lines ?? [])]) console.log(line);
      await ended;
    }
  } finally {
    await watching?.close();
    await page?.stop();
    await session.stop();
    await broker?.stop();
    journal?.close();
  }
  console.log('Stopped.');
  return 0;
}

/** Loaded only where there is a page. */
async function openPage(
  { host, httpPort, allowHost, version, broker: url }: RunOptions,
  loaded: LoadedHome,
  session: Session,
  broker: Broker | undefined,
): Promise<RunningDashboard> {
  const { openDashboard } = await import('./dashboard.ts');
  return openDashboard({ loaded, session, broker: broker ?? url!, host, httpPort, allowHost, version });
}

/** An error of ours that ends the run, whenever it happens. */
class Failures {
  report!: (error: unknown) => void;
  readonly first = new Promise<never>((_resolve, reject) => {
    this.report = reject;
  });
}

async function ownBroker({ host, mqttPort }: RunOptions): Promise<Broker> {
  if (mqttPort !== undefined) return startBroker({ host, port: mqttPort });
  const broker = await startBrokerNear({ host, port: defaultMqttPort });
  if (broker.port !== defaultMqttPort) {
    console.log(`Port ${defaultMqttPort} is taken, so the broker listens on ${broker.port}.`);
  }
  return broker;
}

/** A saved scene takes the old one's place; a broken one is told, and the old one goes on. */
function applyChange(change: SceneChange, session: Session): void {
  if (change.problems.length === 0) {
    session.home.input({ type: 'scene', scene: change.id, definition: change.scene ?? null });
    return;
  }
  for (const problem of change.problems) console.error(formatProblem(problem));
  console.error(`The scene ${change.id} goes on as it was before.`);
}

function readyLines({ home, scenes }: LoadedHome, options: RunOptions, url: string, time: string): string[] {
  const shown = withoutPassword(url);
  const { hostname, port } = new URL(url);
  const where = [
    ...(hostname === '127.0.0.1' || hostname === 'localhost' ? [] : [`-h ${hostname}`]),
    ...(port === '' || port === String(defaultMqttPort) ? [] : [`-p ${port}`]),
  ];
  const pace = options.paused
    ? 'paused'
    : options.speed === 'max'
      ? 'as fast as possible'
      : `${options.speed} times real time`;
  const devices = Object.keys(home.devices).length;
  return [
    `Ready: ${home.name}, ${devices} devices, ${scenes.size} scenes, at ${time}, ${pace}.`,
    `  Broker: ${shown}. Watch it with: mosquitto_sub ${[...where, `-t '${options.topicPrefix}/#' -v`].join(' ')}`,
    ...(where.length > 0 ? [`  Talk to it with: millet get DEVICE --broker ${shown}`] : []),
  ];
}

/** Resolves on the first SIGINT or SIGTERM; the second one ends the process at once, as people expect. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

function tell(error: MilletError): void {
  console.error(error.message);
  if (error.hint !== undefined) console.error(error.hint);
}
