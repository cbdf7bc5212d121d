import { own } from '../../../core/device/validate.ts';
import type { PropertyTrigger } from '../../../core/scene/schema.ts';
import type { Analysis } from '../analysis.ts';
import { specOf } from '../constraints.ts';
import { deviceOf, type SceneFacts, type ScenePath } from '../facts.ts';
import type { SceneFinding } from '../finding.ts';
import { intersect, isEmpty, matchingSet } from '../values.ts';

/** A scene that answers a reading with something that moves this reading, through the room. */
interface Answer {
  readonly facts: SceneFacts;
  readonly trigger: PropertyTrigger;
  readonly path: ScenePath;
  readonly step: ScenePath;
  /** Which way the reading goes after the step. */
  readonly push: 1 | -1;
}

/**
 * Thresholds that overlap: two scenes answer the same reading in opposite ways, and there are values at which both are
 * in force. Through the room each brings about the other. With a gap between the thresholds it is a thermostat.
 */
export function* oscillation(analysis: Analysis): Generator<SceneFinding> {
  const answers = [...analysis.facts.values()].flatMap((facts) => [...answersOf(analysis, facts)]);
  for (const [index, one] of answers.entries()) {
    for (const other of answers.slice(index + 1)) {
      const { trigger, push, facts, path } = one;
      const spec = specOf(trigger, analysis.household);
      const same = trigger.device === other.trigger.device && trigger.prop === other.trigger.prop;
      if (!spec || !same || push === other.push || facts === other.facts) continue;
      if (isEmpty(intersect(matchingSet(spec, trigger), matchingSet(spec, other.trigger)))) continue;
      yield {
        code: 'oscillation',
        places: [
          { scene: facts.id, path },
          { scene: other.facts.id, path: other.path },
          { scene: facts.id, path: one.step },
          { scene: other.facts.id, path: other.step },
        ],
        message: `${facts.id} and ${other.facts.id} answer ${trigger.device}.${trigger.prop} in opposite ways, and their thresholds overlap`,
        suggestion: 'Leave a gap between the two thresholds, wider than what the sensor wavers',
      };
    }
  }
}

function* answersOf({ household }: Analysis, facts: SceneFacts): Generator<Answer> {
  for (const { trigger, path } of facts.triggers) {
    if (trigger.type !== 'property') continue;
    const senses = own(deviceOf(household, trigger.device)?.model.properties ?? {}, trigger.prop)?.senses;
    const quantity = typeof senses === 'object' ? senses.quantity : senses;
    const room = own(household.home.devices, trigger.device)?.room;
    if (quantity === undefined || room === undefined) continue;
    const told = new Set<unknown>();
    for (const { step, device, probe } of facts.effects) {
      const push = (probe.pushes as Readonly<Record<string, 1 | -1>>)[quantity];
      if (push === undefined || told.has(step) || own(household.home.devices, device)?.room !== room)
        continue;
      told.add(step);
      yield { facts, trigger, path, step: step.path, push };
    }
  }
}
