import type { Fault } from '../core/device/fault.ts';
import { faultProblem } from '../core/device/fault-problem.ts';
import type { DeviceModel, ParamSpec, PropertySpec } from '../core/device/model.ts';
import { isRecord } from '../core/device/request.ts';
import type { Value } from '../core/device/value.ts';
import type { Home } from '../core/home.ts';
import type { Random } from '../core/random.ts';
import type { Scene } from '../core/scene/schema.ts';
import type { TestedHome } from '../testing/index.ts';
import type { Deed } from './candidate.ts';
import type { Landmarks } from './landmarks.ts';
import { devicesNamedIn, type Rules } from './rules.ts';
import { interestingValues } from './values.ts';

/** The kinds of things that can be done to a home. */
export const knobKinds = ['readings', 'settings', 'actions', 'faults', 'scenes', 'messages'] as const;
export type KnobKind = (typeof knobKinds)[number];

/** One thing that can be turned, and how. */
export interface Knob {
  readonly kind: KnobKind;
  /** How likely it is to be chosen, beside the others. */
  readonly weight: number;
  turn(random: Random): Deed;
}

/** How much likelier something is that a scene or a rule looks at. */
const mentionedWeight = 8;

/**
 * What people, the world and bad luck can do to a home: readings and settings, what devices can be asked, faults, scenes,
 * and the messages that scenes wait for. Whoever breaks a rule by hand has found nothing, so the devices that a rule
 * names are commanded only with `hands`; a device that is nothing but a button is always pressed.
 */
export function knobsOf(
  { home, models, scenes }: TestedHome,
  rules: Rules,
  landmarks: Landmarks,
  options: { readonly without: ReadonlySet<KnobKind | 'residents'>; readonly hands: boolean },
): Knob[] {
  const spared: ReadonlySet<string> = options.hands ? new Set() : devicesNamedIn(rules);
  const named = devicesIn(scenes, landmarks);
  const knobs: Knob[] = [];
  for (const [device, model] of simulated(home, models)) {
    const mentioned = named.has(device) ? mentionedWeight / 2 : 1;
    knobs.push(...readingsOf(device, model, landmarks, mentioned));
    if (!spared.has(device) || isButton(model))
      knobs.push(...settingsOf(device, model, landmarks, mentioned), ...actionsOf(device, model, mentioned));
    knobs.push(...faultsOf(device, model, mentioned / 2));
  }
  for (const scene of scenes.keys())
    knobs.push({ kind: 'scenes', weight: 0.5, turn: () => ({ scene }) as Deed });
  knobs.push(...messagesOf(scenes));
  return knobs.filter(({ kind }) => !options.without.has(kind));
}

function* simulated(home: Home, models: ReadonlyMap<string, DeviceModel>): Generator<[string, DeviceModel]> {
  for (const [id, { model: name, simulated: isSimulated }] of Object.entries(home.devices)) {
    const model = name === undefined ? undefined : models.get(name);
    if (model && isSimulated !== false) yield [id, model];
  }
}

/** Nobody can want anything of it but to press it: it can be asked, and has no settings. */
function isButton({ properties, actions = {} }: DeviceModel): boolean {
  return (
    Object.keys(actions).length > 0 && Object.values(properties).every(({ access }) => !access.includes('w'))
  );
}

/** The devices that scenes and rules look at or wait for. */
function devicesIn(scenes: ReadonlyMap<string, Scene>, { values }: Landmarks): ReadonlySet<string> {
  const named = [...values.keys()].map((key) => key.slice(0, key.indexOf('.')));
  for (const { trigger } of scenes.values())
    for (const one of [trigger].flat()) if ('device' in one) named.push(one.device);
  return new Set(named);
}

