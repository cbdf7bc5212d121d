import { isRecord } from '../core/device/request.ts';
import { MilletError } from '../core/errors.ts';
import { parseFault } from './faults.ts';
import { parseJson } from './json.ts';
import { type TalkOptions, talk } from './talk.ts';

/** How long the home may take to say what came of it, in milliseconds. */
const answerTimeoutMs = 5_000;

export interface FaultOptions extends TalkOptions {
  readonly for?: string;
}

/**
 * `fault DEVICE KIND [PARAM=VALUE...]`: breaks a device of a running home, or mends it with `none`. Says what is wrong with
 * it then. Returns 1 when the home refused.
 */
export async function fault(
  device: string,
  kind: string,
  assignments: readonly string[],
  options: FaultOptions,
): Promise<number> {
  const lasts = options.for === undefined ? [] : [`for=${options.for}`];
  const wanted = parseFault(kind, [...assignments, ...lasts]);
  return talk(options, async (home) => {
    await home.info(device);
    const { topics } = home;
    let unlisten = () => {};
    const answer = await new Promise<{ error?: string; faults?: unknown }>((resolve, reject) => {
      const timer = setTimeout(() => reject(noAnswer(device)), answerTimeoutMs);
      home
        .listen([topics.faults, topics.error(device)], (topic, payload, retained) => {
          if (retained) return;
          const value = parseJson(payload);
          if (!isRecord(value)) return;
          clearTimeout(timer);
          resolve(
            topic === topics.faults ? { faults: value[device] ?? [] } : { error: String(value.message) },
          );
        })
        .then((stop) => {
          unlisten = stop;
          return home.publish(topics.fault(device), JSON.stringify(wanted));
        })
        .catch(reject);
    });
    unlisten();
    if (answer.error !== undefined) {
      console.error(answer.error);
      return 1;
    }
    if (options.json) console.log(JSON.stringify(answer.faults));
    else for (const line of describe(device, answer.faults)) console.log(line);
    return 0;
  });
}

function describe(device: string, faults: unknown): string[] {
  if (!Array.isArray(faults) || faults.length === 0) return [`${device} is well`];
  return faults.map((one) => {
    const { kind, since: _, until, for: __, ...params } = one as Record<string, unknown>;
    const given = Object.entries(params).map(([name, value]) => ` ${name}=${value}`);
    return `${device}: ${kind}${given.join('')}${until === undefined ? '' : `, until ${until}`}`;
  });
}

function noAnswer(device: string): MilletError {
  return new MilletError(`The home has not said within ${answerTimeoutMs / 1000} s what came of it.`, {
    hint: `Is it running? A real device (simulated: false) has no faults of ours, and ${device} must be a simulated one.`,
  });
}
