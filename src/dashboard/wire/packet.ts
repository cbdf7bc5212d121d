import type { WireRow } from '../../web/api.ts';

/** What of a payload is otherwise than in the last packet of its topic: `position 48 → 53`. */
export type Difference = readonly { readonly name: string; readonly from: unknown; readonly to: unknown }[];

/** @param before the payload that crossed last on the same topic */
export function differenceOf(before: string | undefined, payload: string): Difference {
  if (before === undefined || before === payload) return [];
  const old = parseObject(before);
  const fresh = parseObject(payload);
  if (!old || !fresh) return [{ name: '', from: before, to: payload }];
  const names = new Set([...Object.keys(old), ...Object.keys(fresh)]);
  return [...names]
    .filter((name) => JSON.stringify(old[name]) !== JSON.stringify(fresh[name]))
    .map((name) => ({ name, from: old[name], to: fresh[name] }));
}

/** The payload as a person reads it: JSON over several lines, anything else as it is. */
export function decode(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}

/** The packet as a command for a terminal, quoted for any shell of the Bourne family. */
export function asMosquittoPub({ topic, payload, qos, retain }: WireRow, broker: string): string {
  const { hostname, port } = addressOf(broker);
  return [
    'mosquitto_pub',
    ...(hostname === 'localhost' || hostname === '127.0.0.1' ? [] : ['-h', hostname]),
    ...(port === '' || port === '1883' ? [] : ['-p', port]),
    '-t',
    quote(topic),
    ...(payload === '' ? ['-n'] : ['-m', quote(payload)]),
    ...(qos === 0 ? [] : ['-q', String(qos)]),
    ...(retain ? ['-r'] : []),
  ].join(' ');
}

/** How to listen from a terminal. */
export function asMosquittoSub(prefix: string, broker: string): string {
  const { hostname, port } = addressOf(broker);
  const host = hostname === 'localhost' || hostname === '127.0.0.1' ? '' : ` -h ${hostname}`;
  return `mosquitto_sub${host}${port === '' || port === '1883' ? '' : ` -p ${port}`} -t '${prefix}/#' -v`;
}

function addressOf(broker: string): { hostname: string; port: string } {
  // Browsers know the parts of http addresses only.
  const { hostname, port } = new URL(broker.replace(/^\w+:/, 'http:'));
  return { hostname, port };
}

function quote(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