function* readingsOf(
  device: string,
  model: DeviceModel,
  landmarks: Landmarks,
  usual: number,
): Generator<Knob> {
  for (const [prop, values, weight = usual / 2] of valuesOf(
    device,
    model,
    landmarks,
    ({ reading }) => reading === true,
  ))
    yield {
      kind: 'readings',
      weight,
      turn: (random) => ({ device, stimulate: { [prop]: draw(values, random) } }),
    };
}

function* settingsOf(
  device: string,
  model: DeviceModel,
  landmarks: Landmarks,
  usual: number,
): Generator<Knob> {
  const isSetting = ({ reading, access }: PropertySpec): boolean => !reading && access.includes('w');
  for (const [prop, values, weight = usual / 2] of valuesOf(device, model, landmarks, isSetting))
    yield { kind: 'settings', weight, turn: (random) => ({ device, set: { [prop]: draw(values, random) } }) };
}

function* valuesOf(
  device: string,
  { properties }: DeviceModel,
  { values }: Landmarks,
  wanted: (spec: PropertySpec) => boolean,
): Generator<[prop: string, values: readonly Value[], weight: number | undefined]> {
  for (const [prop, spec] of Object.entries(properties)) {
    const known = values.get(`${device}.${prop}`);
    if (wanted(spec)) yield [prop, interestingValues(spec, known ?? []), known ? mentionedWeight : undefined];
  }
}

function* actionsOf(device: string, { actions = {} }: DeviceModel, weight: number): Generator<Knob> {
  for (const [method, { params = {} }] of Object.entries(actions)) {
    const turn = (random: Random): Deed => {
      const drawn = drawParams(params, random);
      return { device, method, ...(Object.keys(drawn).length > 0 ? { params: drawn } : {}) };
    };
    yield { kind: 'actions', weight, turn };
  }
}

function drawParams(params: Readonly<Record<string, ParamSpec>>, random: Random): Record<string, Value> {
  const drawn: Record<string, Value> = {};
  for (const [name, spec] of Object.entries(params)) {
    if (spec.default !== undefined && random.next() < 0.5) continue;
    drawn[name] = draw(interestingValues(spec, []), random);
  }
  return drawn;
}

/** What is tried of each kind of fault; the plainest that does the same is found when it is shrunk. */
const triedFaults: readonly Fault[] = [
  { kind: 'offline', for: '10m' },
  { kind: 'offline' },
  { kind: 'slow', delay: '20s', for: '10m' },
  { kind: 'lossy', share: 0.5, for: '10m' },
  { kind: 'duplicated', for: '30m' },
  { kind: 'stuck', for: '1h' },
  { kind: 'battery', level: 0, for: '1h' },
  { kind: 'jam', for: '30m' },
  { kind: 'reboot' },
];

function* faultsOf(device: string, model: DeviceModel, weight: number): Generator<Knob> {
  const possible = triedFaults.filter((fault) => faultProblem(device, model, fault) === undefined);
  yield { kind: 'faults', weight, turn: (random) => ({ device, fault: plainFault(draw(possible, random)) }) };
}

/** The bare word, where a fault is nothing but its kind. */
export function plainFault(fault: Fault): Fault | string {
  return Object.keys(fault).length === 1 ? fault.kind : fault;
}

/** The messages of others that scenes wait for; where any will do, its levels have names that nobody uses. */
function* messagesOf(scenes: ReadonlyMap<string, Scene>): Generator<Knob> {
  for (const { trigger } of scenes.values()) {
    for (const one of [trigger].flat()) {
      if (one.type !== 'message') continue;
      const topic = one.topic.replace(/[+#]/g, 'any');
      const payload = one.where ?? one.payload;
      const message = { topic, ...(payload === undefined ? {} : { payload: shown(payload) }) };
      yield { kind: 'messages', weight: mentionedWeight / 2, turn: () => ({ message }) };
    }
  }
}

function shown(payload: unknown): unknown {
  return isRecord(payload) ? payload : String(payload);
}

function draw<T>(values: readonly T[], random: Random): T {
  return values[random.integer(0, values.length - 1)]!;
}
