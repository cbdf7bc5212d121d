import type { DeviceModel } from '../../core/device/model.ts';
import { own } from '../../core/device/validate.ts';
import type { Value } from '../../core/device/value.ts';
import type { Home } from '../../core/home.ts';
import { openValuesOf } from '../../core/scene/fill.ts';
import type { Condition, Scene, Step, Trigger } from '../../core/scene/schema.ts';
import type { Command } from './bench.ts';
import type { Probe, Prober } from './probe.ts';
import { isOpen, variantsOf } from './variants.ts';

/** Where something stands in the data of a scene's file. */
export type ScenePath = readonly (string | number)[];

/** What is analysed: a home whose files have no mistakes. */
export interface Household {
  readonly home: Home;
  readonly models: ReadonlyMap<string, DeviceModel>;
  readonly scenes: ReadonlyMap<string, Scene>;
  /** What the files of the scenes name, by their ids, templates included. Without it, names are not looked at. */
  readonly mentions?: ReadonlyMap<string, Mentions>;
  /** What the rules of the home name. */
  readonly ruleNames?: ReadonlySet<string>;
}

/** The names in a scene's file, before values take their place. */
export interface Mentions {
  /** `$comfortable` -> `comfortable`. */
  readonly names: ReadonlySet<string>;
  /** The template that it uses. */
  readonly uses?: string;
  /** It is a template itself. */
  readonly template?: true;
}

/** A condition under which a step is reached, and whether it must hold or must not. */
export interface Guard {
  readonly condition: Condition;
  readonly path: ScenePath;
  readonly holds: boolean;
}

/** A step, with all that decides whether it is reached. */
export interface StepFact {
  readonly scene: string;
  readonly path: ScenePath;
  readonly step: Step;
  readonly guards: readonly Guard[];
  /** It belongs to `otherwise`: it is done when the scene's conditions do not hold. */
  readonly otherwise: boolean;
  /** Some time passes in the run before it is reached: a delay, or a wait. */
  readonly late: boolean;
}

/** A property that a step changes, found out by trying. */
export interface Effect {
  readonly step: StepFact;
  readonly device: string;
  readonly prop: string;
  /** The values that it takes, the last one last. */
  readonly values: readonly Value[];
  /** The step sends what another property is: these are values that it may send. */
  readonly supposed: boolean;
  readonly command: Command;
  readonly probe: Probe;
}

/** All that is known of a scene without running it in its home. */
export interface SceneFacts {
  readonly id: string;
  readonly scene: Scene;
  readonly triggers: readonly { readonly trigger: Trigger; readonly path: ScenePath }[];
  /** The conditions of the scene; all must hold. */
  readonly conditions: readonly { readonly condition: Condition; readonly path: ScenePath }[];
  readonly steps: readonly StepFact[];
  readonly effects: readonly Effect[];
}

/** Gathers the facts of a scene. */
export function factsOf(id: string, scene: Scene, household: Household, prober: Prober): SceneFacts {
  const triggers = Array.isArray(scene.trigger)
    ? scene.trigger.map((trigger, index) => ({ trigger, path: ['trigger', index] }))
    : [{ trigger: scene.trigger, path: ['trigger'] }];
  const conditions = (scene.conditions ?? []).map((condition, index) => ({
    condition,
    path: ['conditions', index],
  }));
  const guards = conditions.map(({ condition, path }) => ({ condition, path, holds: true }));
  const walk = new StepWalk(id);
  walk.sequence(scene.actions, ['actions'], { guards, otherwise: false });
  walk.late = false;
  walk.sequence(scene.otherwise ?? [], ['otherwise'], { guards: [], otherwise: true });
  const effects = walk.steps.flatMap((step) => effectsOf(step, household, prober));
  return { id, scene, triggers, conditions, steps: walk.steps, effects };
}

/** What a step asks of a device, if it asks anything. */
export function commandOf(step: Step): { readonly device: string; readonly command: Command } | undefined {
  if ('method' in step)
    return { device: step.device, command: { method: step.method, params: step.params ?? {} } };
  if ('set' in step) return { device: step.device, command: { method: 'set_prop', params: step.set } };
  return undefined;
}

/** The same, where it does not depend on how things stand. */
export function fixedCommandOf(step: Step): ReturnType<typeof commandOf> {
  return openValuesOf(step).length === 0 ? commandOf(step) : undefined;
}

/** The model of a simulated device and how it begins. */
export function deviceOf(
  { home, models }: Household,
  id: string,
): { readonly model: DeviceModel; readonly initial: Readonly<Record<string, Value>> } | undefined {
  const device = own(home.devices, id);
  const model = device?.model === undefined ? undefined : models.get(device.model);
  return model && { model, initial: device?.initial ?? {} };
}

function effectsOf(fact: StepFact, household: Household, prober: Prober): Effect[] {
  const asked = commandOf(fact.step);
  const device = asked && deviceOf(household, asked.device);
  if (!asked || !device) return [];
  const supposed = isOpen(asked.command);
  return variantsOf(asked.command, device.model).flatMap((command) => {
    const probe = prober.probe(device.model, device.initial, command);
    return [...probe.writes].map(([prop, values]) => {
      return { step: fact, device: asked.device, prop, values, supposed, command, probe };
    });
  });
}

/** Goes through the steps in order, with what it takes to reach each. */
class StepWalk {
  readonly steps: StepFact[] = [];
  late = false;
  readonly #scene: string;

  constructor(scene: string) {
    this.#scene = scene;
  }

  sequence(
    steps: readonly Step[],
    path: ScenePath,
    reach: { readonly guards: readonly Guard[]; readonly otherwise: boolean },
  ): void {
    for (const [index, step] of steps.entries()) {
      const here = [...path, index];
      this.steps.push({ scene: this.#scene, path: here, step, ...reach, late: this.late });
      if ('delay' in step || 'wait_until' in step) this.late = true;
      if ('repeat' in step) this.sequence(step.do, [...here, 'do'], reach);
      if ('parallel' in step) {
        for (const [branch, part] of step.parallel.entries()) {
          this.sequence(part, [...here, 'parallel', branch], reach);
        }
      }
      if ('if' in step) {
        const guard = { condition: step.if, path: [...here, 'if'] };
        const under = (holds: boolean) => ({ ...reach, guards: [...reach.guards, { ...guard, holds }] });
        this.sequence(step.then, [...here, 'then'], under(true));
        this.sequence(step.else ?? [], [...here, 'else'], under(false));
      }
    }
  }
}
