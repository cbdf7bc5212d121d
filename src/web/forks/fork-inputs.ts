import type { Input } from '../../core/journal.ts';
import type { TimedInput } from '../../core/recording.ts';
import type { Topics } from '../../core/topics.ts';
import type { ForkInput } from '../api.ts';

/** What an input of a fork is as a message, and what it touches. */
export interface Aimed extends TimedInput {
  readonly touches: ReadonlySet<string>;
}

/** An input of a fork as the message that a person would have sent. */
export function aim(wanted: ForkInput, at: number, id: string, topics: Topics): Aimed {
  if ('run' in wanted) {
    return {
      at,
      input: { type: 'message', topic: topics.run(wanted.run), payload: '' },
      touches: new Set([`scene ${wanted.run}`]),
    };
  }
  const { device } = wanted;
  if ('fault' in wanted) {
    const payload = typeof wanted.fault === 'string' ? wanted.fault : JSON.stringify(wanted.fault);
    return {
      at,
      input: { type: 'message', topic: topics.fault(device), payload },
      touches: new Set([`fault ${device}`]),
    };
  }
  const [method, params] = request(wanted);
  const payload = JSON.stringify({ id, method, params });
  const input: Input = { type: 'message', topic: topics.rpc(device), payload };
  return { at, input, touches: touched(input, topics) };
}

function request(wanted: Exclude<ForkInput, { fault: unknown } | { run: unknown }>): [string, unknown] {
  if ('set' in wanted) return ['set_prop', wanted.set];
  if ('stimulate' in wanted) return ['stimulate', wanted.stimulate];
  return [wanted.call, wanted.params ?? {}];
}

/** What an input decides, as `device.property`, `device method`, `fault device` or `scene id`. */
export function touched(input: Input, topics: Topics): ReadonlySet<string> {
  if (input.type === 'scene') return new Set();
  const levels = topics.levels(input.topic) ?? [];
  const [device, kind, last] = levels;
  if (device === 'scenes' && last === 'run') return new Set([`scene ${kind}`]);
  if (levels.length !== 2) return new Set();
  switch (kind) {
    case 'fault':
      return new Set([`fault ${device}`]);
    case 'set':
      return new Set(keysOf(parse(input.payload)).map((name) => `${device}.${name}`));
    case 'rpc': {
      const { method, params } = (parse(input.payload) ?? {}) as { method?: unknown; params?: unknown };
      if (method !== 'set_prop' && method !== 'stimulate') return new Set([`${device} ${String(method)}`]);
      return new Set(keysOf(params).map((name) => `${device}.${name}`));
    }
    default:
      return new Set();
  }
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
