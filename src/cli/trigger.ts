import { isRecord } from '../core/device/request.ts';
import { MilletError } from '../core/errors.ts';
import { parseJson } from './json.ts';
import { type TalkOptions, talk } from './talk.ts';

/** How long a scene may take before the command stops waiting for its end, in milliseconds. */
const runTimeoutMs = 60_000;

/** `trigger SCENE`: asks for a run, waits for its trace, and says how it went. Returns 1 unless it was carried out. */
export async function trigger(scene: string, options: TalkOptions): Promise<number> {
  return talk(options, async (home) => {
    const { topics } = home;
    let unlisten = () => {};
    const trace = await new Promise<Record<string, unknown>>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(
          new MilletError(`No run of ${scene} has ended within ${runTimeoutMs / 1000} s.`, {
            hint: 'Is a home running (millet run), and not paused? A long scene goes on without this command.',
          }),
        );
      }, runTimeoutMs);
      home
        .listen([topics.trace(scene)], (_topic, payload) => {
          const value = parseJson(payload);
          if (!isRecord(value)) return;
          clearTimeout(timer);
          resolve(value);
        })
        .then((stop) => {
          unlisten = stop;
          return home.publish(topics.run(scene), '');
        })
        .catch(reject);
    });
    unlisten();
    if (options.json) console.log(JSON.stringify(trace));
    else console.log(`${scene} ${trace.outcome}: ${trace.reason}`);
    return trace.outcome === 'finished' || trace.outcome === 'stopped' ? 0 : 1;
  });
}
