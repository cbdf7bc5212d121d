import type { DeviceModel } from '../../core/device/model.ts';
import type { Value } from '../../core/device/value.ts';
import { Bench, type Command } from './bench.ts';
import { opposite } from './opposite.ts';

type Values = Readonly<Record<string, Value>>;

/** When the commands come, and how long any device may then need to come to rest, in ms. */
const sentMs = 1000;
const restMs = 30 * 60_000;

/** How a device begins: with which settings, and what was asked of it long before. */
interface Beginning {
  readonly given: Values;
  readonly before?: Command;
}

/**
 * Whether nothing is left of a command when others follow in the same moment: the device then goes the very way that it
 * goes without the first one, while the first one alone would have left it otherwise. Tried from several beginnings: what
 * changes nothing in one of them says nothing.
 */
export function isUndone(
  model: DeviceModel,
  initial: Values,
  [first, ...rest]: readonly [Command, ...Command[]],
  timezone: string,
): boolean {
  const last = rest.at(-1);
  if (!last) return false;
  const beginnings: Beginning[] = [
    { given: initial },
    { given: opposite(model, initial, first) },
    // What puts everything back is seen best where it has been done already.
    { given: initial, before: last },
  ];
  let seen = false;
  for (const beginning of beginnings) {
    const run = (commands: readonly Command[]): Course => follow(model, beginning, commands, timezone);
    const both = run([first, ...rest]);
    // A command that the device refuses is another matter.
    if (!both.accepted || both.course !== run(rest).course) return false;
    const change = changeOf(model, first, run([]).state, run([first]).state, both.state);
    if (change === 'stays') return false;
    seen ||= change === 'undone';
  }
  return seen;
}

/**
 * What becomes of what the first command changes. All that it sets must be otherwise in the end; of what a method brings
 * about, any of it but readings, because nobody says what the method is for.
 */
function changeOf(
  model: DeviceModel,
  { method, params }: Command,
  without: State,
  alone: State,
  after: State,
): 'nothing' | 'stays' | 'undone' {
  const props = method === 'set_prop' ? Object.keys(params) : Object.keys(model.properties);
  const changed = props.filter((prop) => !model.properties[prop]?.reading && alone[prop] !== without[prop]);
  if (changed.length === 0) return 'nothing';
  const isOtherwise = (prop: string): boolean => after[prop] !== alone[prop];
  const undone = method === 'set_prop' ? changed.every(isOtherwise) : changed.some(isOtherwise);
  return undone ? 'undone' : 'stays';
}

type State = Bench['state'];

/** What became of commands that were sent in one moment. */
interface Course {
  readonly accepted: boolean;
  readonly state: State;
  /** All that was seen of the device from that moment on. */
  readonly course: string;
}

function follow(
  model: DeviceModel,
  { given, before }: Beginning,
  commands: readonly Command[],
  timezone: string,
): Course {
  const bench = new Bench(model, given, { latitude: 0, longitude: 0, timezone });
  if (before) bench.send(before, sentMs);
  const at = before ? sentMs + restMs : sentMs;
  const accepted = commands.map((command) => bench.send(command, at)).every(Boolean);
  bench.advance(at + restMs);
  return { accepted, state: bench.state, course: bench.courseFrom(at) };
}
