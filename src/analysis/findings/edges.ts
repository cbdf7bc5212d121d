import { topicMatches } from '../../core/bus/topic.ts';
import type { EventTrigger, MessageTrigger, PropertyTrigger, Trigger } from '../../core/scene/schema.ts';
import { specOf } from './constraints.ts';
import type { Effect, Household, SceneFacts, ScenePath } from './facts.ts';
import { has, possibleSet } from './values.ts';

/** One scene sets off another: which step of the first, and which trigger of the second. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly step: ScenePath;
  readonly trigger: ScenePath | undefined;
}

/** What edges are found in. */
interface Known {
  readonly household: Household;
  readonly facts: ReadonlyMap<string, SceneFacts>;
  /** `device.prop` -> what changes it. */
  readonly writers: ReadonlyMap<string, readonly Effect[]>;
}

/** Which scenes can set off which, as far as their steps and triggers say, by the scene that does. */
export function edgesOf(known: Known): ReadonlyMap<string, readonly Edge[]> {
  const edges = new Map<string, Edge[]>();
  for (const edge of [...triggerEdges(known), ...stepEdges(known)]) {
    const list = edges.get(edge.from);
    if (list) list.push(edge);
    else edges.set(edge.from, [edge]);
  }
  return edges;
}

/** Along the triggers that look at properties and at other scenes. */
function* triggerEdges({ household, facts, writers }: Known): Generator<Edge> {
  for (const { id: to, triggers } of facts.values()) {
    for (const { trigger, path } of triggers) {
      if (trigger.type === 'scene') {
        const from = facts.get(trigger.scene);
        if (from) yield { from: from.id, to, step: from.triggers[0]!.path, trigger: path };
      } else if (trigger.type === 'property') {
        for (const effect of writers.get(`${trigger.device}.${trigger.prop}`) ?? []) {
          if (!setsOff(household, effect, trigger)) continue;
          yield { from: effect.step.scene, to, step: effect.step.path, trigger: path };
        }
      }
    }
  }
}

/** Along the steps that run other scenes, publish, or let a device emit an event. */
function* stepEdges({ facts }: Known): Generator<Edge> {
  const events = new Map<string, Waiting<EventTrigger>[]>();
  const messages: Waiting<MessageTrigger>[] = [];
  for (const { id, triggers } of facts.values()) {
    for (const { trigger, path } of triggers) {
      if (trigger.type === 'message') messages.push({ scene: id, trigger, path });
      if (trigger.type !== 'event') continue;
      const key = `${trigger.device}/${trigger.event}`;
      const list = events.get(key) ?? [];
      events.set(key, list);
      list.push({ scene: id, trigger, path });
    }
  }
  for (const { id: from, steps, effects } of facts.values()) {
    for (const { step, path } of steps) {
      if ('run' in step && facts.has(step.run)) yield { from, to: step.run, step: path, trigger: undefined };
      if (!('publish' in step)) continue;
      // What the message must carry is left to the trying.
      for (const waiting of messages) {
        if (topicMatches(waiting.trigger.topic, step.publish.topic))
          yield { from, to: waiting.scene, step: path, trigger: waiting.path };
      }
    }
    for (const { step, device, probe } of effects) {
      for (const { event, data } of probe.events) {
        for (const { scene, trigger, path } of events.get(`${device}/${event}`) ?? []) {
          const fits = Object.entries(trigger.where ?? {}).every(([name, value]) => data[name] === value);
          if (fits) yield { from, to: scene, step: step.path, trigger: path };
        }
      }
    }
  }
}

interface Waiting<Kind extends Trigger> {
  readonly scene: string;
  readonly trigger: Kind;
  readonly path: ScenePath;
}

function setsOff(household: Household, effect: Effect, trigger: PropertyTrigger): boolean {
  const spec = specOf(effect, household);
  if (!spec) return false;
  const matching = possibleSet(spec, trigger);
  return effect.values.some((value) => has(matching, value));
}
