import { faultProblem } from '../core/device/fault-problem.ts';
import type { DeviceModel, ParamSpec, PropertySpec } from '../core/device/model.ts';
import type { Value, ValueSpec } from '../core/device/value.ts';
import type { Home } from '../core/home.ts';
import type { Random } from '../core/random.ts';
import type { Scene } from '../core/scene/schema.ts';
import { plainConditions } from '../core/scene/walk.ts';
import type { TestAction, TestedHome } from '../testing/index.ts';
import type { Rules } from './rules.ts';

/** Something that can be done to a home, but for the time. */
export type Deed = TestAction extends infer Action
  ? Action extends unknown
    ? Omit<Action, 'at'>
    : never
  : never;

/** One thing that can be turned, and how. */
export interface Knob {
  readonly kind: 'reading' | 'setting' | 'action' | 'fault' | 'scene';
  /** How likely it is to be chosen, beside the others. */
  readonly weight: number;
  turn(random: Random): Deed;
}

/** How much likelier something is that a scene or a rule looks at. */
const mentionedWeight = 8;

/**
 * Everything that people, the world and bad luck can do to a home: readings and settings, what devices can be asked,
 * faults, and scenes. Numbers are drawn from both sides of every threshold that stands in a scene or a rule.
 */
export function knobsOf(
  { home, models, scenes }: TestedHome,
  rules: Rules,
  options: { readonly faults: boolean },
): Knob[] {
  const thresholds = thresholdsOf(scenes, rules);
  const knobs: Knob[] = [];
  for (const [device, model] of simulated(home, models)) {
    for (const [prop, spec] of Object.entries(model.properties)) {
      const known = thresholds.get(`${device}.${prop}`);
      const values = interesting(spec, known ?? []);
      const weight = known ? mentionedWeight : 1;
      if (spec.reading) {
        knobs.push({
          kind: 'reading',
          weight,
          turn: (random) => ({ device, stimulate: { [prop]: draw(values, random) } }),
        });
      } else if (spec.access.includes('w')) {
        knobs.push({
          kind: 'setting',
          weight,
          turn: (random) => ({ device, set: { [prop]: draw(values, random) } }),
        });
      }
    }
    const isMentioned = [...thresholds.keys()].some((key) => key.startsWith(`${device}.`));
    for (const [method, { params = {} }] of Object.entries(model.actions ?? {})) {
      const weight = isMentioned ? mentionedWeight / 2 : 1;
      knobs.push({
        kind: 'action',
        weight,
        turn: (random) => ({ device, method, params: drawParams(params, random) }),
      });
    }
    if (options.faults) knobs.push(...faultsOf(device, model, isMentioned ? 2 : 0.5));
  }
  for (const scene of scenes.keys()) knobs.push({ kind: 'scene', weight: 0.5, turn: () => ({ scene }) });
  return knobs;
}

function* simulated(home: Home, models: ReadonlyMap<string, DeviceModel>): Generator<[string, DeviceModel]> {
  for (const [id, { model: name, simulated: isSimulated }] of Object.entries(home.devices)) {
    const model = name === undefined ? undefined : models.get(name);
    if (model && isSimulated !== false) yield [id, model];
  }
}

/** `device.prop` -> the values that scenes and rules compare it with. */
function thresholdsOf(scenes: ReadonlyMap<string, Scene>, { never, always }: Rules): Map<string, Value[]> {
  const known = new Map<string, Value[]>();
  const look = (data: unknown): void => {
    if (Array.isArray(data)) for (const item of data) look(item);
    else if (typeof data === 'object' && data !== null) {
      const { device, prop, ...rest } = data as Record<string, unknown>;
      if (typeof device === 'string' && typeof prop === 'string') {
        const key = `${device}.${prop}`;
        known.set(key, [...(known.get(key) ?? []), ...Object.values(rest).flat().filter(isValue)]);
      }
      for (const item of Object.values(data)) look(item);
    }
  };
  for (const scene of scenes.values()) look(scene);
  for (const rule of [...never, ...always]) for (const condition of plainConditions(rule)) look(condition);
  return known;
}

function isValue(value: unknown): value is Value {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Of names all; of numbers the ends, and what lies on, just below and just above each threshold. */
function interesting(spec: ValueSpec, thresholds: readonly Value[]): readonly Value[] {
  switch (spec.type) {
    case 'boolean':
      return [true, false];
    case 'enum':
      return spec.values;
    case 'string':
      return ['', ...thresholds.filter((value) => typeof value === 'string')];
    case 'integer':
    case 'number': {
      const [low, high] = spec.range;
      const step = spec.step ?? (spec.type === 'integer' ? 1 : (high - low) / 100);
      const near = thresholds
        .filter((value) => typeof value === 'number')
        .flatMap((value) => [value - step, value, value + step]);
      const onStep = [low, (low + high) / 2, high, ...near].map((value) => {
        const count = Math.round((value - low) / step);
        return Number(Math.min(high, Math.max(low, low + count * step)).toPrecision(12));
      });
      return [...new Set(spec.type === 'integer' ? onStep.map(Math.round) : onStep)];
    }
  }
}

function drawParams(params: Readonly<Record<string, ParamSpec>>, random: Random): Record<string, Value> {
  const drawn: Record<string, Value> = {};
  for (const [name, spec] of Object.entries(params)) {
    if (spec.default !== undefined && random.next() < 0.5) continue;
    drawn[name] = draw(interesting(spec, []), random);
  }
  return drawn;
}

function* faultsOf(device: string, model: DeviceModel, weight: number): Generator<Knob> {
  const readings = Object.entries(model.properties).filter(
    ([, spec]: [string, PropertySpec]) => spec.reading,
  );
  const kinds = [
    { kind: 'offline', for: '10m' },
    { kind: 'offline' },
    { kind: 'slow', delay: '20s', for: '10m' },
    { kind: 'duplicated', for: '30m' },
    { kind: 'jam', for: '30m' },
    { kind: 'reboot' },
    ...(readings.length > 0 ? [{ kind: 'stuck', for: '1h' } as const] : []),
    { kind: 'battery', level: 0, for: '1h' },
  ] as const;
  const possible = kinds.filter((fault) => faultProblem(device, model, fault) === undefined);
  if (possible.length > 0)
    yield { kind: 'fault', weight, turn: (random) => ({ device, fault: { ...draw(possible, random) } }) };
}

function draw<T>(values: readonly T[], random: Random): T {
  return values[random.integer(0, values.length - 1)]!;
}
