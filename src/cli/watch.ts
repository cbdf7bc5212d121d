import { isRecord } from '../core/device/request.ts';
import { plain } from '../core/scene/comparison.ts';
import { parseJson } from './json.ts';
import { createPaint } from './paint.ts';
import { type TalkOptions, talk } from './talk.ts';

/** `watch [DEVICE...]`: prints what devices publish, as it comes, until it is stopped. */
export async function watch(devices: readonly string[], options: TalkOptions): Promise<number> {
  return talk(options, async (home) => {
    const { topics } = home;
    for (const device of devices) await home.info(device);
    const paint = createPaint(process.stdout);
    const states = new Map<string, Record<string, unknown>>();
    const filters = (devices.length > 0 ? devices : ['+']).flatMap((device) => [
      topics.state(device),
      topics.availability(device),
      topics.event(device, '+'),
      topics.error(device),
    ]);
    await home.listen(filters, (topic, payload) => {
      const [device, kind] = topics.levels(topic) as [string, string];
      if (options.json) {
        console.log(JSON.stringify({ device, kind, payload: parseJson(payload) ?? payload }));
        return;
      }
      const text = describe(kind, payload, states.get(device));
      if (kind === 'state')
        states.set(device, (parseJson(payload) as Record<string, unknown> | undefined) ?? {});
      if (text !== '') console.log(`${paint.bold(device)} ${text}`);
    });
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    return 0;
  });
}

/** What is new in a message: of a state, only the properties that are not what they were. */
function describe(kind: string, payload: string, before: Record<string, unknown> | undefined): string {
  const value = parseJson(payload);
  if (kind === 'state' && isRecord(value)) {
    return Object.entries(value)
      .filter(([name, now]) => !before || before[name] !== now)
      .map(([name, now]) =>
        before ? `${name} ${plain(before[name])} -> ${plain(now)}` : `${name} ${plain(now)}`,
      )
      .join(', ');
  }
  if (kind === 'event' && isRecord(value)) return `event ${plain(value.event)}`;
  if (kind === 'error' && isRecord(value)) return `error: ${plain(value.message)}`;
  return `${kind} ${payload}`;
}
