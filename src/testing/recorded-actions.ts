import { isRecord } from '../core/device/request.ts';
import type { Input, JournalEntry } from '../core/journal.ts';
import { Topics } from '../core/topics.ts';
import type { TestAction } from './schema.ts';

type MessageInput = Extract<Input, { type: 'message' }>;
type Done = TestAction extends infer Action ? (Action extends unknown ? Omit<Action, 'at'> : never) : never;

/**
 * What entered a recorded home, as a test would do it. Questions, which change nothing, are left out, and so are saved
 * scenes, which no test can do.
 *
 * @param at the time as the test shall say it
 */
export function actionOf(
  entry: Extract<JournalEntry, { kind: 'input' }>,
  options: { readonly prefix: string; readonly at: string; readonly refused: boolean },
): TestAction | undefined {
  if (entry.input.type !== 'message' || entry.input.retained) return undefined;
  // What was refused may be anything; as it came in, it will be refused again.
  const done =
    (options.refused ? undefined : doneBy(entry.input, options.prefix)) ??
    asMessage(entry.input, options.prefix);
  return done === 'nothing' ? undefined : ({ at: options.at, ...done } as TestAction);
}

function doneBy(input: MessageInput, prefix: string): Done | 'nothing' | undefined {
  const levels = new Topics(prefix).levels(input.topic);
  if (!levels) return undefined;
  const [device, kind, last] = levels as [string, string | undefined, string | undefined];
  const body = parse(input.payload);
  if (device === 'scenes') return last === 'run' && kind !== undefined ? { scene: kind } : undefined;
  if (levels.length !== 2) return undefined;
  switch (kind) {
    case 'get':
      return 'nothing';
    case 'set':
      return isRecord(body) ? ({ device, set: body } as Done) : undefined;
    case 'fault':
      return { device, fault: isRecord(body) ? body : input.payload } as Done;
    case 'rpc':
      return isRecord(body) ? requested(device, body) : undefined;
    default:
      return undefined;
  }
}

function requested(
  device: string,
  { method, params }: Record<string, unknown>,
): Done | 'nothing' | undefined {
  if (method === 'get_prop') return 'nothing';
  if (typeof method !== 'string' || (params !== undefined && !isRecord(params))) return undefined;
  if (method === 'set_prop') return { device, set: params } as Done;
  if (method === 'stimulate') return { device, stimulate: params } as Done;
  const some = params !== undefined && Object.keys(params).length > 0;
  return { device, method, ...(some ? { params } : {}) } as Done;
}

function asMessage({ topic, payload }: MessageInput, prefix: string): Done {
  // A test's home has the usual prefix.
  const usual = topic.startsWith(`${prefix}/`) ? `millet/${topic.slice(prefix.length + 1)}` : topic;
  return { message: { topic: usual, payload } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
