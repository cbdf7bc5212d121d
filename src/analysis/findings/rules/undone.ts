import { parseDuration } from '../../../core/calendar/index.ts';
import { own } from '../../../core/device/validate.ts';
import type { JournalEntry } from '../../../core/journal.ts';
import { openValuesOf } from '../../../core/scene/fill.ts';
import type { Step } from '../../../core/scene/schema.ts';
import { sourcesOf } from '../../../core/scene/sources.ts';
import { plainConditions } from '../../../core/scene/walk.ts';
import { describeStep } from '../../../core/scene/words.ts';
import type { Analysis } from '../analysis.ts';
import type { Command } from '../bench.ts';
import { deviceOf, fixedCommandOf, type SceneFacts } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import { type Line, type Located, linesOfScene } from '../lines.ts';
import { storyOf } from '../story.ts';
import { asked } from '../wanted.ts';

/** What comes within this time of the first is the same moment: links take some of it, in ms. */
const closeMs = 10_000;

/** A device that answers later than this is seen to do what the first command says, in ms. */
const promptMs = 1000;

/** A command of which a later one of the same scene leaves nothing, with no time between the two. */
export function* undone(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    if (facts.steps.filter(({ step }) => 'device' in step).length < 2) continue;
    const told = new Set<string>();
    for (const line of linesOfScene(facts.scene)) {
      const found = undoneIn(line, analysis);
      if (!found || told.has(found.device)) continue;
      told.add(found.device);
      const { first, last, device } = found;
      const proof = seen(analysis, facts, found);
      yield {
        code: 'undone',
        places: [first, last].map(({ path }) => ({ scene: facts.id, path })),
        message: `${describeStep(last.step)} undoes ${describeStep(first.step)} at once: nothing between the two takes time`,
        suggestion: `Put a delay or a wait_until for ${device} between the two, or take away the one that is not meant`,
        ...(proof ? { proof } : { certain: true }),
      };
    }
  }
}

interface Undone {
  readonly device: string;
  readonly first: Located;
  readonly last: Located;
  readonly commands: readonly [Command, Command];
}

/** Whether the first step of a line is undone by one that follows before any time has passed. */
function undoneIn([first, ...following]: Line, analysis: Analysis): Undone | undefined {
  const command = fixedCommandOf(first.step);
  const known = command && deviceOf(analysis.household, command.device);
  if (!command || !known || !isPrompt(analysis, command.device)) return undefined;
  const { device } = command;
  const commands: [Command, ...Command[]] = [command.command];
  for (const last of following) {
    const next = fixedCommandOf(last.step);
    if (next?.device === device) {
      commands.push(next.command);
      if (analysis.prober.isUndone(known.model, known.initial, commands)) {
        if (isAwaited(analysis, device, command.command)) return undefined;
        return { device, first, last, commands: [command.command, next.command] };
      }
    }
    if (!passesBy(last.step, device, 'notify' in (known.model.actions ?? {}))) return undefined;
    if (next && !isPrompt(analysis, next.device)) return undefined;
  }
  return undefined;
}

/** Whether it is sure to answer at once, unless it is offline. */
function isPrompt({ household }: Analysis, id: string): boolean {
  const device = own(household.home.devices, id);
  const isQuick = device?.latency === undefined || parseDuration(device.latency) <= promptMs;
  return isQuick && device?.simulated !== false;
}

/**
 * Whether a step takes no time, and has no use for how the device stands. A method may have one: a picture is taken while
 * the lamp is on.
 */
function passesBy(step: Step, device: string, isNotified: boolean): boolean {
  if (!('set' in step) && !('notify' in step)) return false;
  if (step.on_error === 'stop' || step.retry !== undefined || openValuesOf(step).length > 0) return false;
  return 'set' in step || (step.to === undefined ? !isNotified : step.to !== device);
}

/** Whether some scene waits for what the command changes: then it matters, however short it is. */
function isAwaited({ facts, household, prober }: Analysis, device: string, command: Command): boolean {
  const { model, initial } = deviceOf(household, device)!;
  const changed = new Set([
    ...Object.keys(command.method === 'set_prop' ? command.params : {}),
    ...prober.probe(model, initial, command).writes.keys(),
  ]);
  for (const { triggers, steps } of facts.values()) {
    const waits = steps.flatMap(({ step }) => ('wait_until' in step ? plainConditions(step.wait_until) : []));
    for (const waiting of [...triggers.map(({ trigger }) => trigger), ...waits]) {
      if ('event' in waiting && waiting.device === device) return true;
      if (!('prop' in waiting)) continue;
      const names = sourcesOf(waiting).filter((source) => source.device === device);
      if (names.some(({ prop }) => changed.size === 0 || changed.has(prop))) return true;
    }
  }
  return false;
}

/** The scene alone: both are asked for and accepted, one right after the other. */
function seen(analysis: Analysis, facts: SceneFacts, { device, commands }: Undone): Proof | undefined {
  for (const index of facts.triggers.keys()) {
    const scenario = analysis.stage(facts, index);
    if (!scenario) continue;
    const journal = analysis.play(scenario, [facts]);
    const [first, last] = commands.map((command) => requestOf(journal, device, command));
    const refused = journal.some((entry) => entry.kind === 'reply' && entry.device === device && entry.error);
    if (!first || !last || refused || last.time < first.time || last.time - first.time > closeMs) continue;
    return {
      scenario,
      story: storyOf(journal, analysis.household.home),
      expect: [asked(device, commands[1], { times: 0 })],
    };
  }
  return undefined;
}

function requestOf(
  journal: readonly JournalEntry[],
  device: string,
  { method, params }: Command,
): JournalEntry | undefined {
  return journal.find(
    (entry) =>
      entry.kind === 'request' &&
      entry.device === device &&
      entry.method === method &&
      JSON.stringify(entry.params) === JSON.stringify(params),
  );
}
