import { dirname, resolve } from 'node:path';
import { formatInstant } from '../core/calendar/index.ts';
import { MilletError } from '../core/errors.ts';
import type { JournalEntry, JournalKind } from '../core/journal.ts';
import { JournalFile } from '../files/journal-file.ts';
import { SessionDir } from '../files/session-dir.ts';
import { type Broker, startBroker, startBrokerNear } from '../mqtt/broker.ts';
import { requireUrl } from '../mqtt/probe.ts';
import { Session } from '../session.ts';
import type { RunningDashboard } from './dashboard.ts';
import { withoutPassword } from './home-client.ts';
import { type LoadedHome, openHome } from './open-home.ts';
import { type OpenedSession, openSession, type SessionRequest } from './open-session.ts';
import { createPaint } from './paint.ts';
import { watchFiles } from './saved-files.ts';
import { Story } from './story.ts';

export interface RunOptions extends SessionRequest {
  readonly home: string;
  readonly broker?: string;
  readonly host: string;
  readonly mqttPort?: number;
  readonly httpPort?: number;
  readonly allowHost: readonly string[];
  /** false: without the page. */
  readonly dashboard: boolean;
  readonly version: string;
  readonly journal?: string;
}

const defaultMqttPort = 1883;

/** Lines that nothing told later refers to. They are most of a journal. */
const momentary: ReadonlySet<JournalKind> = new Set(['state', 'event', 'availability', 'world', 'clock']);

/** `run`: a broker, the devices and the scenes, in step with real time, until it is told to stop. */
export async function run(options: RunOptions): Promise<number> {
  if (options.broker !== undefined) requireUrl(options.broker);
  const loaded = await openHome(options.home, options.topicPrefix);
  const { timezone } = loaded.home.location;
  const formatTime = (instant: number): string => formatInstant(timezone, instant);
  const paint = createPaint(process.stdout);
  const story = new Story(paint, formatTime);
  const copy = copyJournal(options, formatTime);
  // What happened before it stopped has been told then; the story only has to know what is still going on.
  let telling = false;
  /** What the page must know of the time before it was opened. */
  const earlier: JournalEntry[] = [];
  const opened = openSession(
    loaded,
    options,
    [
      (entry) => {
        if (telling) for (const line of story.tell(entry)) console.log(line);
        else if (!momentary.has(entry.kind)) story.tell(entry);
        if (!telling && options.dashboard) earlier.push(entry);
      },
      ...(copy ? [copy.sink] : []),
    ],
    tell,
  );
  telling = true;
  const failures = new Failures();
  const broker = options.broker === undefined ? await ownBroker(options).catch(release(opened)) : undefined;
  const url = broker?.url ?? options.broker!;
  const { resumed, flush, paced, speed, paused } = opened;
  const session = new Session({
    ...opened.simulation,
    ...(resumed ? { resumed } : {}),
    beforeSending: flush,
    paced,
    url,
    ...(broker ? { dial: broker.dial } : {}),
    protocol: broker ? 4 : 'auto',
    speed,
    paused,
    told: (sentence) => console.error(paint.blocked(sentence)),
    failed: (error) => failures.report(error),
  });
  const ended = Promise.race([untilSignal(), failures.first]);
  let watching: { close(): Promise<void> } | undefined;
  let page: RunningDashboard | undefined;
  try {
    page = options.dashboard ? await openPage(options, loaded, session, broker, earlier) : undefined;
    // A broker that never comes must not keep a signal waiting.
    const ready = await Promise.race([session.start().then(() => true), ended.then(() => false)]);
    if (ready) {
      watching = await watchFiles(loaded, session, (scene) => page?.sceneFileChanged(scene));
      for (const note of opened.notes) console.log(note);
      const lines = readyLines(loaded, options, opened, url);
      for (const line of [...lines, ...(page?.lines ?? [])]) console.log(line);
      void page?.load();
      await ended;
    }
  } finally {
    await watching?.close();
    await page?.stop();
    await session.stop();
    await broker?.stop();
    opened.close();
    copy?.close();
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
  earlier: readonly JournalEntry[],
): Promise<RunningDashboard> {
  const { openDashboard } = await import('./dashboard.ts');
  return openDashboard({
    loaded,
    session,
    earlier,
    broker: broker ?? url!,
    host,
    httpPort,
    allowHost,
    version,
  });
}

/** An error of ours that ends the run, whenever it happens. */
class Failures {
  report!: (error: unknown) => void;
  readonly first = new Promise<never>((_resolve, reject) => {
    this.report = reject;
  });
}

/** The journal once more, whole, where people want it. */
function copyJournal(
  { journal, home }: RunOptions,
  formatTime: (instant: number) => string,
): JournalFile | undefined {
  if (journal === undefined) return undefined;
  if (dirname(resolve(journal)) === resolve(SessionDir.pathOf(home))) {
    throw new MilletError(`${journal} is where this home keeps its session already.`, {
      hint: 'Name another file with --journal, or leave it out.',
    });
  }
  return JournalFile.create(journal, { keep: true, formatTime, failed: tell });
}

/** Lets go of the session when there is no broker to run it on. */
function release(opened: OpenedSession): (error: unknown) => never {
  return (error) => {
    opened.close();
    throw error;
  };
}

async function ownBroker({ host, mqttPort }: RunOptions): Promise<Broker> {
  if (mqttPort !== undefined) return startBroker({ host, port: mqttPort });
  const broker = await startBrokerNear({ host, port: defaultMqttPort });
  if (broker.port !== defaultMqttPort) {
    console.log(`Port ${defaultMqttPort} is taken, so the broker listens on ${broker.port}.`);
  }
  return broker;
}

function readyLines(
  { home, scenes }: LoadedHome,
  { topicPrefix = 'millet' }: RunOptions,
  { time, speed, paused }: OpenedSession,
  url: string,
): string[] {
  const shown = withoutPassword(url);
  const { hostname, port } = new URL(url);
  const where = [
    ...(hostname === '127.0.0.1' || hostname === 'localhost' ? [] : [`-h ${hostname}`]),
    ...(port === '' || port === String(defaultMqttPort) ? [] : [`-p ${port}`]),
  ];
  const pace = paused ? 'paused' : speed === 'max' ? 'as fast as possible' : `${speed} times real time`;
  const clock = formatInstant(home.location.timezone, time);
  const devices = Object.keys(home.devices).length;
  return [
    `Ready: ${home.name}, ${devices} devices, ${scenes.size} scenes, at ${clock}, ${pace}.`,
    `  Broker: ${shown}. Watch it with: mosquitto_sub ${[...where, `-t '${topicPrefix}/#' -v`].join(' ')}`,
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
