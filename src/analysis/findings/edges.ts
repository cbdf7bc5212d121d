import { topicMatches } from '../../core/bus/topic.ts';
import { own } from '../../core/device/validate.ts';
import type { PublishStep } from '../../core/scene/schema.ts';
import type { Analysis } from './analysis.ts';
import { deviceOf, type Effect, type SceneFacts, type ScenePath } from './facts.ts';
import { has, matchingSet } from './values.ts';

/** One scene sets off another: which step of the first, and which trigger of the second. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly step: ScenePath;
  readonly trigger: ScenePath | undefined;
}

/** Which scenes can set off which, as far as their steps and triggers say. */
export function edgesOf(analysis: Analysis): ReadonlyMap<string, readonly Edge[]> {
  const { facts, writers } = analysis;
  const edges = new Map<string, Edge[]>();
  const add = (edge: Edge): void => {
    const list = edges.get(edge.from);
    if (list) list.push(edge);
    else edges.set(edge.from, [edge]);
  };
  for (const target of facts.values()) {
    for (const { trigger, path } of target.triggers) {
      if (trigger.type === 'scene' && facts.has(trigger.scene)) {
        add({
          from: trigger.scene,
          to: target.id,
          step: facts.get(trigger.scene)!.triggers[0]!.path,
          trigger: path,
        });
      }
      if (trigger.type !== 'property') continue;
      for (const effect of writers.get(`${trigger.device}.${trigger.prop}`) ?? []) {
        if (!setsOff(analysis, effect, trigger)) continue;
        add({ from: effect.step.scene, to: target.id, step: effect.step.path, trigger: path });
      }
    }
  }
  for (const source of facts.values()) {
    for (const { step, path } of source.steps) {
      if ('publish' in step) for (const edge of messageEdges(analysis, source.id, step, path)) add(edge);
      if ('run' in step && facts.has(step.run))
        add({ from: source.id, to: step.run, step: path, trigger: undefined });
    }
    for (const edge of eventEdges(analysis, source)) add(edge);
  }
  return edges;
}

function setsOff(
  { household }: Analysis,
  effect: Effect,
  trigger: Extract<SceneFacts['triggers'][number]['trigger'], { type: 'property' }>,
): boolean {
  const spec = own(deviceOf(household, effect.device)?.model.properties ?? {}, effect.prop);
  if (!spec) return false;
  const matching = matchingSet(spec, trigger);
  return effect.values.some((value) => has(matching, value));
}

/** What a device emits when it does what a step asks of it. */
function* eventEdges({ facts }: Analysis, source: SceneFacts): Generator<Edge> {
  for (const { step, device, probe } of source.effects) {
    if (probe.events.length === 0) continue;
    for (const target of facts.values()) {
      for (const { trigger, path } of target.triggers) {
        if (trigger.type !== 'event' || trigger.device !== device) continue;
        const fits = probe.events.some(
          ({ event, data }) =>
            event === trigger.event &&
            Object.entries(trigger.where ?? {}).every(([name, value]) => data[name] === value),
        );
        if (fits) yield { from: source.id, to: target.id, step: step.path, trigger: path };
      }
    }
  }
}

/** Whoever waits for a message on that topic. What it must carry is left to the trying. */
function* messageEdges(
  { facts }: Analysis,
  from: string,
  { publish }: PublishStep,
  step: ScenePath,
): Generator<Edge> {
  for (const target of facts.values()) {
    for (const { trigger, path } of target.triggers) {
      if (trigger.type === 'message' && topicMatches(trigger.topic, publish.topic))
        yield { from, to: target.id, step, trigger: path };
    }
  }
}
