import type { Condition } from '../../../core/scene/schema.ts';
import { sourcesOf } from '../../../core/scene/sources.ts';
import type { Analysis } from '../analysis.ts';
import type { SceneFacts, ScenePath, StepFact } from '../facts.ts';
import { commandOf } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import { lastsMs } from '../lasting.ts';
import { storyOf } from '../story.ts';
import { isOpen } from '../variants.ts';
import { asked } from '../wanted.ts';

const MINUTE = 60_000;

/**
 * Steps for when a condition does not hold, which are done as well when nobody knows: the device is offline, and what
 * is unknown does not hold either.
 */
export function* unknown(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    const acting = facts.steps.filter(({ step }) => commandOf(step) !== undefined);
    const otherwise = acting.find((fact) => fact.otherwise);
    if (otherwise) {
      for (const { condition, path } of facts.conditions)
        yield* doubt(analysis, facts, condition, path, otherwise);
    }
    for (const { step, path, guards } of facts.steps) {
      if (!('if' in step)) continue;
      const inElse = acting.find((fact) =>
        fact.guards.some(
          (guard) => !guard.holds && guard.condition === step.if && guards.length < fact.guards.length,
        ),
      );
      if (inElse) yield* doubt(analysis, facts, step.if, [...path, 'if'], inElse);
    }
  }
}

function* doubt(
  analysis: Analysis,
  facts: SceneFacts,
  condition: Condition,
  path: ScenePath,
  step: StepFact,
): Generator<SceneFinding> {
  const devices = [...new Set(devicesIn(condition))].filter((device) => !asks(facts, device));
  const [device] = devices;
  if (device === undefined) return;
  const proof = actsBlindly(analysis, facts, device, step);
  yield {
    code: 'unknown',
    places: [
      { scene: facts.id, path },
      { scene: facts.id, path: step.path },
    ],
    message: `when ${devices.join(' or ')} is offline, this is unknown, and the steps for "it does not hold" are done`,
    suggestion: `Ask first: { type: availability, device: ${device}, value: online }`,
    ...(proof ? { proof } : {}),
  };
}

/** The scene while that device is offline: whether the step is done all the same. */
function actsBlindly(
  analysis: Analysis,
  facts: SceneFacts,
  device: string,
  { step }: StepFact,
): Proof | undefined {
  const wanted = commandOf(step)!;
  for (const index of facts.triggers.keys()) {
    const staged = analysis.stage(facts, index);
    if (!staged) continue;
    const offline = { topic: `millet/${device}/fault`, payload: 'offline' };
    const scenario = {
      ...staged,
      until: staged.fires + lastsMs(facts.scene.actions) + MINUTE,
      deeds: [{ at: staged.from + 1000, deed: offline }, ...staged.deeds],
    };
    const journal = analysis.play(scenario, [facts]);
    const done = journal.some(
      (entry) =>
        entry.kind === 'request' &&
        entry.device === wanted.device &&
        (isOpen(wanted.command) || JSON.stringify(entry.params) === JSON.stringify(wanted.command.params)) &&
        entry.time >= staged.fires,
    );
    if (!done) continue;
    return {
      scenario,
      story: storyOf(journal, analysis.household.home),
      expect: [asked(wanted.device, wanted.command, { times: 0 })],
    };
  }
  return undefined;
}

function* devicesIn(condition: Condition): Generator<string> {
  if ('prop' in condition) yield* sourcesOf(condition).map((source) => source.device);
  else if ('all' in condition) for (const part of condition.all) yield* devicesIn(part);
  else if ('any' in condition) for (const part of condition.any) yield* devicesIn(part);
  else if ('not' in condition) yield* devicesIn(condition.not);
}

/** Whether a scene asks somewhere whether the device is there, or is set off by that very device. */
function asks({ conditions, steps, triggers }: SceneFacts, device: string): boolean {
  const all = [
    ...conditions.map(({ condition }) => condition),
    ...steps.flatMap(({ step }) => ('if' in step ? [step.if] : [])),
  ];
  return (
    all.some((condition) => mentionsAvailability(condition, device)) ||
    triggers.every(({ trigger }) => 'device' in trigger && trigger.device === device)
  );
}

function mentionsAvailability(condition: Condition, device: string): boolean {
  if ('prop' in condition) return false;
  if ('all' in condition) return condition.all.some((part) => mentionsAvailability(part, device));
  if ('any' in condition) return condition.any.some((part) => mentionsAvailability(part, device));
  if ('not' in condition) return mentionsAvailability(condition.not, device);
  return 'type' in condition && condition.type === 'availability' && condition.device === device;
}
