import { formatDuration } from '../../../core/calendar/index.ts';
import { own } from '../../../core/device/validate.ts';
import { accepts, type ValueSpec } from '../../../core/device/value.ts';
import { isPlainComparison } from '../../../core/scene/comparison.ts';
import { describeStep, describeTrigger } from '../../../core/scene/words.ts';
import type { Analysis } from '../analysis.ts';
import { constraintsOf, specOf } from '../constraints.ts';
import type { Effect, SceneFacts } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import { storyOf } from '../story.ts';
import { has, matchingSet, type ValueSet } from '../values.ts';
import { asked } from '../wanted.ts';

/** The second occasion comes this long after the first. */
const soonMs = 5000;

/**
 * Work that takes time, asked for by a scene that can be set off again meanwhile: the device refuses. And work that
 * is done all over each time, asked for by a trigger that one occasion can fire more than once.
 */
export function* interrupted(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    const told = new Set<string>();
    for (const effect of facts.effects) {
      const key = JSON.stringify(effect.step.path);
      if (told.has(key) || effect.step.otherwise || !canComeTwice(facts)) continue;
      if (looksAt(analysis, effect)) continue;
      told.add(key);
      const refused = effect.probe.whileBusy === 'refused' && effect.probe.takesMs > soonMs;
      const repeats = effect.probe.again === 'repeats';
      if (!refused && !repeats) continue;
      const proof = twice(analysis, facts, effect, refused);
      if (!proof) continue;
      const does = describeStep(effect.step.step);
      const trigger = describeTrigger(facts.triggers[0]!.trigger);
      yield {
        code: refused ? 'interrupted' : 'repeats',
        places: [
          { scene: facts.id, path: effect.step.path },
          { scene: facts.id, path: facts.triggers[0]!.path },
        ],
        message: refused
          ? `${does} takes ${formatDuration(effect.probe.takesMs)}, and "${trigger}" can come again meanwhile: ${effect.device} refuses`
          : `${does} is done all over each time, and "${trigger}" can come again within seconds`,
        suggestion:
          facts.triggers[0]!.trigger.type === 'property'
            ? 'Give the trigger a hysteresis or a for, or the scene a condition on what the device is doing'
            : `Give the scene a condition on what ${effect.device} is doing`,
        proof,
      };
    }
  }
}

/** What takes trying is found out only for scenes that a reading can set off, and that may run again at once. */
function canComeTwice({ triggers }: SceneFacts): boolean {
  return triggers.some(({ trigger }) => trigger.type === 'property' && trigger.for === undefined);
}

/** A scene that looks at the device before it asks knows what it does. */
function looksAt({ household }: Analysis, { device, step }: Effect): boolean {
  return constraintsOf(step.guards, household).some((constraint) => constraint.device === device);
}

/** The same occasion twice within seconds, or two triggers that one occasion fires. Buttons are pressed twice on purpose. */
function twice(analysis: Analysis, facts: SceneFacts, effect: Effect, refused: boolean): Proof | undefined {
  for (const scenario of occasions(analysis, facts)) {
    const journal = analysis.play(scenario, [facts]);
    const requests = journal.filter(
      (entry) =>
        entry.kind === 'request' && entry.device === effect.device && entry.method === effect.command.method,
    );
    const errors = journal.filter(
      (entry) => entry.kind === 'reply' && entry.device === effect.device && entry.error,
    );
    if (requests.length < 2 || (refused && errors.length === 0)) continue;
    return {
      scenario,
      story: storyOf(journal, analysis.household.home),
      expect: [asked(effect.device, effect.command, { times: 1 })],
    };
  }
  return undefined;
}

function* occasions(analysis: Analysis, facts: SceneFacts): Generator<Scenario> {
  const wavering = wavers(analysis, facts);
  if (wavering) yield wavering;
  const both = bothTriggers(analysis, facts);
  if (both) yield both;
}

/** A reading that wavers around the threshold: that is what a hysteresis or a `for` is for. */
function wavers(analysis: Analysis, facts: SceneFacts): Scenario | undefined {
  const [first] = facts.triggers;
  if (first?.trigger.type !== 'property' || first.trigger.for !== undefined) return undefined;
  if (!isPlainComparison(first.trigger)) return undefined;
  const spec = specOf(first.trigger, analysis.household);
  if (!spec?.reading || (spec.type !== 'integer' && spec.type !== 'number')) return undefined;
  const staging = analysis.stage(facts, 0);
  const { device, prop, hysteresis = 0 } = first.trigger;
  const [deed] = staging?.deeds ?? [];
  const matching = matchingSet(spec, first.trigger);
  const border = borderOf(matching, spec);
  if (!staging || !deed || !border || hysteresis > border.step) return undefined;
  const at = (value: number) => ({ device, stimulate: { [prop]: value } });
  return {
    ...staging,
    given: { ...staging.given, [device]: { ...staging.given[device], [prop]: border.outside } },
    deeds: [
      { at: deed.at, deed: at(border.inside) },
      { at: deed.at + soonMs / 2, deed: at(border.outside) },
      { at: deed.at + soonMs, deed: at(border.inside) },
    ],
  };
}

/** The values on both sides of a threshold that are next to each other. */
function borderOf(
  set: ValueSet,
  spec: NumberSpec,
): { inside: number; outside: number; step: number } | undefined {
  if (set.kind !== 'numbers') return undefined;
  const [low, high] = spec.range;
  const step = spec.step ?? (spec.type === 'integer' ? 1 : (high - low) / 1000);
  const round = (value: number): number => Number(value.toPrecision(12));
  for (const interval of set.intervals) {
    const candidates = [
      [
        round(interval.low + (interval.lowOpen ? step : 0)),
        round(interval.low - (interval.lowOpen ? 0 : step)),
      ],
      [
        round(interval.high - (interval.highOpen ? step : 0)),
        round(interval.high + (interval.highOpen ? 0 : step)),
      ],
    ] as const;
    for (const [inside, outside] of candidates) {
      const fits = accepts(spec, inside) && accepts(spec, outside);
      if (fits && has(set, inside) && !has(set, outside)) return { inside, outside, step };
    }
  }
  return undefined;
}

/** Two readings of one room that tell of the same thing, one after the other. */
function bothTriggers(analysis: Analysis, facts: SceneFacts): Scenario | undefined {
  const { devices } = analysis.household.home;
  const readings = [...facts.triggers.entries()].filter(
    ([, { trigger }]) =>
      trigger.type === 'property' &&
      trigger.for === undefined &&
      specOf(trigger, analysis.household)?.reading === true,
  );
  const [first, second] = readings;
  if (!first || !second) return undefined;
  const [one, other] = [first, second].map(([, { trigger }]) =>
    'device' in trigger ? own(devices, trigger.device) : undefined,
  );
  if (!one || !other || one === other || one.room === undefined || one.room !== other.room) return undefined;
  const [staging, next] = [analysis.stage(facts, first[0]), analysis.stage(facts, second[0])];
  if (!staging || !next) return undefined;
  const later = next.deeds.map((deed) => ({ ...deed, at: staging.fires + soonMs }));
  const given = Object.fromEntries(
    [...new Set([...Object.keys(next.given), ...Object.keys(staging.given)])].map((device) => [
      device,
      { ...next.given[device], ...staging.given[device] },
    ]),
  );
  return { ...staging, given, deeds: [...staging.deeds, ...later] };
}

type NumberSpec = Extract<ValueSpec, { type: 'integer' | 'number' }>;
