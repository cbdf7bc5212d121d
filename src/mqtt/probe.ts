import { connect, type MqttClient } from 'mqtt';
import { MilletError } from '../core/errors.ts';
import { clientOptions, type ProtocolVersion, publicUrl, reasonOf } from './connection.ts';

export interface ProbeOptions {
  readonly url: string;
  /** The versions to try, in this order. */
  readonly versions: readonly ProtocolVersion[];
  readonly clientId: string;
  /** How long to wait between attempts, in ms. */
  readonly retryMs: number;
  /** Nobody answers; the probe goes on trying. Called again when the reason has changed. */
  onWaiting(reason: string): void;
  /** Ends the probe early. */
  readonly signal: AbortSignal;
}

/**
 * Waits until a broker answers at `url`, for as long as it takes, and says which version of MQTT it speaks with us;
 * `undefined` when it was ended early. Rejects with a `MilletError` when waiting is no use: the broker does not want
 * us, or the URL is not one.
 */
export async function findProtocol(options: ProbeOptions): Promise<ProtocolVersion | undefined> {
  requireUrl(options.url);
  let told: string | undefined;
  while (!options.signal.aborted) {
    const [version, reason] = await tryVersions(options);
    if (version !== undefined) return version;
    if (options.signal.aborted) break;
    if (reason !== told) options.onWaiting(reason);
    told = reason;
    await pause(options.retryMs, options.signal);
  }
  return undefined;
}

/**
 * Throws a `MilletError` when a text is not the address of a broker: mqtt.js takes anything for one, and would try
 * localhost.
 */
export function requireUrl(url: string): void {
  if (!/^(mqtts?|tcp|tls|ssl|wss?):\/\/./.test(url)) throw notAUrl(url);
}

async function tryVersions({ url, versions, clientId, signal }: ProbeOptions) {
  let reason = 'no version of MQTT to try';
  for (const version of versions) {
    const answer = await tryVersion(url, version, clientId, signal);
    if (answer.kind === 'welcome') return [version, ''] as const;
    if (answer.kind === 'refused') throw refused(url, answer.reason);
    reason = answer.reason;
    if (answer.kind === 'silent') break;
  }
  return [undefined, reason] as const;
}

interface Answer {
  /** `silent`: nobody is there. `other version`: somebody is, and does not speak this version of MQTT. */
  readonly kind: 'welcome' | 'refused' | 'silent' | 'other version';
  readonly reason: string;
}

function tryVersion(
  url: string,
  version: ProtocolVersion,
  clientId: string,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let client: MqttClient;
    try {
      client = connect(url, {
        ...clientOptions(version),
        clientId,
        reconnectPeriod: 0,
        reconnectOnConnackError: false,
      });
    } catch (error) {
      reject(notAUrl(url, error));
      return;
    }
    let finished = false;
    const finish = (kind: Answer['kind'], reason = '') => {
      // What happens first counts; ending the connection makes it close, too.
      if (finished) return;
      finished = true;
      signal.removeEventListener('abort', abort);
      client.end(kind !== 'welcome', () => resolve({ kind, reason }));
    };
    const abort = () => finish('silent', 'ended');
    signal.addEventListener('abort', abort);
    client.once('connect', () => finish('welcome'));
    client.on('error', (error: Error & { code?: unknown }) => finish(kindOf(error.code), reasonOf(error)));
    // Some brokers just hang up on a version that they do not know.
    client.once('close', () => finish('other version', 'it hangs up at once'));
  });
}

/** What a reason code of CONNACK (a number), or the code of a failed socket (a string), means for us. */
function kindOf(code: unknown): Answer['kind'] {
  if (typeof code !== 'number') return 'silent';
  if (code === unacceptableVersion || code === unsupportedVersion) return 'other version';
  return busy.includes(code) ? 'silent' : 'refused';
}

const unacceptableVersion = 1;
const unsupportedVersion = 132;
/** Server unavailable (3.1.1 and 5), server busy, connection rate exceeded: may be over soon. */
const busy = [3, 136, 137, 159];

function refused(url: string, reason: string): MilletError {
  return new MilletError(`The MQTT broker at ${publicUrl(url)} does not let us in: ${reason}`, {
    hint: 'Give the user name and password in its address: mqtt://user:password@host:1883.',
  });
}

function notAUrl(url: string, cause?: unknown): MilletError {
  return new MilletError(`"${publicUrl(url)}" is not the address of an MQTT broker`, {
    hint: 'Expected something like mqtt://localhost:1883, mqtts://host:8883 or ws://host:9001.',
    cause,
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
