import { formatInstant, parseDuration, parseInstant } from '../core/calendar/index.ts';
import { MilletError } from '../core/errors.ts';
import { formatJournalLine, type Input, type JournalSink } from '../core/journal.ts';
import { SimulatedHome } from '../core/simulated-home.ts';
import type { Given } from '../core/simulation.ts';
import { Topics } from '../core/topics.ts';
import { JournalFile } from '../files/journal-file.ts';
import { asked } from './asked.ts';
import { parseValue, splitAssignment } from './assignments.ts';
import { readFaults } from './faults.ts';
import { findDevice, findProperty, type LoadedHome, openHome } from './open-home.ts';
import { Output } from './output.ts';
import { createPaint } from './paint.ts';
import { Story } from './story.ts';
import { Summary } from './summary.ts';

export interface SimulateOptions {
  readonly home: string;
  readonly from?: string;
  readonly until?: string;
  readonly for?: string;
  readonly seed: number;
  readonly set: readonly string[];
  readonly fault: readonly string[];
  readonly residents: boolean;
  readonly journal?: string;
  readonly json?: boolean;
}

/** `simulate`: the home on the memory bus, from one instant to another, as fast as the machine can. */
export async function simulate(options: SimulateOptions): Promise<number> {
  const loaded = await openHome(options.home);
  const { home, models, scenes } = loaded;
  const { timezone } = home.location;
  const { from, until } = span(options, timezone);
  const { given, inputs: sets } = readSets(options.set, loaded, from, until);
  // A stable sort: those of one instant enter in the order in which they were given.
  const inputs = [...sets, ...readFaults(options.fault, loaded, from, until)].sort((a, b) => a.at - b.at);
  const formatTime = (instant: number): string => formatInstant(timezone, instant);
  const output = new Output(process.stdout);
  const summary = new Summary();
  const sinks: JournalSink[] = [summary.sink];
  const file =
    options.journal === undefined
      ? undefined
      : JournalFile.create(options.journal, {
          keep: false,
          formatTime,
          failed: (error) => {
            throw error;
          },
        });
  if (file) sinks.push(file.sink);
  if (options.json) {
    sinks.push((entry) => output.line(formatJournalLine(entry, formatTime)));
  } else {
    const story = new Story(createPaint(process.stdout), formatTime);
    sinks.push((entry) => {
      for (const line of story.tell(entry)) output.line(line);
    });
  }
  const simulated = new SimulatedHome({
    home,
    models,
    scenes,
    start: from,
    seed: options.seed,
    given,
    residents: options.residents,
    sinks,
  });
  simulated.start();
  for (const { at, input } of inputs) simulated.input(at, input);
  simulated.advanceTo(until);
  file?.close();
  if (!options.json) for (const line of summary.lines(home.name, until - from)) output.line(line);
  await output.end();
  return loaded.problems.length > 0 ? 1 : 0;
}

function span(options: SimulateOptions, timezone: string): { from: number; until: number } {
  const now = Date.now();
  const from = asked('--from', () => parseInstant(options.from ?? '00:00', timezone, now));
  if (options.until !== undefined && options.for !== undefined) {
    throw new MilletError('Give --until or --for, not both.');
  }
  const length = asked('--for', () => parseDuration(options.for ?? '24h'));
  const until =
    options.until === undefined
      ? from + length
      : asked('--until', () => parseInstant(options.until!, timezone, from));
  if (until < from) {
    const at = formatInstant(timezone, until);
    throw new MilletError(`--until lies before --from: ${at} is before ${formatInstant(timezone, from)}.`);
  }
  return { from, until };
}

/** `DEVICE.PROP=VALUE[@TIME]`: without a time it is given before the start; with one it is an input then. */
function readSets(
  texts: readonly string[],
  { home, models }: LoadedHome,
  from: number,
  until: number,
): { given: Given; inputs: { at: number; input: Input }[] } {
  const given: Record<string, Record<string, ReturnType<typeof parseValue>>> = {};
  const inputs: { at: number; input: Input }[] = [];
  const example = 'DEVICE.PROP=VALUE or DEVICE.PROP=VALUE@TIME after --set';
  const topics = new Topics('millet');
  for (const [index, text] of texts.entries()) {
    const { name, value: rest } = splitAssignment(text, example);
    const dot = name.indexOf('.');
    if (dot < 1) throw new MilletError(`Expected ${example}, got ${text}.`);
    const [device, prop] = [name.slice(0, dot), name.slice(dot + 1)];
    const model = models.get(findDevice(home, device).model ?? '');
    if (!model) throw new MilletError(`${device} is not simulated, so --set cannot reach it.`);
    const spec = findProperty(model, device, prop);
    if (!spec.reading && !spec.access.includes('w')) {
      throw new MilletError(`${name} can be neither set nor pinned: the device decides it by itself.`);
    }
    const at = rest.lastIndexOf('@');
    const value = parseValue(name, at < 0 ? rest : rest.slice(0, at), spec);
    if (at < 0) {
      given[device] = { ...given[device], [prop]: value };
      continue;
    }
    const instant = asked('--set', () => parseInstant(rest.slice(at + 1), home.location.timezone, from));
    if (instant < from || instant > until) {
      throw new MilletError(`--set ${text}: that time is outside of what is simulated.`);
    }
    const method = spec.reading ? 'stimulate' : 'set_prop';
    const payload = JSON.stringify({ id: `set-${index + 1}`, method, params: { [prop]: value } });
    inputs.push({ at: instant, input: { type: 'message', topic: topics.rpc(device), payload } });
  }
  return { given, inputs };
}
