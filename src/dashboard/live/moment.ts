import { computed, signal } from '@preact/signals';
import type { DeviceState, Fork, ForkInput, HomeState, PersonState, WorldState } from '../../web/api.ts';
import { clock, now } from './clock.ts';
import { home, liveState, people, world } from './home.ts';
import { getJson, postJson } from './http.ts';

/** What is being looked at: the live home, or how it was (of the session, or of a fork of it). */
export type Moment =
  | { readonly kind: 'live' }
  | { readonly kind: 'past'; readonly at: number; readonly fork: Fork | undefined };

export const moment = signal<Moment>({ kind: 'live' });
/** The home at that moment, once it has been told. */
export const pastState = signal<HomeState | undefined>(undefined);
/** What is to be otherwise when the run starts again from there. */
export const planned = signal<readonly ForkInput[]>([]);
/** The fork that was made last: its lanes stand beside those of the session until it is closed. */
export const fork = signal<Fork | undefined>(undefined);
export const momentProblem = signal<string | undefined>(undefined);

export const isLive = computed(() => moment.value.kind === 'live');

/** The instant that is shown. */
export const shownTime = computed(() => (moment.value.kind === 'live' ? now.value : moment.value.at));

/** With this, a request that reads the past reads that of the fork that is looked at. */
export const forkQuery = computed(() => {
  const { value } = moment;
  return value.kind === 'past' && value.fork ? { fork: value.fork.id } : {};
});

const unknown: DeviceState = { availability: null, props: {}, faults: [] };

/** A device as it is, or as it was at the moment that is looked at. */
export function shownState(id: string): DeviceState {
  if (moment.value.kind === 'live') return liveState(id).value;
  return pastState.value?.devices[id] ?? unknown;
}

export function shownPeople(): readonly PersonState[] {
  return moment.value.kind === 'live' ? people.value : (pastState.value?.people ?? []);
}

export function shownWorld(): WorldState | undefined {
  return moment.value.kind === 'live' ? world.value : pastState.value?.world;
}

/** Looks back. Nothing in the home is touched; a time that has not come is the live one. */
export function lookAt(at: number, inFork: Fork | undefined = pastFork()): void {
  const last = inFork ? inFork.until : (clock.value?.time ?? at);
  if (!inFork && at >= last) {
    returnToLive();
    return;
  }
  const first = home.value?.start ?? at;
  moment.value = { kind: 'past', at: Math.round(Math.max(first, Math.min(at, last))), fork: inFork };
  void loadPast();
}

export function returnToLive(): void {
  moment.value = { kind: 'live' };
  pastState.value = undefined;
  momentProblem.value = undefined;
  planned.value = [];
}

/** Something that will be otherwise. What was planned for the same properties before is replaced. */
export function plan(input: ForkInput): void {
  planned.value = [...planned.value.filter((other) => !sameTarget(other, input)), input];
}

/** What a property will be in the replay; `undefined` where nothing is planned for it. */
export function plannedValue(device: string, prop: string): unknown {
  for (const input of planned.value) {
    if (!('device' in input) || input.device !== device) continue;
    const values = 'set' in input ? input.set : 'stimulate' in input ? input.stimulate : undefined;
    if (values && prop in values) return values[prop];
  }
  return undefined;
}

export function unplan(input: ForkInput): void {
  planned.value = planned.value.filter((other) => other !== input);
}

/** Starts again from the moment that is looked at, with what was planned; then shows where that led. */
export async function replayFromHere(): Promise<Fork | undefined> {
  const { value } = moment;
  if (value.kind === 'live') return undefined;
  try {
    const made = await postJson<Fork>('forks', { at: value.at, inputs: planned.value });
    fork.value = made;
    planned.value = [];
    lookAt(made.until, made);
    return made;
  } catch (error) {
    momentProblem.value = error instanceof Error ? error.message : String(error);
    return undefined;
  }
}

export function closeFork(): void {
  fork.value = undefined;
  if (pastFork()) returnToLive();
}

/** One request at a time; while it is on its way only the last wish is remembered. */
let loading = false;

async function loadPast(): Promise<void> {
  if (loading) return;
  loading = true;
  try {
    for (let wanted = moment.value; wanted.kind === 'past'; wanted = moment.value) {
      const state = await getJson<HomeState>('state', { at: wanted.at, fork: wanted.fork?.id });
      if (moment.value.kind === 'past') pastState.value = state;
      momentProblem.value = undefined;
      if (moment.value === wanted) break;
    }
  } catch (error) {
    momentProblem.value = error instanceof Error ? error.message : String(error);
  } finally {
    loading = false;
  }
}

function pastFork(): Fork | undefined {
  return moment.value.kind === 'past' ? moment.value.fork : undefined;
}

function sameTarget(a: ForkInput, b: ForkInput): boolean {
  return targetsOf(a) === targetsOf(b);
}

function targetsOf(input: ForkInput): string {
  if ('run' in input) return `run ${input.run}`;
  if ('set' in input) return `${input.device}.${Object.keys(input.set).join()}`;
  if ('stimulate' in input) return `${input.device}.${Object.keys(input.stimulate).join()}`;
  if ('call' in input) return `${input.device} ${input.call}`;
  return `${input.device} fault`;
}
