import type { DeviceInfo } from '../core/device/info.ts';
import type { Value, ValueSpec } from '../core/device/value.ts';
import { MilletError } from '../core/errors.ts';
import { didYouMean } from '../core/nearest.ts';
import { parseValue, splitAssignment } from './assignments.ts';
import { HomeClient, type Reply } from './home-client.ts';

/** The options of every command that talks to a running home. */
export interface TalkOptions {
  readonly broker: string;
  readonly topicPrefix: string;
  readonly json?: boolean;
}

/** Connects, does its talk, and disconnects whatever happens. */
export async function talk<T>(options: TalkOptions, act: (home: HomeClient) => Promise<T>): Promise<T> {
  const home = await HomeClient.open(options.broker, options.topicPrefix);
  try {
    return await act(home);
  } finally {
    await home.close();
  }
}

/** Reads `NAME=VALUE...` against the specs of a device's properties or an action's parameters. */
export function readAssignments(
  texts: readonly string[],
  specs: Readonly<Record<string, ValueSpec>>,
  what: string,
): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const text of texts) {
    const { name, value } = splitAssignment(text, 'NAME=VALUE');
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (!spec) throw unknownName(name, Object.keys(specs), what);
    values[name] = parseValue(name, value, spec);
  }
  return values;
}

export function unknownName(name: string, names: readonly string[], what: string): MilletError {
  return new MilletError(`${what} has no ${name}.${didYouMean(name, names)}`, {
    hint: names.length > 0 ? `It has ${names.join(', ')}.` : 'It has none.',
  });
}

/** Prints a reply. Returns the exit code: 1 when the device refused. */
export function showReply(reply: Reply, options: TalkOptions, device: string): number {
  if (options.json) console.log(JSON.stringify(reply));
  if (reply.error) {
    console.error(`${device} refused: ${reply.error.message} (${reply.error.code})`);
    return 1;
  }
  if (!options.json) console.log('ok');
  return 0;
}

/** `get DEVICE [PROP...]` */
export async function get(device: string, props: readonly string[], options: TalkOptions): Promise<number> {
  return talk(options, async (home) => {
    const info = await home.info(device);
    const names = props.length > 0 ? props : readableNames(info);
    const reply = await home.request(device, 'get_prop', names);
    if (reply.error || !Array.isArray(reply.result)) return showReply(reply, options, device);
    const values = Object.fromEntries(names.map((name, index) => [name, (reply.result as unknown[])[index]]));
    if (options.json) {
      console.log(JSON.stringify(values));
      return 0;
    }
    const width = Math.max(...names.map((name) => name.length));
    for (const name of names) {
      const spec = info.properties[name];
      const unit = spec && 'unit' in spec && spec.unit !== undefined ? ` ${spec.unit}` : '';
      console.log(`${name.padEnd(width)}  ${values[name]}${unit}`);
    }
    return 0;
  });
}

/** `set DEVICE PROP=VALUE...` */
export async function set(
  device: string,
  assignments: readonly string[],
  options: TalkOptions,
): Promise<number> {
  return talk(options, async (home) => {
    const info = await home.info(device);
    const values = readAssignments(assignments, info.properties, device);
    return showReply(await home.request(device, 'set_prop', values), options, device);
  });
}

/** `stimulate DEVICE PROP=VALUE...`; the value `null` lets go of a reading. */
export async function stimulate(
  device: string,
  assignments: readonly string[],
  options: TalkOptions,
): Promise<number> {
  return talk(options, async (home) => {
    const info = await home.info(device);
    const released = assignments
      .filter((text) => text.endsWith('=null'))
      .map((text) => text.slice(0, -'=null'.length));
    const pinned = assignments.filter((text) => !text.endsWith('=null'));
    const values: Record<string, Value | null> = readAssignments(pinned, info.properties, device);
    for (const name of released) {
      if (!Object.hasOwn(info.properties, name))
        throw unknownName(name, Object.keys(info.properties), device);
      values[name] = null;
    }
    return showReply(await home.request(device, 'stimulate', values), options, device);
  });
}

/** `call DEVICE METHOD [PARAM=VALUE...]` */
export async function call(
  device: string,
  method: string,
  assignments: readonly string[],
  options: TalkOptions,
): Promise<number> {
  return talk(options, async (home) => {
    const info = await home.info(device);
    const action = Object.hasOwn(info.actions, method) ? info.actions[method] : undefined;
    if (!action) throw unknownName(method, Object.keys(info.actions), device);
    const params = readAssignments(assignments, action.params, `${device}.${method}`);
    return showReply(await home.request(device, method, params), options, device);
  });
}

function readableNames(info: DeviceInfo): string[] {
  return Object.keys(info.properties).filter((name) => info.properties[name]!.access.startsWith('r'));
}
