import { type Signal, signal } from '@preact/signals';
import type {
  ChangeFrame,
  DeviceCard,
  DeviceState,
  HomeInfo,
  HomeState,
  PersonState,
  SceneSummary,
  WorldState,
} from '../../web/api.ts';

/** The home as it is now, as far as the page has been told. */
export const home = signal<HomeInfo | undefined>(undefined);
export const people = signal<readonly PersonState[]>([]);
export const world = signal<WorldState | undefined>(undefined);
export const scenes = signal<readonly SceneSummary[]>([]);
export const forkIds = signal<readonly string[]>([]);
/** How many journal lines there are. */
export const seq = signal(0);

/** Each device has a signal of its own: a change of one draws one card. */
const states = new Map<string, Signal<DeviceState>>();
const cards = new Map<string, DeviceCard>();
const nothingKnown: DeviceState = { availability: null, props: {}, faults: [] };

export function deviceCard(id: string): DeviceCard | undefined {
  return cards.get(id);
}

export function liveState(id: string): Signal<DeviceState> {
  let state = states.get(id);
  if (!state) {
    state = signal(nothingKnown);
    states.set(id, state);
  }
  return state;
}

/** What people call a device. */
export function deviceName(id: string): string {
  return nameOf(cards.get(id)) ?? id;
}

export function sceneName(id: string): string {
  return scenes.value.find((scene) => scene.id === id)?.name ?? id;
}

/** Takes over everything: at the start, and after the connection was lost. */
export function takeHome(info: HomeInfo, state: HomeState): void {
  cards.clear();
  for (const card of info.devices) {
    cards.set(card.id, card);
    liveState(card.id).value = state.devices[card.id] ?? nothingKnown;
  }
  home.value = info;
  people.value = state.people;
  world.value = state.world;
  seq.value = state.seq;
}

/** Takes over what has changed. */
export function takeChanges(frame: ChangeFrame): void {
  for (const [id, change] of Object.entries(frame.devices ?? {})) {
    const state = liveState(id);
    const { props, ...rest } = change;
    state.value = {
      ...state.value,
      ...rest,
      props: props ? { ...state.value.props, ...props } : state.value.props,
    };
  }
  if (frame.people) people.value = frame.people;
  if (frame.world) world.value = frame.world;
  if (frame.scenes) scenes.value = frame.scenes;
  if (frame.forks) forkIds.value = frame.forks;
  seq.value = frame.seq;
}

/** `smart_curtain` is `Smart curtain` to people, where the home gives it no other name. */
function nameOf(card: DeviceCard | undefined): string | undefined {
  if (!card) return undefined;
  if (card.name !== card.id) return card.name;
  return readable(card.id);
}

export function readable(id: string): string {
  const words = id.replaceAll(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
